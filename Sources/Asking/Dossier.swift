public import EventLog
public import Governance
import History
public import JSON
public import Schemas

/// The events that an answer quotes from, by entry, with what later entries say of them.
public struct Dossier {
  /// In the order of the log.
  public let events: [TrustEvent]
  public let disclosure: Disclosure
  private let byRef: [String: [TrustEvent]]
  private let voided: [String: String]
  private let corrections: [String: [TrustEvent]]

  /// - Parameter query: what is quoted; corrections, voidings and releases carry the tags of what they
  /// concern.
  public init(_ query: Query, _ answers: Answers) throws {
    try self.init(
      answers.log.events(matching: query, after: .start, upTo: answers.position).map { try TrustEvent($0) },
      answers)
  }

  public init(_ events: [TrustEvent], _ answers: Answers) throws {
    self.events = events
    byRef = Dictionary(grouping: events, by: \.ref)
    var refs: [String: String] = [:]
    for event in events { refs[event.id] = event.ref }
    var voided: [String: String] = [:]
    // From the last to the first: what voids an entry counts unless it was voided itself.
    for event in events.reversed() where event.type == EntryVoided.type && voided[event.ref] == nil {
      if let ref = event.data["entry"]?.string.flatMap({ refs[$0] }) { voided[ref] = event.ref }
    }
    self.voided = voided
    disclosure = Disclosure(answers, events, voided: Set(voided.keys))
    corrections = Dictionary(
      grouping: events.filter { $0.type == EntryCorrected.type && voided[$0.ref] == nil },
      by: { $0.data["entry"]?.string ?? "" })
  }

  public subscript(ref: String) -> [TrustEvent] { byRef[ref] ?? [] }

  /// The entry that voids this one.
  public func voidedBy(_ ref: String) -> String? { voided[ref] }

  public func corrections(of event: TrustEvent) -> [TrustEvent] { corrections[event.id] ?? [] }

  /// An event's data as the audience may see it, corrections made.
  public func data(of event: TrustEvent) throws -> JSONValue {
    var data = try disclosure.data(of: event)
    for correction in corrections(of: event) {
      let correcting = try disclosure.data(of: correction, concerning: event)
      guard let field = correcting["field"]?.string, let now = correcting["now"] else { continue }
      if !data.set(now, at: field), !field.contains("/") { data[field] = now }
    }
    return data
  }

  public func read<P: Happening>(_ event: TrustEvent, as type: P.Type) throws -> P {
    try P.decode(data(of: event))
  }

  /// The decision of an entry, as the audience may see it.
  public func decision(_ ref: DecisionRef?) throws -> (event: TrustEvent, decision: DecisionTaken)? {
    guard let ref, let event = self[ref.text].first(where: { $0.type == DecisionTaken.type }) else {
      return nil
    }
    return (event, try read(event, as: DecisionTaken.self))
  }

  /// The strongest class that the events of an entry have now.
  public func contentClass(of ref: String) -> ContentClass {
    let classes = self[ref].map(disclosure.contentClass)
    let ranks = ContentClass.allCases
    return classes.max { (ranks.firstIndex(of: $0) ?? 0) < (ranks.firstIndex(of: $1) ?? 0) } ?? .open
  }
}
