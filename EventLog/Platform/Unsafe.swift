internal import Glibc

/// The calls to the operating system. Each returns what the call returned, and `errno` where it failed.
enum Calls {
  struct Failure: Error {
    let code: Int32
  }

  private static func check(_ result: Int) throws(Failure) -> Int {
    guard result >= 0 else { throw Failure(code: errno) }
    return result
  }

  static func open(_ path: String, _ flags: Int32, _ mode: mode_t) throws(Failure) -> Int32 {
    let result = Int32(try check(Int(unsafe Glibc.open(path, flags | O_CLOEXEC, mode))))
    guard result <= STDERR_FILENO else { return result }
    // Where a standard stream is closed, the next file takes its number, and what is printed would go into
    // it.
    defer { close(result) }
    return Int32(try check(Int(fcntl(result, F_DUPFD_CLOEXEC, STDERR_FILENO + 1))))
  }

  static func close(_ descriptor: Int32) {
    // A failed close is not repeated: the descriptor is gone, and may be somebody else's by now.
    _ = Glibc.close(descriptor)
  }

  /// Reads at most `count` bytes at `offset` and appends them; less only at the end of the file.
  static func read(
    _ descriptor: Int32, at offset: Int, count: Int, into bytes: inout [UInt8]
  ) throws(Failure) {
    // The storage of all empty arrays is one: with nothing to add, two threads would write to it.
    guard count > 0 else { return }
    var failure: Failure?
    bytes.append(addingCapacity: count) { output in
      unsafe output.withUnsafeMutableBufferPointer { buffer, initialized in
        var done = 0
        while done < count, let start = buffer.baseAddress {
          let result = unsafe pread(descriptor, start + initialized, count - done, off_t(offset + done))
          if result < 0 {
            if errno == EINTR { continue }
            failure = Failure(code: errno)
            return
          }
          if result == 0 { return }
          done += result
          initialized += result
        }
      }
    }
    if let failure { throw failure }
  }

  /// Writes once; may write less than asked.
  static func write(_ descriptor: Int32, _ bytes: Span<UInt8>, at offset: Int) throws(Failure) -> Int {
    try check(
      unsafe bytes.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset)) })
  }

  static func size(_ descriptor: Int32) throws(Failure) -> Int {
    var status = stat()
    _ = try check(Int(unsafe fstat(descriptor, &status)))
    return Int(status.st_size)
  }

  /// What is at a path: nil when nothing is.
  static func kind(_ path: String) -> (isFolder: Bool, isFile: Bool, size: Int)? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    let format = status.st_mode & S_IFMT
    return (format == S_IFDIR, format == S_IFREG, Int(status.st_size))
  }

  /// What tells a file or folder from all others on this machine; nil when there is none.
  static func identity(_ path: String) -> [UInt64]? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return [UInt64(status.st_dev), UInt64(status.st_ino)]
  }

  static func makeFolder(_ path: String, _ mode: mode_t) throws(Failure) {
    _ = try check(Int(unsafe mkdir(path, mode)))
  }

  static func rename(_ from: String, _ to: String) throws(Failure) {
    _ = try check(Int(unsafe Glibc.rename(from, to)))
  }

  static func remove(_ path: String) throws(Failure) {
    _ = try check(Int(unsafe unlink(path)))
  }

  static func removeFolder(_ path: String) throws(Failure) {
    _ = try check(Int(unsafe rmdir(path)))
  }

  /// The names in a folder, without `.` and `..`, sorted.
  static func names(in folder: String) throws(Failure) -> [String] {
    guard let stream = unsafe opendir(folder) else { throw Failure(code: errno) }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Takes the file's lock if nobody has it; false when somebody has.
  static func tryLock(_ descriptor: Int32) throws(Failure) -> Bool {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      if errno != EINTR { throw Failure(code: errno) }
    }
    return true
  }

  static func synchronizeData(_ descriptor: Int32) throws(Failure) {
    _ = try check(Int(fdatasync(descriptor)))
  }

  static func synchronize(_ descriptor: Int32) throws(Failure) {
    _ = try check(Int(fsync(descriptor)))
  }

  static func truncate(_ descriptor: Int32, to length: Int) throws(Failure) {
    _ = try check(Int(ftruncate(descriptor, off_t(length))))
  }

  static var processID: Int32 { getpid() }

  static func isWritable(_ path: String) -> Bool { unsafe access(path, W_OK) == 0 }

  /// Milliseconds on a clock that never goes back.
  static func monotonicMilliseconds() -> Int {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Int(now.tv_sec) * 1000 + Int(now.tv_nsec) / 1_000_000
  }

  static func pause(milliseconds: Int) {
    var duration = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
    unsafe nanosleep(&duration, nil)
  }
}

/// The system's words for an `errno`.
func reason(of code: Int32) -> String {
  guard let text = unsafe strerror(code) else { return "reason \(code)" }
  // Its words begin with a capital, and stand in the middle of a sentence here.
  let words = unsafe String(cString: text)
  return words.prefix(1).lowercased() + words.dropFirst()
}

extension [UInt8] {
  /// `count` random bytes from the kernel, at most 256.
  static func random(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let result = unsafe bytes.withUnsafeMutableBytes { unsafe getentropy($0.baseAddress, $0.count) }
    precondition(result == 0, "the kernel has no random bytes: \(reason(of: errno))")
    return bytes
  }
}

