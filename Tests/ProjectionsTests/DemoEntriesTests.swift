import EventLog
import Governance
import History
import Projections
import Schemas
import TestSupport
import Testing

struct DemoEntriesTests {
  let views: Views
  let history: History

  init() throws {
    history = try DemoRecord.whole.get().history()
    views = try Views(history)
  }

  private func entries(_ select: (inout EntrySelection) throws -> Void) throws -> [Entry] {
    var selection = EntrySelection()
    try select(&selection)
    let entries = try views.entries(selection)
    let folded = try Entry.fold(history.everything(), selection)
    #expect(entries == folded)
    return entries
  }

  private func entry(_ ref: String) throws -> Entry {
    try required(try entries { $0.ref = ref }.first, "entry \(ref)")
  }

  @Test func `all entries of the story are there, as a fold of the log has them`() throws {
    let entries = try entries { _ in }
    #expect(entries.count == 149)
    #expect(entries.map(\.position) == entries.map(\.position).sorted())
    #expect(entries.filter { $0.decided != nil }.count == 36)
  }

  @Test func `the trail of a case begins with its school year and holds what is about its school`() throws {
    let trail = try entries {
      $0.riskCase = CaseCode(unchecked: "B")
      $0.until = try day("2025-09-30")
    }
    var refs = (34...69).map { "E\($0)" } + ["X12", "X13", "X14", "X15", "X34", "X35"]
    refs += ["R09"] + (10...17).map { "R\($0)" } + (37...40).map { "X\($0)" }
    #expect(trail.count == 55)
    #expect(Set(trail.map(\.ref)) == Set(refs))
  }

  @Test func `a decision says who decided, as the scheme codes it`() throws {
    let made = try entry("E41")
    #expect(made.type == "DecisionTaken")
    #expect(made.effects == ["VariationMade"])
    #expect(made.by == ["TB"])
    #expect(made.decided == (try day("2024-11-20")))
    #expect(made.firstDay == (try day("2024-11-21")))
    #expect(made.summary == "17 of 40 functions move to Trust level; local financial controls are removed.")
    #expect(made.standing == .confirmed)
    #expect(made.school?.text == "S02")
    #expect(made.riskCase?.text == "B")
    #expect(try entry("E38").by == ["CEO", "CHAIR"])
  }

  @Test func `closed content has no summary, and is named by its class`() throws {
    let closed = try entry("E36")
    #expect(closed.isWithheld)
    #expect(closed.contentClass == .restricted)
    #expect(closed.shownSummary == "[withheld: restricted]")
    #expect(closed.summary.isEmpty)
  }

  @Test func `classes, corrections and voidings are those of the story`() throws {
    let entries = try entries { _ in }
    func count(_ contentClass: ContentClass) -> Int {
      entries.filter { $0.contentClass == contentClass }.count
    }
    #expect(count(.open) == 136)
    #expect(count(.part2) == 10)
    #expect(count(.restricted) == 3)
    #expect(entries.filter { $0.standing == .corrected }.map(\.ref) == ["E13"])
    #expect(entries.filter { $0.standing == .voided }.map(\.ref) == ["X30"])
    #expect(entries.allSatisfy { [.confirmed, .corrected, .voided].contains($0.standing) })
  }

  @Test func `what was known earlier is folded from the log as it was then`() throws {
    func standing(_ known: String) throws -> Standing? {
      var selection = EntrySelection()
      selection.ref = "E40"
      selection.upTo = try history.position(recordedBy: Instant.endOf(try day(known))).rawValue
      return try views.entries(selection).first?.standing
    }
    #expect(try standing("2024-11-19") == nil)
    #expect(try standing("2024-11-21") == .unconfirmed)
    #expect(try standing("2024-11-22") == .confirmed)
  }

  @Test func `entries are found by type, by decider, by principle and by words`() throws {
    #expect(try entries { $0.type = "ReportSubmitted" }.count == 28)
    #expect(try entries { $0.type = "VariationMade" }.map(\.ref) == ["E16", "E41", "E63", "E78"])
    let byCode = try entries { $0.by = "TB" }
    let byID = try entries { $0.by = "trust-board" }
    #expect(byCode == byID)
    #expect(byCode.contains { $0.ref == "E41" })
    #expect(try entries { $0.principle = "integrity" }.contains { $0.ref == "E41" })
    #expect(try entries { $0.text = "OVERSPEND audit" }.contains { $0.ref == "E41" })
    #expect(try entries { $0.text = "oversp*" }.contains { $0.ref == "E41" })
    #expect(try entries { $0.text = "oversp" }.isEmpty)
    #expect(try entries { $0.school = SchoolCode(unchecked: "S12") }.contains { $0.ref == "E06" })
    let late = try entries { $0.since = try day("2026-07-01") }
    #expect(late.allSatisfy { $0.recorded.londonDay.text >= "2026-07-01" })
  }
}
