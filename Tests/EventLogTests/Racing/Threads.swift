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
      Thread.current.name = racer
      gate.pass()
      let result = Result { try body(number) }
      collected.results.withLock { $0[number] = result }
      group.leave()
    }
  }
  group.wait()
  return collected.results.withLock { all in (0..<count).compactMap { all[$0] } }
}

/// The name of the threads of a race.
private let racer = "racer"

/// Whether this thread is one of a race.
var isRacing: Bool { Thread.current.name == racer }

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

/// What threads that append, and threads that look on, know of each other.
final class Work: Sendable {
  private let left: Atomic<Int>
  private let looks = Atomic(0)
  private let isLookedOn = Atomic(false)

  /// For so many threads that append.
  init(_ count: Int) { left = Atomic(count) }

  var isDone: Bool { left.load(ordering: .sequentiallyConsistent) <= 0 }

  func finish() { left.subtract(1, ordering: .sequentiallyConsistent) }

  /// Calls `body` until all appends are done, and once more then.
  func lookOn(_ body: () throws -> Void) throws {
    var isLast = false
    isLookedOn.store(true, ordering: .sequentiallyConsistent)
    repeat {
      isLast = isDone
      try body()
      looks.add(1, ordering: .sequentiallyConsistent)
      // Whoever looks without a pause keeps those that append from the lock.
      sched_yield()
    } while !isLast
  }

  /// Lets those that look on have a turn, or an append in memory would be over before anybody looked.
  func giveTurn() {
    while !isLookedOn.load(ordering: .sequentiallyConsistent) { sched_yield() }
    let before = looks.load(ordering: .sequentiallyConsistent)
    for _ in 0..<50 where looks.load(ordering: .sequentiallyConsistent) == before { sched_yield() }
  }
}
