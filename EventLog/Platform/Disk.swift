internal import Glibc

/// A change that is about to be made to what is on disk.
enum DiskChange: Equatable, Sendable {
  case makeFolder(String)
  case create(String)
  case write(String, offset: Int, bytes: [UInt8])
  case truncate(String, length: Int)
  case synchronize(String)
  case synchronizeFolder(String)
  case rename(String, to: String)
  case remove(String)
}

/// How much of a change is made.
enum DiskAnswer: Equatable, Sendable {
  case whole
  /// So many of a write's bytes, as a disk does that is full.
  case part(Int)
  /// Nothing, although the caller is told that it was.
  case nothing
}

/// The way to the disk for everything that must survive a crash, and for the notes that lie beside it.
///
/// `before` sees each change first. It may throw, and the change then fails with that error, or is tried once
/// more when that is EINTR; else it answers how much of the change is made. Tests put their faults here, and
/// record what a power cut would leave.
struct Disk: Sendable {
  typealias Before = @Sendable (DiskChange) throws(SystemError) -> DiskAnswer
  var before: Before?
  /// Sees the path of a lock before it is asked for: tests put a file system without locks here.
  var beforeLock: (@Sendable (String) throws(SystemError) -> Void)?

  static let real = Disk(before: nil)

  /// Makes a change by `call`, once more where a signal came in between.
  func make(
    _ change: @autoclosure () -> DiskChange, _ operation: String, _ path: String,
    _ call: () throws(Calls.Failure) -> Void
  ) throws(SystemError) {
    while true {
      do throws(SystemError) {
        if let before, try before(change()) == .nothing { return }
        do { try call() } catch { throw SystemError(operation: operation, path: path, code: error.code) }
        return
      } catch { guard error.isInterruption else { throw error } }
    }
  }

  /// Makes a folder, with the folders above it, durably.
  ///
  /// One that is there may have been made by somebody who ended, or failed, before its name was durable.
  func makeFolder(_ path: String, mode: UInt32 = 0o755) throws(SystemError) {
    if let found = Calls.kind(path) {
      guard found.isFolder else { throw SystemError(operation: "make folder", path: path, code: ENOTDIR) }
      // Whoever may not read the folder above did not make this one.
      do { try synchronizeFolder(parent(of: path)) } catch { guard error.code == EACCES else { throw error } }
      return
    }
    try makeFolder(parent(of: path), mode: mode)
    try make(.makeFolder(path), "make folder", path) { () throws(Calls.Failure) in
      try Calls.makeFolder(path, mode)
    }
    try synchronizeFolder(parent(of: path))
  }

  /// Makes the names in a folder durable.
  func synchronizeFolder(_ path: String) throws(SystemError) {
    try make(.synchronizeFolder(path), "sync folder", path) { () throws(Calls.Failure) in
      let descriptor = try Calls.open(path, O_RDONLY | O_DIRECTORY, 0)
      defer { Calls.close(descriptor) }
      try Calls.synchronize(descriptor)
    }
  }

  func rename(_ path: String, to target: String) throws(SystemError) {
    try make(.rename(path, to: target), "rename", path) { () throws(Calls.Failure) in
      try Calls.rename(path, target)
    }
  }

  func remove(_ path: String) throws(SystemError) {
    try make(.remove(path), "remove", path) { () throws(Calls.Failure) in try Calls.remove(path) }
  }

  /// Takes an empty folder away, durably.
  func removeFolder(_ path: String) throws(SystemError) {
    try make(.remove(path), "remove", path) { () throws(Calls.Failure) in try Calls.removeFolder(path) }
    try synchronizeFolder(parent(of: path))
  }

  /// Puts a file in place whole: after a crash there is the old one or the new one, never a part.
  func replace(_ path: String, with bytes: [UInt8], mode: UInt32 = 0o644) throws(SystemError) {
    let temporary = "\(path).new-\(Calls.processID)"
    do {
      let file = try OpenFile(temporary, .created(mode: mode), on: self)
      try file.truncate(to: 0)
      try file.write(bytes.span, at: 0)
      try file.synchronize()
      try rename(temporary, to: path)
    } catch {
      try? remove(temporary)
      throw error
    }
    try synchronizeFolder(parent(of: path))
  }

  /// The whole of a file; nil when there is none.
  func contents(of path: String) throws(SystemError) -> [UInt8]? {
    guard Calls.kind(path) != nil else { return nil }
    let file = try OpenFile(path, .reading, on: self)
    var bytes: [UInt8] = []
    try file.read(at: 0, count: try file.size(), into: &bytes)
    return bytes
  }
}

/// The folder that a path stands in.
func parent(of path: String) -> String {
  var path = path[...]
  while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path = path.dropLast() }
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
