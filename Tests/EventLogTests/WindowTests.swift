import TestSupport
import Testing

@testable import EventLog

/// Parts of a log that is partly in the index and partly in the tail.
struct WindowTests {
  @Test(.tags(.property), arguments: 1...4 as ClosedRange<UInt64>)
  func `a window shows what is left when the rest is taken away`(seed: UInt64) throws {
    let record = try Record()
    do { try record.fill(try record.make(), 600) }
    let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
    #expect(log.state.tail.base == 601)
    try record.fill(log, 100)
    var random = Seeded(seed: seed)
    let queries = [
      Query.everything, Query(types: ["Odd"]), Query(tags: ["school/S3"]), Query([]),
      Query([.init(types: ["Even"], tags: ["case/1"]), .init(tags: ["school/S5"]), .init(tags: ["none"])]),
    ]
    for _ in 0..<60 {
      guard let query = queries.randomElement(using: &random) else { continue }
      let window = ReadWindow(
        after: Position(Int.random(in: 0...720, using: &random)),
        upTo: Bool.random(using: &random) ? Position(Int.random(in: 0...720, using: &random)) : nil,
        limit: Bool.random(using: &random) ? Int.random(in: 0...90, using: &random) : nil,
        backwards: Bool.random(using: &random))
      let found = try log.events(matching: query, in: window).map(\.position)
      let whole = try log.events(matching: query).map(\.position)
      var expected = whole.filter { $0 > window.after && $0 <= window.upTo ?? log.head }
      if window.backwards { expected.reverse() }
      expected = Array(expected.prefix(window.limit ?? expected.count))
      #expect(found == expected, "\(query) \(window)")
    }
  }
}
