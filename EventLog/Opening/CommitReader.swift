internal import JSON

/// Reads commits into a state. It owns what is costly to make: a hash and a JSON parser.
final class CommitReader {
  let hash = SHA256()
  private var parser = JSONParser()

  /// The text members of an event that the log must understand.
  func fields(_ data: Span<UInt8>) throws(RecordProblem) -> RecordFields {
    try RecordFields(data, &parser)
  }

  /// Checks that bytes are one JSON object that two readers can't read in two ways.
  func checkObject(_ data: Span<UInt8>) throws(RecordProblem) {
    try RecordFields.checkObject(data, &parser)
  }

  /// Which log a first line opens.
  func identity(_ event: RecordedEvent) throws(Damage) -> LogIdentity {
    do {
      guard event.isOfType(RecordEvent.opened), event.position.rawValue == 1 else {
        throw RecordProblem(says: "the first line must be position 1 and of the type '\(RecordEvent.opened)'")
      }
      let fields = try fields(event.dataSpan)
      let trust = try fields.text("trust")
      let logID = try fields.text("logID")
      guard let identity = LogIdentity(trust: trust, logID: logID) else {
        throw RecordProblem(
          says: "trust '\(trust)' and log id '\(logID)' must be of the letters a-z, 0-9, '-'")
      }
      return identity
    } catch { throw Damage(Position(1), .line, (error as? RecordProblem)?.says ?? "\(error)") }
  }

  /// The format that a first line names; a line that names none is of the first.
  func format(_ event: RecordedEvent) -> Int { RecordFields.format(event.dataSpan, &parser) }

  /// Takes all commits in `bytes`, which begins at `state.end` and ends where a commit does.
  ///
  /// Seals are not verified: the last one covers all that comes before it. When this throws, `state` is of
  /// no more use, unless it goes back to a mark from before.
  ///
  /// - Parameter isSealed: false for one commit whose last line has no seal yet. It is taken as if it had.
  func take(_ bytes: [UInt8], into state: inout LogState, isSealed: Bool = true) throws(Damage) {
    try take(LinePart(hashing: bytes, at: state.end, self), into: &state, isSealed: isSealed)
  }

  /// The same, of lines that were read.
  func take(_ part: LinePart, into state: inout LogState, isSealed: Bool = true) throws(Damage) {
    var commit: RecordedEvent?
    try take(part, part.lines.indices, into: &state, &commit, isSealed: isSealed)
    if let problem = part.problem { throw Damage(Position(state.head + 1), .line, problem) }
    if commit != nil { throw Damage(Position(state.head), .seal, "the commit has no seal") }
  }

  /// Takes some lines of a part, the next in the log.
  ///
  /// - Parameter commit: the first event of the commit that is being read; nil between two.
  func take(
    _ part: LinePart, _ lines: Range<Int>, into state: inout LogState, _ commit: inout RecordedEvent?,
    isSealed: Bool = true
  ) throws(Damage) {
    let source = state.identity.source
    for index in lines {
      let line = part.lines[index]
      let event = part.event(line)
      let position = state.head + 1
      try check(event, after: commit, in: state, source: source)
      if commit == nil, !state.tail.byRef.isEmpty, state.tail.byRef[event.ref] != nil {
        throw Damage(Position(position), .seal, "its ref '\(event.ref)' is that of an earlier commit")
      }
      let missing = !isSealed && index == part.lines.count - 1 ? Line.sealTail - 1 : 0
      let place = Tail.Place(offset: part.offset + line.start, length: line.length + missing)
      if commit == nil { state.lastCommit = LogState.Commit(first: position, offset: place.offset) }
      try takeKeys(event, &state)
      let id = event.envelope.eventID
      guard state.tail.position(of: id) == nil else {
        throw Damage(Position(position), .line, "its id '\(id.text)' is that of an earlier event")
      }
      let isLast = event.hasSeal || (!isSealed && index == part.lines.count - 1)
      state.tail.append(event, id: id, at: place, isLastOfCommit: isLast)
      state.tree.append(line.leaf, hash) { state.tail.append(hash: $0) }
      state.lastTime = event.time
      state.lastID = id
      state.end = place.offset + place.length + 1
      commit = isLast ? nil : commit ?? event
    }
  }

