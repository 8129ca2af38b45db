import Asking
import Testing

@testable import kite

struct SheetTests {
  @Test func `text is broken between words, and a long word stands alone`() {
    #expect(Prose.wrap("one two three", to: 7) == ["one two", "three"])
    #expect(Prose.wrap("unbreakable x", to: 4) == ["unbreakable", "x"])
    #expect(Prose.wrap("", to: 10) == [""])
  }

  @Test func `a row hangs under its text`() {
    var sheet = Sheet(width: 44)
    sheet.row("reason", "Pay overspend of 212,000 pounds not explained by audit.")
    #expect(
      sheet.text == """
          reason    Pay overspend of 212,000 pounds
                    not explained by audit.

        """)
  }

  @Test func `two rows stand on one line where both fit`() {
    var wide = Sheet(width: 80)
    wide.rows("evidence", "4 items", beside: "not known then: why")
    #expect(wide.lines == ["  evidence  4 items      not known then: why"])
    var narrow = Sheet(width: 44)
    narrow.rows("evidence", "4 items, 2 of them restricted", beside: "not known then: why")
    #expect(narrow.lines == ["  evidence  4 items, 2 of them restricted", "  not known then: why"])
  }

  @Test func `columns that do not fit are left out, the last ones first`() {
    let columns = Columns(
      [["!", "S02", "Ormerdyke", "high", "11 Nov 2024", "V-2024-01"]],
      heads: ["", "school", "", "risk", "since", "varied"])
    #expect(columns.lines(width: 80).last == "!  S02     Ormerdyke  high  11 Nov 2024  V-2024-01")
    #expect(columns.lines(width: 45).last == "!  S02     Ormerdyke  high  11 Nov 2024")
    #expect(columns.lines(width: 26).last == "!  S02     Ormerdyke  high")
    #expect(columns.lines(width: 25).last == "!  S02     Ormerdy…  high")
  }

  @Test func `numbers and lists are spoken`() {
    #expect(Prose.grouped(212_000) == "212,000")
    #expect(Prose.grouped(-1_000) == "-1,000")
    #expect(Prose.grouped(999) == "999")
    #expect(Prose.list(["a", "b", "c"]) == "a, b and c")
    #expect(Prose.count(1, "day") == "1 day")
    #expect(Prose.count(0, "item") == "no items")
    #expect(Prose.times(2) == "twice")
    #expect(Prose.cut("a long line", to: 6) == "a lon…")
  }

  @Test func `a field's name is split into words`() {
    #expect(EventFields.label("daysPerWeek") == "days per week")
    #expect(EventFields.label("logID") == "log id")
  }
}
