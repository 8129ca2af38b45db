/// What a pull brought.
public struct Pulled: Equatable, Sendable {
  /// Whether the copy was made by it.
  public let isNew: Bool
  /// The copy's head before.
  public let before: Position
  /// The copy's head now.
  public let head: Position
  /// The root over the log now.
  public let root: Digest
  /// The classes of content that the copy holds now.
  public let classes: [String]
  /// The classes whose content was taken away because they are no longer asked for.
  public let dropped: [String]
  /// How many files of closed content and evidence were brought.
  public let brought: Int
  /// How many files went because their content was erased, or has another class now.
  public let removed: Int
  /// Files of the source that are not what its log says, and were left there. The next pull tries again.
  public let unfit: [String]
}

extension Log {
  /// Brings a copy up to date from the record in another folder, or makes it.
  ///
  /// The source is only read; it may be written meanwhile, and be on a medium that is read-only. Of its
  /// commits those come over that are sealed; each line, seal and key is checked as by `verify`. Once this
  /// returns, all of it is durable. A crash leaves a copy that opens, with whole commits; the next pull
  /// does the rest.
  ///
  /// - Parameters:
  ///   - source: the folder of the record; kept in the copy's note, so give it whole.
  ///   - folder: the copy's. When it does not exist or is empty, the copy is made there.
  ///   - classes: the classes of closed content to hold; `open` always is. With nil they stay as they are
  ///     (a new copy: `open`), and only content is looked at that entries since the last pull concern.
  ///     Otherwise all content is compared with the source's.
  ///   - time: now, in Unix milliseconds, for the copy's note.
  ///   - seconds: how long to wait for another who brings the same copy up to date.
  ///   - cache: as of `init(opening:for:cache:)`.
  public static func pull(
    from source: String, into folder: String, classes: [String]? = nil, time: Int64,
    waitUpTo seconds: Int = 0,
    cache: String? = nil
  ) throws(PullError) -> Pulled {
    try pull(
      from: source, into: folder, classes: classes, time: time, waitUpTo: seconds, cache: cache, disk: .real)
  }

  static func pull(
    from source: String, into folder: String, classes asked: [String]?, time: Int64,
    waitUpTo seconds: Int = 0,
    cache: String? = nil, disk: Disk
  ) throws(PullError) -> Pulled {
    if asked?.contains("restricted") == true { throw .restricted }
    let paths = LogPaths(folder: folder)
    if let place = Calls.identity(paths.eventLog),
      place == Calls.identity(LogPaths(folder: source).eventLog)
    {
      throw .sameFolder(folder)
    }
    let isNew = Calls.kind(paths.log) == nil
    let found: CopyNote?
    do { found = try CopyNote(in: folder) } catch { throw .log(error) }
    guard isNew || found != nil else { throw .notACopy(folder) }
    let wanted = Array(Set(["open"] + (asked ?? found?.classes ?? []))).sorted()
    if isNew {
      guard found != nil || isFresh(paths) else { throw .notEmpty(folder) }
      let source = try CopySource(source)
      try source.require(wanted)
      try CopyMaking(paths, disk).make(
        from: source, CopyNote(source: source.paths.folder, classes: wanted), waitUpTo: seconds)
    }
    let log = try opened(paths, waitUpTo: seconds, cache: cache, disk)
    let before = isNew ? Position.start : log.head
    let copying = try Copying(log, source: source, classes: wanted, isWhole: asked != nil)
    return try copying.run(isNew: isNew, before: before, time: time)
  }

  /// Whether there is nothing in a folder but what a pull leaves that was interrupted right at its beginning.
  private static func isFresh(_ paths: LogPaths) -> Bool {
    if Calls.kind(paths.folder) == nil { return true }
    guard let names = try? Calls.names(in: paths.folder) else { return false }
    guard names.allSatisfy({ ["EventLog", "Projections"].contains($0) }) else { return false }
    let isWithin = { (name: String) in name == "lock" || name.hasPrefix("copy.json.new-") }
    return ((try? Calls.names(in: paths.eventLog)) ?? []).allSatisfy(isWithin)
      && syncedHead(paths) == nil
  }

  /// Opens a copy to be continued. What an interrupted pull left after the last commit is in the source.
  private static func opened(
    _ paths: LogPaths, waitUpTo seconds: Int, cache: String?, _ disk: Disk
  ) throws(PullError) -> Log {
    let log: Log
    do {
      log = try Log(opening: paths.folder, for: .writing(waitUpTo: seconds), cache: cache, disk: disk)
    } catch {
      guard case .damaged(let damage) = error else { throw .log(error) }
      throw .copyDamaged(folder: paths.folder, damage)
    }
    let unfinished = ((try? Calls.names(in: paths.eventLog)) ?? []).filter {
      $0.hasPrefix("copy.json.new-") || $0 == "decisions.jsonl.new"
    }
    let remains = log.tailsSetAside.map(\.file) + unfinished
    do throws(SystemError) {
      for name in remains { try disk.remove("\(paths.eventLog)/\(name)") }
      if !remains.isEmpty { try disk.synchronizeFolder(paths.eventLog) }
    } catch { throw .log(.system(error)) }
    return log
  }

  /// Does again to the content of a copy what entries decided about it, as a pull does, without a source.
  ///
  /// - Returns: whether this is a copy; otherwise nothing was done.
  public func settleCopy() throws(PullError) -> Bool {
    let note: CopyNote?
    do { note = try CopyNote(in: folder) } catch { throw .log(error) }
    guard let note else { return false }
    var content = try CopiedContent(self, classes: note.classes)
    try content.settle(after: .start)
    return true
  }
}
