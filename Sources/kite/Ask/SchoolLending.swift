import Asking
import EventLog
import Governance
import History
import JSON
import Schemas

/// What a school lends to others, and what that does to it: could it be harmed?
struct SchoolLending {
  struct Loan {
    let deployment: Deployment
    let effect: HomeEffect?
    let mitigation: String?
    /// What reports of the other school say of this one, apart from that nothing was seen; by month.
    let notes: [(month: Month, ref: String, words: String)]
    let reports: Int
  }

  let loans: [Loan]
  /// Figures of this school since the first loan, the one before it among them.
  let figures: [(name: String, values: [(period: String, value: Decimal)])]

  init(_ school: School, _ trust: Trust, _ answers: Answers) throws {
    let on = answers.on
    let lent = trust.deployments.values.filter { deployment in
      deployment.home == school.code && deployment.spans.contains { $0.days.first <= on }
    }.sorted { $0.code < $1.code }
    loans = try lent.map { deployment in
      let dossier = try Dossier(Query(tags: [deployment.school.fullTag]), answers)
      let made = dossier.events.first { event in
        event.type == LeaderAllocated.type && event.data["deployment"]?.string == deployment.code.text
      }
      let allocated = try made.map { try dossier.read($0, as: LeaderAllocated.self) }
      let reports = try dossier.events.filter { event in
        let day = event.recorded.londonDay
        return event.type == ReportSubmitted.type && dossier.voidedBy(event.ref) == nil && day <= on
          && deployment.spans.contains { $0.days.first <= day }
      }.map { (ref: $0.ref, report: try dossier.read($0, as: ReportSubmitted.self)) }
      let notes = reports.compactMap { found -> (month: Month, ref: String, words: String)? in
        guard let words = found.report.neighbours?.shown, SchoolLending.names(school, words),
          !words.hasSuffix(": none seen.")
        else { return nil }
        return (found.report.month, found.ref, words)
      }
      return Loan(
        deployment: deployment, effect: allocated?.homeEffect, mitigation: allocated?.mitigation?.shown,
        notes: notes, reports: reports.count)
    }
    figures = lent.isEmpty ? [] : try SchoolLending.figures(school.code, answers)
  }

  /// Whether words speak of a school: by its code, or by the first word of its name.
  private static func names(_ school: School, _ words: String) -> Bool {
    let first = school.name.split(separator: " ").first.map(String.init) ?? school.name
    return EntryWords.split(words).contains {
      $0 == first.lowercased() || $0 == school.code.text.lowercased()
    }
  }

  private static func figures(
    _ school: SchoolCode, _ answers: Answers
  ) throws -> [(name: String, values: [(period: String, value: Decimal)])] {
    let dossier = try Dossier(Query(types: [MetricsRecorded.type]), answers)
    var order: [String] = []
    var values: [String: [(period: String, value: Decimal)]] = [:]
    for event in dossier.events where dossier.voidedBy(event.ref) == nil {
      guard event.recorded.londonDay <= answers.on else { continue }
      for metric in try dossier.read(event, as: MetricsRecorded.self).metrics where metric.school == school {
        if values[metric.name] == nil { order.append(metric.name) }
        values[metric.name, default: []].append(
          (metric.period ?? event.recorded.londonDay.short, metric.value))
      }
    }
    return order.map { ($0, values[$0] ?? []) }
  }

  func tell(_ sheet: inout Sheet, on: Day) {
    for loan in loans {
      let deployment = loan.deployment
      let weeks = deployment.spans.filter { $0.days.first <= on }.map {
        "\(Prose.count($0.daysPerWeek, "day")) a week from \($0.days.first.short)"
      }
      let last = deployment.lastDay.map { $0 < on ? ", ended \($0.short)" : ", to \($0.short)" } ?? ""
      let ref = deployment.decision.map { " (\($0))" } ?? ""
      sheet.row(
        "lending",
        "\(deployment.leader) to \(deployment.school): \(weeks.joined(separator: ", "))\(last)\(ref)")
      let cover = deployment.homeCover.map { "\($0) leads on those days" }
      let effect = loan.effect.map { "effect assessed: \($0.rawValue)" }
      let words = [cover, effect, loan.mitigation].compactMap { $0 }.joined(separator: "; ")
      if !words.isEmpty { sheet.row("", words) }
      let quiet = loan.reports - loan.notes.count
      for note in loan.notes { sheet.row("", "\(note.month.spoken): \(note.words) (\(note.ref))") }
      if quiet > 0 { sheet.row("", "\(Prose.count(quiet, "report")) saw no effect here") }
    }
    for figure in figures {
      let values = figure.values.map { "\($0.value.text) (\($0.period))" }
      sheet.row("figures", "\(figure.name): \(values.joined(separator: ", "))")
    }
  }

  var json: JSONValue {
    .array(
      loans.map { loan in
        [
          "deployment": .string(loan.deployment.code.text), "leader": .string(loan.deployment.leader.text),
          "school": .string(loan.deployment.school.text), "effect": .optional(loan.effect?.rawValue),
          "mitigation": .optional(loan.mitigation), "lastDay": .optional(loan.deployment.lastDay?.text),
          "reports": .integer(loan.reports),
          "notes": .array(
            loan.notes.map { note in
              [
                "month": .string(note.month.text), "ref": .string(note.ref), "words": .string(note.words),
              ]
            }),
        ]
      })
  }
}
