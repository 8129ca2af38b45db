/// Goes through a whole log commit by commit, and checks each seal. It trusts nothing but the bytes.
struct CommitWalk: ~Copyable {
  struct Result {
    /// The position and root at the end of the last commit that holds.
    var head = 0
    var root: Digest
    var seals = 0
    /// Where the commits that hold end.
    var goodEnd = 0
    /// What the bytes after them are, when they are no interrupted write.
    var damage: Damage?
    /// How many bytes follow of a write that was never acknowledged.
    var unfinished = 0
    var keys = KeyRing()
  }

  static let chunk = 1 << 20
  // How many events the tail holds before it is emptied.
  static let held = 10_000

  private let reader: CommitReader
  private var state: LogState
  private var result: Result
  private var refs: Set<String> = []
  private var ids: Set<EventID> = []

  init(_ identity: LogIdentity, _ reader: CommitReader) {
    self.reader = reader
    reader.checksData = true
    state = LogState(identity: identity)
    result = Result(root: state.tree.root(reader.hash))
  }

  /// Walks through `size` bytes of the file.
  ///
  /// - Parameter visit: sees each event of a commit that holds, with the root over the commit; it may find
  ///   damage of its own, which ends the walk.
  consuming func run(
    _ file: borrowing OpenFile, size: Int,
    visit: (_ events: [RecordedEvent], _ root: Digest) throws(Damage) -> Void
  ) throws(LogError) -> Result {
    var bytes: [UInt8] = []
    var offset = 0
    var start = 0
    var searched = 0
    while true {
      if let newline = bytes.span.firstOffset(of: 0x0a, from: searched) {
        searched = newline + 1
        guard Line.isSealed(bytes.span, from: start, to: newline) else { continue }
        do throws(Damage) {
          try take(Array(bytes[start..<searched]), visit)
        } catch {
          let rest = Array(bytes[start...])
          try stop(error, rest, file, offset + bytes.count, size)
          return result
        }
        start = searched
        continue
      }
      guard offset + bytes.count < size else { break }
      bytes.removeFirst(start)
      offset += start
      searched -= start
      start = 0
      do {
        try file.read(
          at: offset + bytes.count, count: min(Self.chunk, size - offset - bytes.count), into: &bytes)
      } catch { throw .system(error) }
    }
    // Bytes without a complete seal are of a write that was never acknowledged.
    result.unfinished = bytes.count - start
    return result
  }

  private mutating func take(
    _ commit: [UInt8], _ visit: (_ events: [RecordedEvent], _ root: Digest) throws(Damage) -> Void
  ) throws(Damage) {
    if state.tail.count >= Self.held { state.tail = Tail(base: state.head) }
    let before = state.head
    try reader.take(commit, into: &state)
    let events = try Self.events(commit)
    guard let last = events.last else { return }
    try reader.checkSeal(last, state)
    guard refs.insert(last.ref).inserted else {
      throw Damage(Position(before + 1), .seal, "its ref '\(last.ref)' is that of an earlier commit")
    }
    for event in events {
      guard ids.insert(event.envelope.eventID).inserted else {
        throw Damage(event.position, .line, "its id '\(event.id)' is that of an earlier event")
      }
    }
    let root = state.tree.root(reader.hash)
    result.head = state.head
    result.root = root
    result.seals += 1
    result.goodEnd = state.end
    result.keys = state.keys
    try visit(events, root)
  }

  static func events(_ commit: [UInt8]) throws(Damage) -> [RecordedEvent] {
    var events: [RecordedEvent] = []
    var start = 0
    while let end = commit.span.firstOffset(of: 0x0a, from: start) {
      do { events.append(try RecordedEvent(commit, start..<end)) } catch {
        throw Damage(.start, .line, error.says)
      }
      start = end + 1
    }
    return events
  }

  /// Tells commits that a power cut left with a hole of zeros from damage.
  private mutating func stop(
    _ damage: Damage, _ rest: [UInt8], _ file: borrowing OpenFile, _ read: Int, _ size: Int
  ) throws(LogError) {
    var rest = rest
    do { try file.read(at: read, count: size - read, into: &rest) } catch { throw .system(error) }
    if Recovery.isUnfinished(rest.span, at: size - rest.count) {
      result.unfinished = rest.count
    } else {
      result.damage = damage
    }
  }
}
