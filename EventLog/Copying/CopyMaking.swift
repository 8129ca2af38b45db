/// Makes a copy's folder with the whole log in it: the log has its name when it is complete, and not before.
struct CopyMaking {
  let paths: LogPaths
  let disk: Disk
  private var unfinished: String { "\(paths.log).new" }

  init(_ paths: LogPaths, _ disk: Disk) {
    self.paths = paths
    self.disk = disk
  }

  func make(
    from source: borrowing CopySource, _ note: CopyNote, waitUpTo seconds: Int
  ) throws(PullError) {
    do throws(LogError) {
      let lock = try begun(note, waitUpTo: seconds)
      // Somebody else may have made it while this one waited for the lock.
      guard Calls.kind(paths.log) == nil else { return }
      let result: CommitWalk.Result
      do { result = try write(source) } catch {
        try? disk.remove(unfinished)
        throw error
      }
      if let damage = result.damage {
        try? disk.remove(unfinished)
        throw .damaged(damage)
      }
      do throws(SystemError) {
        // What stood beside an earlier log would be evidence against this one.
        for path in [paths.index, paths.syncedHead] where Calls.kind(path) != nil {
          try Disk.real.remove(path)
        }
        try disk.rename(unfinished, to: paths.log)
        try disk.synchronizeFolder(paths.eventLog)
      } catch { throw .system(error) }
      _ = lock.path
    } catch {
      guard case .damaged(let damage) = error else { throw .log(error) }
      throw .sourceDamaged(source: source.paths.folder, damage, head: .start)
    }
  }

  /// Makes the folders, takes the lock, and says that this is a copy before there is anything to be read.
  private func begun(_ note: CopyNote, waitUpTo seconds: Int) throws(LogError) -> OpenFile {
    do throws(SystemError) {
      for folder in [paths.folder, paths.eventLog, paths.projections] { try disk.makeFolder(folder) }
    } catch { throw .system(error) }
    let lock = try LogWriter.lock(paths, waitUpTo: seconds, disk: disk)
    if Calls.kind(paths.log) == nil {
      do { try note.write(paths, disk) } catch { throw .system(error) }
    }
    return lock
  }

  /// Brings the source's bytes, and then checks what was brought: the source may be written meanwhile.
  private func write(_ source: borrowing CopySource) throws(LogError) -> CommitWalk.Result {
    let target = try LogLoader.open(unfinished, .created(mode: 0o644), disk)
    do throws(SystemError) {
      try target.truncate(to: 0)
      var offset = 0
      var bytes: [UInt8] = []
      while offset < source.size {
        bytes.removeAll(keepingCapacity: true)
        try source.file.read(at: offset, count: min(PartReading.part, source.size - offset), into: &bytes)
        // A source that recovers is cut meanwhile.
        if bytes.isEmpty { break }
        try target.write(bytes.span, at: offset)
        offset += bytes.count
      }
    } catch { throw .system(error) }
    let size: Int
    do { size = try target.size() } catch { throw .system(error) }
    let result = try CommitWalk.run(source.identity, CommitReader(), target, size: size) { _ in }
    guard result.head > 0 || result.damage != nil else { throw .notBegun(source.paths.log) }
    try source.settle()
    do throws(SystemError) {
      try target.truncate(to: result.goodEnd)
      try target.synchronize()
    } catch { throw .system(error) }
    return result
  }
}
