public import EventLog
public import Governance
import JSON
public import Schemas

/// The log's lines as the trust's events: the only place where the one becomes the other.
///
/// Reads only. What it costs grows with the events of the query, not with the log.
public struct History {
  public let log: Log

  public init(_ log: Log) { self.log = log }

  /// The events of a query, up to a position, with the decisions that they are effects of.
  ///
  /// - Parameter contents: where given, closed values that are at hand stand open in the data. State never
  ///   depends on them; a rule may look at them while somebody records.
  public func events(
    _ reads: [Reads], upTo position: Position? = nil, opening contents: Contents? = nil
  ) throws -> [TrustEvent] {
    try events(matching: Query(reads), upTo: position, opening: contents)
  }

  /// The same, for a query in the log's own words.
  public func events(
    matching query: Query, upTo position: Position? = nil, opening contents: Contents? = nil
  ) throws -> [TrustEvent] {
    var events = try log.events(matching: query, after: .start, upTo: position ?? log.head)
    events += try named(by: events)
    var decisions = Set(events.lazy.filter { $0.isOfType(DecisionTaken.type) }.map(\.ref))
    // An effect counts from the day of its decision, so that decision belongs to every query that finds the
    // effect.
    for event in events
    where event.tags.contains("decision/\(event.ref)") && decisions.insert(event.ref).inserted {
      events += try log.events(ref: event.ref).filter { $0.isOfType(DecisionTaken.type) }
    }
    return try events.map { try TrustEvent($0, opening: contents) }
  }

  /// What is voided is the whole entry, and a query may have found other events of it than the one that the
  /// voiding names. So the named one belongs to the query too.
  private func named(by events: [RecordedEvent]) throws -> [RecordedEvent] {
    var known: Set<Position>?
    var named: [RecordedEvent] = []
    for event in events where event.isOfType(EntryVoided.type) || event.isOfType(EntryCorrected.type) {
      guard let id = try TrustEvent(event).data["entry"]?.string, let found = try log.event(id: id) else {
        continue
      }
      var positions = known ?? Set(events.map(\.position))
      if positions.insert(found.position).inserted { named.append(found) }
      known = positions
    }
    return named
  }

  /// The trust as a query tells it, by what was recorded up to a position.
  public func trust(_ reads: [Reads], upTo position: Position? = nil) throws -> Trust {
    try Trust(folding: events(reads, upTo: position))
  }

  /// The position of the last event that was recorded by a time.
  ///
  /// - Complexity: reads log n lines; all of them where a clock was once behind.
  public func position(recordedBy time: Instant) throws -> Position {
    let limit = Int64(time.milliseconds)
    let behind = try log.events(matching: Query(types: [ClockExplained.type]), after: .start, upTo: log.head)
    if !behind.isEmpty {
      var last = Position.start
      var cursor = try log.cursor()
      while let event = try cursor.next() { if event.time <= limit { last = event.position } }
      return last
    }
    var (low, high) = (0, log.head.rawValue)
    while low < high {
      let middle = (low + high + 1) / 2
      if let event = try log.event(at: Position(middle)), event.time <= limit {
        low = middle
      } else {
        high = middle - 1
      }
    }
    return Position(low)
  }

  /// The day that the record calls today: of a demonstration, the day after its last entry by the story; else
  /// the clock's.
  public func today(clock: Instant) throws -> Day {
    guard let opened = try opened(), opened.demonstration else { return clock.londonDay }
    // What is recorded in a demonstration afterwards is recorded by the clock, and moves its today.
    guard let last = try log.event(at: log.head) else { return clock.londonDay }
    return Instant(milliseconds: Int(last.time)).londonDay.adding(days: 1)
  }

  /// Line 1.
  public func opened() throws -> LogOpened? {
    guard let first = try log.event(at: Position(1)), first.isOfType(LogOpened.type) else { return nil }
    return try LogOpened.decode(first.dataSpan)
  }
}
