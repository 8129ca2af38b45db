import CCrypto
import CSQLite
import Glibc
import Synchronization

/// The calls of the C library that Swift can't check.
enum System {
  struct Failure: Error { let what: String }

  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = now()
    try body()
    return now() - start
  }

  private static func now() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  static func temporaryFolder() throws -> String {
    var template = Array("/tmp/kite-bench-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw Failure(what: "no temporary folder") }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func remove(_ folder: String) { _ = try? run(["/bin/rm", "-rf", folder]) }

  /// Appends each line to a new file and makes it durable, as the barest of logs would.
  static func appendAndSync(_ lines: [[UInt8]], to path: String) throws {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure(what: "can't open \(path)") }
    defer { close(descriptor) }
    for line in lines {
      let written = unsafe line.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard written == line.count, fdatasync(descriptor) == 0 else {
        throw Failure(what: "can't write \(path)")
      }
    }
  }

  /// Runs something on so many threads at once, and waits for all of them.
  static func threads(_ count: Int, _ body: @escaping @Sendable () throws -> Void) throws {
    let work = Work(body)
    var threads: [pthread_t] = []
    for _ in 0..<count {
      var thread = pthread_t()
      let code = unsafe pthread_create(
        &thread, nil,
        { raw in
          guard let raw = unsafe raw else { return nil }
          unsafe Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().run()
          return nil
        }, Unmanaged.passRetained(work).toOpaque())
      guard code == 0 else { throw Failure(what: "no thread") }
      threads.append(thread)
    }
    for thread in threads { pthread_join(thread, nil) }
    if work.hasFailed.load(ordering: .sequentiallyConsistent) { throw Failure(what: "a thread failed") }
  }

  private final class Work: Sendable {
    let body: @Sendable () throws -> Void
    let hasFailed = Atomic(false)
    init(_ body: @escaping @Sendable () throws -> Void) { self.body = body }
    func run() { do { try body() } catch { hasFailed.store(true, ordering: .sequentiallyConsistent) } }
  }

  /// Runs a program with no output, and tells the processor time that it used, in milliseconds.
  @discardableResult
  static func run(_ words: [String], environment: [String] = []) throws -> Double {
    let usage = try finish(words, environment)
    let user = Double(usage.ru_utime.tv_sec) * 1000 + Double(usage.ru_utime.tv_usec) / 1000
    let system = Double(usage.ru_stime.tv_sec) * 1000 + Double(usage.ru_stime.tv_usec) / 1000
    return user + system
  }

  /// The same, with the most memory that it had at once, or this process did.
  static func measure(
    _ words: [String], environment: [String] = []
  ) throws -> (milliseconds: Double, megabytes: Double) {
    let usage = try finish(words, environment)
    let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
    let micros = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
    return (Double(seconds) * 1000 + Double(micros) / 1000, Double(usage.ru_maxrss) / 1024)
  }

  private static func finish(_ words: [String], _ environment: [String]) throws -> rusage {
    let child = try start(words, environment, input: nil, output: nil)
    var status: Int32 = 0
    var usage = rusage()
    unsafe wait4(child, &status, 0, &usage)
    guard status == 0 else {
      throw Failure(what: "\(words.joined(separator: " ")) ended with \(status >> 8)")
    }
    return usage
  }

  /// Starts a program; its output goes nowhere unless it is given a descriptor.
  fileprivate static func start(
    _ words: [String], _ environment: [String], input: Int32?, output: Int32?
  ) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
    if let input { unsafe posix_spawn_file_actions_adddup2(&actions, input, 0) }
    if let output {
      unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
    } else {
      unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    }
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup($0) } + [nil]
    defer {
      let all = unsafe arguments + variables
      for index in unsafe all.indices { unsafe free(all[index]) }
    }
    var child = pid_t()
    guard unsafe posix_spawn(&child, words[0], &actions, nil, &arguments, &variables) == 0 else {
      throw Failure(what: "can't run \(words[0])")
    }
    return child
  }
}

