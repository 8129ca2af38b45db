public import Schemas

/// Support for a school: offered, or its effect looked at.
public struct SupportStep: Sendable, Equatable {
  public let school: SchoolCode
  public let day: Day
  public let ref: String
  public let isReview: Bool
}

extension SupportOffered {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let school = context.school else { return }
    trust.support.append(SupportStep(school: school, day: context.day, ref: context.ref, isReview: false))
  }
}

extension SupportReviewed {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let school = context.school else { return }
    trust.support.append(SupportStep(school: school, day: context.day, ref: context.ref, isReview: true))
  }
}

extension Trust {
  /// Support comes before powers are removed: the decision says what was tried and what came of it, or why
  /// nothing was; or both are on record.
  func requireSupportFirst(_ school: SchoolCode, _ context: Context) throws(Refusal) {
    guard let decision = context.decision, decision.lesserSteps.isEmpty, !context.isHistory
    else { return }
    let steps = support.filter { $0.school == school && $0.day <= context.day }
    let offered = steps.last { !$0.isReview }
    if let offered, steps.contains(where: { $0.isReview && $0.day >= offered.day }) { return }
    let says =
      offered.map { "support was offered on \($0.day.spoken), and nothing says what it brought" }
      ?? "no support for '\(school)' is on record"
    let command = offered == nil ? "support" : "support-review"
    throw Refusal(
      "support-first", says, whose: "support is there, and has its effect, before powers are removed",
      instead: [
        "kite case \(command) --school \(school)",
        "name what was tried and what came of it, or why nothing was: --lesser-step TEXT",
      ])
  }
}
