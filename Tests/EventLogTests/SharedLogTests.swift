import Foundation
import Synchronization
import TestSupport
import Testing

@testable import EventLog

/// Threads that share one log.
struct SharedLogTests {
  private typealias Shared = SharedLog<SoftwareSigner>

  /// A commit of one event, for a caller of some number.
  private func commit(
    _ number: Int, _ record: LogRecord, id: String? = nil, tag: String = "t", _ head: Position
  ) -> NewCommit {
    NewCommit([event(number, "A", [tag], id: id)], after: head, actor: "p-001", time: record.clock.next())
  }

  /// That the log holds exactly what its callers were told, and nothing else above its making.
  private func expectExactly(_ acknowledged: [Position], _ record: LogRecord) throws {
    let head = try record.store.head()
    #expect(acknowledged.sorted() == (2..<(head.rawValue + 1)).map { Position($0) })
    #expect(try Log.verify(record.store.folder).problem == nil)
  }

  @Test func `64 callers that wait together cost one write and one sync`() throws {
    let record = try LogRecord()
    let disk = WatchedDisk()
    let shared = try record.shared(on: disk.disk)
    // The first sync lasts until all the others are sealed.
    disk.atSync(1) { while shared.commits.sealedCount < 63 { sched_yield() } }
    let results = race(64) { racer in
      if racer > 0 { disk.waitForSync() }
      return try shared.append([event(racer)])
    }
    #expect(disk.syncs == 2)
    try expectExactly(try results.flatMap { try $0.get() }, record)
    #expect(try shared.head() == Position(65))
    let numbers = try shared.read(.everything, ReadWindow(after: Position(1))).events.map(\.number)
    #expect(Set(numbers).count == 64)
  }

  @Test func `many commits of many callers are all there, whatever their syncs`() throws {
    let record = try LogRecord()
    let disk = WatchedDisk()
    let shared = try record.shared(on: disk.disk, handOverAt: 300)
    let results = race(64) { racer in
      try (0..<10).flatMap { try shared.append([event(racer * 10 + $0), event(racer * 10 + $0)]) }
    }
    try expectExactly(try results.flatMap { try $0.get() }, record)
    #expect(disk.syncs <= 640)
    let reading = try shared.read(.everything, ReadWindow(after: Position(1)))
    #expect(reading.head == Position(1281))
    #expect(reading.events.map(\.position.rawValue) == Array(2...1281))
    // The long tail went to the index meanwhile, and nothing that was not durable with it.
    let log = try Log(opening: record.store.folder, for: .reading)
    #expect(log.state.tail.base >= 300)
    #expect(log.head == Position(1281))
  }

  @Test func `a reader sees nothing before it is durable`() throws {
    let record = try LogRecord()
    let disk = WatchedDisk()
    let shared = try record.shared(on: disk.disk)
    let seen = Mutex<[Position]>([])
    disk.atSync(1) {
      while shared.commits.sealedCount < 3 { sched_yield() }
      let reading = try? shared.read(.everything, .all)
      seen.withLock {
        $0 = [reading?.head, reading?.events.last?.position, try? shared.head()].compactMap { $0 }
      }
    }
    let results = race(4) { racer in
      if racer > 0 { disk.waitForSync() }
      return try shared.append([event(racer)])
    }
    #expect(seen.withLock { $0 } == [Position(1), Position(1), Position(1)])
    try expectExactly(try results.flatMap { try $0.get() }, record)
  }

