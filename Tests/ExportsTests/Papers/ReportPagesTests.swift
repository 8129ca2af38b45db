import Asking
import EventLog
import Foundation
import Governance
import Schemas
import TestSupport
import Testing

@testable import Exports

/// The pages of `kite export --format html`: the trail, the board pack, the year's report.
struct ReportPagesTests {
  private let record: Record
  private let out: TemporaryDirectory

  init() throws {
    record = try Record.whole()
    out = try TemporaryDirectory()
  }

  private func page(_ words: String...) throws -> (html: String, markup: Markup) {
    let made = try Kite.run(
      ["export", "--format", "html", "--out", out.path("page"), "--force"] + words,
      environment: ["HOME": record.home.path, "KITE_RECORD": record.folder])
    try #require(made.status == 0, "\(made.err)")
    let html = try out.read("page")
    return (html, Markup(html))
  }

  @Test(arguments: [
    [], ["--audience", "auditor"], ["--case", "B"], ["--school", "S12", "--until", "2021-01-01"],
    ["--report", "board"], ["--report", "board", "--on", "2025-01-29", "--known", "2025-01-29"],
    ["--report", "year"], ["--report", "year", "--year", "2023-24"],
    ["--report", "year", "--year", "2021-22"],
  ])
  func `each page is one valid file that loads and runs nothing`(words: [String]) throws {
    let made = try Kite.run(
      ["export", "--format", "html", "--out", out.path("page")] + words,
      environment: ["HOME": record.home.path, "KITE_RECORD": record.folder])
    #expect(made.status == 0, "\(made.err)")
    let markup = Markup(try out.read("page"))
    #expect(markup.problems.isEmpty, "\(markup.problems)")
  }

  @Test func `the trail shows each entry whole, its gaps with their reasons, and what was done about it`()
    throws
  {
    let (html, markup) = try page("--case", "B")
    let count = try record.kite("trail", "--case", "B", "--json").out.split(separator: "\n").count
    #expect(html.components(separatedBy: "<section id=").count - 1 == count)
    #expect(html.contains("1 field [erased by X20]") && html.contains("destroyed on 4 Feb 2026 by X20"))
    #expect(html.contains("Confidential by law: persons can be recognised."))
    #expect(html.contains("handed back V-2024-01: F3 up to 5,000 pounds"))
    #expect(
      markup.headings.contains {
        $0.text == "E41 17 of 40 functions move to Trust level; local financial controls are removed."
      })
  }

  @Test func `small numbers are hidden from the public in every page, and shown to trustees`() throws {
    for words in [["--case", "A"], ["--report", "year", "--year", "2023-24"]] {
      let environment = ["HOME": record.home.path, "KITE_RECORD": record.folder]
      for (audience, isHidden) in [("public", true), ("trustee", false)] {
        let made = try Kite.run(
          ["export", "--format", "html", "--out", out.path("page"), "--force", "--audience", audience]
            + words,
          environment: environment)
        #expect(made.status == 0, "\(made.err)")
        #expect(try out.read("page").contains(Figures.hidden) == isHidden)
      }
    }
  }

  @Test func `the board pack says what is new since the last meeting, and what waits for this one`() throws {
    let (html, markup) = try page("--report", "board", "--on", "2025-01-29", "--known", "2025-01-29")
    #expect(html.contains("15 Jan 2025</time>, the day of the last meeting"))
    #expect(markup.headings.map(\.text).contains { $0.hasPrefix("E54 Lesser step first") })
    #expect(markup.headings.map(\.text).contains { $0.hasPrefix("E52 Version 2 is approved") })
    #expect(html.contains("TB to <time datetime=\"2025-07-22\">22 Jul 2025</time>"))
    #expect(html.contains("R+ R"))
    #expect(html.contains("milestone 1.1 of RP-S02"))
    // E55 came later.
    #expect(!html.contains("E55"))
    let early = try page("--report", "board", "--on", "2023-11-16", "--known", "2023-11-16").html
    #expect(early.contains("kite paper E15"))
    let since = try page(
      "--report", "board", "--since", "2024-11-01", "--on", "2024-12-01", "--known", "2024-12-01"
    ).html
    #expect(since.contains("E41") && since.contains("keep orders up to 500 pounds with the head"))
  }

  @Test func `the year's report tells what was delegated, varied, taken back and handed back`() throws {
    let (html, markup) = try page("--report", "year", "--year", "2024-25")
    let text = markup.text.replacing("\n", with: " ")
    for expected in [
      "The school year 2024-25", "by V-2024-01: F2, F3, F4, F5, F7 to Chief Financial Officer",
      "Handed back, V-2024-01: E2, E5, G6, G9, P5, P9, T3, T4",
      "the rest of the local body&#39;s to Interim executive board", "Case B: Ormerdyke Academy",
      "keep orders up to 500 pounds with the head, or daily work will stop",
      "5 working days late", "Persistent absence % (year to date)", "Selflessness", "294 days",
    ] { #expect(text.contains(expected), "\(expected)") }
    #expect(markup.elements["svg", default: 0] >= 2)
    // The case of the year before has its page there.
    #expect(!text.contains("Case A"))
    let before = try page("--report", "year", "--year", "2023-24")
    #expect(before.markup.text.contains("Case A: Fenwhistle Primary School"))
    #expect(html.contains("Lawful reason"))
  }

  @Test func `a scheme's changes are told in the year of its version`() throws {
    let text = try page("--report", "year", "--year", "2025-26").markup.text
    #expect(text.contains("new, with Local governing body (v2025.1)"), "\(text)")
  }

  @Test(arguments: ["2024-26", "24-25", "2024", "x"])
  func `what is no school year is refused, with how one is written`(year: String) throws {
    let made = try record.kite(
      "export", "--format", "html", "--report", "year", "--year", year, "--out", out.path("y"))
    #expect(made.status != 0 && made.err.contains("2024-25"), "\(made.err)")
    #expect(try out.names == [])
  }

  @Test func `school years are written by their first year`() throws {
    let year = try #require(SchoolYear("2024-25"))
    #expect(year.first.text == "2024-09-01" && year.last.text == "2025-08-31" && year.text == "2024-25")
    #expect(SchoolYear("1999-00")?.text == "1999-00")
    #expect(SchoolYear(of: try #require(Day("2025-08-31"))) == year)
    #expect(SchoolYear(of: try #require(Day("2025-09-01")))?.text == "2025-26")
  }
}
