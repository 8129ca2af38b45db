/// Comma-separated values as RFC 4180 has them: CRLF, and quotes where a cell needs them.
struct CSV {
  /// Whether a spreadsheet reads it, which takes some texts for formulas; a program must get the text itself.
  let isForSpreadsheets: Bool

  /// Tells Excel that the file is UTF-8.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  func write(_ table: RecordTable, to file: OutputFile) throws {
    if isForSpreadsheets { try file.write(CSV.byteOrderMark) }
    try file.write(line(table.columns.map { isForSpreadsheets ? $0.title : $0.name }))
    try table.rows { cells in try file.write(line(cells.map(text))) }
  }

  func text(_ cell: Cell) -> String {
    switch cell {
    // A number may begin with a minus, and is no formula.
    case .text, .list: isForSpreadsheets ? CSV.defused(cell.text) : cell.text
    default: cell.text
    }
  }

  private func line(_ cells: [String]) -> String {
    cells.map(CSV.quoted).joined(separator: ",") + "\r\n"
  }

  static func quoted(_ text: String) -> String {
    guard
      text.unicodeScalars.contains(where: { ",\"\r\n;\t".unicodeScalars.contains($0) })
        || text.first == " " || text.last == " "
    else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.unicodeScalars.append("\"") }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  /// A text that a spreadsheet would compute gets an apostrophe before it. Marks that nobody sees, such as
  /// those that turn the direction of writing, do not hide what follows them.
  static func defused(_ text: String) -> String {
    let first = text.unicodeScalars.first { !isUnseen($0) }
    return first.map { "=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) } == true ? "'" + text : text
  }

  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == " " || scalar == "\u{A0}" { return true }
    switch scalar.properties.generalCategory {
    case .format: return true
    case .control: return !"\t\r\n".unicodeScalars.contains(scalar)
    default: return false
    }
  }
}