// MARK: Files and the machine

extension System {
  fileprivate static var environment: [String] {
    ["PATH", "HOME", "LANG"].compactMap { name in
      guard let value = unsafe getenv(name) else { return nil }
      return unsafe "\(name)=\(String(cString: value))"
    }
  }

  /// The folder that this program was built into, two levels above it: it is removed by `make clean`.
  static var buildFolder: String { parent(parent(program)) }

  /// This program's path.
  static var program: String {
    var bytes = [CChar](repeating: 0, count: 4096)
    let count = unsafe readlink("/proc/self/exe", &bytes, bytes.count - 1)
    return count < 0
      ? CommandLine.arguments[0]
      : String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func parent(_ path: String) -> String {
    path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
  }

  /// An empty folder at this path.
  static func folder(_ path: String) throws -> String {
    remove(path)
    try run(["/bin/mkdir", "-p", path])
    return path
  }

  static func freeBytes(_ folder: String) -> Int {
    var status = statvfs()
    return unsafe statvfs(folder, &status) == 0 ? Int(status.f_bavail) * Int(status.f_frsize) : 0
  }

  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  static func size(_ path: String) -> Int {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  static func write(_ text: String, to path: String) throws {
    guard let file = unsafe fopen(path, "w") else { throw Failure(what: "can't write \(path)") }
    let written = unsafe fputs(text, file)
    guard unsafe fclose(file) == 0, written >= 0 else { throw Failure(what: "can't write \(path)") }
  }

  /// The lines of a small file; none when it can't be read.
  static func lines(of path: String) -> [String] {
    guard let file = unsafe fopen(path, "r") else { return [] }
    defer { unsafe fclose(file) }
    return unsafe lines(file)
  }

  @unsafe
  private static func lines(_ file: UnsafeMutablePointer<FILE>) -> [String] {
    var lines: [String] = []
    var buffer = [CChar](repeating: 0, count: 4096)
    while unsafe fgets(&buffer, Int32(buffer.count), file) != nil {
      let bytes = buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
      lines.append(String(decoding: bytes, as: UTF8.self))
    }
    return lines
  }

  /// What a program says on its standard output.
  static func lines(from words: [String]) -> [String] {
    let command = words.map { "'\($0)'" }.joined(separator: " ") + " 2>/dev/null"
    guard let pipe = unsafe popen(command, "r") else { return [] }
    defer { unsafe pclose(pipe) }
    return unsafe lines(pipe)
  }

  static var processors: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }
  static var memoryGigabytes: Int { (sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))) >> 30 }

  /// The file system's kind, from the kernel's list of mounts: the longest mount point that holds the path.
  static func fileSystem(_ path: String) -> String {
    var best = ("", "unknown")
    for line in lines(of: "/proc/mounts") {
      let parts = line.split(separator: " ").map(String.init)
      guard parts.count > 2, path.hasPrefix(parts[1]), parts[1].count >= best.0.count else { continue }
      best = (parts[1], parts[2])
    }
    return best.1
  }

  /// Today, as `2026-11-24`.
  static var today: String {
    var seconds = time(nil)
    var parts = unsafe tm()
    unsafe gmtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (year, month, day) = unsafe (parts.tm_year, parts.tm_mon, parts.tm_mday)
    return "\(year + 1900)-\(two(month + 1))-\(two(day))"
  }
}

// MARK: libcrypto by itself

enum Hashes {
  /// The SHA-256 of each line, the algorithm fetched once and one context used again.
  static func ofEach(_ lines: [[UInt8]]) throws {
    guard let algorithm = unsafe EVP_MD_fetch(nil, "SHA256", nil), let context = unsafe EVP_MD_CTX_new()
    else {
      throw System.Failure(what: "libcrypto has no SHA-256")
    }
    defer {
      unsafe EVP_MD_CTX_free(context)
      unsafe EVP_MD_free(algorithm)
    }
    var digest = [UInt8](repeating: 0, count: 32)
    for line in lines {
      var isDone = unsafe EVP_DigestInit_ex2(context, algorithm, nil) == 1
      isDone = unsafe EVP_DigestUpdate(context, line, line.count) == 1 && isDone
      isDone = unsafe EVP_DigestFinal_ex(context, &digest, nil) == 1 && isDone
      guard isDone else { throw System.Failure(what: "libcrypto could not hash") }
    }
  }
}

