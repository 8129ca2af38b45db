import JSON
public import Schemas

/// Entries that were read once and can be folded for several days.
///
/// State folds by the day decided (facts: the day that they state), then by position, so that history entered
/// later falls into its place. Corrections are applied to what they correct; voided entries count for
/// nothing; what was decided without the power counts from the day on which the right body ratified it.
public struct Chronicle: Sendable {
  private var happenings: [Folded] = []
  private let amendments: Amendments
  /// The entries as they were read: a correction is held against the entry that it corrects.
  let events: [TrustEvent]

  /// An entry's event, ready to be folded.
  private struct Folded: Sendable {
    let context: Context
    let payload: any Happening
    /// False for what an irregular decision would have brought about, were it ratified.
    let moves: Bool
    let type: String
    let tags: [String]
  }

  /// - Parameter events: all of one query, in any order.
  /// - Complexity: O(n log n).
  /// - Throws: an entry whose data is not what its type declares.
  public init(_ events: [TrustEvent]) throws(UnreadableEntry) {
    let amendments = try Amendments(events)
    self.amendments = amendments
    self.events = events
    happenings.reserveCapacity(events.count)
    for event in events where !amendments.isVoided(event) {
      let decision = amendments.decision(of: event)
      guard let payload = try Chronicle.payload(of: event, decision, amendments) else { continue }
      var context = Context(event, decision: decision, day: event.recorded.londonDay)
      context.day = decision?.day ?? payload.statedDay ?? context.day
      let isDecision = payload is DecisionTaken
      if !isDecision, let ratified = amendments.ratified(event) { context.day = max(context.day, ratified) }
      happenings.append(
        Folded(
          context: context, payload: payload, moves: isDecision || amendments.counts(event), type: event.type,
          tags: event.tags)
      )
    }
    happenings.sort { ($0.context.day, $0.context.position) < ($1.context.day, $1.context.position) }
  }

  private static func payload(
    of event: TrustEvent, _ decision: DecisionTaken?, _ amendments: Amendments
  ) throws(UnreadableEntry) -> (any Happening)? {
    if event.type == DecisionTaken.type { return decision }
    return try Catalogue.read(event, amendments.amendedData(of: event))
  }

  /// What counts of the entries, by day, then position; corrections made, voided entries left out.
  var told: [(context: Context, payload: any Happening)] { happenings.map { ($0.context, $0.payload) } }

  /// What moves something, in the order in which it is folded.
  var moving: [(context: Context, payload: any Happening)] {
    happenings.filter(\.moves).map { ($0.context, $0.payload) }
  }

  /// An entry's data, with the corrections made so far.
  func data(of event: TrustEvent) -> JSONValue { amendments.amendedData(of: event) ?? event.data }

  /// The trust as it stands when all of it is folded, or what was known of it on a day: decisions of that day
  /// and before, facts that are stated for then or were recorded by then.
  ///
  /// - Complexity: O(n).
  public func trust(decidedBy day: Day? = nil) -> Trust {
    var trust = Trust()
    for happening in happenings {
      let context = happening.context
      if let day, context.day > day, context.decision != nil || context.recorded.londonDay > day { continue }
      trust.entries[context.id] = EntryAuthor(
        ref: context.ref, type: happening.type, actor: context.actor, tags: happening.tags)
      if context.decision?.irregularBecause != nil, let ref = context.decisionRef {
        let power = (happening.payload as? any Effect)?.power(trust)
        // An office needs the power to appoint, which its rule finds out from the decision.
        if let power = happening.payload is OfficeGiven ? .setTrust : power {
          trust.decisions[ref]?.powers.insert(power)
        }
      }
      if happening.moves { happening.payload.evolve(&trust, context) }
      trust.noteWithholding(happening.payload, context)
    }
    for ref in amendments.correctedRefs { trust.decisions[DecisionRef(unchecked: ref)]?.isCorrected = true }
    trust.confirmDecisions()
    return trust
  }
}
