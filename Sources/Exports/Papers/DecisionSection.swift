import Asking
import Governance
import JSON
import Schemas

/// A decision as a board reads it again: what, by whom, how it was voted, why, and what was rejected.
struct DecisionSection {
  private let overview: Overview
  private let found: Overview.Decision

  init(_ overview: Overview, _ found: Overview.Decision) {
    self.overview = overview
    self.found = found
  }

  private var decision: DecisionTaken { found.decision }

  var section: Section {
    Section(
      .code(found.ref) + " " + Words(decision.decision), anchor: Anchor("decision-\(found.ref)"),
      [.facts(facts)])
  }

  private var facts: [Fact] {
    let school = found.event.school
    var facts = [
      Fact(
        "Decided",
        .day(decision.day)
          + Words(" by \(overview.names.deciders(decision.by, school: school)) (\(decision.power))"))
    ]
    if let school { facts.append(Fact("School", overview.school(school))) }
    if let votes = decision.votes {
      let present = decision.present.map { "; \($0) present" } ?? ""
      facts.append(
        Fact(
          "Vote", Words("\(votes.for) for, \(votes.against) against, \(votes.abstained) abstained\(present)"))
      )
    }
    if found.standing != .confirmed { facts.append(Fact("Standing", Words(Standings.words(found.standing)))) }
    facts.append(Fact("Reasons", Words(decision.because)))
    func list(_ label: String, _ lines: [Words]) {
      if !lines.isEmpty { facts.append(Fact(label, lines)) }
    }
    list("Rejected", decision.options.map { Words($0.what) + " - " + Words($0.why) })
    list("Tried before", decision.lesserSteps.map { Words($0) })
    list("Not known then", decision.unknown.map { Words($0) })
    list("Who disagreed", decision.dissent.map { Words("\($0.who): ") + Words($0.words) })
    list(
      "Interests", decision.interests.map { Words("\($0.who), \($0.handled.rawValue): ") + Words($0.what) })
    if let reason = PaperSource.reason(found.event.data) {
      facts.append(Fact("Withheld because", Words(reason)))
    }
    return facts
  }
}
