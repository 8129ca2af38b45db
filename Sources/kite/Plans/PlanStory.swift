import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Schemas

/// A recovery plan with its versions and what was decided on each, as an audience may see it.
struct PlanStory {
  let code: PlanCode
  let school: SchoolCode?
  /// As known and in force on the day asked about.
  let plan: Plan
  let trust: Trust
  let names: Names
  let on: Day
  let versions: [Version]

  struct Version {
    let event: TrustEvent
    let content: PlanSubmitted
    let decided: Decided?
    /// Empty where it was never approved under another name.
    let approvedAs: String?
    let state: Plan.Version.State
  }

  struct Decided {
    let ref: String
    let decision: DecisionTaken
    let reasons: [Closable<String>]
    let changes: [Closable<String>]
  }

  init(_ code: PlanCode, _ answers: Answers) throws {
    let events = try answers.history.events(matching: Query(tags: [code.fullTag]), upTo: answers.position)
    let school = events.compactMap(\.school).first
    let reads = school.map { Reads.duties(of: $0) } ?? Reads.standing
    trust = try Chronicle(answers.history.events(reads, upTo: answers.position)).trust(decidedBy: answers.on)
    guard let plan = trust.plans[code] else {
      throw unknown(
        "plan", code.text, among: trust.plans.keys.sorted().map(\.text), "there are the plans")
    }
    self.code = code
    self.school = school
    self.plan = plan
    on = answers.on
    names = Names(trust: trust, day: answers.on)
    let dossier = try Dossier(events, answers)
    var versions: [Version] = []
    for version in plan.versions {
      let submitted = dossier.events.last { event in
        event.type == PlanSubmitted.type && dossier.voidedBy(event.ref) == nil
          && event.data["version"]?.string == version.name
      }
      guard let submitted else { continue }
      versions.append(
        Version(
          event: submitted, content: try dossier.read(submitted, as: PlanSubmitted.self),
          decided: try PlanStory.decided(version, dossier), approvedAs: version.approvedAs,
          state: version.state))
    }
    self.versions = versions
  }

  private static func decided(_ version: Plan.Version, _ dossier: Dossier) throws -> Decided? {
    guard version.state != .submitted else { return nil }
    let type = version.state == .returned ? PlanReturned.type : PlanApproved.type
    let event = dossier.events.last { event in
      event.type == type && dossier.voidedBy(event.ref) == nil
        && event.data["version"]?.string == version.name
    }
    guard let event, let decision = try dossier.decision(DecisionRef(event.ref))?.decision else { return nil }
    if version.state == .returned {
      let returned = try dossier.read(event, as: PlanReturned.self)
      return Decided(ref: event.ref, decision: decision, reasons: returned.reasons, changes: [])
    }
    let approved = try dossier.read(event, as: PlanApproved.self)
    return Decided(ref: event.ref, decision: decision, reasons: [], changes: approved.changes)
  }

  /// The version of a name; of none, the one that a report goes by.
  func version(_ name: String?) throws -> Version {
    let wanted = name ?? plan.version(on: on)
    let found = versions.last { $0.content.version == wanted || (wanted != nil && $0.approvedAs == wanted) }
    guard let found else {
      throw CommandFailure(
        .notFound,
        "'\(code)' has no version '\(wanted ?? "")'; it has "
          + Prose.list(versions.map { "'\($0.content.version)'" }))
    }
    return found
  }

  /// The version in the state that the rules know.
  func known(_ version: Version) -> Plan.Version? {
    plan.versions.last { $0.name == version.content.version }
  }
}
