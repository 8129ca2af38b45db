import Testing

@testable import EventLog

struct AppendingTests {
  @Test func `an event that came in since stands against the condition, one that was known does not`() throws
  {
    let record = try Record()
    let log = try record.make()
    try record.fill(log, 10)
    let query = Query(tags: ["school/S2"])
    let seen = log.head
    let condition = AppendCondition(noEventMatching: query, after: seen)
    try log.append(record.commit(record.event("A", ["school/S3"])), if: condition, signer: record.clerk)
    try log.append(record.commit(record.event("B", ["school/S2"])), if: condition, signer: record.clerk)
    let bytes = try record.bytes()
    #expect(
      conflict { try log.append(record.commit(record.event("C", [])), if: condition, signer: record.clerk) }
        == Position(13))
    #expect(try record.bytes() == bytes)
    #expect(log.head == Position(13))
  }

  @Test func `a condition is kept also against events that only the index holds`() throws {
    let record = try Record()
    do { try record.fill(try record.make(), 600) }
    let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
    let query = Query([.init(types: ["Even"], tags: ["case/1"]), .init(tags: ["nothing"])])
    let condition = AppendCondition(noEventMatching: query, after: Position(100))
    let commit = record.commit(record.event("C", []))
    #expect(conflict { try log.append(commit, if: condition, signer: record.clerk) } == Position(102))
    try log.append(
      record.commit(record.event("C", [])),
      if: AppendCondition(noEventMatching: Query(tags: ["nothing"]), after: .start), signer: record.clerk)
  }

  @Test func `a commit repeated under a condition lands once`() throws {
    let record = try Record()
    let log = try record.make()
    let condition = AppendCondition(noEventMatching: Query(tags: ["once"]), after: .start)
    let event = record.event("A", ["once"])
    try log.append(record.commit(event), if: condition, signer: record.clerk)
    #expect(
      conflict { try log.append(record.commit(event), if: condition, signer: record.clerk) } == Position(2))
    #expect(log.head == Position(2))
  }

  @Test func `two commits never share a reference, in memory or in the index`() throws {
    let record = try Record()
    do {
      let log = try record.make()
      try record.fill(log, 600)
      #expect(refuses(log, record.commit(record.event("A", []), ref: "2024-600")) == "refInUse")
    }
    let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
    #expect(refuses(log, record.commit(record.event("A", []), ref: "2024-3")) == "refInUse")
    #expect(refuses(log, record.commit(record.event("A", []), ref: "2023-1")) == "refInUse")
  }

  @Test func `an id that another event has is refused`() throws {
    let record = try Record()
    let log = try record.make()
    let id = "018c0000-0000-7000-8000-00000000000a"
    var event = record.event("A", [])
    event.id = id
    #expect(refuses(log, record.commit(event, event)) == "idInUse")
    try log.append(record.commit(event), signer: record.clerk)
    #expect(refuses(log, record.commit(event)) == "idInUse")
    event.id = id.uppercased()
    #expect(refuses(log, record.commit(event)) == "invalid")
  }

  @Test func `what could not be read back is refused before anything is written`() throws {
    let record = try Record()
    let log = try record.make()
    let bytes = try record.bytes()
    func event(_ change: (inout NewEvent) -> Void) -> NewEvent {
      var event = record.event("A", [])
      change(&event)
      return event
    }
    let events = [
      event { $0.type = "A B" }, event { $0.type = "" }, event { $0.type = #"A"B"# },
      event { $0.tags = ["a b"] },
      event { $0.tags = [""] }, event { $0.tags = ["é"] }, event { $0.subject = "" },
      event { $0.dataSchema = "a\\b" }, event { $0.data = Array("[]".utf8) },
      event { $0.data = Array("{".utf8) },
      event { $0.data = Array(#"{"a":1,"a":2}"#.utf8) }, event { $0.data = Array("{ }".utf8) },
      event { $0.data = Array("{}\n".utf8) }, event { $0.data = Array(#"{"a":1.5}"#.utf8) },
      event { $0.type = "LogOpened" }, event { $0.type = "KeyEnrolled" }, event { $0.time = Int64.max },
    ]
    for event in events { #expect(refuses(log, record.commit(event)) == "invalid", "\(event)") }
    #expect(refuses(log, record.commit()) == "invalid")
    for ref in ["", "2024/1", "2024 1", "é"] {
      #expect(refuses(log, record.commit(record.event("A", []), ref: ref)) == "invalid")
    }
    let long = event { $0.data = Array(#"{"a":"\#(String(repeating: "x", count: 65_536))"}"#.utf8) }
    #expect(refuses(log, record.commit(long)) == "lineTooLong")
    #expect(try record.bytes() == bytes)
    #expect(log.head == Position(1))
  }

  @Test func `the longest line goes in, one byte more does not`() throws {
    let record = try Record()
    let log = try record.make()
    func length(_ count: Int) -> NewEvent {
      record.event("A", [], #"{"a":"\#(String(repeating: "x", count: count))"}"#)
    }
    try log.append(record.commit(length(1)), signer: record.clerk)
    let line = try #require(try log.event(at: Position(2))).line.count
    #expect(refuses(log, record.commit(length(65_536 - line + 2))) == "lineTooLong")
    try log.append(record.commit(length(65_536 - line + 1)), signer: record.clerk)
    #expect(try log.event(at: Position(3))?.line.count == 65_536)
  }

  @Test func `a clock that is behind is refused, unless the commit begins by explaining it`() throws {
    let record = try Record()
    let log = try record.make()
    try record.fill(log, 1)
    let last = log.lastTime
    var commit = record.commit(record.event("A", []))
    commit.time = last - 1
    #expect(refuses(log, commit) == "clockBehind")
    commit.events.insert(record.event("ClockExplained", []), at: 0)
    try log.append(commit, signer: record.clerk)
    #expect(log.lastTime == last - 1)
    let again = try Log(opening: record.folder, for: .reading)
    #expect(again.head == log.head)
    #expect(try Log.verify(record.folder).problem == nil)
  }

  @Test func `a log open for reading takes nothing`() throws {
    let record = try Record()
    _ = try record.make()
    let log = try Log(opening: record.folder, for: .reading)
    #expect(refuses(log, record.commit(record.event("A", []))) == "readOnly")
  }

  @Test func `there is one writer at a time, and whoever waits is told who it is`() throws {
    let record = try Record()
    do {
      let log = try record.make()
      #expect(throws: LogError.self) { _ = try Log(opening: record.folder, for: .writing(waitUpTo: 0)) }
      do { _ = try Log(opening: record.folder, for: .writing(waitUpTo: 0)) } catch {
        guard case .locked(_, let holder) = error else { throw error }
        #expect(holder == Int(Calls.processID))
      }
      let reader = try Log(opening: record.folder, for: .reading)
      #expect(reader.head == log.head)
    }
    _ = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
  }

  @Test func `a folder that has a log is not made into another`() throws {
    let record = try Record()
    _ = try record.make()
    let bytes = try record.bytes()
    #expect(throws: LogError.self) { _ = try record.make() }
    #expect(try record.bytes() == bytes)
  }

  @Test func `a log without its first commit can be made again`() throws {
    let record = try Record()
    _ = try record.make()
    let bytes = try record.bytes()
    for length in [0, 1, bytes.count / 2, bytes.count - 1] {
      try record.write(Array(bytes[..<length]))
      try? removeFile(record.folder + "/Projections/synced-head")
      for access in [Log.Access.reading, .writing(waitUpTo: 0)] {
        #expect(throws: LogError.self) { _ = try Log(opening: record.folder, for: access) }
      }
      #expect(try record.make().head == Position(1))
    }
  }
}

/// The name of the case that refuses a commit.
func refuses(_ log: Log, _ commit: NewCommit, _ signer: SoftwareSigner? = nil) -> String? {
  do {
    try log.append(
      commit,
      signer: try signer
        ?? SoftwareSigner(
          name: "\(log.origin)/p-001", seed: Array(repeating: 7, count: 32)))
    return nil
  } catch {
    return String("\(Mirror(reflecting: error).children.first?.label ?? "\(error)")")
  }
}

func conflict(_ body: () throws -> Void) -> Position? {
  do { try body() } catch LogError.conflict(let position) { return position } catch { return nil }
  return nil
}
