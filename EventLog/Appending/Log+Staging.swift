// What an append consists of, in this order: stage, seal, write, publish. Between staging and publishing the
// state holds the commit, and goes back to what it was if it can't be made durable. Staged commits follow
// each other, each on the state that the one before leaves.

extension Log {
  enum Staging {
    /// The commit is in the history already.
    case repeated(ClosedRange<Position>)
    case staged(StagedCommit)
  }

  /// Checks a commit and its condition, and gives it its place, lines and root.
  ///
  /// When this throws, nothing has changed.
  func stage(
    _ commit: NewCommit, if condition: AppendCondition?, key: VerifierKey
  ) throws(LogError) -> Staging {
    guard writer != nil else { throw .readOnly(paths.log) }
    if let failure = writer?.failure { throw .closedByFailure(failure) }
    if let source = writer?.copiedFrom { throw .isCopy(of: source) }
    guard !commit.events.isEmpty else {
      throw .invalid(field: "commit", value: commit.ref, why: "it has no events")
    }
    if let positions = try Repetition(log: self, commit: commit).positions() { return .repeated(positions) }
    try CommitCheck(log: self, commit: commit).run(key)
    if let condition { try check(condition) }
    let bytes = try lines(commit)
    let before = state.mark
    // Nothing is written that can't be read.
    do { try reader.take(bytes, into: &state, isSealed: false) } catch {
      let position = error.position
      state.goBack(to: before)
      throw .invalid(field: "line", value: "\(position)", why: error.says)
    }
    if let last = state.lastID, let allotted = writer?.ids.last, last > allotted { writer?.ids.last = last }
    let first = Position(state.head - commit.events.count + 1)
    return .staged(
      StagedCommit(
        first...Position(state.head), bytes, origin: origin, root: state.tree.root(reader.hash),
        before: before, filesTold: tailsSetAside.isEmpty ? [] : filesTold(by: commit)))
  }

  /// Takes back what was staged from a commit on.
  func takeBack(from staged: LogState.Mark, after error: LogError) {
    state.goBack(to: staged)
    if case .closedByFailure(let failure) = error { writer?.failure = failure }
  }

  /// Notes what follows from commits that are durable now.
  func publish(_ commits: [StagedCommit]) {
    guard let last = commits.last else { return }
    writer?.note(SyncedHead(position: last.positions.upperBound.rawValue, root: last.root))
    for commit in commits where !commit.filesTold.isEmpty {
      tailsSetAside.removeAll { commit.filesTold.contains($0.file) }
    }
  }

  /// Whether the tail is so long that the index should have it.
  var isHandOverDue: Bool { state.tail.count >= nextHandOver }

  /// Gives a very long tail to the index. When that does not work, the tail goes on being right.
  ///
  /// - Precondition: all of it is durable: an index that is ahead of the log would be wrong.
  func handOverTail() {
    nextHandOver = state.tail.count + Self.tailLimit
    do {
      if index == nil, state.tail.base == 0, paths.canWriteProjections, Calls.kind(paths.index) == nil {
        index = try LogIndex(paths.index)
        try index?.create(isScratch: false)
      }
      if try index?.take(&state) == true { nextHandOver = Self.tailLimit }
    } catch {}
  }

  private func check(_ condition: AppendCondition) throws(LogError) {
    for guardian in condition.guards {
      let found = try positions(
        matching: guardian.noEventMatching, after: guardian.after.rawValue, upTo: state.head, limit: 1)
      if let position = found.first { throw .conflict(Position(position)) }
    }
  }

  /// The commit's lines, without the seal.
  private func lines(_ commit: NewCommit) throws(LogError) -> [UInt8] {
    let source = state.identity.source
    var bytes: [UInt8] = []
    bytes.reserveCapacity(commit.events.reduce(0) { $0 + $1.data.count + 512 })
    var ids: Set<EventID> = []
    let events = commit.events.span
    for index in events.indices {
      let isLast = index == events.count - 1
      let time = events[index].time ?? commit.time
      let id = try id(of: events[index], at: time, &ids)
      let start = bytes.count
      Line.writeLeaf(
        events[index], id: id, position: state.head + 1 + index, time: time, of: commit, source: source,
        to: &bytes)
      let length = bytes.count - start + (isLast ? Line.sealTail - 1 : 0)
      guard length <= Line.limit else { throw .lineTooLong(bytes: length, limit: Line.limit) }
      bytes.append(0x0a)
    }
    return bytes
  }

  private func id(
    of event: NewEvent, at time: Int64, _ others: inout Set<EventID>
  ) throws(LogError) -> EventID {
    guard let text = event.id else {
      // No other has it: each is after all before it.
      guard let id = writer?.ids.next(at: time) else { throw .readOnly(paths.log) }
      return id
    }
    guard let id = EventID(text) else {
      throw .invalid(field: "id", value: text, why: "it is no UUID of version 7 in lower case")
    }
    guard others.insert(id).inserted, try position(of: id) == nil else { throw .idInUse(text) }
    return id
  }

  private func filesTold(by commit: NewCommit) -> [String] {
    commit.events.filter { $0.type == RecordEvent.tailSetAside }.compactMap {
      try? reader.fields($0.data.span).text("file")
    }
  }
}
