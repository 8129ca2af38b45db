import Glibc

/// The calls of the C library that Swift can't check. Each failure carries the path and the system's code.
enum Calls {
  static func create(_ path: String) throws(ExportError) -> Int32 {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failed("make", path) }
    return descriptor
  }

  /// Writes all bytes.
  static func write(_ bytes: [UInt8], to descriptor: Int32, named path: String) throws(ExportError) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
      }
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        throw failed("write", path)
      }
    }
  }

  static func synchronize(_ descriptor: Int32, named path: String) throws(ExportError) {
    guard fsync(descriptor) == 0 else { throw failed("write", path) }
  }

  /// Makes the names in a folder durable. File systems that can't do so keep them as they keep all else.
  static func synchronizeFolder(_ path: String) throws(ExportError) {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failed("open", path) }
    defer { Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failed("write", path) }
  }

  static func close(_ descriptor: Int32) { Glibc.close(descriptor) }

  static func makeFolder(_ path: String) throws(ExportError) {
    guard unsafe mkdir(path, 0o755) == 0 else { throw failed("make the folder", path) }
  }

  /// Gives a file another name that nothing has yet.
  ///
  /// - Returns: false where something has it.
  static func nameAnew(_ path: String, _ other: String) throws(ExportError) -> Bool {
    if unsafe link(path, other) == 0 {
      _ = unsafe unlink(path)
      return true
    }
    if errno == EEXIST { return false }
    // Some file systems, as those of USB sticks, know one name a file only.
    if exists(other) { return false }
    try rename(path, to: other)
    return true
  }

  static func rename(_ path: String, to other: String) throws(ExportError) {
    guard unsafe Glibc.rename(path, other) == 0 else { throw failed("make", other) }
  }

  enum Kind { case file, folder, other }

  /// What has a name; a link is something else than what it leads to.
  static func kind(_ path: String) -> Kind? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    default: .other
    }
  }

  static func exists(_ path: String) -> Bool { kind(path) != nil }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The path without links and steps back; nil where there is nothing.
  static func realPath(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(validatingCString: real)
  }

  static func names(in folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(validatingCString: $0)
        }
      }
      if let name, name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Takes away a file, or a folder with all that is in it; a link, and not what it leads to.
  static func remove(_ path: String) {
    if kind(path) == .folder {
      for name in names(in: path) { remove("\(path)/\(name)") }
      _ = unsafe rmdir(path)
    } else {
      _ = unsafe unlink(path)
    }
  }

  static var processID: Int32 { getpid() }

  static func message(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "fault \(code)" }
    return unsafe String(validatingCString: text)?.lowercased() ?? "fault \(code)"
  }

  private static func failed(_ operation: String, _ path: String) -> ExportError {
    .system(operation: operation, path: path, code: errno)
  }
}
