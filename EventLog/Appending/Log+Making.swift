internal import JSON

extension Log {
  /// Makes a record: the folders, the log, and its first commit.
  ///
  /// - Parameters:
  ///   - folder: the record's folder, which gets the folders `EventLog` and `Projections`. It may exist.
  ///   - trust: the trust's code, of the letters a–z, digits and `-`.
  ///   - first: begins with the event `LogOpened`, whose data has the texts `trust`, `logID`, `key` and
  ///     `recoveryKey`. Take the log id from `newLogID()` and name the keys by `origin(trust:logID:)`.
  ///   - signer: has the key that `LogOpened` enrols.
  /// - Returns: the log, open for writing.
  /// - Throws: `exists` when the folder has a log already.
  public static func create(
    in folder: String, trust: String, first: NewCommit, signer: some Signer
  ) throws(LogError) -> Log {
    try create(in: folder, trust: trust, first: first, signer: signer, disk: .real)
  }

  static func create(
    in folder: String, trust: String, first: NewCommit, signer: some Signer, disk: Disk
  ) throws(LogError) -> Log {
    let paths = LogPaths(folder: folder)
    let identity = try identity(of: first, trust: trust)
    let lock: OpenFile
    do throws(SystemError) {
      try disk.makeFolder(folder)
      try disk.makeFolder(paths.eventLog)
      try disk.makeFolder(paths.projections)
    } catch { throw .system(error) }
    lock = try LogWriter.lock(paths, waitUpTo: 0, disk: disk)
    try checkNotBegun(paths, disk)
    let loader = try LogLoader(making: paths, identity, disk: disk)
    let writer = LogWriter(
      lock: lock, headFile: try? OpenFile(paths.syncedHead, .created(mode: 0o644), on: disk),
      logID: identity.logID, copiedFrom: nil,
      ids: EventIDs(last: nil))
    let log = Log(loader, LogState(identity: identity), writer: writer, damage: nil)
    do { try log.append(first, signer: signer) } catch {
      // Nothing was acknowledged, so nothing is lost with an empty file.
      if log.writer?.failure == nil { try? disk.remove(paths.log) }
      throw error
    }
    return log
  }

  private static func identity(of first: NewCommit, trust: String) throws(LogError) -> LogIdentity {
    guard let opening = first.events.first, opening.type == RecordEvent.opened else {
      throw .invalid(
        field: "first event", value: first.events.first?.type ?? "", why: "it must be '\(RecordEvent.opened)'"
      )
    }
    do throws(RecordProblem) {
      var parser = JSONParser()
      let fields = try RecordFields(opening.data.span, &parser)
      let named = try fields.text("trust")
      guard named.utf8.elementsEqual(trust.utf8) else {
        throw RecordProblem(says: "its trust '\(named)' is not '\(trust)'")
      }
      guard let identity = LogIdentity(trust: trust, logID: try fields.text("logID")) else {
        throw RecordProblem(says: "trust and log id must be of the letters a-z, digits and '-'")
      }
      return identity
    } catch { throw .invalid(field: "event", value: RecordEvent.opened, why: error.says) }
  }

  /// A log whose making was interrupted has no commit that counts, and may be made again.
  private static func checkNotBegun(_ paths: LogPaths, _ disk: Disk) throws(LogError) {
    if let found = Calls.kind(paths.log), !found.isFile { throw .notAFile(paths.log) }
    guard Calls.kind(paths.log) != nil else {
      // A log that was taken away is no new one.
      if case .damaged(let damage) = ending(paths) { throw .damaged(damage) }
      return
    }
    let bytes: [UInt8]
    do { bytes = try disk.contents(of: paths.log) ?? [] } catch { throw .system(error) }
    guard Recovery.isBeginning(bytes.span) else { throw .exists(paths.log) }
    do throws(LogError) {
      var loader = try LogLoader(paths, .reading, cache: nil, disk: disk)
      let outcome = try loader.load()
      if outcome.state.head == 0, case .unfinished = outcome.verdict { throw ending(paths) }
    } catch {
      if case .notBegun = error { return }
      throw error
    }
    throw .exists(paths.log)
  }
}

extension LogLoader {
  /// For a log that is about to be made.
  init(making paths: LogPaths, _ identity: LogIdentity, disk: Disk) throws(LogError) {
    let file = try Self.open(paths.log, .created(mode: 0o644), disk)
    do throws(SystemError) {
      try file.truncate(to: 0)
      try file.synchronize()
      try disk.synchronizeFolder(paths.eventLog)
      // What an earlier attempt left would be evidence against this log.
      if Calls.kind(paths.index) != nil { try disk.remove(paths.index) }
      if Calls.kind(paths.syncedHead) != nil { try disk.remove(paths.syncedHead) }
    } catch { throw .system(error) }
    self.init(paths, file, identity, CommitReader(), cache: nil, disk: disk)
  }
}
