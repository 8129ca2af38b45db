import Foundation
import JSON
import TestSupport
import Testing

@testable import EventLog

/// A log that stays open for reading while others append.
struct RefreshTests {
  @Test func `a reader follows a writer in another thread, commit by commit`() throws {
    let record = try LogRecord()
    let log = try Log(opening: record.store.folder, for: .reading)
    let work = Work(1)
    let results = race(2) { racer in
      if racer == 0 {
        defer { work.finish() }
        let shared = try record.shared()
        for number in 0..<100 {
          try shared.append([event(number, "A", ["t/\(number % 2)"]), event(number), event(number)])
        }
        return
      }
      let log = try Log(opening: record.store.folder, for: .reading)
      var last = log.head
      try work.lookOn {
        try log.refresh()
        try expect(
          log.head >= last && log.head.rawValue % 3 == 1, "the head went from \(last) to \(log.head)")
        try expect(log.damage == nil, "\(String(describing: log.damage))")
        try expect(try log.event(at: log.head)?.hasSeal == true, "the head has no seal")
        last = log.head
      }
      try expect(last, is: Position(301), "head")
    }
    for result in results { try result.get() }
    #expect(log.head == Position(1))
    try log.refresh()
    #expect(log.head == Position(301))
    #expect(try log.events(matching: Query(tags: ["t/1"])).count == 50)
    #expect(log.state.tail.count == 301)
  }

  @Test func `a reader follows a writer in another process`() throws {
    let directory = try TemporaryDirectory()
    let folder = directory.path("record")
    let driver = try DriverProcess(folder)
    let append = try JSONValue.parse(#"{"append":{"events":[{"type":"A","tags":["a"]}]}}"#)
    _ = try driver.answer(append)
    let log = try Log(opening: folder, for: .reading)
    for number in 0..<5 {
      #expect(log.head == Position(number + 2))
      _ = try driver.answer(append)
      try log.refresh()
    }
    #expect(try log.events(matching: Query(tags: ["a"])).count == 6)
    #expect(try driver.finish() == 0)
  }

  @Test func `what is not finished is not shown, and is once it is`() throws {
    let record = try Record()
    let writer = try record.make()
    let start = try record.bytes()
    let log = try Log(opening: record.folder, for: .reading)
    try record.fill(writer, 2)
    let whole = try record.bytes()
    for length in stride(from: start.count, to: whole.count, by: 7) {
      try record.write(Array(whole[..<length]))
      try log.refresh()
      #expect(log.head <= Position(2), "\(length)")
      #expect(log.damage == nil, "\(length)")
    }
    try record.write(whole)
    try log.refresh()
    #expect(log.head == Position(3))
  }

  @Test func `a commit that was seen and then cut off is forgotten, also when another one takes its place`()
    throws
  {
    let record = try Record()
    try record.fill(try record.make(), 3)
    let start = try record.bytes()
    func append(_ type: String) throws {
      try removeFile(record.folder + "/Projections")
      try record.write(start)
      let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
      try log.append(record.commit(record.event(type, ["case/1"]), ref: type), signer: record.clerk)
    }
    try append("Abc")
    let log = try Log(opening: record.folder, for: .reading)
    #expect(try log.event(at: log.head)?.type == "Abc")
    try append("Xyz")
    #expect(try record.bytes().count == log.state.end)
    try log.refresh()
    #expect(log.damage == nil)
    #expect(try log.event(at: log.head)?.type == "Xyz")
    #expect(try log.events(ref: "Abc").isEmpty)
    #expect(try log.events(matching: Query(tags: ["case/1"])).last?.type == "Xyz")
    try removeFile(record.folder + "/Projections")
    try record.write(start)
    try log.refresh()
    #expect(log.head == Position(4))
  }

  @Test func `an index that was replaced meanwhile is no obstacle`() throws {
    let record = try Record()
    do { try record.fill(try record.make(), 600) }
    let log = try Log(opening: record.folder, for: .reading)
    #expect(log.state.tail.base == 601)
    try record.removeProjections()
    let writer = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
    try record.fill(writer, 600)
    _ = try Log(opening: record.folder, for: .reading)
    try log.refresh()
    #expect(log.head == Position(1201))
    #expect(log.state.tail.base == 601)
    let query = Query(tags: ["case/2"])
    let expected = try writer.events(matching: query).map(\.line)
    #expect(try log.events(matching: query).map(\.line) == expected)
    #expect(expected.count == 400)
  }

  @Test func `damage that comes while a log is open is found by the next refresh with something new`() throws
  {
    let record = try Record()
    let writer = try record.make()
    try record.fill(writer, 2)
    let log = try Log(opening: record.folder, for: .reading)
    let end = try record.bytes().count
    try record.fill(writer, 2)
    var bytes = try record.bytes()
    bytes[end + 60] ^= 1
    try record.write(bytes)
    try log.refresh()
    #expect(log.damage?.position == Position(4))
    #expect(log.head == Position(3))
  }
}

/// One writer at a time.
struct LockTests {
  @Test func `whoever waits is told for whom, once, and goes on when that one is done`() throws {
    let record = try Record()
    var holder: Log? = try record.make()
    var told: [Int?] = []
    let log = try Log(opening: record.folder, for: .writing(waitUpTo: 60)) { process in
      told.append(process)
      holder = nil
    }
    #expect(told == [Int(Calls.processID)])
    #expect(holder == nil)
    try record.fill(log, 1)
  }

  @Test func `a holder that was killed does not block`() throws {
    let record = try Record()
    do { _ = try record.make() }
    let holder = Process()
    holder.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    holder.arguments = ["flock", "--no-fork", record.folder + "/EventLog/lock", "sleep", "1000"]
    try holder.run()
    // It takes a moment until it has the lock.
    while (try? Log(opening: record.folder, for: .writing(waitUpTo: 0))) != nil { sched_yield() }
    kill(holder.processIdentifier, SIGKILL)
    holder.waitUntilExit()
    let log = try Log(opening: record.folder, for: .writing(waitUpTo: 60))
    try record.fill(log, 1)
  }
}