/// Signatures of texts as long as a checkpoint's, by one key.
@safe
final class Signatures {
  private let key: OpaquePointer
  private var signed: [(text: [UInt8], signature: [UInt8])] = []

  init(_ count: Int) throws {
    var made: OpaquePointer?
    let context = unsafe EVP_PKEY_CTX_new_id(EVP_PKEY_ED25519, nil)
    defer { unsafe EVP_PKEY_CTX_free(context) }
    guard unsafe EVP_PKEY_keygen_init(context) == 1, unsafe EVP_PKEY_keygen(context, &made) == 1,
      let key = unsafe made
    else { throw System.Failure(what: "libcrypto could not make a key") }
    unsafe self.key = unsafe key
    for number in 0..<count {
      let text = Array("kite/bench/0123456789abcdef\n\(number)\n\(String(repeating: "A", count: 44))\n".utf8)
      var signature = [UInt8](repeating: 0, count: 64)
      var length = 64
      let context = unsafe EVP_MD_CTX_new()
      defer { unsafe EVP_MD_CTX_free(context) }
      guard unsafe EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
        unsafe EVP_DigestSign(context, &signature, &length, text, text.count) == 1
      else { throw System.Failure(what: "libcrypto could not sign") }
      signed.append((text, signature))
    }
  }

  deinit { unsafe EVP_PKEY_free(key) }

  func verifyAll() throws {
    for (text, signature) in signed {
      let context = unsafe EVP_MD_CTX_new()
      defer { unsafe EVP_MD_CTX_free(context) }
      guard unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1,
        unsafe EVP_DigestVerify(context, signature, signature.count, text, text.count) == 1
      else { throw System.Failure(what: "a signature does not hold") }
    }
  }
}

enum Libraries {
  static var sqlite: String { unsafe String(cString: sqlite3_libversion()) }

  static var openSSL: String {
    unsafe String(cString: OpenSSL_version(OPENSSL_VERSION_STRING))
  }

  static var simdjson: String { System.lines(from: ["pkg-config", "--modversion", "simdjson"]).first ?? "?" }
}

// MARK: A program that answers line by line

@safe
final class Conversation {
  private let child: pid_t
  private let input: UnsafeMutablePointer<FILE>
  private let output: UnsafeMutablePointer<FILE>

  init(_ words: [String]) throws {
    var (asking, answering): ([Int32], [Int32]) = ([0, 0], [0, 0])
    guard unsafe pipe(&asking) == 0, unsafe pipe(&answering) == 0 else {
      throw System.Failure(what: "no pipe to \(words[0])")
    }
    // The child must not hold its own input open, or it would never end.
    for end in asking + answering { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    child = try System.start(words, System.environment, input: asking[0], output: answering[1])
    close(asking[0])
    close(answering[1])
    guard let input = unsafe fdopen(asking[1], "w"), let output = unsafe fdopen(answering[0], "r") else {
      throw System.Failure(what: "no pipe to \(words[0])")
    }
    unsafe self.input = unsafe input
    unsafe self.output = unsafe output
  }

  func ask(_ line: String) throws -> String {
    _ = unsafe fputs("\(line)\n", input)
    _ = unsafe fflush(input)
    var buffer = [CChar](repeating: 0, count: 256)
    guard unsafe fgets(&buffer, 256, output) != nil else {
      throw System.Failure(what: "no answer to '\(line)'")
    }
    return String(
      decoding: buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Ends the program by the end of its input.
  func end() {
    unsafe fclose(input)
    unsafe fclose(output)
    waitpid(child, nil, 0)
  }
}