  func leafHash(_ line: Span<UInt8>, _ envelope: Envelope) -> Digest {
    guard envelope.seal != nil else { return hash.leaf(line) }
    hash.begin()
    hash.update(0)
    hash.update(line.extracting(0..<(line.count - Line.sealTail)))
    hash.update(UInt8(ascii: "}"))
    return hash.finish()
  }

  /// Checks that an event may follow what is before it, but for what must be the log's first of its kind.
  func check(
    _ event: RecordedEvent, after first: RecordedEvent?, in state: LogState, source: [UInt8]
  ) throws(Damage) {
    let position = Position(state.head + 1)
    guard event.position == position else {
      throw Damage(position, .line, "it says that it is line \(event.position)")
    }
    guard event.hasSource(source) else {
      throw Damage(position, .line, "its source '\(event.source)' is another log's")
    }
    guard event.time >= state.lastTime || (first ?? event).isOfType(RecordEvent.clockExplained) else {
      throw Damage(position, .line, "its time is before that of the line above, and nothing explains it")
    }
    if let first, !event.hasSameCommit(as: first) {
      throw Damage(position, .seal, "the commit '\(first.ref)' above it has no seal")
    }
    guard (event.isOfType(RecordEvent.opened)) == (state.head == 0) else {
      throw Damage(position, .line, "a log is opened by its first line, and only by that")
    }
    if event.isByRecoveryKey,
      !event.isOfType(RecordEvent.keyEnrolled), !event.isOfType(RecordEvent.keyRevoked)
    {
      throw Damage(position, .key, "the recovery key may only enrol and revoke keys, not '\(event.type)'")
    }
  }

  func takeKeys(_ event: RecordedEvent, _ state: inout LogState) throws(Damage) {
    guard
      event.isOfType(RecordEvent.opened) || event.isOfType(RecordEvent.keyEnrolled)
        || event.isOfType(RecordEvent.keyRevoked)
    else { return }
    do {
      try state.keys.take(
        type: event.type, fields: { () throws(RecordProblem) in try fields(event.dataSpan) },
        position: event.position.rawValue, origin: state.identity.origin)
    } catch { throw Damage(event.position, .key, error.says) }
  }

  /// Checks the seal of the last event of `state`.
  func checkSeal(_ event: RecordedEvent, _ state: LogState) throws(Damage) {
    if let damage = SealCheck(of: event, state, root: state.tree.root(hash)).damage { throw damage }
  }
}

/// All that it takes to check one seal: it may be done at any time, and by any thread.
struct SealCheck: Sendable {
  private let event: RecordedEvent
  private let keys: KeyRing
  private let origin: String
  /// The first position of the commit; 0 when there is none.
  private let first: Int
  /// The position of the sealed line.
  let size: Int
  /// The root over all lines up to it.
  let root: Digest

  /// The check of the last event of `state`, which is at the end of a commit.
  init(of event: RecordedEvent, _ state: LogState, root: Digest) {
    self.event = event
    self.root = root
    keys = state.keys
    origin = state.identity.origin
    first = state.lastCommit?.first ?? 0
    size = state.head
  }

  /// Why the seal does not hold; nil when it does.
  var damage: Damage? {
    guard first > 0, let text = event.seal, let raw = Base64.decode(text) else {
      return Damage(event.position, .seal, "the commit has no seal")
    }
    let id = raw.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    switch keys.key(of: event.actor, id: id, sealing: first) {
    case .failure(.notEnrolled):
      return Damage(event.position, .key, "it is sealed by a key that is not enrolled for '\(event.actor)'")
    case .failure(.revoked):
      return Damage(event.position, .key, "it is sealed by a key of '\(event.actor)' that was revoked before")
    case .success(let key):
      let checkpoint = Checkpoint(origin: origin, size: UInt64(size), root: root)
      if key.verifies(Array(raw.dropFirst(4)), of: checkpoint.text) { return nil }
      return Damage(
        event.position, .seal,
        "the seal of '\(event.ref)' by '\(event.actor)' does not hold: this line, or one above it, "
          + "is not what was sealed")
    }
  }
}
