import SQLite
import TestSupport
import Testing

@testable import EventLog

struct LogTests {
  @Test func `a log that was made opens, and its events come back`() throws {
    let record = try Record()
    do {
      let log = try record.make()
      try record.fill(log, 20)
      #expect(log.head == Position(21))
    }
    let log = try Log(opening: record.folder, for: .reading)
    #expect(log.head == Position(21))
    #expect(log.origin == "kite/example/0123456789abcdef")
    #expect(log.lastTime == record.time)
    let events = try log.events(matching: Query(tags: ["school/S3"]))
    #expect(events.map(\.position.rawValue) == [5, 12, 19])
    let first = try #require(events.first)
    #expect(first.type == "Odd")
    #expect(first.tags == ["case/0", "school/S3"])
    #expect(String(decoding: first.data, as: UTF8.self) == #"{"n":3}"#)
    #expect(first.hasSeal)
  }

  @Test func `the first line is exactly of the form that the format says`() throws {
    let record = try Record()
    let log = try record.make()
    let id = "018c0000-0000-7000-8000-00000000000a"
    let event = NewEvent(
      id: id, type: "VariationMade", subject: "school/S03", dataSchema: "urn:kite:event:VariationMade:1",
      tags: ["school/S03", "case/A", "Zebra", "case/A"], data: Array(#"{"a":"é\n"}"#.utf8))
    try log.append(
      NewCommit(ref: "2023-117", actor: "p-001", office: "clerk", time: record.time + 412, events: [event]),
      signer: record.clerk)
    let line = try #require(try log.event(at: Position(2)))
    let seal = try #require(line.seal)
    #expect(
      String(decoding: line.line, as: UTF8.self)
        == #"{"specversion":"1.0","id":"018c0000-0000-7000-8000-00000000000a","#
        + #""source":"urn:kite:example:0123456789abcdef","type":"VariationMade","subject":"school/S03","#
        + #""time":"2023-11-14T22:13:20.412Z","position":2,"ref":"2023-117","actor":"p-001","#
        + #""office":"clerk","tags":"Zebra case/A school/S03","dataschema":"urn:kite:event:VariationMade:1","#
        + #""data":{"a":"é\n"},"seal":"\#(seal)"}"#)
    #expect(seal.utf8.count == Line.sealLength)
    #expect(
      String(decoding: line.leaf, as: UTF8.self)
        == String(decoding: line.line.dropLast(Line.sealTail), as: UTF8.self) + "}")
  }

  @Test func `what was appended is read at once, also when the index holds what came before`() throws {
    let record = try Record()
    do { try record.fill(try record.make(), LogLoader.indexedFrom + 50) }
    let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
    #expect(log.state.tail.count == 0)
    let before = try log.events(matching: Query(tags: ["new"])).count
    try log.append(record.commit(record.event("New", ["new"])), signer: record.clerk)
    #expect(before == 0)
    #expect(try log.events(matching: Query(tags: ["new"])).map(\.position) == [log.head])
    #expect(try log.events(ref: "2024-7").map(\.position) == [Position(8)])
    let event = try #require(try log.event(at: Position(8)))
    #expect(try log.event(id: event.id)?.line == event.line)
    #expect(try log.event(id: "no id") == nil)
    #expect(try log.events(ref: "2024-7000").isEmpty)
  }

  @Test(.tags(.property), arguments: 1...12 as ClosedRange<UInt64>)
  func `answers from the index, from memory and from a scan are the same`(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    let record = try Record()
    var oracle: [(type: String, tags: Set<String>)] = [("LogOpened", [])]
    do {
      let log = try record.make()
      while oracle.count < LogLoader.indexedFrom + 100 {
        var commit = record.commit()
        for _ in 0..<Int.random(in: 1...40, using: &random) {
          let tags = (0..<5).filter { _ in Bool.random(using: &random) }.map { "tag/\($0)" }
          let type = "Type\(Int.random(in: 0..<4, using: &random))"
          oracle.append((type, Set(tags)))
          commit.events.append(record.event(type, tags))
        }
        try log.append(commit, signer: record.clerk)
      }
    }
    let indexed = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
    for _ in 0..<10 {
      try indexed.append(record.commit(record.event("Type1", ["tag/1"])), signer: record.clerk)
    }
    oracle += Array(repeating: ("Type1", ["tag/1"]), count: 10)
    for _ in 0..<50 {
      let items = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        Query.Item(
          types: (0..<Int.random(in: 0...2, using: &random)).map { _ in
            "Type\(Int.random(in: 0..<5, using: &random))"
          },
          tags: (0..<Int.random(in: 0...3, using: &random)).map { _ in
            "tag/\(Int.random(in: 0..<6, using: &random))"
          })
      }
      let after = Int.random(in: 0...oracle.count, using: &random)
      let upTo = Int.random(in: 0...(oracle.count + 3), using: &random)
      let expected = oracle.indices.map { $0 + 1 }.filter { position in
        position > after && position <= upTo
          && items.contains { item in
            (item.types.isEmpty || item.types.contains(oracle[position - 1].type))
              && oracle[position - 1].tags.isSuperset(of: item.tags)
          }
      }
      let found = try indexed.events(matching: Query(items), after: Position(after), upTo: Position(upTo))
      #expect(found.map(\.position.rawValue) == expected, "\(items) after \(after) up to \(upTo)")
    }
  }

