internal import SQLite

extension Log {
  /// Opens the log in a record's folder.
  ///
  /// The cost does not grow with the log: read are its first line, its last commit and what the index does
  /// not hold yet. Opening for writing makes the last commit durable once more before anything builds on it,
  /// and moves aside what an interrupted write left (`tailSetAside`).
  ///
  /// - Parameters:
  ///   - folder: the record's: `EventLog/decisions.jsonl` is in it.
  ///   - access: whether to take the writer's lock.
  ///   - cache: a folder for the index where the record's own `Projections` can't be written, such as
  ///     `~/.cache/kite`; without one the index is kept in memory.
  ///   - waiting: is called once if another writer is still at work after a moment, with its process where
  ///     that is known, so that whoever waits can be told for whom.
  /// - Throws: `notARecord`, `notBegun`, `locked`; `damaged` when it is opened for writing and can't be what
  ///   was written. A damaged log opens for reading, and `damage` says what is wrong.
  public convenience init(
    opening folder: String, for access: Access, cache: String? = nil,
    waiting: (_ holder: Int?) -> Void = { _ in }
  ) throws(LogError) {
    try self.init(opening: folder, for: access, cache: cache, disk: .real, waiting: waiting)
  }

  convenience init(
    opening folder: String, for access: Access, cache: String? = nil, disk: Disk,
    waiting: (_ holder: Int?) -> Void = { _ in }
  ) throws(LogError) {
    let paths = LogPaths(folder: folder)
    switch access {
    case .reading: try self.init(reading: paths, cache: cache, disk: disk)
    case .writing(let seconds):
      guard Calls.kind(paths.log) != nil else { throw .notARecord(folder) }
      let lock = try LogWriter.lock(paths, waitUpTo: seconds, disk: disk, waiting: waiting)
      try self.init(writing: paths, lock: lock, cache: cache, disk: disk)
    }
  }

  private convenience init(reading paths: LogPaths, cache: String?, disk: Disk) throws(LogError) {
    var attempts = 0
    while true {
      // The head is read before the log, or a commit in between would look like one cut off.
      let synced = Self.syncedHead(paths)
      var loader = try LogLoader(paths, .reading, cache: cache, disk: disk)
      let outcome = try loader.load()
      if outcome.state.head == 0, case .unfinished = outcome.verdict { throw Self.ending(paths) }
      let damage = try loader.damage(outcome, synced)
      guard let damage else {
        self.init(loader, outcome.state, writer: nil, damage: nil)
        return
      }
      // A writer that recovers cuts the file under its readers; what they saw then is no damage.
      attempts += 1
      if attempts < 3, try loader.size() != outcome.size { continue }
      let good = try loader.loadGood(outcome, damage)
      self.init(loader, good.state, writer: nil, damage: good.damage)
      return
    }
  }

  private convenience init(
    writing paths: LogPaths, lock: consuming OpenFile, cache: String?, disk: Disk
  ) throws(LogError) {
    let synced = Self.syncedHead(paths)
    var loader = try LogLoader(paths, .writing, cache: cache, disk: disk)
    let outcome = try loader.load()
    if let damage = try loader.damage(outcome, synced) {
      throw .damaged(try loader.loadGood(outcome, damage).damage)
    }
    guard outcome.state.head > 0 else { throw Self.ending(paths) }
    var setAside: TailSetAside?
    do throws(SystemError) {
      if case .unfinished(_, let isSealed) = outcome.verdict {
        setAside = try loader.setAside(outcome, isSealed: isSealed)
      }
    } catch { throw .system(error) }
    try loader.writeAgain(outcome.state, synced?.of(loader.identity))
    if Calls.kind(paths.projections) == nil { try? disk.makeFolder(paths.projections) }
    let writer = LogWriter(
      lock: lock, headFile: try? OpenFile(paths.syncedHead, .created(mode: 0o644), on: disk),
      logID: loader.identity.logID, copiedFrom: try CopyNote(in: paths.folder)?.source,
      ids: EventIDs(last: outcome.state.lastID))
    writer.note(
      SyncedHead(position: outcome.state.head, root: outcome.state.tree.root(loader.reader.hash)))
    self.init(loader, outcome.state, writer: writer, damage: nil)
    tailsSetAside = try unrecordedTails(setAside)
  }

  static func syncedHead(_ paths: LogPaths) -> SyncedHead? {
    guard let bytes = try? Disk.real.contents(of: paths.syncedHead) else { return nil }
    return SyncedHead(bytes)
  }

  /// The files beside the log that no event tells of yet: the one just made, and those of earlier openings
  /// that ended before they recorded theirs.
  private func unrecordedTails(_ new: TailSetAside?) throws(LogError) -> [TailSetAside] {
    let names: [String]
    do { names = try Calls.names(in: paths.eventLog).filter { $0.hasPrefix("set-aside-") } } catch {
      throw .system(SystemError(operation: "list", path: paths.eventLog, code: error.code))
    }
    if names.isEmpty { return [] }
    var recorded: Set<String> = []
    for event in try events(matching: Query(types: [RecordEvent.tailSetAside])) {
      if let file = try? reader.fields(event.dataSpan).text("file") { recorded.insert(file) }
    }
    var tails: [TailSetAside] = []
    for name in names where !recorded.contains(name) {
      if let new, new.file == name {
        tails.append(new)
        continue
      }
      guard let after = Self.position(inName: name) else { continue }
      let bytes: [UInt8]
      do { bytes = try disk.contents(of: "\(paths.eventLog)/\(name)") ?? [] } catch { throw .system(error) }
      let isSealed = !Recovery.sealEnds(bytes.span, atMost: 1).isEmpty
      tails.append(
        TailSetAside(
          after: after, bytes: bytes.count, digest: .of(bytes), file: name, signed: isSealed))
    }
    return tails.sorted { $0.after < $1.after }
  }

  private static func position(inName name: String) -> Position? {
    let number = name.dropFirst("set-aside-".count).prefix { $0 != "." && $0 != "-" }
    return Decimal.read(String(number).utf8.span).map { Position(Int($0)) }
  }

  /// What a log without a first commit is: one whose making was interrupted, or one that was emptied.
  static func ending(_ paths: LogPaths) -> LogError {
    guard let synced = syncedHead(paths), synced.position > 0 else { return .notBegun(paths.log) }
    return .damaged(
      Damage(
        Position(1), .history,
        "the log ends before it, but \(synced.position) lines were durable on this "
          + "machine; write nothing, and "
          + "compare with a copy"))
  }
}
