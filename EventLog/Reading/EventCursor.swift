/// Reads events one after the other.
public struct EventCursor {
  private enum Plan {
    /// A run of lines, read in large parts: the next position, the last one, and where the next line begins.
    case run(next: Int, last: Int, offset: Int?)
    case positions([Int], next: Int)
  }

  private static let part = 1 << 20
  // How many places are looked up at once.
  private static let batch = 512

  private let log: Log
  private var plan: Plan
  // The places of the next positions, the nearest last.
  private var places: [Tail.Place] = []
  private var bytes: [UInt8] = []
  private var start = 0

  init(_ log: Log, run after: Int, _ last: Int) {
    self.log = log
    plan = .run(next: after + 1, last: last, offset: nil)
  }

  init(_ log: Log, positions: [Int]) {
    self.log = log
    plan = .positions(positions, next: 0)
  }

  /// The next event; nil when there is none.
  ///
  /// - Throws: `damaged` when a line is not where the index has it, or is none.
  public mutating func next() throws(LogError) -> RecordedEvent? {
    switch plan {
    case .positions(let positions, let next):
      guard next < positions.count else { return nil }
      if places.isEmpty {
        places = try log.places(of: Array(positions[next...].prefix(Self.batch))).reversed()
      }
      plan = .positions(positions, next: next + 1)
      guard let place = places.popLast() else { return nil }
      return try log.line(positions[next], at: place)
    case .run(let next, let last, let offset):
      guard next <= last else { return nil }
      if let offset { return try line(next, last, offset) }
      return try line(next, last, try log.place(of: next).offset)
    }
  }

  /// The line at `position`, which begins at `start` in the bytes, or at `offset` in the file when they hold
  /// no whole line any more.
  private mutating func line(_ position: Int, _ last: Int, _ offset: Int) throws(LogError) -> RecordedEvent {
    var end = bytes.span.firstOffset(of: 0x0a, from: start)
    if end == nil {
      // New bytes, not the old ones filled anew: events that were handed out share those.
      bytes = []
      start = 0
      var count = Self.part
      if last - position < 64 {
        let place = try log.place(of: last)
        count = min(place.offset + place.length + 1 - offset, Self.part)
      }
      do { try log.file.read(at: offset, count: count, into: &bytes) } catch {
        throw .system(error)
      }
      end = bytes.span.firstOffset(of: 0x0a, from: 0)
    }
    guard let end else { throw .damaged(Damage(Position(position), .line, "the line has no end")) }
    let event: RecordedEvent
    do { event = try RecordedEvent(bytes, start..<end) } catch {
      throw .damaged(Damage(Position(position), .line, error.says))
    }
    guard event.position.rawValue == position else {
      throw .damaged(Damage(Position(position), .line, "it says that it is line \(event.position)"))
    }
    plan = .run(next: position + 1, last: last, offset: offset + end + 1 - start)
    start = end + 1
    return event
  }
}
