import Asking

/// An answer in text: a title, and rows of a label and what is said under it, wrapped to the terminal.
struct Sheet {
  /// Text begins in this column, behind the labels, where an answer does not need more.
  static let indent = 12
  /// Fewer columns than this have no room for labels.
  private static let narrowest = 44
  /// Longer lines are hard to read.
  private static let widest = 118

  let width: Int
  let indent: Int
  private(set) var lines: [String] = []

  init(width: Int, indent: Int = Sheet.indent) {
    self.width = min(max(width, Sheet.narrowest), Sheet.widest)
    // On a narrow terminal the text needs the room more than the labels do.
    self.indent = self.width - indent >= Sheet.narrowest ? indent : Sheet.indent
  }

  var text: String { lines.map { "\($0)\n" }.joined() }

  /// A line that is no row: a title, a sentence.
  mutating func say(_ sentence: String, margin count: Int = 0) {
    let margin = String(repeating: " ", count: count)
    for line in Prose.wrap(sentence, to: width - count) { lines.append(margin + line) }
  }

  mutating func space() { if let last = lines.last, !last.isEmpty { lines.append("") } }

  /// Lines that are laid out already.
  mutating func add(_ laidOut: [String]) { lines += laidOut }

  /// A label and its text; a label too long for its column pushes the first line of the text on.
  mutating func row(_ label: String, _ text: String) {
    let column = indent - 2
    let head =
      label.count < column
      ? label + String(repeating: " ", count: column - label.count)
      : label + "   "
    var room = width - 2 - head.count
    var pieces = Prose.wrap(text, to: max(room, 20))
    if head.count > column, pieces.count > 1 {
      // The first line is short, the others have the whole width of the column.
      room = max(room, 20)
      let first = pieces[0]
      let rest = text.dropFirst(first.count).drop { $0 == " " }
      pieces = [first] + Prose.wrap(String(rest), to: width - indent)
    }
    lines.append("  " + head + (pieces.first ?? ""))
    let margin = String(repeating: " ", count: indent)
    for piece in pieces.dropFirst() { lines.append(margin + piece) }
  }

  /// A label on a line of its own, and items under it.
  mutating func list(_ label: String, _ items: [String]) {
    guard !items.isEmpty else { return }
    lines.append("  " + label)
    let margin = String(repeating: " ", count: indent)
    for item in items {
      let pieces = Prose.wrap(item, to: width - indent - 2)
      for (index, piece) in pieces.enumerated() { lines.append(margin + (index == 0 ? "" : "  ") + piece) }
    }
  }

  /// Two rows on one line where both fit, one below the other where they don't.
  ///
  /// - Parameter own: the second begins in the column of labels, as a row of its own.
  mutating func rows(_ label: String, _ text: String, beside second: String, own: Bool = true) {
    let column = indent - 2
    let head = label + String(repeating: " ", count: max(1, column - label.count))
    let both = "  \(head)\(text)      \(second)"
    if both.count <= width {
      lines.append(both)
    } else {
      row(label, text)
      for (index, line) in Prose.wrap(second, to: width - indent).enumerated() {
        lines.append(String(repeating: " ", count: own && index == 0 ? 2 : indent) + line)
      }
    }
  }
}
