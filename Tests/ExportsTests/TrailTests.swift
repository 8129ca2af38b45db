import Asking
import EventLog
import Exports
import Foundation
import Governance
import Schemas
import TestSupport
import Testing

/// What a trail holds, and for whom.
struct TrailTests {
  private let record: Record

  init() throws { record = try Record.whole() }

  private func entries(_ trail: Trail) throws -> [TrailEntry] {
    var entries: [TrailEntry] = []
    try trail.forEachInFull { entries.append($0) }
    return entries
  }

  @Test
  func
    `the public sees every entry of a case, each gap with its reason and the day on which it is looked at`()
    throws
  {
    let all = try entries(record.trail(caseB()))
    let trail = try record.kite("trail", "--case", "B", "--json")
    #expect(all.map(\.entry.ref).count == trail.out.split(separator: "\n").count)
    let gaps = all.flatMap(\.gaps)
    #expect(!gaps.isEmpty)
    for gap in gaps {
      #expect(gap.because != nil, "\(gap)")
      #expect(gap.until != nil || gap.contentClass == .personal, "\(gap)")
      if gap.kind == .withheld { #expect(gap.mark == "[withheld: \(gap.contentClass.rawValue)]") }
    }
    let erased = gaps.filter { $0.erasure?.ref == "X20" }
    #expect(erased.map(\.mark) == ["[erased by X20]"])
  }

  @Test func `an auditor sees part 2, and what is restricted stays a gap`() throws {
    let seen = try entries(record.trail(for: .auditor)).flatMap(\.gaps)
    #expect(Set(seen.map(\.contentClass)) == [.restricted, .personal])
    let open = try entries(record.trail()).flatMap(\.gaps)
    #expect(open.contains { $0.contentClass == .part2 })
    #expect(open.count > seen.count)
  }

  @Test func `what was known earlier shows nothing that was recorded later`() throws {
    let all = try entries(record.trail(caseB(), known: "2024-11-30"))
    #expect(!all.isEmpty)
    #expect(all.allSatisfy { $0.entry.recorded <= Instant.endOf(Day("2024-11-30") ?? $0.entry.day) })
    let trail = try record.trail(caseB(), known: "2024-11-30")
    #expect(trail.words == "case B, as it was known at the end of 30 Nov 2024")
    #expect(trail.head != (try record.trail()).head)
  }

  @Test func `the whole trail's lines are the log, byte for byte`() throws {
    var lines: [UInt8] = []
    try record.trail().forEachLine { lines += $0.line + [0x0a] }
    #expect(
      Data(lines) == (try Data(contentsOf: URL(fileURLWithPath: "\(record.folder)/EventLog/decisions.jsonl")))
    )
  }
}