  @Test func `when a sync fails nobody is told that it went well, and the log is closed`() throws {
    let record = try LogRecord()
    let disk = WatchedDisk()
    do {
      let shared = try record.shared(on: disk.disk)
      disk.atSync(1) { while shared.commits.sealedCount < 15 { sched_yield() } }
      disk.atSync(2) { () throws(SystemError) in
        throw SystemError(operation: "sync", path: "decisions.jsonl", code: 5)
      }
      let results = race(16) { racer in
        if racer > 0 { disk.waitForSync() }
        return try shared.append([event(racer)])
      }
      #expect(results.count { name(of: $0) == nil } == 1)
      #expect(results.count { name(of: $0) == "closedByFailure" } == 15)
      #expect(name(of: Result { try shared.append([event(99)]) }) == "closedByFailure")
      #expect(disk.syncs == 2)
      #expect(try shared.head() == Position(2))
    }
    // The system has marked as written what it did not write: all of it must be written again.
    let recorder = ChangeRecorder()
    // The last thread may not be quite gone.
    let log = try Log(opening: record.store.folder, for: .writing(waitUpTo: 60), disk: recorder.disk)
    let path = record.store.folder + "/EventLog/decisions.jsonl"
    let bytes = try readFile(path)
    let durable = try #require(try log.event(at: Position(2))).line.count
    let start = try #require(try log.event(at: Position(1))).line.count + durable + 2
    #expect(
      recorder.recorded.filter { $0.path == path } == [
        .write(path, offset: start, bytes: Array(bytes[start...])), .synchronize(path),
      ])
    #expect(try Log.verify(record.store.folder).problem == nil)
  }

  @Test func `a write that fails is cut off with all that it held, and those behind it go through`() throws {
    let record = try LogRecord()
    let disk = WatchedDisk()
    let shared = try record.shared(on: disk.disk)
    // The first write lasts until the others are sealed; of the second, with all of them, three bytes are
    // written.
    disk.atSync(1) { while shared.commits.sealedCount < 7 { sched_yield() } }
    disk.cutWrite(2, after: 3)
    let results = race(8) { racer in
      if racer > 0 { disk.waitForSync() }
      return try shared.append([event(racer)])
    }
    #expect(results.count { name(of: $0) == "system" } == 7)
    let later = race(8) { try shared.append([event($0)]) }
    try expectExactly(try (results.filter { name(of: $0) == nil } + later).flatMap { try $0.get() }, record)
  }

  @Test func `a signer that fails leaves no gap, and what was staged after it is staged again`() throws {
    let record = try LogRecord()
    let disk = WatchedDisk()
    let shared = try record.shared(on: disk.disk)
    let staged = Atomic(0)
    // Fails when all others are staged after its own commit.
    let failing = WaitingSigner(signer: record.signer, fails: true) {
      staged.load(ordering: .sequentiallyConsistent) >= 8
    }
    let results = race(8) { racer in
      if racer > 0 { while staged.load(ordering: .sequentiallyConsistent) == 0 { sched_yield() } }
      func make(_ head: Position) -> NewCommit {
        staged.add(1, ordering: .sequentiallyConsistent)
        return commit(racer, record, head)
      }
      return racer == 0
        ? try shared.append(signer: failing, make).all : try shared.append(signer: record.signer, make).all
    }
    #expect(results.count { name(of: $0) == "key" } == 1)
    try expectExactly(try results.filter { name(of: $0) == nil }.flatMap { try $0.get() }, record)
    #expect(try shared.head() == Position(8))
    // Seven were made once more, but for what another's failure could not touch any more.
    #expect(staged.load(ordering: .sequentiallyConsistent) == 15)
  }

  @Test(arguments: [false, true])
  func `a commit that is sent again while it is staged lands once`(firstFails: Bool) throws {
    let (first, second, record) = try twoCallers(firstFails: firstFails, ids: true, condition: nil)
    #expect(name(of: first) == (firstFails ? "key" : nil))
    #expect(try second.get() == [Position(2)])
    #expect(try record.store.head() == Position(2))
  }

  @Test(arguments: [false, true])
  func `what is staged counts against a condition once it is durable, and not when it comes to nothing`(
    firstFails: Bool
  ) throws {
    let condition = AppendCondition(noEventMatching: Query(tags: ["t"]), after: Position(1))
    let (first, second, record) = try twoCallers(firstFails: firstFails, ids: false, condition: condition)
    #expect(name(of: first) == (firstFails ? "key" : nil))
    #expect(name(of: second) == (firstFails ? nil : "conflict"))
    #expect(try record.store.head() == Position(2))
  }

  /// A second caller comes while the first one's commit is staged and being signed.
  private func twoCallers(
    firstFails: Bool, ids: Bool, condition: AppendCondition?
  ) throws -> (first: Result<[Position], any Error>, second: Result<[Position], any Error>, LogRecord) {
    let record = try LogRecord()
    let shared = try record.shared()
    let staged = Atomic(0)
    let signer = WaitingSigner(signer: record.signer, fails: firstFails) {
      staged.load(ordering: .sequentiallyConsistent) >= 2
    }
    let results = race(2) { racer in
      if racer == 1 { while staged.load(ordering: .sequentiallyConsistent) == 0 { sched_yield() } }
      func make(_ head: Position) -> NewCommit {
        staged.add(1, ordering: .sequentiallyConsistent)
        return commit(1, record, id: ids ? identifier(1) : nil, head)
      }
      return racer == 0
        ? try shared.append(signer: signer, make).all
        : try shared.append(if: condition, signer: record.signer, make).all
    }
    return (results[0], results[1], record)
  }

  @Test(.tags(.property), arguments: 1...6 as ClosedRange<UInt64>)
  func
    `after a power cut in a write of several commits all that was acknowledged is there, and no half commit`(
      seed: UInt64
    ) throws
  {
    var random = Seeded(seed: seed)
    let record = try LogRecord()
    let path = record.store.folder + "/EventLog/decisions.jsonl"
    var disk = PowerCut([path: try readFile(path)])
    let watched = WatchedDisk()
    let acknowledged: [UInt8]
    do {
      let shared = try record.shared(on: watched.disk)
      watched.atSync(1) { while shared.commits.sealedCount < 6 { sched_yield() } }
      let sizes = (0..<7).map { _ in Int.random(in: 1...9000, using: &random) }
      let results = race(7) { racer in
        if racer > 0 { watched.waitForSync() }
        var event = event(racer)
        event.data = Array(#"{"n":"\#(String(repeating: "x", count: sizes[racer]))"}"#.utf8)
        return try shared.append([event])
      }
      for result in results { _ = try result.get() }
      acknowledged = try readFile(path)
    }
    let changes = watched.changes
    let writes = changes.indices.filter { if case .write = changes[$0] { true } else { false } }
    // The second write is of six commits. All images are of the moment between it and its sync.
    let batch = try #require(writes.last)
    for change in changes[...batch] { disk.apply(change) }
    guard case .write(_, let durable, _) = changes[batch] else { return }
    for round in 0..<25 {
      let image = try #require(disk.image(.any, &random)[path])
      try check(record, image, acknowledged, durable, "seed \(seed), round \(round)")
    }
  }

  private func check(
    _ record: LogRecord, _ image: [UInt8], _ whole: [UInt8], _ durable: Int, _ place: String
  ) throws {
    try? removeFile(record.store.folder + "/Projections")
    try writeFile(record.store.folder + "/EventLog/decisions.jsonl", image)
    let isUnfinished = try Log.verify(record.store.folder).unfinished > 0
    let log = try Log(opening: record.store.folder, for: .writing(waitUpTo: 60))
    #expect((log.tailSetAside != nil) == isUnfinished, "\(place)")
    #expect(log.state.end >= durable, "\(place): something acknowledged is lost")
    let bytes = try readFile(record.store.folder + "/EventLog/decisions.jsonl")
    #expect(bytes == Array(whole[..<log.state.end]), "\(place)")
    #expect(bytes.last == 0x0a)
    try log.append(commit(100, record, log.head), signer: record.signer)
    let verification = try Log.verify(record.store.folder)
    #expect(verification.problem == nil, "\(place)")
    #expect(verification.unfinished == 0, "\(place)")
    for name in try Calls.names(in: record.store.folder + "/EventLog") where name.hasPrefix("set-aside") {
      try removeFile(record.store.folder + "/EventLog/" + name)
    }
  }

  @Test func `a log that is open for reading can't be shared`() throws {
    let record = try LogRecord()
    let shared = Result {
      try SharedLog(
        try Log(opening: record.store.folder, for: .reading), actor: "p-001", signer: record.signer,
        now: { 0 })
    }
    #expect(name(of: shared) == "readOnly")
  }
}

