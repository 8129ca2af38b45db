import Asking
import EventLog
import Governance
import History
import JSON
import Schemas

/// A case on a page: how it stood, what happened, and what its figures did.
struct CaseInYear {
  private let report: YearReport
  private let found: RiskCase

  init(_ report: YearReport, _ found: RiskCase) {
    self.report = report
    self.found = found
  }

  private var overview: Overview { report.overview }
  private var trust: Trust { report.trust }
  private var school: SchoolCode { found.school }
  private var last: Day { report.last }

  func parts() throws -> [Part] {
    var parts: [Part] = [.facts(facts)]
    parts.append(.section("What happened", [try timeline()]))
    parts.append(.section("Monthly reports", [try reports()]))
    let months = Month(of: found.days.first)...max(Month(of: last), Month(of: found.days.first))
    let charts = try overview.charts(of: school, months: months, by: last)
    parts.append(
      .section(
        "Indicators since the case was opened",
        charts.isEmpty ? [.paragraph("No report gives figures.")] : charts.map { .chart($0) }))
    return parts
  }

  private var facts: [Fact] {
    let end = min(found.days.last ?? last, last)
    var facts = [Fact("School", overview.school(school)), Fact("Opened", opened)]
    let levels = found.levels.filter { $0.from <= last }.map { level in
      .badge(trust.name(of: level.level, on: level.from), level.level.tone) + " from " + .day(level.from)
    }
    facts.append(Fact("Levels", levels))
    if let triggers { facts.append(Fact("Triggers", triggers)) }
    if let ended = found.days.last, ended <= last {
      facts.append(
        Fact("Ended", .day(ended) + (found.followUpUntil.map { "; followed up to " + .day($0) } ?? "")))
    }
    let days = max(found.days.first, report.year.first).days(to: end) + 1
    facts.append(Fact("At risk in the year", Words(Prose.count(max(days, 0), "day"))))
    let criteria = found.exitCriteria.map { Words($0) }
    if !criteria.isEmpty { facts.append(Fact("Ends when", criteria)) }
    let state = trust.state(of: school, on: last)
    if let body = state.localBody {
      facts.append(Fact("Local body on \(last.short)", Words(trust.bodies[body]?.name ?? body.text)))
    }
    if let leader = state.leader {
      let office = overview.names.party(.office(leader.office), school: school)
      facts.append(
        Fact("Leader on \(last.short)", Words("\(office), \(Prose.count(leader.daysPerWeek, "day")) a week")))
    }
    return facts
  }

  private var opened: Words {
    let by = found.decision.map { Words(" by ") + .code($0.text) } ?? ""
    return .day(found.days.first) + by
  }

  private var triggers: Words? {
    let placed = found.decision.flatMap { ref in
      overview.dossier[ref.text].first { $0.type == SchoolPlacedAtRisk.type }
    }
    guard let placed, let read = try? overview.dossier.read(placed, as: SchoolPlacedAtRisk.self) else {
      return nil
    }
    let words = read.triggers.map { trigger -> Words in
      trigger.trigger.value.map { Words($0.rawValue) } ?? .withheld(trigger.trigger.contentClass)
    }
    return words.isEmpty ? nil : .joined(words, separator: ", ")
  }

  /// The entries of the case in the year; reports have a table of their own.
  private func timeline() throws -> Part {
    var selection = EntrySelection()
    selection.riskCase = found.code
    selection.upTo = overview.answers.position.rawValue
    let entries = try Entry.fold(overview.events, selection)
      .filter { report.year.contains($0.day) && $0.day <= last && $0.type != ReportSubmitted.type }
      .sorted { ($0.day, $0.position) < ($1.day, $1.position) }
    return .table(
      "Entries of the case in the year", ["Day", "Entry", "By", "What"],
      try entries.map { entry in
        var entry = entry
        _ = try SelectedEntries.disclose(&entry, overview.answers)
        let by =
          entry.deciders.isEmpty ? entry.actor.text : overview.names.deciders(entry.deciders, school: school)
        return [.day(entry.day), .code(entry.ref), Words(by), EntryWording.told(entry)]
      }, none: "Nothing was entered in the year.")
  }

  private func reports() throws -> Part {
    let rows = try overview.reports(of: school, by: last).filter { found, _, known in
      report.year.contains(known.submitted ?? known.due)
    }.map { found, ref, known -> [Words] in
      let late =
        known.lateBy > 0 ? Words.badge("\(Prose.count(known.lateBy, "working day")) late", .bad) : "in time"
      return [
        Words(found.month.spoken), .code(ref), .badge(found.rating.words, found.rating.tone),
        Words(found.direction.rawValue), Words(found.because), late,
      ]
    }
    return .table(
      "Reports that came in during the year", ["Month", "Entry", "Rating", "Direction", "Why", "Came"], rows,
      none: "No report came in.")
  }
}
