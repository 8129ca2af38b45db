/// Reads events one after the other.
public struct EventCursor {
  private enum Plan {
    /// A run of lines, read in large parts: the next position, the last one, and where the next line begins.
    case run(next: Int, last: Int, offset: Int?)
    case positions([Int], next: Int)
  }

  private static let part = 1 << 20
  // How many lines must be left for others to read ahead: what they do must outweigh their making.
  private static let worthwhile = 20_000
  // How many places are looked up at once.
  private static let batch = 512

  private let log: Log
  private var plan: Plan
  // The places of the next positions, the nearest last.
  private var places: [Tail.Place] = []
  private var bytes: [UInt8] = []
  private var start = 0
  private var ahead: ReadAhead?

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
    if let event = try eventAhead(position, last, offset) { return event }
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

  /// The same where so much is left to read that others read ahead; nil where it is little.
  private mutating func eventAhead(
    _ position: Int, _ last: Int, _ offset: Int
  ) throws(LogError) -> RecordedEvent? {
    if ahead == nil {
      guard last - position > Self.worthwhile else { return nil }
      let place = try log.place(of: last)
      ahead = ReadAhead(log, from: offset, to: place.offset + place.length + 1)
    } else if !isKnownUniquelyReferenced(&ahead) {
      // Another copy of this cursor goes its own way.
      ahead = ReadAhead(log, from: offset, to: ahead?.end ?? offset)
    }
    guard let ahead else { return nil }
    let event = try ahead.next(position)
    plan = .run(next: position + 1, last: last, offset: ahead.offset)
    return event
  }
}

/// A long run of lines, read and parsed by a crew while its reader does something with those before.
private final class ReadAhead {
  private let log: Log
  private let crew: Crew
  private var parts: PartsAhead<LinePart>
  private var part: LinePart?
  private var taken = 0
  /// Where the next line begins.
  private(set) var offset: Int
  let end: Int

  init(_ log: Log, from offset: Int, to end: Int) {
    self.log = log
    self.offset = offset
    self.end = end
    crew = Crew(threads: Crew.threads(forBytes: end - offset))
    parts = PartsAhead(crew, from: offset, to: end) { bytes, offset, _ in
      LinePart(reading: bytes, at: offset)
    }
  }

  deinit { crew.end() }

  /// The line at a position: the one that follows the line before.
  func next(_ position: Int) throws(LogError) -> RecordedEvent {
    while taken == part?.lines.count ?? 0 {
      if let says = part?.problem { throw .damaged(Damage(Position(position), .line, says)) }
      part = try parts.next(log.file, log.reader)
      taken = 0
      if part == nil { throw .damaged(Damage(Position(position), .line, "the line has no end")) }
    }
    guard let part else { throw .damaged(Damage(Position(position), .line, "the line has no end")) }
    let line = part.lines[taken]
    guard line.envelope.position == position else {
      throw .damaged(
        Damage(Position(position), .line, "it says that it is line \(line.envelope.position)"))
    }
    taken += 1
    offset = part.offset + line.start + line.length + 1
    return part.event(line)
  }
}
