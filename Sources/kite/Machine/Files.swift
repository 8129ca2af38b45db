import Glibc

/// A file or folder that could not be read or made.
struct FileError: Error, CustomStringConvertible {
  let path: String
  let operation: String
  let code: Int32

  var description: String { "could not \(operation) '\(path)': \(Machine.message(code))" }
}

/// What commands read beside the record: inputs of people.
enum Files {
  /// An input larger than this is not one that a person wrote.
  static let limit = 64 * 1024 * 1024

  /// - Throws: `FileError`.
  static func read(_ path: String) throws -> [UInt8] {
    let descriptor = Machine.open(path)
    guard descriptor >= 0 else { throw FileError(path: path, operation: "open", code: errno) }
    defer { close(descriptor) }
    return try readAll(descriptor, named: path)
  }

  static func readAll(_ descriptor: Int32, named name: String) throws -> [UInt8] {
    var all: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Machine.readSome(descriptor, into: &part)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path: name, operation: "read", code: errno)
      }
      if count == 0 { return all }
      all += part[..<count]
      guard all.count <= limit else { throw FileError(path: name, operation: "read", code: EFBIG) }
    }
  }

  static func remove(_ path: String) throws {
    guard Machine.remove(path) else { throw FileError(path: path, operation: "remove", code: errno) }
  }

  /// Makes a file with these bytes, durable on return; one that is there is never overwritten.
  static func create(_ path: String, _ bytes: [UInt8]) throws {
    let descriptor = Machine.create(path)
    guard descriptor >= 0 else { throw FileError(path: path, operation: "make", code: errno) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Machine.writeSome(rest, to: descriptor)
      if count < 0 {
        if errno == EINTR { continue }
        let code = errno
        _ = Machine.remove(path)
        throw FileError(path: path, operation: "write", code: code)
      }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else { throw FileError(path: path, operation: "write", code: errno) }
  }

  static func exists(_ path: String) -> Bool { Machine.exists(path) }

  static func isFolder(_ path: String) -> Bool {
    let descriptor = Machine.open(path, O_DIRECTORY)
    guard descriptor >= 0 else { return false }
    close(descriptor)
    return true
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String, mode: mode_t = 0o755) throws {
    if isFolder(path) { return }
    if let above = parent(of: path), above != path { try makeFolder(above, mode: mode) }
    guard Machine.makeFolder(path, mode) || errno == EEXIST else {
      throw FileError(path: path, operation: "make the folder", code: errno)
    }
  }

  /// The bytes of all files in a folder and below; 0 where there is none.
  static func size(of folder: String) -> Int {
    Machine.names(in: folder).reduce(0) { sum, name in
      let path = "\(folder)/\(name)"
      return sum + (isFolder(path) ? size(of: path) : Machine.size(path) ?? 0)
    }
  }

  /// Takes away a folder that this process made, with all that is in it.
  static func removeTree(_ path: String) {
    for name in Machine.names(in: path) {
      if isFolder("\(path)/\(name)") {
        removeTree("\(path)/\(name)")
      } else {
        _ = Machine.remove("\(path)/\(name)")
      }
    }
    _ = Machine.removeFolder(path)
  }

  /// Gives a finished folder its name; where that is taken by anything but an empty folder, it fails.
  static func rename(_ path: String, to other: String) throws {
    guard Machine.rename(path, to: other) else {
      throw FileError(path: other, operation: "make the folder", code: errno)
    }
  }

  static func parent(of path: String) -> String? {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path == "." ? nil : "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

/// Writing to the process's own streams.
enum Output {
  /// Asks on standard error, so that what a redirection keeps is only what is true.
  static func ask(_ question: String) -> String? {
    write(question, to: STDERR_FILENO)
    return readLine()
  }

  /// The same for what nobody should see. Ctrl-C ends the process, with the terminal as it was.
  static func askHidden(_ question: String) -> String? {
    write(question, to: STDERR_FILENO)
    var isInterrupted = false
    let answer = Machine.readHidden(isInterrupted: &isInterrupted)
    write("\n", to: STDERR_FILENO)
    if isInterrupted { exit(130) }
    return answer
  }

  /// Writes all of it. When nobody reads any more, the process ends quietly, as `head` expects.
  static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = Machine.writeSome(rest, to: descriptor)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        let code = errno
        // Talk that nobody hears keeps nothing from being done.
        if descriptor == STDERR_FILENO { return }
        // A full disk behind a redirection is a failure; a closed pipe is a reader who has seen enough.
        if code == EPIPE { exit(0) }
        write(
          "kite: the answer could not be written: \(Machine.message(code)); if something was to be recorded, "
            + "it is: 'kite trail' shows it\n", to: STDERR_FILENO)
        exit(74)
      }
    }
  }
}
