import SQLite
import TestSupport
import Testing

@testable import EventLog

/// SQLite does not notice a changed bit inside a row; whoever asks the index does, and it is made anew.
@Suite struct IndexDamageTests {
  private static let tables = ["state", "line", "list", "posting", "entry", "identity", "hash", "key"]

  @Test(.tags(.property), arguments: tables)
  func `a changed bit in a row never changes an answer`(table: String) throws {
    let record = try Record()
    do { try record.fill(try record.make(), LogLoader.indexedFrom + 120) }
    do { _ = try Log(opening: record.folder, for: .writing(waitUpTo: 0)) }
    let whole = try readFile(record.indexPath)
    let right = try answers(record)
    #expect(try readFile(record.indexPath) == whole)

    var random = Seeded(seed: UInt64(table.utf8.count))
    var changed = 0
    for needle in try contents(of: table, record).shuffled(using: &random).prefix(24) {
      for _ in 0..<3 {
        // Before a row's positions stands the first of them, which is part of its key.
        let place = Int.random(in: (table == "posting" ? -1 : 0)..<needle.count, using: &random)
        let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
        var bytes = whole
        let places = starts(of: needle, in: whole)
        for start in places { bytes[start + place] ^= bit }
        try writeFile(record.indexPath, bytes)
        #expect(try answers(record) == right, "\(table): bit \(bit) of byte \(place) of \(needle.count)")
        changed += places.count
      }
    }
    #expect(changed > 0 || table == "state")
    try writeFile(record.indexPath, whole)
  }

  @Test func `a changed number in a row never changes an answer`() throws {
    let record = try Record()
    do { try record.fill(try record.make(), LogLoader.indexedFrom + 120) }
    do { _ = try Log(opening: record.folder, for: .writing(waitUpTo: 0)) }
    let whole = try readFile(record.indexPath)
    let right = try answers(record)
    let numbers = [
      ("state", ["events", "bytes", "last_time", "commit_first", "commit_offset", "lists", "sum"]),
      ("list", ["number", "events", "sum"]), ("entry", ["first", "last", "sum"]),
      ("identity", ["position", "sum"]), ("key", ["enrolled", "revoked", "sum"]),
    ]
    for (table, columns) in numbers {
      for column in columns {
        for (change, part) in [("+ 1", "IS NOT NULL"), ("+ 256", "% 7 = 3"), ("- 1", "% 50 = 1")] {
          do {
            let connection = try Connection(record.indexPath)
            try connection.execute(
              "UPDATE \(table) SET \(column) = coalesce(\(column), 0) \(change) WHERE \(column) \(part)")
          }
          #expect(try answers(record) == right, "\(table).\(column) \(change)")
          try writeFile(record.indexPath, whole)
        }
      }
    }
  }

  @Test func `a writer whose index is damaged goes on, and makes it anew`() throws {
    let record = try Record()
    do { try record.fill(try record.make(), LogLoader.indexedFrom + 120) }
    do { _ = try Log(opening: record.folder, for: .writing(waitUpTo: 0)) }
    let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
    do {
      let connection = try Connection(record.indexPath)
      try connection.execute("UPDATE list SET events = events + 1; UPDATE entry SET first = first + 1")
    }
    #expect(throws: LogError.self) {
      try log.append(record.commit(record.event("Even", []), ref: "2024-7"), signer: record.clerk)
    }
    let appended = try log.append(record.commit(record.event("Even", [])), signer: record.clerk)
    #expect(try log.events(matching: Query(tags: ["school/S3"])).count == 90)
    #expect(try log.events(matching: Query(types: ["Even"])).last?.position == appended.upperBound)
    #expect(try Log.verify(record.folder).problem == nil)
  }

  /// All that the index is asked for, in one text.
  private func answers(_ record: Record) throws -> [String] {
    let log = try Log(opening: record.folder, for: .reading)
    var answers: [String] = ["\(log.head) \(log.lastTime) \(log.keys)"]
    var queries = ["Even", "Odd", "LogOpened", "None"].map { Query(types: [$0]) }
    queries += ["school/S0", "school/S3", "case/2", "case/9", "a", "z"].map { Query(tags: [$0]) }
    queries += [Query(types: ["Odd"], tags: ["case/1", "school/S5"]), Query(tags: ["case/0", "school/S1"])]
    for query in queries {
      for after in [0, 250, 600] {
        let window = ReadWindow(after: Position(after), upTo: nil, limit: after == 250 ? 5 : nil)
        answers.append("\(try log.events(matching: query, in: window).map(\.position.rawValue))")
      }
    }
    var ids: [String] = []
    try log.forEach(after: .start) { ids.append($0.id) }
    for (place, id) in ids.enumerated() where place % 9 == 0 {
      answers.append("\(try log.event(id: id)?.position.rawValue ?? 0)")
      answers.append("\(try log.event(at: Position(place + 1))?.id ?? "")")
    }
    for number in stride(from: 1, to: log.head.rawValue, by: 9) {
      answers.append("\(try log.events(ref: "2024-\(number)").map(\.position.rawValue))")
      answers.append("\(try log.root(at: Position(number)))")
    }
    answers.append("\(try log.event(id: "018c0000-0000-7000-8000-000000000001")?.id ?? "none")")
    answers.append("\(try log.events(ref: "2099-1").count)")
    return answers
  }

  /// The texts and bytes that stand in a table's rows.
  private func contents(of table: String, _ record: Record) throws -> [[UInt8]] {
    let connection = try Connection(record.indexPath)
    var rows = try connection.prepare("SELECT * FROM \(table)")
    var contents: [[UInt8]] = []
    while try rows.step() {
      for column in 0..<rows.columnCount {
        if let bytes = rows.bytes(at: column), bytes.count > 6 { contents.append(bytes) }
      }
    }
    return contents
  }

  private func starts(of needle: [UInt8], in bytes: [UInt8]) -> [Int] {
    var starts: [Int] = []
    var from = 0
    while let start = bytes.span.firstOffset(of: needle[0], from: from) {
      if start + needle.count <= bytes.count,
        bytes.span.extracting(start..<(start + needle.count)).equals(needle.span)
      {
        starts.append(start)
      }
      from = start + 1
    }
    return starts
  }
}
