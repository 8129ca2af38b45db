public import Schemas

/// An entry with something closed in it, and the day on which the reason is looked at again.
public struct Withholding: Equatable, Sendable {
  public let ref: String
  public let until: Day
  public let school: SchoolCode?
  public let evidence: EvidenceCode?
}

extension DueDay {
  /// The outcome of a decision is looked at on the day that it set. What is decided or reviewed next in its
  /// school looks at it; of a decision for the whole trust, what its deciders decide next, or their meeting.
  var outcomes: [Duty] {
    trust.decisions.values.compactMap { decision in
      guard let on = decision.outcomeLookedAtOn, decision.basis != .fromMinutes,
        !isLookedAt(decision, since: on)
      else { return nil }
      let command =
        decision.school.map { "kite case review --school \($0)" }
        ?? decision.by.first?.body.map { "kite meeting body \($0)" } ?? "kite decide --input FILE"
      return Duty(
        .outcome, "look at the outcome of \(decision.ref)", due: on,
        owes: codes(decision.by, decision.school), school: decision.school,
        concerns: decision.ref.fullTag, command: command)
    }
  }

  private func isLookedAt(_ decision: DecisionRecord, since on: Day) -> Bool {
    guard let school = decision.school else {
      let decided = trust.decisions.values.contains {
        $0.ref != decision.ref && $0.day >= on && $0.by == decision.by
      }
      return decided || trust.meetings.contains { $0.day >= on && decision.by.contains(.body($0.body)) }
    }
    return trust.decisions.values.contains { $0.ref != decision.ref && $0.school == school && $0.day >= on }
      || trust.caseReviews.contains { $0.school == school && $0.day >= on }
      || trust.followUpChecks.contains { $0.school == school && $0.day >= on }
      || trust.conditions.contains { $0.school == school && ($0.tested.map { $0 >= on } ?? false) }
      || trust.plans.values.contains { $0.school == school && $0.versions.contains { $0.submitted >= on } }
  }

  /// A reason for withholding does not hold for ever.
  var withholdings: [Duty] {
    trust.withholdings.values.map { withheld in
      Duty(
        .withholding, "look again at why \(withheld.ref) is withheld", due: withheld.until,
        owes: holder(.releaseContent, withheld.school), school: withheld.school,
        concerns: "entry/\(withheld.ref)", command: "kite correct \(withheld.ref) --field withheldUntil",
        otherwise: "kite evidence release \(withheld.evidence?.text ?? withheld.ref)")
    }
  }
}

extension Trust {
  /// Takes in what an entry says of the day on which its withholding is looked at again: of several events of
  /// an entry, the earliest.
  mutating func noteWithholding(_ payload: any Happening, _ context: Context) {
    // What a release says of withholding, it says of the entry that it releases.
    let own = payload.note?.withheldUntil ?? (payload as? DecisionTaken)?.withheldUntil
    guard !(payload is ContentReleased), let until = own else {
      return
    }
    if let known = withholdings[context.ref], known.until <= until { return }
    withholdings[context.ref] = Withholding(
      ref: context.ref, until: until, school: context.school, evidence: (payload as? EvidenceAdded)?.code)
  }
}