extension Span<UInt8> {
  /// Whether the bytes at `offset` are those of `literal`.
  func holds(_ literal: StaticString, at offset: Int) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard offset >= 0, count - offset >= length else { return false }
    return unsafe withUnsafeBytes { mine in
      guard let start = mine.baseAddress else { return length == 0 }
      return unsafe memcmp(start + offset, literal.utf8Start, length) == 0
    }
  }

  /// The eight bytes at `offset`, the first in the lowest place; nil when there are not so many.
  func eight(at offset: Int) -> UInt64? {
    guard offset >= 0, count - offset >= 8 else { return nil }
    return unsafe withUnsafeBytes {
      unsafe UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
  }

  /// Whether these bytes come before those, as bytes are ordered.
  func precedes(_ other: Span<UInt8>) -> Bool {
    let order = unsafe withUnsafeBytes { mine in
      unsafe other.withUnsafeBytes { theirs -> Int32 in
        guard let mine = mine.baseAddress, let theirs = theirs.baseAddress else { return 0 }
        return unsafe memcmp(mine, theirs, min(count, other.count))
      }
    }
    return order == 0 ? count < other.count : order < 0
  }

  /// Whether two spans hold the same bytes.
  func equals(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    return unsafe withUnsafeBytes { mine in
      unsafe other.withUnsafeBytes { theirs in
        guard let mine = mine.baseAddress, let theirs = theirs.baseAddress else { return true }
        return unsafe memcmp(mine, theirs, count) == 0
      }
    }
  }

  /// The first offset of `byte` at or after `start`.
  func firstOffset(of byte: UInt8, from start: Int) -> Int? {
    guard start < count else { return nil }
    return unsafe withUnsafeBytes { buffer -> Int? in
      guard let base = buffer.baseAddress else { return nil }
      guard let found = unsafe memchr(base + start, Int32(byte), buffer.count - start) else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// The last offset of `byte`.
  func lastOffset(of byte: UInt8) -> Int? {
    unsafe withUnsafeBytes { buffer -> Int? in
      guard let base = buffer.baseAddress else { return nil }
      var offset = buffer.count - 1
      while offset >= 0, unsafe base.load(fromByteOffset: offset, as: UInt8.self) != byte { offset -= 1 }
      return offset < 0 ? nil : offset
    }
  }

  /// A number that equal bytes share, and others only by a chance of one in 2^64. It is another one in each
  /// process, so that nobody can prepare bytes that share it.
  var fingerprint: UInt64 {
    var hasher = Hasher()
    unsafe withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  /// The bytes as text; nil when they are not UTF-8.
  func text() -> String? {
    unsafe withUnsafeBufferPointer { unsafe String(validating: $0, as: UTF8.self) }
  }
}

extension Digest {
  init?(_ bytes: Span<UInt8>) {
    guard bytes.count == 32 else { return nil }
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    unsafe withUnsafeMutableBytes(of: &words) { target in
      unsafe bytes.withUnsafeBytes { unsafe target.copyMemory(from: $0) }
    }
    self.init(words: words)
  }

  /// Appends the 32 bytes.
  public func write(to bytes: inout [UInt8]) {
    unsafe withUnsafeBytes(of: words) { unsafe bytes.append(contentsOf: $0) }
  }
}

extension [UInt8] {
  /// Appends a part of a span.
  mutating func append(contentsOf span: Span<UInt8>, in range: Range<Int>) {
    let part = span.extracting(range)
    unsafe part.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}

extension [UInt8] {
  /// Appends the bytes of a literal.
  mutating func append(_ literal: StaticString) {
    unsafe append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Appends the bytes of a text at once: its view of them is copied one by one.
  mutating func append(utf8Of text: String) {
    let bytes = text.utf8.span
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}

/// The `errno` of a file that is not there.
let noSuchFile = ENOENT
/// The `errno` of a change on a medium that takes none.
let readOnlyFileSystem = EROFS
/// The `errno` of a call that a file does not know.
let invalidArgument = EINVAL
/// The `errno` of a file that this user may not touch.
let accessDenied = EACCES

extension Span<UInt8> {
  /// Whether the bytes of `literal` are somewhere in these. Looked for is its byte at `place`, which should
  /// be a rare one.
  func contains(_ literal: StaticString, lookingFor place: Int) -> Bool {
    let (rare, before) = unsafe (literal.utf8Start[place], literal.utf8Start[place - 1])
    var from = place
    while let found = firstOffset(of: rare, from: from) {
      if self[found - 1] == before, holds(literal, at: found - place) { return true }
      from = found + 1
    }
    return false
  }
}

/// An object that one thread at a time may use, and threads that wait for what another does with it.
///
/// The lock of `Synchronization` has nothing to wait with; this one is of POSIX threads. The object's state
/// is in its stored properties, each read anew after a wait.
@safe
final class Monitor<Guarded: AnyObject>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let guarded: Guarded

  init(_ guarded: sending Guarded) {
    self.guarded = guarded
    let code = unsafe pthread_mutex_init(mutex, nil)
    precondition(code == 0, "the system has no lock left: \(reason(of: code))")
  }

  deinit {
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  /// Calls `body` while no other thread is in here, but for those that wait.
  func withLock<Result, Failure>(
    _ body: (Guarded) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return try body(guarded)
  }

  /// Lets other threads in until the signal comes, or for no reason: look again whether it was the one.
  ///
  /// - Precondition: called inside `withLock` of this monitor.
  func wait(for signal: Signal) { unsafe signal.wait(mutex) }
}

/// What threads in a monitor wait for.
@safe
final class Signal: @unchecked Sendable {
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    let code = unsafe pthread_cond_init(condition, nil)
    precondition(code == 0, "the system has no condition left: \(reason(of: code))")
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe condition.deallocate()
  }

  /// Wakes all that wait for it.
  func send() { unsafe pthread_cond_broadcast(condition) }

  fileprivate func wait(_ mutex: UnsafeMutablePointer<pthread_mutex_t>) {
    unsafe pthread_cond_wait(condition, mutex)
  }
}
