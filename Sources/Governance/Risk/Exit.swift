public import Schemas

/// Somebody from outside looked at the exit criteria.
public struct Validation: Sendable, Equatable {
  public let school: SchoolCode
  public let day: Day
  public let met: Int
  public let of: Int
  public let ref: String
}

extension ExternallyValidated {
  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard criteriaMet <= criteria else {
      throw .record("criteria-count", "\(criteriaMet) of \(criteria) criteria cannot be met")
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let school = context.school else { return }
    trust.validations.append(
      Validation(school: school, day: context.day, met: criteriaMet, of: criteria, ref: context.ref))
  }
}

extension AtRiskEnded {
  /// Rule 16 of the trust's process: the criteria are met and looked at from outside, and nothing is live on
  /// the exit's first day; the decision may end it itself.
  ///
  /// All that is missing is told at once, so that nobody comes back for each.
  func requireNothingMissing(_ open: RiskCase, _ trust: Trust, _ context: Context) throws(Refusal) {
    let missing =
      unratified(open) + live(trust) + unmet(open, context) + unvalidated(open, trust, context)
    guard let first = missing.first else { return }
    throw Refusal(
      first.rule, missing.map(\.says).joined(separator: "; "), whose: first.whose,
      instead: missing.flatMap(\.instead))
  }

  private func unratified(_ open: RiskCase) -> [Refusal] {
    guard open.awaitsRatification(on: firstDay) != nil, let decision = open.decision else { return [] }
    return [
      .record(
        "exit-unratified", "'\(decision)', which placed it at risk, is not ratified",
        instead: ["kite risk ratify \(decision)"])
    ]
  }

  private func live(_ trust: Trust) -> [Refusal] {
    let before = firstDay.adding(days: -1)
    let live = trust.variations.values.filter { $0.school == school && $0.isLive(on: firstDay) }
    var missing = live.sorted { $0.code < $1.code }.map { variation in
      let what = variation.functions(on: firstDay)
      return Refusal.record(
        "exit-while-varied",
        "'\(variation.code)' is live on \(firstDay.spoken): "
          + (what.isEmpty ? "the remainder" : quoted(what)),
        instead: ["end '\(variation.code)' in the same decision, on \(before.spoken) at the latest"])
    }
    if let board = trust.interimBoard(of: school, on: firstDay) {
      missing.append(
        .record(
          "exit-interim-board", "the interim board '\(board.body)' stands on \(firstDay.spoken)",
          instead: ["end it, and restore the local body: kite ieb end \(board.body)"]))
    }
    return missing
  }

  private func unmet(_ open: RiskCase, _ context: Context) -> [Refusal] {
    // A criterion named twice is met once; what is closed cannot be compared.
    var met: [Closable<String>] = []
    for criterion in criteriaMet where !met.contains(criterion) { met.append(criterion) }
    let count = open.exitCriteria.count
    guard met.count < count, !context.admits("exit-criteria") else { return [] }
    return [
      .record(
        "exit-criteria", "\(met.count) of \(count) exit criteria are met",
        instead: ["meet the others first, and name each that is met: --criterion-met TEXT"])
    ]
  }

  private func unvalidated(_ open: RiskCase, _ trust: Trust, _ context: Context) -> [Refusal] {
    guard notValidatedBecause == nil, !context.isHistory else { return [] }
    let last = trust.validations.last {
      $0.school == school && open.days.contains($0.day) && $0.day <= context.day
    }
    if let last, last.met == last.of, last.of >= open.exitCriteria.count { return [] }
    let says =
      last.map { "from outside \($0.met) of \($0.of) criteria were found met (\($0.ref))" }
      ?? "nobody from outside has looked at whether the criteria are met"
    return [
      .record(
        "exit-unvalidated", says,
        instead: [
          "kite case validate --school \(school), or say why not: --not-validated-because TEXT"
        ])
    ]
  }
}
