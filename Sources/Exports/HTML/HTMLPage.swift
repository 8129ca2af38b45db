import Asking

/// Writes a document as one HTML file, part by part, so that a long one need not be held whole.
///
/// What it writes is valid however odd the texts are: elements are opened and closed here only, identifiers
/// are used once, and every text goes through `HTMLText`.
public struct HTMLPage {
  private let title: String
  private let kind: String
  private var used: Set<String> = []
  private var charts = 0

  public init(title: String, kind: String) {
    self.title = title
    self.kind = kind
  }

  /// Everything before the first part.
  public mutating func head(facts: [Fact], contents: [(title: Words, anchor: Anchor)]) -> String {
    used.formUnion(["main", "contents"])
    let policy = "default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"
    var text = """
      <!DOCTYPE html>
      <html lang="en-GB">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="Kite">
      <title>\(HTMLText.flat(title))</title>
      <style>
      \(StyleSheet.text)
      </style>
      </head>
      <body>
      <a class="skip" href="#main">To the text</a>
      <header>
      <p class="kind">\(HTMLText.inline(kind))</p>
      <h1>\(HTMLText.inline(title))</h1>
      \(self.facts(facts))</header>

      """
    if !contents.isEmpty {
      let items = contents.map { "<li><a href=\"#\($0.anchor.id)\">\($0.title.html)</a></li>\n" }.joined()
      text +=
        "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n\(items)</ol>\n</nav>\n"
    }
    return text + "<main id=\"main\">\n"
  }

  public mutating func body(_ part: Part) -> String { html(part, level: 2) }

  /// Everything behind the last part.
  public func foot(_ lines: [Words]) -> String {
    let lines = lines.map { "<p>\($0.html)</p>\n" }.joined()
    return "</main>\n<footer>\n\(lines)</footer>\n</body>\n</html>\n"
  }

  private mutating func html(_ part: Part, level: Int) -> String {
    switch part {
    case .section(let section): return html(section, level: level)
    case .paragraph(let words): return "<p>\(words.html)</p>\n"
    case .list(let items, let isNumbered):
      guard !items.isEmpty else { return "" }
      let name = isNumbered ? "ol" : "ul"
      return "<\(name)>\n\(items.map { "<li>\($0.html)</li>\n" }.joined())</\(name)>\n"
    case .facts(let facts): return self.facts(facts)
    case .table(let table): return html(table)
    case .chart(let chart):
      // Without a figure to show there is nothing to draw.
      guard chart.points.contains(where: { $0.value != nil }) else { return html(chart.table) }
      charts += 1
      return "<figure class=\"chart\">\n\(chart.svg(number: charts))\(html(chart.table))</figure>\n"
    case .notice(let title, let parts, let tone):
      let inside = parts.map { html($0, level: level + 1) }.joined()
      let head = "<p class=\"title\"><strong>\(HTMLText.inline(title))</strong></p>"
      return "<div class=\"notice \(tone.rawValue)\" role=\"note\">\n\(head)\n\(inside)</div>\n"
    case .quote(let words, let by):
      let source = by.map { "<p class=\"by\">\($0.html)</p>\n" } ?? ""
      return "<blockquote>\n<p>\(words.html)</p>\n\(source)</blockquote>\n"
    case .verbatim(let text):
      // The first line's end after `pre` would be left out.
      return "<pre>\n\(HTMLText.inline(text))</pre>\n"
    }
  }

  private mutating func html(_ section: Section, level: Int) -> String {
    // Headings go down to the sixth level; what lies deeper keeps that one.
    let heading = "h\(min(level, 6))"
    let id = section.anchor.flatMap { used.insert($0.id).inserted ? " id=\"\($0.id)\"" : nil } ?? ""
    let sheet = section.startsSheet ? " class=\"sheet\"" : ""
    let parts = section.parts.map { html($0, level: level + 1) }.joined()
    return "<section\(id)\(sheet)>\n<\(heading)>\(section.title.html)</\(heading)>\n\(parts)</section>\n"
  }

  private func facts(_ facts: [Fact]) -> String {
    guard !facts.isEmpty else { return "" }
    let rows = facts.map { fact in
      let lines = fact.lines.map { "<dd>\($0.html)</dd>\n" }.joined()
      return "<div>\n<dt>\(HTMLText.inline(fact.label))</dt>\n\(lines)</div>\n"
    }
    return "<dl>\n\(rows.joined())</dl>\n"
  }

  private func html(_ table: Grid) -> String {
    func kind(_ column: Int) -> String { table.columns[column].isNumber ? " class=\"number\"" : "" }
    let heads = table.columns.indices.map { column in
      "<th scope=\"col\"\(kind(column))>\(HTMLText.inline(table.columns[column].title))</th>"
    }
    let rows = table.rows.map { row in
      let cells = row.indices.map { column in
        column == 0
          ? "<th scope=\"row\"\(kind(0))>\(row[0].html)</th>" : "<td\(kind(column))>\(row[column].html)</td>"
      }
      return "<tr>\(cells.joined())</tr>\n"
    }
    let label = HTMLText.flat(table.caption)
    return """
      <div class="wide" role="region" aria-label="\(label)" tabindex="0">
      <table>
      <caption>\(HTMLText.inline(table.caption))</caption>
      <thead>
      <tr>\(heads.joined())</tr>
      </thead>
      <tbody>
      \(rows.joined())</tbody>
      </table>
      </div>

      """
  }
}
