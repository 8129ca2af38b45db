import JSON
import TestSupport

@testable import EventLog

/// The check of conditional appends: writers put what they asked for and what they had seen into each event,
/// and afterwards the events themselves tell whether one was written that should have been refused.
struct RaceCheck: Sendable {
  /// An append that a writer tried, and its answer.
  struct Attempt: Sendable {
    let tag: String
    /// Where it was told that its event is; nil when it was refused.
    let position: Position?
  }

  /// How many attempts each writer makes.
  let attempts: Int
  let seed: UInt64

  /// What a writer asks for, reads and appends, one attempt after the other. Half of the queries are for a
  /// type, half for a tag, so that most writers are in the way of some others.
  func write(_ writer: Int, _ store: any EventStore) throws -> [Attempt] {
    var random = Seeded(seed: seed &+ UInt64(writer))
    return try (0..<attempts).map { number in
      let type = "T\(Int.random(in: 0..<10, using: &random))"
      let tag = "t/\(Int.random(in: 0..<10, using: &random))"
      let query = Bool.random(using: &random) ? Query(types: [type]) : Query(tags: [tag])
      let own = "attempt/\(writer)-\(number)"
      let seen = try store.read(query, ReadWindow(limit: 1, backwards: true)).head
      let event = NewEvent(
        type: type, subject: "race", dataSchema: "urn:race", tags: [tag, own],
        data: Self.data(query, seen).bytes)
      do {
        let at = try store.append([event], if: AppendCondition(noEventMatching: query, after: seen))
        return Attempt(tag: own, position: at.first)
      } catch LogError.conflict { return Attempt(tag: own, position: nil) }
    }
  }

  private static func data(_ query: Query, _ seen: Position) -> JSONValue {
    let items = query.items.map { item -> JSONValue in
      ["types": .array(item.types.map { .string($0) }), "tags": .array(item.tags.map { .string($0) })]
    }
    return ["items": .array(items), "seen": .integer(seen.rawValue)]
  }

  /// All that is wrong with what is stored, given what the writers were told.
  ///
  /// - Parameter events: all events of the race, in the order of the store.
  static func violations(_ events: [StoredEvent], _ attempts: [Attempt]) throws -> [String] {
    var found: [String] = []
    for (index, event) in events.enumerated() {
      let data = try JSONValue.parse(bytes: event.data)
      let seen = Position(data["seen"]?.integer ?? 0)
      for between in events[..<index].reversed().prefix(while: { $0.position > seen }) {
        if fits(data["items"], between) {
          found.append("\(event.position) was written after \(between.position), having seen \(seen)")
        }
      }
    }
    let byTag = Dictionary(grouping: events) { event in event.tags.first { $0.hasPrefix("attempt/") } ?? "" }
    for attempt in attempts {
      let stored = byTag[attempt.tag] ?? []
      if stored.map(\.position) != [attempt.position].compactMap({ $0 }) {
        found.append(
          "'\(attempt.tag)' was told \(attempt.position.map { "\($0)" } ?? "no"), and is at \(stored)")
      }
    }
    if events.count != attempts.count(where: { $0.position != nil }) {
      found.append("there are events that nobody was told of")
    }
    return found
  }

  /// Whether an event fits a query as it stands in the data: apart from the store's own way of finding.
  private static func fits(_ items: JSONValue?, _ event: StoredEvent) -> Bool {
    (items?.array ?? []).contains { item in
      let types = item["types"]?.array?.compactMap(\.string) ?? []
      let tags = item["tags"]?.array?.compactMap(\.string) ?? []
      return (types.isEmpty || types.contains(event.type)) && tags.allSatisfy { event.tags.contains($0) }
    }
  }
}

/// A store that checks the condition before it has the lock, and then no more: the fault that the race must
/// find.
struct EarlyChecking<Store: EventStore & Sendable>: EventStore, Sendable {
  let store: Store

  func head() throws(LogError) -> Position { try store.head() }

  func read(_ query: Query, _ window: ReadWindow) throws(LogError) -> StoreReading {
    try store.read(query, window)
  }

  func append(_ events: [NewEvent], if condition: AppendCondition?) throws(LogError) -> [Position] {
    for one in condition?.guards ?? [] {
      let found = try store.read(one.noEventMatching, ReadWindow(after: one.after, limit: 1))
      if let first = found.events.first { throw .conflict(first.position) }
    }
    return try store.append(events, if: nil)
  }
}