/// The name of the case that refused something; nil when nothing did.
private func name<Value>(of result: Result<Value, any Error>) -> String? {
  guard case .failure(let error) = result else { return nil }
  return Mirror(reflecting: error).children.first?.label ?? "\(error)"
}

/// A signer that first waits for something to be so.
private struct WaitingSigner: Signer {
  let signer: SoftwareSigner
  let fails: Bool
  let isDue: @Sendable () -> Bool

  init(signer: SoftwareSigner, fails: Bool, isDue: @escaping @Sendable () -> Bool) {
    self.signer = signer
    self.fails = fails
    self.isDue = isDue
  }

  var key: VerifierKey { signer.key }

  func sign(_ bytes: [UInt8]) throws(KeyError) -> [UInt8] {
    while !isDue() { sched_yield() }
    if fails { throw .signing("the token was taken out") }
    return signer.sign(bytes)
  }
}

/// A disk that counts, records, and does something at a given sync or write, counted from when it is told.
private final class WatchedDisk: Sendable {
  typealias Action = @Sendable () throws(SystemError) -> Void
  private struct State {
    var changes: [DiskChange] = []
    var syncs = 0
    var writes = 0
    var actions: [Int: Action] = [:]
    var cut: (write: Int, after: Int)?
  }
  private let state = Mutex(State())

  /// How many syncs there were since the first action was set.
  var syncs: Int { state.withLock { $0.syncs } }
  var changes: [DiskChange] { state.withLock { $0.changes } }

  func atSync(_ number: Int, _ action: @escaping Action) {
    state.withLock { state in
      if state.actions.isEmpty { (state.syncs, state.writes, state.changes) = (0, 0, []) }
      state.actions[number] = action
    }
  }

  /// Waits until the first sync has begun: whoever appends after that is in a later write.
  func waitForSync() { while syncs == 0 { sched_yield() } }

  func cutWrite(_ number: Int, after bytes: Int) { state.withLock { $0.cut = (number, bytes) } }

  var disk: Disk {
    Disk { (change) throws(SystemError) in
      // What is derived or held beside the log is another matter.
      guard change.path.hasSuffix("/decisions.jsonl") else { return .whole }
      let (action, limit, fails) = self.state.withLock { state -> (Action?, Int?, Bool) in
        state.changes.append(change)
        switch change {
        case .synchronize:
          state.syncs += 1
          // Not kept: it holds the log.
          return (state.actions.removeValue(forKey: state.syncs), nil, false)
        case .write:
          state.writes += 1
          guard let cut = state.cut else { return (nil, nil, false) }
          return (nil, state.writes == cut.write ? cut.after : nil, state.writes == cut.write + 1)
        default: return (nil, nil, false)
        }
      }
      try action?()
      if fails { throw SystemError(operation: "write", path: "decisions.jsonl", code: 28) }
      return limit.map { .part($0) } ?? .whole
    }
  }
}
