import Synchronization
import TestSupport
import Testing

@testable import EventLog

/// A new store of its own, and ways to it.
struct Fixture: Sendable {
  typealias Handle = any EventStore & Sendable

  /// A handle of its own on the store, as another process has it.
  let connect: @Sendable () throws -> Handle
  /// Another new store of the same kind.
  let another: @Sendable () throws -> Fixture
  /// The head of the new store: a log begins with the event of its making.
  let base: Position

  init(
    connect: @escaping @Sendable () throws -> Handle, another: @escaping @Sendable () throws -> Fixture
  ) throws {
    self.connect = connect
    self.another = another
    base = try connect().head()
  }

  /// What a query finds above the making of the store.
  func events(_ query: Query = .everything, _ store: Handle? = nil) throws -> [StoredEvent] {
    try (store ?? connect()).read(query, ReadWindow(after: base)).events
  }

  /// The numbers in the data of what a query finds.
  func numbers(_ query: Query, _ window: ReadWindow? = nil) throws -> [String] {
    try connect().read(query, window ?? ReadWindow(after: base)).events.map(\.number)
  }
}

extension StoredEvent {
  /// The data's text without its frame: `7` of `{"n":7}`.
  var number: String { String(decoding: data, as: UTF8.self).filter { $0.isNumber } }
}

/// An event with a number that tells it from others.
func event(
  _ number: Int, _ type: String = "A", _ tags: [String] = [], id: String? = nil
) -> NewEvent {
  NewEvent(
    id: id, type: type, subject: "test", dataSchema: "urn:test", tags: tags,
    data: Array(#"{"n":\#(number)}"#.utf8))
}

/// An id of a given number.
func identifier(_ number: Int) -> String {
  let digits = String(number, radix: 16)
  return "018c0000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
}

/// A kind of store that must keep the rules.
struct StoreKind: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let new: @Sendable () throws -> Fixture

  static let all = [memory, log, shared]

  static let memory = StoreKind(testDescription: "in memory") { try newMemory() }
  static let log = StoreKind(testDescription: "in a log") { try newLog() }
  static let shared = StoreKind(testDescription: "in a log that threads share") { try newShared() }

  private static func newMemory() throws -> Fixture {
    let storage = MemoryStore.Storage()
    return try Fixture(connect: { MemoryStore(storage) }, another: { try newMemory() })
  }

  private static func newLog() throws -> Fixture {
    let record = try LogRecord()
    return try Fixture(connect: { record.store }, another: { try newLog() })
  }

  private static func newShared() throws -> Fixture {
    let record = try LogRecord()
    let shared = try record.shared()
    // The record goes away with its last handle.
    return try Fixture(
      connect: { withExtendedLifetime(record) { shared } }, another: { try newShared() })
  }
}

/// A log in a folder that goes away with this value.
final class LogRecord: Sendable {
  let directory: TemporaryDirectory
  let store: LogStore<SoftwareSigner>
  let signer: SoftwareSigner
  let clock: Clock

  init() throws {
    directory = try TemporaryDirectory()
    let folder = directory.path("record")
    let logID = Log.newLogID()
    let origin = Log.origin(trust: "example", logID: logID)
    signer = try SoftwareSigner.random(name: "\(origin)/p-001")
    let recovery = try SoftwareSigner.random(name: "\(origin)/recovery")
    let data =
      #"{"trust":"example","logID":"\#(logID)","format":1,"person":"p-001","key":"\#(signer.key)","#
      + #""recoveryKey":"\#(recovery.key)"}"#
    let opening = NewEvent(
      type: "LogOpened", subject: "trust", dataSchema: "urn:kite:event:LogOpened:1", data: Array(data.utf8))
    let start: Int64 = 1_700_000_000_000
    let commit = NewCommit(ref: "opening", actor: "p-001", time: start, events: [opening])
    _ = try Log.create(in: folder, trust: "example", first: commit, signer: signer)
    // A clock that goes on with each look at it, for whoever holds the lock.
    let clock = Clock(start)
    self.clock = clock
    store = LogStore(
      folder: folder, actor: "p-001", signer: signer, patience: 60, now: { clock.next() })
  }

  /// The log for threads that share it. As long as it lives, `store` can only read.
  func shared(on disk: Disk = .real, handOverAt limit: Int? = nil) throws -> SharedLog<SoftwareSigner> {
    let log = try Log(opening: store.folder, for: .writing(waitUpTo: 0), disk: disk)
    if let limit { log.nextHandOver = limit }
    return try SharedLog(log, actor: "p-001", signer: signer, now: { [clock] in clock.next() })
  }
}

/// A clock that goes on by a millisecond each time somebody looks.
final class Clock: Sendable {
  private let time: Atomic<Int64>

  init(_ start: Int64) { time = Atomic(start) }

  func next() -> Int64 { time.add(1, ordering: .sequentiallyConsistent).newValue }
}
