import Glibc
import Synchronization

/// Ctrl-C, a terminal that is closed, and a request to end.
///
/// Where nothing is half done, they end the process at once. Within `deferred` they wait for its end, so that
/// no file is left that belongs to nothing, and what was recorded is also told. Programs that are started
/// meanwhile are not kept from ending.
enum Interruption {
  private static let depth = Atomic(0)
  private static let signal = Atomic<Int32>(0)
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Begins to take the process's signals. Tests, whose process is not this program's, leave it out.
  static func take() {
    // Touched here, so that the handler makes nothing.
    _ = (depth.load(ordering: .relaxed), signal.load(ordering: .relaxed))
    for number in signals {
      Machine.handle(number) { number in
        guard Interruption.depth.load(ordering: .sequentiallyConsistent) == 0 else {
          Interruption.signal.store(number, ordering: .sequentiallyConsistent)
          return
        }
        Machine.end(by: number)
      }
    }
  }

  /// Whether a signal waits: what takes long looks here, and stops.
  static var isWaiting: Bool { signal.load(ordering: .sequentiallyConsistent) != 0 }

  /// Runs something to its end; a signal that came meanwhile ends the process then.
  @discardableResult
  static func deferred<Value>(_ body: () throws -> Value) rethrows -> Value {
    depth.add(1, ordering: .sequentiallyConsistent)
    defer {
      let left = depth.subtract(1, ordering: .sequentiallyConsistent).newValue
      let number = signal.load(ordering: .sequentiallyConsistent)
      if left == 0, number != 0 { Machine.end(by: number) }
    }
    return try body()
  }
}

/// Somebody asked the process to end, and what it did was taken back.
struct Interrupted: Error, CustomStringConvertible {
  let description = "interrupted; nothing was kept"
}
