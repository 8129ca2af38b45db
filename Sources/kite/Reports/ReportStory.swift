import Asking
import EventLog
import Governance
import History
import JSON
import Schemas

/// A monthly report with its plan, its readers, and what they said, as an audience may see it.
struct ReportStory {
  let report: Report
  let trust: Trust
  let names: Names
  let on: Day
  /// Nil for a month that was closed as missed.
  let content: ReportSubmitted?
  let event: TrustEvent?
  let closed: (ref: String, decision: DecisionTaken, why: Closable<String>)?
  let seen: [(seen: ReportSeen, day: Day, ref: String)]
  let unseen: [Party]
  let plan: PlanStory?
  /// The open digests of the evidence that the report names by its code.
  let digests: [String: String]

  init(_ code: ReportCode, _ answers: Answers) throws {
    let events = try answers.history.events(matching: Query(tags: [code.fullTag]), upTo: answers.position)
    let told = events.first { [ReportSubmitted.type, ReportMonthClosed.type].contains($0.type) }
    let known: Trust =
      try told?.school.map { school in
        try Chronicle(answers.history.events(Reads.duties(of: school), upTo: answers.position)).trust()
      } ?? answers.trust(Reads.standing)
    guard let report = known.reports[code] else {
      let parts = code.text.split(separator: "-")
      let school = SchoolCode(parts.dropLast(2).joined(separator: "-"))
      let others = try school.map { school in
        try answers.trust(Reads.state(of: school)).reports(of: school).map(\.code.text)
      }
      throw unknown("report", code.text, among: others ?? [], "the school has handed in")
    }
    self.report = report
    trust = known
    on = answers.on
    names = Names(trust: known, day: answers.on)
    let dossier = try Dossier(events, answers)
    func last(_ type: String) -> TrustEvent? {
      dossier.events.last { $0.type == type && dossier.voidedBy($0.ref) == nil }
    }
    event = last(ReportSubmitted.type)
    content = try event.map { try dossier.read($0, as: ReportSubmitted.self) }
    closed = try last(ReportMonthClosed.type).flatMap { event in
      let effect = try dossier.read(event, as: ReportMonthClosed.self)
      return try dossier.decision(DecisionRef(event.ref)).map { (event.ref, $0.decision, effect.why) }
    }
    seen = try dossier.events.filter { $0.type == ReportSeen.type && dossier.voidedBy($0.ref) == nil }.map {
      let seen = try dossier.read($0, as: ReportSeen.self)
      return (seen, seen.note?.day ?? $0.recorded.londonDay, $0.ref)
    }
    unseen = report.isMissed ? [] : known.unseen(report, on: answers.on)
    plan = try content.flatMap { content in
      known.plans[content.plan] == nil ? nil : try PlanStory(content.plan, answers)
    }
    digests = try ReportStory.digests(content?.note?.evidence ?? [], answers)
  }

  private static func digests(_ evidence: [Closable<String>], _ answers: Answers) throws -> [String: String] {
    var digests: [String: String] = [:]
    for text in evidence.compactMap(\.value) {
      guard let code = EvidenceCode(text) else { continue }
      let found = try answers.log.events(
        matching: Query(types: [EvidenceAdded.type], tags: [code.fullTag]), after: .start,
        upTo: answers.position)
      if let event = try found.last.map({ try TrustEvent($0) }), let digest = event.data["digest"]?.string {
        digests[text] = digest
      }
    }
    return digests
  }

  var json: JSONValue {
    [
      "report": .string(report.code.text), "school": .string(report.school.text),
      "month": .string(report.month.text), "ref": .optional(event?.ref ?? closed?.ref),
      "rating": .optional(report.rating?.rawValue), "direction": .optional(report.direction?.rawValue),
      "because": .optional(content?.because.shown), "due": .string(report.due.text),
      "submitted": .optional(report.submitted?.text), "lateBy": .integer(report.lateBy),
      "missed": .bool(report.isMissed), "plan": .optional(content?.plan.text),
      "planVersion": .optional(report.planVersion),
      "seen": .array(
        seen.map { seen in
          [
            "by": .string(names.code(seen.seen.by, school: report.school)), "day": .string(seen.day.text),
            "comment": .optional(seen.seen.comment?.shown), "ref": .string(seen.ref),
          ]
        }),
      "unseenBy": .texts(unseen.map { names.code($0, school: report.school) }),
    ]
  }
}
