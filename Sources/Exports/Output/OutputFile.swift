public import EventLog

/// A file that is being written, under a name that nobody looks for yet. What is written is held back in
/// parts of 64 KiB, so that a long export needs no more memory than a short one.
public final class OutputFile {
  /// Where the file is while it is written, for libraries that write it themselves.
  public let path: String
  private let descriptor: Int32
  private let isInterrupted: @Sendable () -> Bool
  private var held: [UInt8] = []
  private let running: RunningDigest?
  private(set) var size = 0

  private static let part = 65_536

  /// - Parameter isHashed: whether what is written is hashed on its way.
  init(
    _ path: String, isHashed: Bool = false, isInterrupted: @escaping @Sendable () -> Bool
  ) throws(ExportError) {
    self.path = path
    self.isInterrupted = isInterrupted
    running = isHashed ? RunningDigest() : nil
    descriptor = try Calls.create(path)
    held.reserveCapacity(Self.part + 4096)
  }

  deinit { Calls.close(descriptor) }

  public func write(_ text: String) throws(ExportError) {
    held.append(contentsOf: text.utf8)
    if held.count >= Self.part { try flush() }
  }

  public func write(_ bytes: [UInt8]) throws(ExportError) {
    held += bytes
    if held.count >= Self.part { try flush() }
  }

  private func flush() throws(ExportError) {
    if isInterrupted() { throw .interrupted }
    running?.add(held)
    size += held.count
    try Calls.write(held, to: descriptor, named: path)
    held.removeAll(keepingCapacity: true)
  }

  /// Durable on return, but for the file's name.
  func finish() throws(ExportError) {
    try flush()
    try Calls.synchronize(descriptor, named: path)
  }

  /// The hash of all that was written; nil where none was asked for, or a library wrote it. Once only, after
  /// `finish`.
  func digest() -> Digest? { size > 0 ? running?.finish() : nil }
}

/// A folder that is being filled, under a name that nobody looks for yet.
public final class OutputFolder {
  public let path: String
  private let isInterrupted: @Sendable () -> Bool
  private var folders: [String]
  private(set) var made: [(name: String, digest: Digest)] = []

  init(_ path: String, isInterrupted: @escaping @Sendable () -> Bool) throws(ExportError) {
    self.path = path
    self.isInterrupted = isInterrupted
    folders = [path]
    try Calls.makeFolder(path)
  }

  /// Makes a file in the folder, whole and durable on return; `data/index.html` makes the folder `data` too.
  ///
  /// - Returns: how many bytes it has, and their hash.
  @discardableResult
  public func file(
    _ name: String, _ body: (OutputFile) throws -> Void
  ) throws -> (size: Int, digest: Digest) {
    var folder = path
    for step in name.split(separator: "/").dropLast() {
      folder += "/\(step)"
      if !folders.contains(folder) {
        try Calls.makeFolder(folder)
        folders.append(folder)
      }
    }
    let file = try OutputFile("\(path)/\(name)", isHashed: true, isInterrupted: isInterrupted)
    try body(file)
    try file.finish()
    let digest = file.digest() ?? Digest.of([])
    made.append((name, digest))
    return (file.size, digest)
  }

  /// Makes the files' names durable.
  func finish() throws(ExportError) {
    for folder in folders.reversed() { try Calls.synchronizeFolder(folder) }
  }
}
