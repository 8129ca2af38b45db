import JSON
import Schemas

/// A decision as it would have been, had it said what a correction wants it to say: the rules must have let
/// it in.
struct EntryTrial {
  private let event: TrustEvent
  private let chronicle: Chronicle

  init(_ event: TrustEvent, _ chronicle: Chronicle) {
    self.event = event
    self.chronicle = chronicle
  }

  /// - Throws: what refuses the corrected decision, where the decision as it stands is not refused itself:
  ///   what was loaded for a correction may lack what a rule looks at.
  func run(with corrected: JSONValue) throws(Refusal) {
    guard refusal(replacing: nil) == nil, let refusal = refusal(replacing: corrected) else { return }
    throw refusal
  }

  private func refusal(replacing corrected: JSONValue?) -> Refusal? {
    let entry = chronicle.events.filter { $0.ref == event.ref }.sorted { $0.position < $1.position }
    let earlier = chronicle.events.filter { $0.ref != event.ref && $0.position < event.position }
    func data(_ other: TrustEvent) -> JSONValue {
      other.id == event.id ? corrected ?? chronicle.data(of: other) : chronicle.data(of: other)
    }
    guard let first = entry.first(where: { $0.type == DecisionTaken.type }),
      let decision = try? DecisionTaken.decode(data(first)), let before = try? Chronicle(earlier)
    else { return nil }
    var trust = before.trust(decidedBy: decision.day)
    let context = Context(first, decision: decision, day: decision.day)
    do throws(Refusal) {
      try decision.checkForm(trust, context)
      decision.evolve(&trust, context)
      var effects: [any Effect] = []
      for other in entry where other.type != DecisionTaken.type {
        guard let type = Catalogue.type(named: other.type),
          let effect = try? type.decode(data(other)) as? any Effect
        else { return nil }
        try effect.check(trust, context)
        effect.evolve(&trust, context)
        effects.append(effect)
      }
      for effect in effects { try effect.checkAfter(trust, context) }
    } catch { return error }
    return nil
  }
}