  @Test func `reading everything gives every line as it stands in the file`() throws {
    let record = try Record()
    let log = try record.make()
    try record.fill(log, 300)
    var bytes: [UInt8] = []
    try log.forEach(matching: .everything) { event in bytes += event.line + [0x0a] }
    #expect(bytes == (try record.bytes()))
    let some = try log.events(matching: .everything, after: Position(100), upTo: Position(103))
    #expect(some.map(\.position.rawValue) == [101, 102, 103])
  }

  @Test func `a commit of several events has one seal, on its last line`() throws {
    let record = try Record()
    let log = try record.make()
    let positions = try log.append(
      record.commit(record.event("A", ["x"]), record.event("B", ["x"]), record.event("C", [])),
      signer: record.clerk)
    #expect(positions == Position(2)...Position(4))
    #expect(try log.events(ref: "2024-1").map(\.hasSeal) == [false, false, true])
    let again = try Log(opening: record.folder, for: .reading)
    #expect(try again.events(ref: "2024-1").map(\.type) == ["A", "B", "C"])
  }

  @Test func `a reader does not see lines without a seal, and does not touch them`() throws {
    let record = try Record()
    let whole: [UInt8]
    do {
      let log = try record.make()
      try record.fill(log, 3)
      whole = try record.bytes()
      try log.append(record.commit(record.event("A", []), record.event("B", [])), signer: record.clerk)
    }
    let bytes = try record.bytes()
    try record.removeProjections()
    for length in [whole.count + 1, whole.count + 200, bytes.count - 1] {
      try record.write(Array(bytes[..<length]))
      let log = try Log(opening: record.folder, for: .reading)
      #expect(log.head == Position(4))
      #expect(log.damage == nil)
      #expect(try record.bytes().count == length)
    }
  }

  @Test func `an index that is missing, damaged, ahead or of another log is made anew`() throws {
    let record = try Record()
    let short: [UInt8]
    do {
      let log = try record.make()
      try record.fill(log, 600)
      short = try record.bytes()
      try record.fill(log, 700)
    }
    let long = try record.bytes()
    func check(_ head: Int) throws {
      let log = try Log(opening: record.folder, for: .reading)
      #expect(log.head == Position(head))
      #expect(log.damage == nil)
      #expect(log.state.tail.count == 0)
      #expect(try log.events(matching: Query(types: ["LogOpened"])).count == 1)
    }
    try check(1301)
    try removeFile(record.indexPath)
    try check(1301)
    try writeFile(record.indexPath, Array(repeating: 0x55, count: 10_000))
    try check(1301)
    // The index knows more than the log, and the synced head does not speak against it.
    try removeFile(record.folder + "/Projections/synced-head")
    try record.write(short)
    try check(601)
    try record.write(long)
    try check(1301)
    let other = try Record(logID: "fedcba9876543210")
    do { try other.fill(try other.make(), 600) }
    _ = try Log(opening: other.folder, for: .reading)
    try writeFile(record.indexPath, try readFile(other.indexPath))
    try check(1301)
  }

