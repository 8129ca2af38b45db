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

/// The way to the disk for everything that must survive a crash.
///
/// `before` sees each change first. It may throw, and the change then fails with that error; for a write it
/// may answer how many bytes to write, as a disk that is full does. Tests put their faults here, and record
/// what a power cut would leave.
struct Disk: Sendable {
  typealias Before = @Sendable (DiskChange) throws(SystemError) -> Int?
  var before: Before?

  static let real = Disk(before: nil)

  @discardableResult
  func announce(_ change: @autoclosure () -> DiskChange) throws(SystemError) -> Int? {
    guard let before else { return nil }
    return try before(change())
  }

  /// Makes a folder unless it is there, with the folders above it, durably.
  func makeFolder(_ path: String, mode: UInt32 = 0o755) throws(SystemError) {
    if let found = Calls.kind(path) {
      guard found.isFolder else { throw SystemError(operation: "make folder", path: path, code: ENOTDIR) }
      return
    }
    if Calls.kind(parent(of: path)) == nil { try makeFolder(parent(of: path), mode: mode) }
    try announce(.makeFolder(path))
    do { try Calls.makeFolder(path, mode) } catch {
      throw SystemError(operation: "make folder", path: path, code: error.code)
    }
    try synchronizeFolder(parent(of: path))
  }

  /// Makes the names in a folder durable.
  func synchronizeFolder(_ path: String) throws(SystemError) {
    try announce(.synchronizeFolder(path))
    do {
      let descriptor = try Calls.open(path, O_RDONLY | O_DIRECTORY, 0)
      defer { Calls.close(descriptor) }
      try Calls.synchronize(descriptor)
    } catch { throw SystemError(operation: "sync folder", path: path, code: error.code) }
  }

  func rename(_ path: String, to target: String) throws(SystemError) {
    try announce(.rename(path, to: target))
    do { try Calls.rename(path, target) } catch {
      throw SystemError(operation: "rename", path: path, code: error.code)
    }
  }

  func remove(_ path: String) throws(SystemError) {
    try announce(.remove(path))
    do { try Calls.remove(path) } catch {
      throw SystemError(operation: "remove", path: path, code: error.code)
    }
  }

  /// Takes an empty folder away, durably.
  func removeFolder(_ path: String) throws(SystemError) {
    try announce(.remove(path))
    do { try Calls.removeFolder(path) } catch {
      throw SystemError(operation: "remove", path: path, code: error.code)
    }
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
      try? Calls.remove(temporary)
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
