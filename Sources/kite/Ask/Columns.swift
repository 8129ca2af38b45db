import Asking

/// A table for a terminal: columns that do not fit are left out, the last ones first; then the widest is cut.
struct Columns {
  let rows: [[String]]
  let heads: [String]

  init(_ rows: [[String]], heads: [String]) {
    self.rows = rows
    self.heads = heads
  }

  /// Columns that are always shown.
  private static let least = 4

  func lines(width: Int) -> [String] {
    var widths = heads.indices.map { column in
      max(heads[column].count, rows.map { $0[column].count }.max() ?? 0)
    }
    // A column without anything in it says nothing.
    var shown = heads.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    func total() -> Int { shown.reduce(-2) { $0 + widths[$1] + 2 } }
    while total() > width, shown.count > Self.least { shown.removeLast() }
    // Even the least may be too much: then the widest column gives way.
    let excess = total() - width
    if excess > 0, let widest = shown.max(by: { widths[$0] < widths[$1] }) {
      widths[widest] = max(widths[widest] - excess, 8)
    }
    return ([heads] + rows).map { row in
      let cells = shown.map { Prose.padded(Prose.cut(row[$0], to: widths[$0]), to: widths[$0]) }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
