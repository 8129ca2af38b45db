import Foundation
import Schemas
import TestSupport
import Testing

@testable import Exports

/// A document is valid HTML and readable text, whatever its texts hold.
struct PaperWritingTests {
  /// What people and programs put into names.
  static let odd = [
    "<script>alert(1)</script>", "</title></style></table>", "Smith, \"Jo\" & Sons' <b>",
    "a\u{0}b\u{7}c\u{1b}[31m",
    "\u{202e}evil\u{2066}", "שלום עולם", "line\r\nline", "\u{fffe}\u{1ffff}", "=cmd|' /C calc'!A0", "",
    "--> ]]> <!--",
    String(repeating: "long", count: 500),
  ]

  private static func paper(_ text: String) -> Paper {
    let words = Words(text)
    let table = Grid(
      text, ["First", "\(text)", Grid.Column(text, isNumber: true)], [[words, .code(text), .strong(text)]])
    return Paper(
      text, kind: text, facts: [Fact(text, [words, .badge(text, .bad)])],
      parts: [
        .section(
          Section(
            words, anchor: Anchor(text), isInContents: true,
            [
              .paragraph(words + .link(text, to: Anchor(text))), .list([words], isNumbered: true),
              .table(table),
              .notice(text, [.quote(words, by: words), .verbatim(text)], tone: .poor),
              .section(words, [.section(words, [.section(words, [.section(words, [.section(words, [])])])])]),
              .chart(
                Chart(text, [.init(text, Decimal("41"), text), .init(text, nil, text)], goal: Decimal("70"))),
            ])),
        .section(Section(words, anchor: Anchor(text), [])),
      ], foot: [words])
  }

  @Test(arguments: odd)
  func `no text reaches out of its place, in HTML or in plain text`(text: String) {
    let html = Self.paper(text).html
    let markup = Markup(html)
    #expect(markup.problems.isEmpty, "\(markup.problems)")
    #expect(markup.deadLinks.isEmpty)
    for scalar in html.unicodeScalars {
      let isControl = scalar.value < 0x20 && scalar != "\n" && scalar != "\t"
      #expect(!isControl && scalar.value & 0xfffe != 0xfffe)
    }
    for scalar in Self.paper(text).text(width: 80).unicodeScalars {
      #expect(scalar == "\n" || scalar.properties.generalCategory != .control)
      #expect(!HTMLText.isDirectionMark(scalar))
    }
  }

  @Test func `a text that turns the direction of writing is kept to itself`() {
    #expect(Words("\u{202e}evil").html == "<bdi>\u{202e}evil</bdi>")
    #expect(Words("plain & simple").html == "plain &amp; simple")
    #expect(HTMLText.flat("a\u{202e}b") == "ab")
  }

  @Test func `a table says what it shows, and its heads say what they head`() {
    let html = Paper(
      "T", kind: "K", parts: [.table("What it shows", ["A", "B"], [["one", "two"]], none: "None.")], foot: []
    ).html
    #expect(html.contains("<caption>What it shows</caption>"))
    #expect(html.contains("<th scope=\"col\">A</th><th scope=\"col\">B</th>"))
    #expect(html.contains("<th scope=\"row\">one</th><td>two</td>"))
    let empty = Paper("T", kind: "K", parts: [.table("c", ["A"], [], none: "None.")], foot: []).html
    #expect(!empty.contains("<table>") && empty.contains("<p>None.</p>"))
  }

  @Test func `a chart says in words what it draws, and its figures stand beside it`() {
    let chart = Chart(
      "On track %",
      [
        .init("Nov 2023", Decimal("41"), "41"), .init("Dec 2023", nil, "[hidden: small number]"),
        .init("Jan 2024", Decimal("49"), "49"), .init("Feb 2024", Decimal("52"), "52"),
      ], goal: Decimal("70"))
    let html = Paper("T", kind: "K", parts: [.chart(chart), .chart(chart)], foot: []).html
    #expect(
      html.contains("<desc id=\"chart-1-desc\">From 41 in Nov 2023 to 52 in Feb 2024; the goal is 70.</desc>")
    )
    #expect(html.contains("aria-labelledby=\"chart-2-title chart-2-desc\""))
    #expect(html.contains("<td class=\"number\">[hidden: small number]</td>"))
    // A figure that is not shown breaks the line: nothing is drawn through it.
    #expect(html.components(separatedBy: "<polyline").count == 3)
    #expect(Markup(html).problems.isEmpty)
  }

  @Test func `a chart without a figure to show draws nothing`() {
    let html = Paper(
      "T", kind: "K",
      parts: [.chart(Chart("Complaints", [.init("Nov 2023", nil, "[hidden: small number]")]))], foot: []
    ).html
    #expect(!html.contains("<svg") && html.contains("[hidden: small number]"))
  }

  @Test(arguments: 1...100 as ClosedRange<UInt64>)
  func `any figures are drawn inside the frame`(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    let points = (0..<Int.random(in: 1...30, using: &random)).map { index in
      let digits = String(Int.random(in: -999_999_999...999_999_999, using: &random))
      let text = Bool.random(using: &random) ? digits : digits + ".5"
      return Chart.Point("M\(index)", Int.random(in: 0..<4, using: &random) == 0 ? nil : Decimal(text), text)
    }
    let svg = Chart("c", points).svg(number: 1)
    for part in svg.components(separatedBy: "cy=\"").dropFirst() {
      let y = try #require(Double(part.prefix { $0 != "\"" }))
      #expect((0...240).contains(y))
    }
  }

  @Test func `plain text keeps to its width, and columns that do not fit are told row by row`() {
    let rows: [[Words]] = [
      ["F3 Orders up to 10,000 pounds", "Chief Financial Officer", "Headteacher", "x", "y", "z"]
    ]
    let paper = Paper(
      "Title", kind: "K", facts: [Fact("For", "the Board")],
      parts: [
        .table(
          Grid("Caption", ["Function", "Now", "Before", "Somewhere", "Otherwise", "Nevertheless"], rows)),
        .verbatim("a line that stays whole however long it is, because somebody copies it into a terminal"),
      ], foot: ["foot"])
    let narrow = paper.text(width: 50).split(separator: "\n")
    #expect(narrow.contains("  Now: Chief Financial Officer"))
    #expect(narrow.filter { !$0.hasPrefix("  a line") }.allSatisfy { $0.count <= 50 })
    #expect(paper.text(width: 100).contains("F3 Orders up to"))
  }
}
