import Schemas

extension Chronicle {
  /// An entry, and what would refuse it without another one.
  struct Resting {
    let ref: String
    let position: Int
    let refusal: Refusal
  }

  /// The entries that the rules let in with an entry, and would refuse without it, in the order of recording.
  ///
  /// - Complexity: two folds, with every rule asked once in each.
  func resting(on ref: String) -> [Resting] {
    guard let without = try? Chronicle(events.filter { $0.ref != ref }) else { return [] }
    let now = refusals()
    return without.refusals().filter { now[$0.key] == nil }.values.sorted { $0.position < $1.position }
  }

  /// What the rules would say today of each entry, judged on what its own day knew.
  private func refusals() -> [String: Resting] {
    var found: [String: Resting] = [:]
    var trust = Trust()
    for (context, payload) in moving {
      defer { payload.evolve(&trust, context) }
      if Self.about.contains(Swift.type(of: payload).type) { continue }
      do throws(Refusal) {
        try Self.judge(payload, trust, context)
      } catch {
        if found[context.ref] == nil {
          found[context.ref] = Resting(ref: context.ref, position: context.position, refusal: error)
        }
      }
    }
    return found
  }

  /// What is about an entry, and goes with it, does not rest on it.
  private static let about: Set<String> = [
    DecisionConfirmed.type, MinutesApproved.type, EntryCorrected.type, EntryVoided.type, ContentReleased.type,
    ContentErased.type, RestrictedRead.type,
  ]

  private static func judge(
    _ payload: any Happening, _ trust: Trust, _ context: Context
  ) throws(Refusal) {
    if let decision = payload as? DecisionTaken {
      try decision.checkDeciders(trust)
      guard decision.irregularBecause == nil else { return }
      try trust.requireFunction(decision, context)
      try trust.requireAuthority(decision.power, decision, context)
      return
    }
    if let decision = context.decision, decision.irregularBecause == nil,
      let power = (payload as? any Effect)?.power(trust), power != decision.power
    {
      try trust.requireAuthority(power, decision, context)
    }
    try payload.check(trust, context)
  }
}
