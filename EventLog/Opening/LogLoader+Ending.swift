extension LogLoader {
  struct Parts: ~Copyable {
    let paths: LogPaths
    let disk: Disk
    let reader: CommitReader
    let file: OpenFile
    let identity: LogIdentity
    let index: LogIndex?
    let cache: String?
  }

  consuming func parts() -> Parts {
    Parts(
      paths: paths, disk: disk, reader: reader, file: file, identity: identity, index: index, cache: cache)
  }

  func size() throws(LogError) -> Int {
    do { return try file.size() } catch { throw .system(error) }
  }

  /// What is wrong with the log, if anything is: its bytes, or that it knows less than it once did.
  func damage(_ outcome: Outcome, _ synced: SyncedHead?) throws(LogError) -> Damage? {
    if case .damaged(let damage) = outcome.verdict { return damage }
    // What lies in 'Projections' may be another log's.
    guard let synced = synced?.of(identity) else { return nil }
    let state = outcome.state
    let remedy = "if an older copy was put back on purpose, delete 'Projections/synced-head'"
    guard synced.position <= state.head else {
      return Damage(
        Position(state.head + 1), .history,
        "the log ends before it, but \(synced.position) lines were durable here; \(remedy)")
    }
    guard synced.position > 0, try root(at: synced.position, state) != synced.root else { return nil }
    return Damage(
      Position(synced.position), .history,
      "this line, or one above it, is not what was durable here; \(remedy)")
  }

  /// The state before the first damage, and what that is: the same as `Verification` says.
  mutating func loadGood(
    _ outcome: Outcome, _ damage: Damage
  ) throws(LogError) -> (state: LogState, damage: Damage) {
    if case .damaged = outcome.verdict {} else { return (outcome.state, damage) }
    let walk = try CommitWalk.run(identity, reader, file, size: try size()) { _ in }
    limit = walk.goodEnd
    index = nil
    let good = try load().state
    return (good, walk.damage ?? damage)
  }

  func root(at size: Int, _ state: LogState) throws(LogError) -> Digest {
    if size == state.head { return state.tree.root(reader.hash) }
    return try TreeReader.root(0, size, reader.hash) { (place) throws(LogError) in
      try storedHash(place, state)
    }
  }

  private func storedHash(_ place: Int, _ state: LogState) throws(LogError) -> Digest {
    if let hash = state.tail.hash(at: place) { return hash }
    do { if let hash = try index?.hash(place) { return hash } } catch { throw LogIndex.failure(error) }
    throw .index("it has no hash \(place)")
  }

  /// Moves what follows the last good commit to a file beside the log.
  ///
  /// The copy is durable before the log is cut, so that a crash in between leaves both.
  func setAside(_ outcome: Outcome, isSealed: Bool) throws(SystemError) -> TailSetAside {
    let end = outcome.state.end
    var bytes: [UInt8] = []
    try file.read(at: end, count: outcome.size - end, into: &bytes)
    var number = 1
    while Calls.kind("\(paths.eventLog)/\(LogPaths.setAside(outcome.state.head, number))") != nil {
      number += 1
    }
    let name = LogPaths.setAside(outcome.state.head, number)
    try disk.replace("\(paths.eventLog)/\(name)", with: bytes)
    try file.truncate(to: end)
    try file.synchronizeData()
    return TailSetAside(
      after: Position(outcome.state.head), bytes: bytes.count, digest: .of(bytes), file: name,
      signed: isSealed)
  }

  /// Writes the same bytes of the last write again, and makes them durable.
  ///
  /// A writer that died between write and sync, or whose sync failed, leaves bytes that are in the system's
  /// cache only, and marked as written. Writing them again marks them as unwritten.
  /// - Parameter synced: tells what was durable before the last write. Without it, that was one commit, or no
  ///   longer than the longest write of several.
  func writeAgain(_ state: LogState, _ synced: SyncedHead?) throws(LogError) {
    guard let commit = state.lastCommit else { return }
    let known = try synced.map { (head) throws(LogError) in try end(of: head.position, state) } ?? 0
    let start = min(commit.offset, max(known, state.end - Recovery.writeLimit))
    do throws(SystemError) {
      var bytes: [UInt8] = []
      try file.read(at: start, count: state.end - start, into: &bytes)
      try file.write(bytes.span, at: start)
      try file.synchronizeData()
    } catch { throw .system(error) }
  }

  /// Where the line at a position ends.
  private func end(of position: Int, _ state: LogState) throws(LogError) -> Int {
    if position == state.head { return state.end }
    if position == 0 { return 0 }
    return try place(of: position + 1, in: state).offset
  }
}
