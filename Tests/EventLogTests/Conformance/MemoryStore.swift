import Synchronization

@testable import EventLog

/// A store in memory that keeps every rule: what the rules mean, without a disk.
///
/// Its positions have gaps, so that no rule takes them to be dense.
struct MemoryStore: EventStore, Sendable {
  /// What several handles share.
  final class Storage: Sendable {
    fileprivate let state = Mutex(State())
  }

  fileprivate struct State {
    var events: [StoredEvent] = []
    /// The events of each append, by the id of their first.
    var batches: [String: [StoredEvent]] = [:]
    var ids = EventIDs(last: nil)
    var time: Int64 = 1_700_000_000_000
    var head: Position { events.last?.position ?? .start }
  }

  private let storage: Storage

  init(_ storage: Storage) { self.storage = storage }

  func head() -> Position { storage.state.withLock { $0.head } }

  func read(_ query: Query, _ window: ReadWindow) -> StoreReading {
    storage.state.withLock { state in
      let last = window.upTo ?? state.head
      var events = state.events.filter { event in
        event.position > window.after && event.position <= last && query.fits(event)
      }
      if window.backwards { events.reverse() }
      return StoreReading(events: Array(events.prefix(window.limit ?? events.count)), head: state.head)
    }
  }

  func append(_ events: [NewEvent], if condition: AppendCondition?) throws(LogError) -> [Position] {
    try storage.state.withLock { state throws(LogError) in
      try state.append(events, if: condition)
    }
  }
}

extension MemoryStore.State {
  fileprivate mutating func append(
    _ events: [NewEvent], if condition: AppendCondition?
  ) throws(LogError) -> [Position] {
    guard let first = events.first else { throw .invalid(field: "events", value: "", why: "there are none") }
    if let id = first.id, let known = batches[id] {
      guard known.count == events.count, zip(events, known).allSatisfy({ $0.says(the: $1) }) else {
        throw .idInUse(id)
      }
      return known.map(\.position)
    }
    for event in events { try Self.check(event) }
    for one in condition?.guards ?? [] {
      let found = self.events.first { $0.position > one.after && one.noEventMatching.fits($0) }
      if let found { throw .conflict(found.position) }
    }
    var taken = Set(self.events.map(\.id))
    for id in events.compactMap(\.id) {
      guard taken.insert(id).inserted else { throw .idInUse(id) }
    }
    return store(events)
  }

  private mutating func store(_ events: [NewEvent]) -> [Position] {
    time += 1
    let start = head.rawValue + 3
    var batch: [StoredEvent] = []
    for (index, event) in events.enumerated() {
      batch.append(
        StoredEvent(
          position: Position(start + index), id: event.id ?? ids.next(at: time).text, type: event.type,
          subject: event.subject, dataSchema: event.dataSchema, tags: Line.sorted(event.tags),
          data: event.data, time: event.time ?? time))
    }
    if let id = batch.first?.id { batches[id] = batch }
    self.events += batch
    return batch.map(\.position)
  }

  private static func check(_ event: NewEvent) throws(LogError) {
    for text in [event.type, event.subject, event.dataSchema] + event.tags {
      guard Line.isToken(text.utf8.span) else { throw .invalid(field: "text", value: text, why: "form") }
    }
    if let id = event.id, EventID(id) == nil { throw .invalid(field: "id", value: id, why: "no UUIDv7") }
    guard event.data.count < Line.limit - 2_000 else {
      throw .lineTooLong(bytes: event.data.count, limit: Line.limit)
    }
    do { try CommitReader().checkObject(event.data.span) } catch {
      throw .invalid(field: "data", value: event.type, why: error.says)
    }
    guard CommitCheck.isCompact(event.data.span) else {
      throw .invalid(field: "data", value: event.type, why: "spaces")
    }
  }
}

extension Query {
  /// Whether an event fits, by the words of the contract.
  fileprivate func fits(_ event: StoredEvent) -> Bool {
    items.contains { item in
      (item.types.isEmpty || item.types.contains { $0.utf8.elementsEqual(event.type.utf8) })
        && item.tags.allSatisfy { tag in event.tags.contains { $0.utf8.elementsEqual(tag.utf8) } }
    }
  }
}

extension NewEvent {
  /// Whether a stored event is this one.
  fileprivate func says(the stored: StoredEvent) -> Bool {
    (id ?? "") == stored.id && type == stored.type && subject == stored.subject
      && dataSchema == stored.dataSchema && Line.sorted(tags) == stored.tags && data == stored.data
      && (time ?? stored.time) == stored.time
  }
}
