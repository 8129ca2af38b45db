import Foundation
import Synchronization
import Testing

@testable import EventLog

/// One thing that a store does wrong, and the rules that notice it: exactly these.
struct Fault: Sendable, CustomTestStringConvertible {
  typealias Read = @Sendable (WrongStore, Query, ReadWindow) throws(LogError) -> StoreReading
  typealias Append = @Sendable (WrongStore, [NewEvent], AppendCondition?) throws(LogError) -> [Position]
  typealias Head = @Sendable (WrongStore) throws(LogError) -> Position

  let family: StoreRule.Family
  let name: String
  let breaks: Set<String>
  /// Whether it depends on the order of racing threads which rules about them it breaks besides.
  let isTimed: Bool
  var read: Read = { (store, query, window) throws(LogError) in store.right.read(query, window) }
  var append: Append = { (store, events, condition) throws(LogError) in
    try store.right.append(events, if: condition)
  }
  var head: Head = { (store) throws(LogError) in store.right.head() }
  /// Whether every new store is the same one.
  var isShared = false

  init(_ family: StoreRule.Family, _ name: String, isTimed: Bool = false, breaks: Set<String>) {
    self.family = family
    self.name = name
    self.breaks = breaks
    self.isTimed = isTimed
  }

  var testDescription: String { name }

  /// The same with another way to read.
  func reading(_ read: @escaping Read) -> Fault {
    var fault = self
    fault.read = read
    return fault
  }

  /// The same with another way to append.
  func appending(_ append: @escaping Append) -> Fault {
    var fault = self
    fault.append = append
    return fault
  }

  /// The same with events that are changed before they are stored.
  func storing(_ change: @escaping @Sendable (inout NewEvent) -> Void) -> Fault {
    appending { (store, events, condition) throws(LogError) in
      var changed = events
      for index in changed.indices { change(&changed[index]) }
      return try store.right.append(changed, if: condition)
    }
  }

  /// The same with guards that are changed before they are tested; nil lets everything through.
  func testing(
    _ change: @escaping @Sendable (WrongStore, AppendCondition.Guard) -> AppendCondition.Guard?
  ) -> Fault {
    appending { (store, events, condition) throws(LogError) in
      let guards = condition?.guards.compactMap { change(store, $0) }
      return try store.right.append(events, if: guards.map { AppendCondition($0) })
    }
  }

  /// The same with queries that are changed before they are answered.
  func asking(_ change: @escaping @Sendable (Query) -> Query) -> Fault {
    reading { (store, query, window) throws(LogError) in store.right.read(change(query), window) }
  }

  /// The same with a way of its own to tell which events fit.
  func fitting(_ fits: @escaping @Sendable (Query, StoredEvent) -> Bool) -> Fault {
    reading { (store, query, window) throws(LogError) in
      var whole = window
      whole.limit = nil
      var reading = store.right.read(.everything, whole)
      reading.events = Array(reading.events.filter { fits(query, $0) }.prefix(window.limit ?? .max))
      return reading
    }
  }

  /// The same with events that come back changed.
  func showing(_ change: @escaping @Sendable (inout StoredEvent, WrongStore) -> Void) -> Fault {
    reading { (store, query, window) throws(LogError) in
      var reading = store.right.read(query, window)
      for index in reading.events.indices { change(&reading.events[index], store) }
      return reading
    }
  }
}

/// A store in memory with one fault, to show that the rules notice it.
struct WrongStore: EventStore, Sendable {
  /// What all handles on a store share.
  final class Shared: Sendable {
    let storage = MemoryStore.Storage()
    let reads = Atomic(0)
    let appends = Atomic(0)
    let notes = Mutex<[String: Position]>([:])
  }

  let fault: Fault
  let shared: Shared
  let right: MemoryStore
  /// The head when this handle was made.
  let headAtStart: Position

  init(_ fault: Fault, _ shared: Shared) {
    self.fault = fault
    self.shared = shared
    right = MemoryStore(shared.storage)
    headAtStart = right.head()
  }

  func head() throws(LogError) -> Position { try fault.head(self) }

  func read(_ query: Query, _ window: ReadWindow) throws(LogError) -> StoreReading {
    shared.reads.add(1, ordering: .sequentiallyConsistent)
    return try fault.read(self, query, window)
  }

  func append(_ events: [NewEvent], if condition: AppendCondition?) throws(LogError) -> [Position] {
    let positions = try fault.append(self, events, condition)
    shared.appends.add(1, ordering: .sequentiallyConsistent)
    return positions
  }

  /// A new store with a fault.
  static func fixture(_ fault: Fault, _ shared: Shared = Shared()) throws -> Fixture {
    try Fixture(
      connect: { WrongStore(fault, shared) },
      another: { try fixture(fault, fault.isShared ? shared : Shared()) })
  }

  /// Lets other threads go on until something happened, in a race: otherwise nobody else is there. Not for
  /// ever, as it may be this thread that the others wait for.
  func wait(until happened: () -> Bool) {
    guard isRacing else { return }
    for _ in 0..<2_000 where !happened() { sched_yield() }
  }

  /// Waits for another handle's append, and leaves the store's lock to it.
  func waitForAppend() {
    let before = shared.appends.load(ordering: .sequentiallyConsistent)
    wait { shared.appends.load(ordering: .sequentiallyConsistent) > before }
  }

  /// What stands against a condition, as a reader sees it.
  func obstacle(_ condition: AppendCondition?) -> Position? {
    for one in condition?.guards ?? [] {
      let found = right.read(one.noEventMatching, ReadWindow(after: one.after)).events.first
      if let found { return found.position }
    }
    return nil
  }
}
