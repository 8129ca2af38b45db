import Asking
import Governance
import JSON
import Schemas

/// A monthly report to read: each part beside what the plan says of it.
struct ReportSheet {
  let story: ReportStory

  private var report: Report { story.report }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width, indent: 17)
    let inCase = story.event?.riskCase.map { ", case \($0)" } ?? ""
    sheet.say(
      "Report for \(report.month.spoken) on \(story.names.school(report.school)) (\(report.school))\(inCase)")
    guard let content = story.content, let event = story.event else {
      tellMissed(&sheet)
      return sheet.text
    }
    tellHead(content, event, &sheet)
    tellObjectives(content, &sheet)
    tellIndicators(content, &sheet)
    tellRest(content, &sheet)
    tellReaders(&sheet)
    return sheet.text
  }

  private func tellMissed(_ sheet: inout Sheet) {
    sheet.row("missed", "nobody handed it in; it was due on \(report.due.spoken)")
    guard let closed = story.closed else { return }
    let who = story.names.deciders(closed.decision.by, school: report.school)
    sheet.row("closed by", "\(who) on \(closed.decision.day.spoken), \(closed.ref)")
    sheet.row("because", closed.why.shown)
  }

  private func tellHead(_ content: ReportSubmitted, _ event: TrustEvent, _ sheet: inout Sheet) {
    sheet.row(
      "rating", "\(content.rating.rawValue) (\(content.rating.letters)), \(content.direction.rawValue)")
    sheet.row("because", content.because.shown)
    let late =
      report.lateBy == 0 ? "in time" : "\(Prose.count(report.lateBy, "working day")) late"
    let office = event.office.map { " (\($0))" } ?? ""
    let day = report.submitted?.spoken ?? ""
    sheet.row(
      "handed in", "\(day) by \(event.actor)\(office), \(event.ref); due \(content.due.spoken), \(late)")
    if let why = content.note?.lateBecause { sheet.row("", "late entry: \(why)") }
    sheet.row("goes by", "\(content.plan) version \(content.planVersion)")
  }

  private func tellObjectives(_ content: ReportSubmitted, _ sheet: inout Sheet) {
    let planned = story.plan.flatMap { try? $0.version(content.planVersion) }?.content.objectives ?? []
    for objective in content.objectives {
      let name = planned.first { $0.number == objective.number }.map { "\($0.what.shown): " } ?? ""
      var parts: [String] = []
      if let rating = objective.rating {
        let before = objective.ratingBefore.map { ", before \($0.rawValue)" } ?? ""
        parts.append(rating.rawValue + before)
      }
      if let due = objective.milestonesDue, let met = objective.milestonesMet {
        parts.append("\(met) of \(due) milestones met")
      }
      sheet.row("objective \(objective.number)", name + parts.joined(separator: "; "))
      if let slipped = objective.slipped { sheet.row("", "slipped: \(slipped.shown)") }
    }
    for slip in content.slips {
      let due = slip.due.map { "to \($0.spoken)" } ?? "no new date yet"
      let agreed = slip.agreedBy.map { ", agreed by \($0.shown)" } ?? ""
      sheet.row("slipped", "\(slip.milestone) \(due)\(agreed): \(slip.why.shown)")
    }
  }

  private func tellIndicators(_ content: ReportSubmitted, _ sheet: inout Sheet) {
    let planned = story.plan.flatMap { try? $0.version(content.planVersion) }?.content.indicators ?? []
    for indicator in content.indicators {
      let plan = planned.first { $0.name == indicator.name }
      let day = indicator.dataDay.map { " (\($0.short))" } ?? ""
      let values = [
        plan?.baseline.map { "\($0.text) at the start" }, indicator.now.map { "\($0.text) now\(day)" },
        plan?.target.map { "to reach \($0.text)" },
      ].compactMap(\.self).joined(separator: ", ")
      let source = (indicator.source ?? plan?.source).map { "; \($0)" } ?? ""
      sheet.row("indicator", "\(indicator.name): \(values)\(source)")
    }
  }

  private func tellRest(_ content: ReportSubmitted, _ sheet: inout Sheet) {
    if content.safeguarding != nil || content.safeguardingRating != nil {
      let rating = content.safeguardingRating.map { "\($0.rawValue) (\($0.letters))" }
      sheet.row(
        "safeguarding", [rating, content.safeguarding?.shown].compactMap(\.self).joined(separator: ": "))
    }
    for risk in content.riskChanges {
      let owner = risk.owner.map { "; \($0.shown)" } ?? ""
      sheet.row("risk", "\(risk.change.rawValue): \(risk.what.shown)\(owner)")
    }
    for risk in content.risks { sheet.row("risk", risk.shown) }
    if let support = support(content) { sheet.row("support", support) }
    if let people = content.people { sheet.row("people", people.shown) }
    if let neighbours = content.neighbours { sheet.row("home and near", neighbours.shown) }
    for asked in content.decisionsAsked { sheet.row("asks for", asked.shown) }
    for evidence in content.note?.evidence ?? [] {
      let digest = story.digests[evidence.shown].map { " - SHA-256 \($0)" } ?? ""
      sheet.row("evidence", evidence.shown + digest)
    }
    if !missing(content).isEmpty { sheet.row("not said", Prose.list(missing(content))) }
  }

  private func support(_ content: ReportSubmitted) -> String? {
    var parts: [String] = []
    if let used = content.supportDaysUsed {
      let left = content.supportDaysLeft.map { ", \($0.text) left" } ?? ""
      parts.append("\(used.text) days used\(left)")
    }
    if let spent = content.poundsSpent {
      let planned = story.plan.flatMap { try? $0.version(content.planVersion) }?.content.pounds
      let of = planned.map { " of \(Prose.grouped($0))" } ?? ""
      parts.append("\(Prose.grouped(spent))\(of) pounds spent")
    }
    if let text = content.supportUsed { parts.append(text.shown) }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// What a report holds, and this one does not.
  private func missing(_ content: ReportSubmitted) -> [String] {
    var missing: [String] = []
    if content.objectives.isEmpty { missing.append("objectives") }
    if content.indicators.isEmpty { missing.append("indicators") }
    if content.safeguarding == nil, content.safeguardingRating == nil { missing.append("safeguarding") }
    if content.risks.isEmpty, content.riskChanges.isEmpty { missing.append("risks") }
    if support(content) == nil { missing.append("support used") }
    if content.people == nil { missing.append("people") }
    if content.neighbours == nil { missing.append("effect on the home school and neighbours") }
    if content.note?.evidence.isEmpty ?? true { missing.append("evidence") }
    return missing
  }

  private func tellReaders(_ sheet: inout Sheet) {
    for seen in story.seen {
      let who = story.names.party(seen.seen.by, school: report.school)
      let comment = seen.seen.comment.map { ": \($0.shown)" } ?? ""
      sheet.row("seen by", "\(who) on \(seen.day.spoken), \(seen.ref)\(comment)")
    }
    guard let first = story.unseen.first else { return }
    let others = story.unseen.map { story.names.party($0, school: report.school) }
    sheet.row("not seen by", Prose.list(others))
    sheet.row("next", "kite report seen \(report.code) --by \(first.text)")
  }
}
