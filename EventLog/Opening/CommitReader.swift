internal import JSON

/// Reads commits into a state. It owns what is costly to make: a hash and a JSON parser.
final class CommitReader {
  let hash = SHA256()
  private var parser = JSONParser()
  /// Whether `data` is read too, which costs as much as all the rest. Opening a log leaves it out.
  var checksData = false

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
    let source = state.identity.source
    let base = state.end
    var start = 0
    // The first event of the commit that is being read.
    var commit: RecordedEvent?
    while start < bytes.count {
      let position = state.head + 1
      guard let newline = bytes.span.firstOffset(of: 0x0a, from: start) else {
        throw Damage(Position(position), .line, "the line has no end")
      }
      let event: RecordedEvent
      do { event = try RecordedEvent(bytes, start..<newline) } catch {
        throw Damage(Position(position), .line, error.says)
      }
      if checksData { try checkData(event, Position(position)) }
      try check(event, after: commit, in: state, source: source)
      if commit == nil { state.lastCommit = LogState.Commit(first: position, offset: base + start) }
      try takeKeys(event, &state)
      let id = event.envelope.eventID
      guard state.tail.position(of: id) == nil else {
        throw Damage(Position(position), .line, "its id '\(id.text)' is that of an earlier event")
      }
      let isLast = event.hasSeal || (!isSealed && newline + 1 == bytes.count)
      let missing = isLast && !isSealed ? Line.sealTail - 1 : 0
      let place = Tail.Place(offset: base + start, length: newline - start + missing)
      state.tail.append(event, id: id, at: place, isLastOfCommit: isLast)
      let leaf = leafHash(bytes.span.extracting(start..<newline), event.envelope)
      state.tree.append(leaf, hash) { state.tail.append(hash: $0) }
      state.lastTime = event.time
      state.lastID = id
      state.end = base + newline + 1 + missing
      commit = isLast ? nil : commit ?? event
      start = newline + 1
    }
    if commit != nil { throw Damage(Position(state.head), .seal, "the commit has no seal") }
  }

  func leafHash(_ line: Span<UInt8>, _ envelope: Envelope) -> Digest {
    guard envelope.seal != nil else { return hash.leaf(line) }
    hash.begin()
    hash.update(0)
    hash.update(line.extracting(0..<(line.count - Line.sealTail)))
    hash.update(UInt8(ascii: "}"))
    return hash.finish()
  }

  private func checkData(_ event: RecordedEvent, _ position: Position) throws(Damage) {
    do { try checkObject(event.dataSpan) } catch {
      throw Damage(position, .line, "its data can't be read in one way only: \(error.says)")
    }
  }

  private func check(
    _ event: RecordedEvent, after first: RecordedEvent?, in state: LogState, source: [UInt8]
  ) throws(Damage) {
    let position = Position(state.head + 1)
    guard event.position == position else {
      throw Damage(position, .line, "it says that it is line \(event.position)")
    }
    guard event.hasSource(source) else {
      throw Damage(position, .line, "its source '\(event.source)' is another log's")
    }
    let isExplained = (first ?? event).isOfType(RecordEvent.clockExplained)
    guard event.time >= state.lastTime || isExplained else {
      throw Damage(position, .line, "its time is before that of the line above, and nothing explains it")
    }
    if let first {
      guard event.hasSameCommit(as: first) else {
        throw Damage(position, .seal, "the commit '\(first.ref)' above it has no seal")
      }
    } else if state.tail.byRef[event.ref] != nil {
      throw Damage(position, .seal, "its ref '\(event.ref)' is that of an earlier commit")
    }
    guard (event.isOfType(RecordEvent.opened)) == (state.head == 0) else {
      throw Damage(position, .line, "a log is opened by its first line, and only by that")
    }
    if event.actor == RecordEvent.recovery,
      !event.isOfType(RecordEvent.keyEnrolled), !event.isOfType(RecordEvent.keyRevoked)
    {
      throw Damage(position, .key, "the recovery key may only enrol and revoke keys, not '\(event.type)'")
    }
  }

  private func takeKeys(_ event: RecordedEvent, _ state: inout LogState) throws(Damage) {
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
    guard let commit = state.lastCommit, let text = event.seal, let raw = Base64.decode(text) else {
      throw Damage(event.position, .seal, "the commit has no seal")
    }
    let id = raw.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    switch state.keys.key(of: event.actor, id: id, sealing: commit.first) {
    case .failure(.notEnrolled):
      throw Damage(event.position, .key, "it is sealed by a key that is not enrolled for '\(event.actor)'")
    case .failure(.revoked):
      throw Damage(event.position, .key, "it is sealed by a key of '\(event.actor)' that was revoked before")
    case .success(let key):
      let checkpoint = Checkpoint(
        origin: state.identity.origin, size: UInt64(state.head), root: state.tree.root(hash))
      guard key.verifies(Array(raw.dropFirst(4)), of: checkpoint.text) else {
        throw Damage(
          event.position, .seal,
          "the seal of '\(event.ref)' by '\(event.actor)' does not hold: this line, or one above it, "
            + "is not what was sealed")
      }
    }
  }
}
