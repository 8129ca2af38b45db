/// What only the log's one writer has.
struct LogWriter: ~Copyable {
  /// The file whose lock this process holds until it closes.
  let lock: OpenFile
  /// Where the synced head is noted; nil where `Projections` can't be written.
  let headFile: OpenFile?
  let logID: String
  /// The record that this is a copy of: nothing is recorded in one. Whoever makes a copy has the lock.
  let copiedFrom: String?
  var ids: EventIDs
  /// Set by the first failure that leaves open what is on disk.
  var failure: SystemError?

  /// Milliseconds that a writer waits before it says so. Most others are done sooner.
  private static let silence = 300
  /// Milliseconds for which a lock is tried whoever asks. A program that another thread of its holder starts
  /// has the lock too, until it runs by itself.
  private static let grace = 250

  /// Waits for the lock and takes it.
  static func lock(
    _ paths: LogPaths, waitUpTo seconds: Int, disk: Disk, waiting: (_ holder: Int?) -> Void = { _ in }
  ) throws(LogError) -> OpenFile {
    let start = Calls.monotonicMilliseconds()
    var isSaid = false
    do throws(SystemError) {
      let file = try OpenFile(paths.lock, .created(mode: 0o644), on: disk)
      while true {
        try disk.beforeLock?(paths.lock)
        if try file.tryLock() {
          // Only for the words of whoever waits: the lock itself is the kernel's.
          try? file.truncate(to: 0)
          try? file.write(Array("\(Calls.processID)\n".utf8).span, at: 0)
          return file
        }
        let waited = Calls.monotonicMilliseconds() - start
        if waited >= max(seconds * 1000, grace) { break }
        if waited >= silence && !isSaid {
          isSaid = true
          waiting(holder(paths.lock))
        }
        Calls.pause(milliseconds: 10)
      }
    } catch { throw .system(error) }
    throw .locked(path: paths.lock, holder: holder(paths.lock))
  }

  private static func holder(_ path: String) -> Int? {
    guard let bytes = try? Disk.real.contents(of: path), bytes.last == 0x0a else { return nil }
    return Decimal.read(Array(bytes.dropLast()).span).map { Int($0) }
  }

  /// Notes that the log is durable up to here. That it can't be noted costs evidence, not the log.
  func note(_ head: SyncedHead) {
    let bytes = head.bytes(of: logID)
    try? headFile?.write(bytes.span, at: 0)
    // Another log's may be longer.
    if let size = try? headFile?.size(), size > bytes.count { try? headFile?.truncate(to: bytes.count) }
  }
}