  @Test func `an index that a process left half made is cleared away by the next that makes one`() throws {
    let record = try Record()
    do { try record.fill(try record.make(), 600) }
    let remains = record.folder + "/Projections/index.sqlite.new-999999999-7"
    try writeFile(remains, [1, 2, 3])
    _ = try Log(opening: record.folder, for: .reading)
    #expect(try fileNames(record.folder + "/Projections") == ["index.sqlite", "synced-head"])
  }

  @Test func `an index that takes nothing more at the moment is used as it is`() throws {
    let record = try Record()
    do { try record.fill(try record.make(), 600) }
    do {
      let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
      try record.fill(log, 600)
    }
    let other = try Connection(record.indexPath)
    try other.execute("BEGIN IMMEDIATE")
    let log = try Log(opening: record.folder, for: .reading)
    #expect(log.state.tail.base == 601)
    #expect(log.state.tail.count == 600)
    #expect(try log.events(matching: Query(types: ["Even"])).count == 600)
    try other.execute("COMMIT")
    #expect(try Log(opening: record.folder, for: .reading).state.tail.count == 0)
  }

  @Test func `an index whose pages are damaged is made anew`() throws {
    let record = try Record()
    do { try record.fill(try record.make(), 600) }
    _ = try Log(opening: record.folder, for: .reading)
    let whole = try readFile(record.indexPath)
    for page in stride(from: 4096, to: whole.count, by: 4096) {
      var damaged = whole
      for index in page..<(page + 4096) { damaged[index] = 0xff }
      try writeFile(record.indexPath, damaged)
      let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
      #expect(log.head == Position(601), "page \(page / 4096)")
      #expect(log.damage == nil)
    }
  }

  @Test func `a log without a place for its index is read all the same`() throws {
    let record = try Record()
    do { try record.fill(try record.make(), 600) }
    try record.removeProjections()
    // A file where the folder should be: nobody, not even root, can write an index there.
    try writeFile(record.folder + "/Projections", [])
    let log = try Log(opening: record.folder, for: .reading)
    #expect(log.head == Position(601))
    #expect(try log.events(matching: Query(tags: ["school/S3"])).count == 86)
    let cache = record.folder + "/cache"
    _ = try Log(opening: record.folder, for: .reading, cache: cache)
    #expect(try !readFile("\(cache)/\(record.logID)/index.sqlite").isEmpty)
  }

  @Test func `proofs of the log verify under its checkpoint`() throws {
    let record = try Record()
    do { try record.fill(try record.make(), LogLoader.indexedFrom + 20) }
    let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
    try record.fill(log, 9)
    let note = try log.checkpoint()
    let checkpoint = try Checkpoint.read(note.bytes, origin: log.origin, known: [record.clerk.key])
    #expect(checkpoint.size == UInt64(log.head.rawValue))
    for position in [1, 2, 300, 512, 533, 534, 542].map({ Position($0) }) {
      let leaf = try #require(try log.event(at: position)).leaf
      let proof = try EntryProof(try log.proof(of: position).text)
      #expect(proof.extra == leaf)
      #expect(try proof.verify(leaf: leaf, origin: log.origin, known: [record.clerk.key]) == checkpoint)
      #expect(throws: NoteError.notProven(.otherRoot)) {
        _ = try proof.verify(leaf: leaf + [0], origin: log.origin, known: [record.clerk.key])
      }
      let consistency = try log.consistencyProof(from: position, to: log.head)
      #expect(consistency.verifies(olderRoot: try log.root(at: position), newerRoot: checkpoint.root))
    }
  }
}
