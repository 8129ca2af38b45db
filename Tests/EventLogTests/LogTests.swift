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
    let events = try log.events(matching: Query(tags: ["school/S3"]))
    #expect(events.map(\.position.rawValue) == [5, 12, 19])
    let first = try #require(events.first)
    #expect(first.type == "Odd")
    #expect(first.tags == ["case/0", "school/S3"])
    #expect(String(decoding: first.data, as: UTF8.self) == #"{"n":3}"#)
  }
}
