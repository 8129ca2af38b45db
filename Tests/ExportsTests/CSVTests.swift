import Schemas
import TestSupport
import Testing

@testable import Exports

/// What stands in a cell, and what a spreadsheet makes of it.
struct CSVTests {
  @Test(
    arguments: [
      ("plain", "plain"), ("a, b", "\"a, b\""),
      ("St. Mary's, \"the Hill\"", "\"St. Mary's, \"\"the Hill\"\"\""),
      ("two\nlines", "\"two\nlines\""), (" space", "\" space\""), ("", ""),
      ("e\u{301}, x", "\"e\u{301}, x\""),
    ])
  func `a cell is quoted where it needs it`(text: String, quoted: String) {
    #expect(CSV.quoted(text) == quoted)
  }

  @Test(
    arguments: [
      "=1+1", "+44 20", "-lead", "@sum", "\ttab", "\rreturn", "\u{200F}=1+1", "\u{202E}@x", " \u{FEFF} =1+1",
      "＝1+1",
    ])
  func `a text that a spreadsheet would compute is defused`(text: String) {
    #expect(CSV.defused(text) == "'" + text)
    #expect(CSV(isForSpreadsheets: true).text(.text(text)) == "'" + text)
    #expect(CSV(isForSpreadsheets: true).text(.list([text, "more"])).hasPrefix("'"))
    // A program gets the text itself.
    #expect(CSV(isForSpreadsheets: false).text(.text(text)) == text)
  }

  @Test(arguments: ["2025-03-03", "a=b", "\u{202E}turned", "", "8-1-0"])
  func `other texts stay as they are`(text: String) {
    #expect(CSV.defused(text) == text)
  }

  @Test func `a number is no text, and stays one`() throws {
    #expect(CSV(isForSpreadsheets: true).text(.integer(-212)) == "-212")
    #expect(CSV(isForSpreadsheets: true).text(.decimal(try #require(Decimal("-2.5")))) == "-2.5")
  }

  @Test func `days are ISO days, and lines end as RFC 4180 has them`() throws {
    let out = try TemporaryDirectory()
    let record = try Record.whole()
    try Export.write(.csv, record.trail(caseB()), to: out.path("b.csv"))
    let text = try out.read("b.csv")
    #expect(text.unicodeScalars.first == "\u{FEFF}")
    #expect(text.contains("\r\nE41,decision,2024-11-20,"))
    #expect(!text.contains(try Regex("[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}")))
    #expect(text.contains("[withheld: restricted]") && text.contains("[withheld: part2]"))
    // Nothing but line ends and what is quoted holds a newline.
    #expect(text.unicodeScalars.count { $0 == "\n" } == text.unicodeScalars.count { $0 == "\r" })
  }

  @Test func `small counts are hidden, and rates and sums are not`() throws {
    for (text, isSmall) in [
      ("7", true), ("0", true), ("9", true), ("10", false), ("-212", false), ("4.5", false),
    ] {
      let value = try #require(Decimal(text))
      #expect(SmallNumbers.isSmall(value, under: 10) == isSmall, "\(text)")
      #expect(!SmallNumbers.isSmall(value, under: nil))
    }
    #expect(SmallNumbers.cell(9, under: 10) == .none && SmallNumbers.cell(9, under: nil) == .integer(9))
  }

  @Test func `a cell of a workbook that is too long is cut, and says so`() {
    let cut = WorkbookWriter.cut(String(repeating: "é", count: 200_000))
    #expect(cut.utf16.count <= WorkbookWriter.mostCharacters && cut.hasSuffix("formats)"))
    #expect(WorkbookWriter.cut("short") == "short")
  }

  @Test func `a workbook's days are counted as Excel counts them`() throws {
    #expect(WorkbookWriter.serial(try #require(Day("2025-03-03"))) == 45719)
  }

  @Test func `a long line of a calendar is folded between characters`() {
    let text = String(repeating: "é", count: 100)
    let line = CalendarFile.line("SUMMARY", "a, b; c\\ \n\u{7}" + text)
    let parts = line.split(separator: "\r\n").map(String.init)
    #expect(parts.allSatisfy { $0.utf8.count <= 75 } && parts.count > 2)
    #expect(parts.dropFirst().allSatisfy { $0.hasPrefix(" ") })
    let unfolded = line.replacing("\r\n ", with: "")
    #expect(unfolded == "SUMMARY:a\\, b\\; c\\\\ \\n " + text + "\r\n")
  }
}
