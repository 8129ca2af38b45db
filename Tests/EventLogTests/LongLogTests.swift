import Foundation
import TestSupport
import Testing

@testable import EventLog

/// A log that is long enough for several threads to read it and check it: the answers are those of one.
@Suite(.serialized) struct LongLogTests {
  /// 24,001 lines, 24 commits of 1,000 after the first: some 9 MB.
  private static func make() throws -> Record {
    let record = try Record()
    let log = try record.make()
    for commit in 0..<24 {
      let events = (0..<1000).map { number in
        record.event("Any", ["school/S\(number % 7)"], #"{"n":\#(commit * 1000 + number)}"#)
      }
      record.time += 1000
      try log.append(
        NewCommit(ref: "2024-\(commit)", actor: "p-001", office: nil, time: record.time, events: events),
        signer: record.clerk)
    }
    return record
  }

  @Test func `it holds, and each changed byte is named by its line`() throws {
    let record = try Self.make()
    #expect(
      Crew.threads(forBytes: try record.bytes().count) > 0 || ProcessInfo.processInfo.processorCount == 1)
    var told: [Int] = []
    let found = try Log.verify(record.folder) { told.append($0) }
    #expect(found.problem == nil && found.events == 24_001 && found.seals == 25)
    #expect(told == [1] + (1...24).map { $0 * 1000 + 1 })

    let whole = try record.bytes()
    let ends = whole.indices.filter { whole[$0] == 0x0a }
    // What is changed, and what the answer must be: the form of a line, or the seal of its commit.
    for line in [3, 1001, 1002, 12_345, 23_000, 24_001] {
      for kind in [Damage.Kind.line, .seal] {
        var bytes = whole
        let start = ends[line - 2] + 1
        let data = try #require(bytes[start..<ends[line - 1]].lastIndex(of: UInt8(ascii: "{")))
        bytes[kind == .line ? start : data + 2] = UInt8(ascii: "m")
        try record.write(bytes)
        let problem = try #require(try Log.verify(record.folder).problem)
        #expect(problem.kind == kind, "line \(line)")
        // A name in data that is another one shows at the commit's last line, which has the seal.
        let expected = kind == .line ? line : (line + 998) / 1000 * 1000 + 1
        #expect(problem.position == Position(expected), "line \(line)")
      }
    }
  }

  @Test func `an interrupted write after it is no damage, and a seal behind damage makes it one`() throws {
    let record = try Self.make()
    let whole = try record.bytes()
    let last = try #require(whole.dropLast().lastIndex(of: 0x0a))
    try record.write(Array(whole[...last]))
    var found = try Log.verify(record.folder, against: nil)
    #expect(found.events == 23_001 && found.unfinished > 250_000)
    #expect(found.problem?.kind == .history)

    // Without an end of a line for longer than a line may be.
    try record.write(whole + Array(repeating: UInt8(ascii: "x"), count: 3_000_000))
    found = try Log.verify(record.folder)
    #expect(found.problem == nil && found.unfinished == 3_000_000)
    let first = Array(whole[...(whole.firstIndex(of: 0x0a) ?? 0)])
    try record.write(whole + Array(repeating: UInt8(ascii: "x"), count: 3_000_000) + first)
    found = try Log.verify(record.folder)
    #expect(found.problem?.position == Position(24_002) && found.problem?.kind == .line)
  }

  @Test func `it is read ahead in its order, and each copy of a cursor goes its own way`() throws {
    let record = try Self.make()
    let log = try Log(opening: record.folder, for: .reading)
    var cursor = try log.cursor(after: Position(1))
    var expected = 2
    var copy: EventCursor?
    while let event = try cursor.next() {
      guard event.position.rawValue == expected else { break }
      if expected == 2500 { copy = cursor }
      expected += 1
    }
    #expect(expected == 24_002)
    var other = try #require(copy)
    #expect(try other.next()?.position == Position(2501))
    var third = other
    #expect(try other.next()?.position == Position(2502))
    #expect(try third.next()?.position == Position(2502))
    #expect(try other.next()?.position == Position(2503))
    #expect(try third.next()?.position == Position(2503))
  }

  @Test func `damage is met where it is by whoever reads ahead`() throws {
    let record = try Self.make()
    var bytes = try record.bytes()
    let ends = bytes.indices.filter { bytes[$0] == 0x0a }
    bytes[ends[14_999] - 40] = 0x0a
    let log = try Log(opening: record.folder, for: .reading)
    try record.write(bytes)
    var read = 0
    let error = #expect(throws: LogError.self) { try log.forEach(after: .start) { _ in read += 1 } }
    guard case .damaged(let damage) = error else {
      Issue.record("it is no damage: \(String(describing: error))")
      return
    }
    #expect(damage.position == Position(15_000) && read == 14_999)
  }
}
