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
      let written = unsafe line.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
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
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
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
    var status: Int32 = 0
    var usage = rusage()
    unsafe wait4(child, &status, 0, &usage)
    guard status == 0 else {
      throw Failure(what: "\(words.joined(separator: " ")) ended with \(status >> 8)")
    }
    let user = Double(usage.ru_utime.tv_sec) * 1000 + Double(usage.ru_utime.tv_usec) / 1000
    let system = Double(usage.ru_stime.tv_sec) * 1000 + Double(usage.ru_stime.tv_usec) / 1000
    return user + system
  }
}
