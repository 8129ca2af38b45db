public import Schemas

/// A rule that an earlier decision did not keep, or of which its minutes say nothing. It is marked with
/// it for good: nobody has to find out again what is known.
public struct Breach: Record, Equatable {
  public let rule: String
  public let says: String

  public init(from form: inout Form) throws(FieldError) {
    rule = try form("rule", "Name of the rule.")
    says = try form("says", "What is not as the rule asks, and whose rule it is.")
  }
}

extension Breach {
  /// Without these a body does not decide: such a decision moves nothing until it is ratified.
  public static let ofAuthority: Set<String> = ["authority", "power-unheld", "quorum"]

  /// These ask for good practice, or for words that old minutes may lack: what was decided by who held the
  /// power holds all the same.
  public static let ofForm: Set<String> = [
    "because-missing", "minutes-missing", "function-missing", "vote-missing", "vote-count",
    "interest-not-withdrawn",
    "variation-too-long", "review-too-late", "review-in-the-past", "review-after-end", "barrier", "heard",
    "lesser-steps", "interim-board-size", "parent-seats", "leader-days", "home-cover", "trigger-other",
    "exit-criteria",
  ]
}

extension DecisionTaken {
  /// Whether a rule lets it pass: one that is marked as not kept, of a decision taken from minutes.
  func admits(_ rule: String) -> Bool { basis == .fromMinutes && breaches.contains { $0.rule == rule } }

  /// Whether the body that decided lacked its quorum, and so decided nothing.
  var lacksQuorum: Bool { breaches.contains { $0.rule == "quorum" } }

  func checkBreaches() throws(Refusal) {
    guard !breaches.isEmpty else { return }
    guard basis == .fromMinutes else {
      throw .record(
        "breaches-from-minutes", "only a decision taken from minutes may have breaches of rules",
        instead: ["keep the rule, or say which minutes it is taken from: --minutes REF"])
    }
    for breach in breaches where !Breach.ofForm.union(Breach.ofAuthority).contains(breach.rule) {
      throw .record(
        "breach-unknown", "'\(breach.rule)' is no rule that a decision taken from minutes may have broken",
        instead: ["those are \(quoted(Breach.ofForm.union(Breach.ofAuthority).sorted()))"])
    }
    guard irregularBecause != nil || !breaches.contains(where: { Breach.ofAuthority.contains($0.rule) })
    else {
      throw .record(
        "breach-irregular", "it was taken without the power or the quorum, and stands as if it counted",
        instead: ["say why it stands although it moves nothing: --irregular WHY"])
    }
  }
}

extension Context {
  /// Whether the decision lets a rule pass that it is known to have broken.
  func admits(_ rule: String) -> Bool { decision?.admits(rule) ?? false }
}
