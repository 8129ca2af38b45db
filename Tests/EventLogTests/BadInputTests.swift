import Foundation
import Glibc
import JSON
import TestSupport
import Testing

@testable import EventLog

/// What is not a log, not this log, or lies where no log can be kept.
struct BadInputTests {
  private func refusal(_ body: () throws -> Void) -> LogError? {
    do {
      try body()
      return nil
    } catch { return error as? LogError }
  }

  private func everyWay(_ folder: String) -> [LogError?] {
    [
      refusal { _ = try Log(opening: folder, for: .reading) },
      refusal { _ = try Log(opening: folder, for: .writing(waitUpTo: 0)) },
      refusal { _ = try Log.verify(folder) },
    ]
  }

  @Test func `a log of a later format is refused by every way in, with both versions`() throws {
    let record = try Record()
    do { try record.fill(record.make(), 3) }
    let later = String(decoding: try record.bytes(), as: UTF8.self).replacing(
      #""format":1"#, with: #""format":2"#)
    try record.write(Array(later.utf8))
    for error in everyWay(record.folder) {
      guard case .newerFormat(2, known: 1)? = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(error?.description.contains("use a newer version") == true)
    }
  }

  @Test(arguments: [ENOLCK, EOPNOTSUPP, ENOTSUP, ENOSYS])
  func `a file system without locks is named, with what to do`(code: Int32) throws {
    let record = try Record()
    do { _ = try record.make() }
    let before = try record.bytes()
    var disk = Disk.real
    disk.beforeLock = { (path) throws(SystemError) in
      throw SystemError(operation: "lock", path: path, code: code)
    }
    let error = refusal { _ = try Log(opening: record.folder, for: .writing(waitUpTo: 0), disk: disk) }
    let words = try #require(error).description
    #expect(words.contains("EventLog/lock"))
    #expect(words.contains("has no locks"))
    #expect(words.contains("keep the record on a disk of this machine"))
    #expect(try record.bytes() == before)
    // Whoever only reads needs no lock.
    #expect(try Log(opening: record.folder, for: .reading, disk: disk).head == Position(1))
  }

  @Test(arguments: [EROFS: "can be read", EACCES: "may not", ENOSPC: "make room"])
  func `a disk that refuses a write says what to do`(code: Int32, words: String) throws {
    let record = try Record()
    let log = try record.make()
    let fails = Disk { (change) throws(SystemError) in
      if case .write(let path, _, _) = change {
        throw SystemError(operation: "write", path: path, code: code)
      }
      return .whole
    }
    let error = refusal {
      try Contents(paths: log.paths, disk: fails).write(["part2": [:]], of: identifier(1))
    }
    #expect(error?.description.contains(words) == true)
  }

  private enum Thing: CaseIterable { case folder, pipe, device }

  @Test(arguments: Thing.allCases) private func `what is no file is no log, and nobody waits for it`(
    thing: Thing
  ) throws {
    let record = try Record()
    do { _ = try record.make() }
    try removeFile(record.logPath)
    switch thing {
    case .folder:
      try FileManager.default.createDirectory(atPath: record.logPath, withIntermediateDirectories: true)
    case .pipe: #expect(unsafe mkfifo(record.logPath, 0o644) == 0)
    case .device:
      try FileManager.default.createSymbolicLink(
        atPath: record.logPath, withDestinationPath: "/dev/null")
    }
    for error in everyWay(record.folder) + [refusal { _ = try record.make() }] {
      guard case .notAFile? = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test func `a file of somebody else is never made a log`() throws {
    let record = try Record()
    for bytes in [
      Array("hello".utf8), Array("hello\n".utf8), Array(repeating: 0xff, count: 100_000), Array("{}\n".utf8),
      Array(#"{"specversion":"0.3","id":"1"}"#.utf8),
    ] {
      try writeFile(record.logPath, bytes)
      guard case .exists? = refusal({ _ = try record.make() }) else {
        Issue.record("it was taken: \(bytes.prefix(40))")
        continue
      }
      #expect(try record.bytes() == bytes)
      guard case .damaged? = refusal({ _ = try Log(opening: record.folder, for: .reading) }) else {
        Issue.record("it is no damage: \(bytes.prefix(40))")
        continue
      }
    }
  }

  @Test func `a making that was interrupted anywhere may be made again`() throws {
    let whole = try Record()
    do { _ = try whole.make() }
    let line = try whole.bytes()
    for length in stride(from: 0, to: line.count, by: 7) {
      for isTorn in [false, true] {
        let record = try Record()
        var left = Array(line.prefix(length))
        // A page that did not reach the disk.
        if isTorn { for index in left.indices.prefix(left.count / 2) { left[index] = 0 } }
        try writeFile(record.logPath, left)
        #expect(try record.make().head == Position(1), "\(length) bytes were left")
      }
    }
  }

  @Test func `the projections of another log neither accuse this one nor stay`() throws {
    let mine = try Record()
    do { try mine.fill(mine.make(), 4) }
    // A longer id, so that the note of the other log is longer too.
    let other = try Record(logID: "0123456789abcdef-other")
    do { try other.fill(other.make(), 9) }
    try mine.removeProjections()
    try FileManager.default.copyItem(
      atPath: other.folder + "/Projections", toPath: mine.folder + "/Projections")
    #expect(try Log.verify(mine.folder).problem == nil)
    let log = try Log(opening: mine.folder, for: .reading)
    #expect(log.damage == nil)
    #expect(try log.events(matching: Query(tags: ["case/0"])).count == 2)
    do { try mine.fill(Log(opening: mine.folder, for: .writing(waitUpTo: 0)), 1) }
    let noted = try #require(SyncedHead(try readFile(mine.folder + "/Projections/synced-head")))
    #expect(noted.log == mine.logID)
    #expect(noted.position == 6)
    // From then on it is evidence again.
    var short = try mine.bytes()
    short.removeLast(short.split(separator: 0x0a).last.map { $0.count + 1 } ?? 0)
    try mine.write(short)
    #expect(try Log(opening: mine.folder, for: .reading).damage?.kind == .history)
  }

  @Test(.tags(.property), arguments: 1...30 as ClosedRange<UInt64>)
  func `the lengths that are told beforehand are those of the lines`(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    let record = try Record()
    let log = try record.make()
    let events = (0..<Int.random(in: 1...4, using: &random)).map { _ in
      let text = String(repeating: "é", count: Int.random(in: 0...500, using: &random))
      return record.event(
        "A", ["b/\(UInt8.random(in: 0...255, using: &random))", "a", "a"], #"{"t":"\#(text)"}"#)
    }
    var commit = record.commit(events[0])
    commit.events = events
    let told = log.lengths(of: commit)
    try log.append(commit, signer: record.clerk)
    let lines = try record.bytes().split(separator: 0x0a).suffix(events.count).map(\.count)
    #expect(told == lines, "seed \(seed)")
  }

  @Test func `a store records what its opening moved aside, once`() throws {
    let record = try LogRecord()
    let path = record.store.folder + "/EventLog/decisions.jsonl"
    try record.store.append([event(1)])
    let torn = Array(#"{"specversion":"1.0","id":"018c"#.utf8)
    try writeFile(path, try readFile(path) + torn)
    let at = try record.store.append([event(2)])
    #expect(at == [Position(4)])
    try record.store.append([event(3)])
    let told = try record.store.read(Query(types: ["TailSetAside"])).events
    #expect(told.map(\.position) == [Position(3)])
    let data = String(decoding: try #require(told.first).data, as: UTF8.self)
    #expect(data.contains(#""after":2,"bytes":\#(torn.count)"#))
    #expect(data.contains(Digest.of(torn).base64))
    #expect(try readFile(record.store.folder + "/EventLog/set-aside-2.bin") == torn)
    #expect(try Log.verify(record.store.folder).problem == nil)
  }
}
