import Asking

/// Writes a document as plain text, which pastes anywhere.
struct PlainPage {
  private static let narrowest = 44
  private static let widest = 100

  private let width: Int

  init(width: Int) { self.width = min(max(width, Self.narrowest), Self.widest) }

  func text(_ paper: Paper) -> String {
    var lines = [Self.clean(paper.kind)] + wrapped(paper.title.uppercased(), 0)
    lines.append("")
    lines += facts(paper.facts, 0) + [""]
    for part in paper.parts { lines += block(part, 0, level: 1) }
    lines += ["", String(repeating: "-", count: min(width, 40))]
    for line in paper.foot { lines += wrapped(line.plain, 0) }
    return Self.tidy(lines)
  }

  /// Without more than one empty line in a row, and with none at the start.
  private static func tidy(_ lines: [String]) -> String {
    var text = ""
    var wasEmpty = true
    for line in lines {
      if line.isEmpty, wasEmpty { continue }
      wasEmpty = line.isEmpty
      text += line + "\n"
    }
    return text
  }

  /// Control characters do things to a terminal, and marks of direction to the rest of a line.
  private static func clean(_ text: String) -> String {
    var cleaned = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if HTMLText.isDirectionMark(scalar) { continue }
      let isControl = scalar.properties.generalCategory == .control && scalar != "\n"
      cleaned.append(isControl ? " " : scalar)
    }
    return String(cleaned)
  }

  private func wrapped(_ text: String, _ margin: Int, hanging: Int = 0) -> [String] {
    let pieces = Prose.wrap(Self.clean(text), to: max(width - margin - hanging, 20))
    return pieces.enumerated().map { index, piece in
      piece.isEmpty ? "" : String(repeating: " ", count: margin + (index == 0 ? 0 : hanging)) + piece
    }
  }

  private func block(_ part: Part, _ margin: Int, level: Int) -> [String] {
    switch part {
    case .section(let section):
      let title = wrapped(section.title.plain, margin)
      let rule = level == 1 ? "=" : "-"
      let longest = title.map(\.count).max() ?? 0
      let line = String(repeating: " ", count: margin) + String(repeating: rule, count: longest - margin)
      return [""] + title + (level <= 2 ? [line] : []) + [""]
        + section.parts.flatMap { block($0, margin, level: level + 1) }
    case .paragraph(let words): return wrapped(words.plain, margin) + [""]
    case .list(let items, let isNumbered):
      return items.enumerated().flatMap { index, item in
        let mark = isNumbered ? "\(index + 1). " : "- "
        return wrapped(mark + item.plain, margin, hanging: mark.count)
      } + [""]
    case .facts(let facts): return self.facts(facts, margin) + [""]
    case .table(let table): return self.table(table, margin) + [""]
    case .chart(let chart):
      return wrapped(chart.title + ". " + chart.summary, margin) + self.table(chart.table, margin) + [""]
    case .notice(let title, let parts, _):
      return [""] + wrapped(title.uppercased(), margin)
        + parts.flatMap { block($0, margin + 2, level: level + 1) } + [""]
    case .quote(let words, let by):
      return wrapped("\"\(words.plain)\"" + (by.map { " - \($0.plain)" } ?? ""), margin + 2) + [""]
    case .verbatim(let text):
      // Somebody copies it: its lines stay whole.
      return Self.clean(text).split(separator: "\n" as Character, omittingEmptySubsequences: false).map {
        String(repeating: " ", count: margin + 2) + $0
      } + [""]
    }
  }

  private func facts(_ facts: [Fact], _ margin: Int) -> [String] {
    let column = min((facts.map(\.label.count).max() ?? 0) + 2, 32)
    return facts.flatMap { fact in
      fact.lines.enumerated().flatMap { index, line in
        let head =
          index == 0 ? Prose.padded(fact.label + " ", to: column) : String(repeating: " ", count: column)
        return wrapped(head + line.plain, margin, hanging: column)
      }
    }
  }

  /// Columns where they fit; else a row is told as its cells, one under the other.
  private func table(_ table: Grid, _ margin: Int) -> [String] {
    let cells = table.rows.map { $0.map { Self.clean($0.plain) } }
    let titles = table.columns.map { Self.clean($0.title) }
    var widths = titles.indices.map { column in
      max(titles[column].count, cells.map { $0[column].count }.max() ?? 0)
    }
    let gaps = 2 * (widths.count - 1)
    let room = width - margin - gaps
    // Long columns give way, the longest first, but no word is broken.
    let least = titles.indices.map { column in
      ([titles[column]] + cells.map { $0[column] }).flatMap { $0.split(separator: " " as Character) }
        .map(\.count).max() ?? 0
    }
    while widths.reduce(0, +) > room {
      let wide = widths.indices.filter { widths[$0] > least[$0] }
      guard let longest = wide.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[longest] -= 1
    }
    guard widths.reduce(0, +) <= room else { return told(table, cells, margin) }
    let space = String(repeating: " ", count: margin)
    func row(_ texts: [String]) -> [String] {
      let wrapped = texts.indices.map { Prose.wrap(texts[$0], to: widths[$0]) }
      return (0..<(wrapped.map(\.count).max() ?? 0)).map { line in
        var text = space
        for column in wrapped.indices {
          let piece = line < wrapped[column].count ? wrapped[column][line] : ""
          let isNumber = table.columns[column].isNumber
          let padding = String(repeating: " ", count: max(widths[column] - piece.count, 0))
          text += (column == 0 ? "" : "  ") + (isNumber ? padding + piece : piece + padding)
        }
        while text.last == " " { text.removeLast() }
        return text
      }
    }
    let rule = space + widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
    return wrapped(table.caption, margin) + row(titles) + [rule] + cells.flatMap(row)
  }

  private func told(_ table: Grid, _ cells: [[String]], _ margin: Int) -> [String] {
    wrapped(table.caption, margin)
      + cells.flatMap { row in
        wrapped(row[0], margin)
          + row.indices.dropFirst().filter { !row[$0].isEmpty }.flatMap {
            wrapped("\(table.columns[$0].title): \(row[$0])", margin + 2, hanging: 2)
          }
      }
  }
}
