internal import SQLite

extension Log {
  /// The events that a query asks for, above `after` and up to and with `upTo`, in the order of the log.
  public func events(
    matching query: Query, after: Position = .start, upTo: Position? = nil
  ) throws(LogError) -> [RecordedEvent] {
    var events: [RecordedEvent] = []
    var cursor = try cursor(matching: query, after: after, upTo: upTo)
    while let event = try cursor.next() { events.append(event) }
    return events
  }

  /// The events of a query in a part of the log, in the window's order.
  ///
  /// - Complexity: grows with the events that are answered, and not with those that a limit leaves out, but
  ///   for their positions.
  public func events(matching query: Query, in window: ReadWindow) throws(LogError) -> [RecordedEvent] {
    var cursor: EventCursor
    if query.isEverything {
      let run = run(in: window)
      cursor = EventCursor(self, run: run.lowerBound, run.upperBound)
    } else {
      cursor = EventCursor(self, positions: try positions(matching: query, in: window))
    }
    var events: [RecordedEvent] = []
    while let event = try cursor.next() { events.append(event) }
    return window.backwards ? events.reversed() : events
  }

  /// The positions of what a query asks for in a part of the log, ascending whatever the window's order.
  func positions(matching query: Query, in window: ReadWindow) throws(LogError) -> [Int] {
    let run = run(in: window)
    if query.isEverything { return Array(run.lowerBound..<run.upperBound).map { $0 + 1 } }
    let last = min(window.upTo?.rawValue ?? state.head, state.head)
    let found = try positions(
      matching: query, after: window.after.rawValue, upTo: last,
      limit: window.backwards ? nil : window.limit)
    return window.backwards ? found.suffix(window.limit ?? found.count) : found
  }

  /// The part of the log that a window shows when everything is asked for: above its lower bound.
  private func run(in window: ReadWindow) -> Range<Int> {
    let last = min(window.upTo?.rawValue ?? state.head, state.head)
    let after = min(window.after.rawValue, last)
    // No limit above the head is of use, and sums with this one stay in range.
    let count = min(window.limit ?? state.head, state.head)
    return window.backwards ? max(after, last - count)..<last : after..<min(after + count, last)
  }

  /// Calls `body` with each event that a query asks for, without holding more of them than one read brings.
  public func forEach(
    matching query: Query = .everything, after: Position = .start, upTo: Position? = nil,
    _ body: (RecordedEvent) throws -> Void
  ) throws {
    var cursor = try cursor(matching: query, after: after, upTo: upTo)
    while let event = try cursor.next() { try body(event) }
  }

  /// A cursor over the events that a query asks for. It goes up to the head of now, whatever is appended
  /// while it is read.
  public func cursor(
    matching query: Query = .everything, after: Position = .start, upTo: Position? = nil
  ) throws(LogError) -> EventCursor {
    let last = min(upTo?.rawValue ?? state.head, state.head)
    if query.isEverything { return EventCursor(self, run: min(after.rawValue, last), last) }
    let positions = try positions(matching: query, after: after.rawValue, upTo: last, limit: nil)
    return EventCursor(self, positions: positions)
  }

  /// The event at a position; nil when there is none.
  public func event(at position: Position) throws(LogError) -> RecordedEvent? {
    guard position > .start, position <= head else { return nil }
    return try line(position.rawValue)
  }

  /// The event with an id; nil when there is none.
  public func event(id: String) throws(LogError) -> RecordedEvent? {
    guard let id = EventID(id), let position = try position(of: id) else { return nil }
    return try line(position)
  }

  /// The events of the commit with a reference; none when there is no such commit.
  public func events(ref: String) throws(LogError) -> [RecordedEvent] {
    guard let range = try range(of: ref) else { return [] }
    return try events(
      matching: .everything, after: Position(range.lowerBound - 1), upTo: Position(range.upperBound))
  }

  /// Where the first events that a query asks for are, up to `limit`, ascending.
  func positions(
    matching query: Query, after: Int, upTo: Int, limit: Int?
  ) throws(LogError) -> [Int] {
    guard after < upTo else { return [] }
    var all: [Int] = []
    for item in query.items.compactMap(\.inLog) {
      all +=
        try asking { (index) throws(SQLiteError) in
          try index.positions(item, after: after, upTo: min(upTo, state.tail.base), limit: limit)
        } ?? []
      all += state.tail.positions(item, after: after, upTo: upTo)
    }
    if query.items.count > 1 {
      all.sort()
      var unique: [Int] = []
      for position in all where unique.last != position { unique.append(position) }
      all = unique
    }
    return limit.map { Array(all.prefix($0)) } ?? all
  }

  func line(_ position: Int) throws(LogError) -> RecordedEvent {
    try line(position, at: try place(of: position))
  }

  func line(_ position: Int, at place: Tail.Place) throws(LogError) -> RecordedEvent {
    var bytes: [UInt8] = []
    do { try file.read(at: place.offset, count: place.length, into: &bytes) } catch { throw .system(error) }
    return try Self.line(position, bytes, 0..<place.length)
  }

  /// The line at `range` of some bytes, when it is the one that should be there.
  static func line(
    _ position: Int, _ bytes: [UInt8], _ range: Range<Int>
  ) throws(LogError) -> RecordedEvent {
    do {
      if range.upperBound <= bytes.count {
        let event = try RecordedEvent(bytes, range)
        if event.position.rawValue == position { return event }
      }
    } catch { throw .damaged(Damage(Position(position), .line, error.says)) }
    throw .damaged(Damage(Position(position), .line, "the line is not where it was"))
  }
}
