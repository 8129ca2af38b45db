extension Log {
  /// Appends a commit: all of its events or none.
  ///
  /// Once this returns, a crash can't lose them. When it throws, nothing was appended, but for one case: a
  /// write or sync that fails leaves it open, and the log then takes no more commits until it is opened again
  /// (`closedByFailure`), which settles it. A commit whose events all bring an id may then be appended again:
  /// if it is in the log, the answer is the first one, whatever the condition, and nothing is written.
  ///
  /// - Parameters:
  ///   - commit: what to record. Its texts, times and references are checked before anything is written.
  ///   - condition: what must not have come in. The commit's own events do not count.
  ///   - signer: has a key of the commit's actor.
  /// - Returns: the positions of the events.
  /// - Throws: `conflict` when an event in the log stands against the condition: read again and decide again;
  ///   `clockBehind`, `refInUse`, `keyNotEnrolled` and so on when the commit can't stand in the log.
  @discardableResult
  public func append(
    _ commit: NewCommit, if condition: AppendCondition? = nil, signer: some Signer
  ) throws(LogError) -> ClosedRange<Position> {
    guard writer != nil else { throw .readOnly(paths.log) }
    if let failure = writer?.failure { throw .closedByFailure(failure) }
    if let note = try CopyNote(in: folder) { throw .isCopy(of: note.source) }
    guard !commit.events.isEmpty else {
      throw .invalid(field: "commit", value: commit.ref, why: "it has no events")
    }
    if let positions = try Repetition(log: self, commit: commit).positions() { return positions }
    try CommitCheck(log: self, commit: commit).run(signer.key)
    if let condition { try check(condition) }
    let bytes = try sealed(commit, signer)
    let first = Position(state.head + 1)
    try write(bytes)
    do { try reader.take(bytes, into: &state) } catch {
      // The lines were read once before they were written, so only a defect of this module leads here.
      preconditionFailure("the log wrote what it can't read: \(error)")
    }
    writer?.buffer = bytes
    if let last = state.lastID, let allotted = writer?.ids.last, last > allotted { writer?.ids.last = last }
    writer?.note(SyncedHead(position: state.head, root: state.tree.root(reader.hash)))
    tailsSetAside.removeAll { tail in recordsTail(commit, tail) }
    handOverTail()
    return first...head
  }

  private func check(_ condition: AppendCondition) throws(LogError) {
    let found = try positions(
      matching: condition.noEventMatching, after: condition.after.rawValue, upTo: state.head, limit: 1)
    if let position = found.first { throw .conflict(Position(position)) }
  }

  /// The commit's lines with their seal.
  private func sealed(_ commit: NewCommit, _ signer: some Signer) throws(LogError) -> [UInt8] {
    // Taken out while it is filled: shared bytes would be copied.
    var bytes = writer?.buffer ?? []
    writer?.buffer = []
    bytes.removeAll(keepingCapacity: true)
    let source = state.identity.source
    var tree = state.tree
    var ids: Set<EventID> = []
    var start = 0
    for (index, event) in commit.events.enumerated() {
      let time = event.time ?? commit.time
      let id = try id(of: event, at: time, &ids)
      start = bytes.count
      Line.writeLeaf(
        event, id: id, position: state.head + 1 + index, time: time, of: commit, source: source, to: &bytes)
      tree.append(reader.hash.leaf(bytes.span.extracting(start..<bytes.count)), reader.hash)
      if index < commit.events.count - 1 {
        try readBack(bytes, start)
        bytes.append(0x0a)
      }
    }
    let checkpoint = Checkpoint(
      origin: origin, size: UInt64(tree.size), root: tree.root(reader.hash))
    let signature: [UInt8]
    do { signature = try signer.sign(checkpoint.text) } catch { throw .key(error) }
    guard signature.count == 64 else {
      throw .key(.signing("it gave \(signature.count) bytes, an Ed25519 signature has 64"))
    }
    let raw = SignedNote.Signature(name: signer.key.name, keyID: signer.key.id, bytes: signature).raw
    Line.seal(raw, &bytes)
    try readBack(bytes, start)
    bytes.append(0x0a)
    return bytes
  }

  private func id(
    of event: NewEvent, at time: Int64, _ others: inout Set<EventID>
  ) throws(LogError) -> EventID {
    guard let text = event.id else {
      guard let id = writer?.ids.next(at: time) else { throw .readOnly(paths.log) }
      others.insert(id)
      return id
    }
    guard let id = EventID(text) else {
      throw .invalid(field: "id", value: text, why: "it is no UUID of version 7 in lower case")
    }
    guard others.insert(id).inserted, try position(of: id) == nil else { throw .idInUse(text) }
    return id
  }

  /// Nothing is written that can't be read.
  private func readBack(_ bytes: [UInt8], _ start: Int) throws(LogError) {
    let length = bytes.count - start
    guard length <= Line.limit else { throw .lineTooLong(bytes: length, limit: Line.limit) }
    do { _ = try LineReader.read(bytes.span.extracting(start..<bytes.count)) } catch {
      throw .invalid(field: "line", value: String(state.head + 1), why: error.says)
    }
  }

  private func write(_ bytes: [UInt8]) throws(LogError) {
    do { try file.write(bytes.span, at: state.end) } catch {
      // What was written of it is cut off again. When that fails too, nobody knows what is there.
      do { try file.truncate(to: state.end) } catch let second {
        writer?.failure = second
        throw .closedByFailure(second)
      }
      throw .system(error)
    }
    do { try file.synchronizeData() } catch {
      writer?.failure = error
      throw .closedByFailure(error)
    }
  }

  private func recordsTail(_ commit: NewCommit, _ tail: TailSetAside) -> Bool {
    commit.events.contains { event in
      event.type == RecordEvent.tailSetAside
        && (try? reader.fields(event.data.span).text("file")) == tail.file
    }
  }

  /// Gives a very long tail to the index. When that does not work, the tail goes on being right.
  func handOverTail() {
    guard state.tail.count >= nextHandOver else { return }
    nextHandOver = state.tail.count + Self.tailLimit
    do {
      if index == nil, state.tail.base == 0, paths.canWriteProjections, Calls.kind(paths.index) == nil {
        index = try LogIndex(paths.index)
        try index?.create(isScratch: false)
      }
      if try index?.take(&state) == true { nextHandOver = Self.tailLimit }
    } catch {}
  }
}
