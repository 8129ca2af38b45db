internal import Glibc

/// An open file, closed when the value ends.
struct OpenFile: ~Copyable {
  enum Purpose {
    case reading
    case writing
    /// For writing; made when it is not there.
    case created(mode: UInt32)
    /// For writing; must not be there yet.
    case new(mode: UInt32)
  }

  let path: String
  private let descriptor: Int32
  private let disk: Disk

  init(_ path: String, _ purpose: Purpose, on disk: Disk) throws(SystemError) {
    self.path = path
    self.disk = disk
    let flags: Int32
    var mode: UInt32 = 0
    switch purpose {
    case .reading: flags = O_RDONLY
    case .writing: flags = O_RDWR
    case .created(let given):
      flags = O_RDWR | O_CREAT
      mode = given
    case .new(let given):
      flags = O_RDWR | O_CREAT | O_EXCL
      mode = given
    }
    // To open what is there changes nothing.
    let disk = flags & O_CREAT != 0 ? disk : .real
    var opened: Int32 = -1
    try disk.make(.create(path), "open", path) { () throws(Calls.Failure) in
      opened = try Calls.open(path, flags, mode)
    }
    descriptor = opened
  }

  deinit { Calls.close(descriptor) }

  func size() throws(SystemError) -> Int {
    do { return try Calls.size(descriptor) } catch { throw failed("look at", error) }
  }

  /// Appends to `bytes` the `count` bytes at `offset`, or what there is of them before the file's end.
  func read(at offset: Int, count: Int, into bytes: inout [UInt8]) throws(SystemError) {
    do { try Calls.read(descriptor, at: offset, count: count, into: &bytes) } catch {
      throw failed("read", error)
    }
  }

  /// Writes all the bytes at `offset`. When this throws, some of them may have been written.
  func write(_ bytes: Span<UInt8>, at offset: Int) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let rest = bytes.extracting(done..<bytes.count)
      var limit = rest.count
      do throws(SystemError) {
        if let before = disk.before {
          switch try before(.write(path, offset: offset + done, bytes: copy(of: rest))) {
          case .whole: break
          case .part(let count): limit = min(count, limit)
          case .nothing: return
          }
        }
        let written = try write(once: rest.extracting(0..<limit), at: offset + done)
        // A device that takes nothing and reports nothing would keep this loop for ever.
        if written == 0 && limit > 0 { throw failed("write", Calls.Failure(code: EIO)) }
        done += written
      } catch { guard error.isInterruption else { throw error } }
    }
  }

  private func write(once bytes: Span<UInt8>, at offset: Int) throws(SystemError) -> Int {
    do { return try Calls.write(descriptor, bytes, at: offset) } catch { throw failed("write", error) }
  }

  /// Makes the file's bytes and its length durable. A failure is final: the system marks the pages as clean,
  /// so that a second call would succeed without having written anything.
  func synchronizeData() throws(SystemError) {
    try disk.make(.synchronize(path), "sync", path) { () throws(Calls.Failure) in
      try Calls.synchronizeData(descriptor)
    }
  }

  /// The same with the file's attributes, for a new file.
  func synchronize() throws(SystemError) {
    try disk.make(.synchronize(path), "sync", path) { () throws(Calls.Failure) in
      try Calls.synchronize(descriptor)
    }
  }

  func truncate(to length: Int) throws(SystemError) {
    try disk.make(.truncate(path, length: length), "cut", path) { () throws(Calls.Failure) in
      try Calls.truncate(descriptor, to: length)
    }
  }

  /// Takes the lock on this file if nobody has it. It is given back when the file closes, also by a crash.
  func tryLock() throws(SystemError) -> Bool {
    do { return try Calls.tryLock(descriptor) } catch { throw failed("lock", error) }
  }

  private func failed(_ operation: String, _ failure: Calls.Failure) -> SystemError {
    SystemError(operation: operation, path: path, code: failure.code)
  }
}

/// The bytes of a span, in an array.
func copy(of span: Span<UInt8>) -> [UInt8] {
  var bytes: [UInt8] = []
  bytes.append(contentsOf: span, in: 0..<span.count)
  return bytes
}
