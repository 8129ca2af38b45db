import Dispatch
import Foundation
import Synchronization

/// Runs something on threads that all start together, and waits for all of them.
///
/// These are threads and not tasks: whoever waits for a lock blocks its thread, and there are more of them
/// than Swift's own pool has.
func race<Value: Sendable>(
  _ count: Int, _ body: @escaping @Sendable (Int) throws -> Value
) -> [Result<Value, any Error>] {
  let collected = Collected<Value>()
  let gate = Gate(count)
  let group = DispatchGroup()
  for number in 0..<count {
    group.enter()
    Thread.detachNewThread {
      gate.pass()
      let result = Result { try body(number) }
      collected.results.withLock { $0[number] = result }
      group.leave()
    }
  }
  group.wait()
  return collected.results.withLock { all in (0..<count).compactMap { all[$0] } }
}

private final class Collected<Value: Sendable>: Sendable {
  let results = Mutex<[Int: Result<Value, any Error>]>([:])
}

/// Lets nobody through before all have come.
final class Gate: Sendable {
  private let missing: Atomic<Int>

  init(_ count: Int) { missing = Atomic(count) }

  func pass() {
    missing.subtract(1, ordering: .sequentiallyConsistent)
    while missing.load(ordering: .sequentiallyConsistent) > 0 { sched_yield() }
  }
}

/// Whether threads still have work to do, for those that look on meanwhile.
final class Work: Sendable {
  private let left: Atomic<Int>

  init(_ count: Int) { left = Atomic(count) }

  var isDone: Bool { left.load(ordering: .sequentiallyConsistent) <= 0 }

  func finish() { left.subtract(1, ordering: .sequentiallyConsistent) }
}
