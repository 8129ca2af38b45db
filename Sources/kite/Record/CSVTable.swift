import Recording

/// A CSV file (RFC 4180) with a header, as spreadsheets write it: commas or semicolons, quotes, any line
/// ends.
struct CSVTable {
  struct Row {
    /// As a spreadsheet counts: the header is row 1.
    let number: Int
    let cells: [String]
  }

  let name: String
  let header: [String]
  let rows: [Row]
  /// Where each column stands, by its heading in small letters.
  private let places: [String: Int]

  init(_ bytes: [UInt8], named name: String) throws {
    self.name = name
    let withoutMark = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? Array(bytes.dropFirst(3)) : bytes
    guard let text = String(validating: withoutMark, as: UTF8.self) else {
      throw InputError("'\(name)' is not UTF-8: save it as CSV UTF-8")
    }
    var parser = CSVParser(text)
    let lines = try parser.lines(named: name)
    guard let first = lines.first else {
      throw InputError("'\(name)' is empty: its first row names the columns")
    }
    header = first.map(\.trimmed)
    places = Dictionary(zip(header.map { $0.lowercased() }, header.indices)) { first, _ in first }
    rows = zip(lines.indices, lines).dropFirst().filter { $0.1 != [""] }
      .map { Row(number: $0.0 + 1, cells: $0.1.map(\.trimmed)) }
    for row in rows where row.cells.count > header.count {
      throw InputError("'\(name)', row \(row.number): \(row.cells.count) cells, but \(header.count) columns")
    }
  }

  /// The cell of a column, found without regard to case; nil where there is none.
  func value(_ column: String, _ row: Row) -> String? {
    guard let index = places[column] ?? places[column.lowercased()], index < row.cells.count else {
      return nil
    }
    return row.cells[index]
  }
}

private struct CSVParser {
  private let characters: [Character]
  private let separator: Character
  private var index = 0

  init(_ text: String) {
    characters = Array(text)
    let head = characters.prefix { !$0.isNewline }
    separator = head.count { $0 == ";" } > head.count { $0 == "," } ? ";" : ","
  }

  mutating func lines(named name: String) throws -> [[String]] {
    var lines: [[String]] = []
    var cells: [String] = []
    while index < characters.count {
      cells.append(try cell(name, row: lines.count + 1))
      if index < characters.count, characters[index] == separator {
        index += 1
        if index == characters.count { cells.append("") }
        continue
      }
      // A return and a line feed are one character in Swift.
      if index < characters.count { index += 1 }
      lines.append(cells)
      cells = []
    }
    if !cells.isEmpty { lines.append(cells) }
    return lines
  }

  private mutating func cell(_ name: String, row: Int) throws -> String {
    guard characters[index] == "\"" else {
      let start = index
      while index < characters.count, characters[index] != separator, !characters[index].isNewline {
        index += 1
      }
      return String(characters[start..<index])
    }
    var text = ""
    index += 1
    while index < characters.count {
      if characters[index] != "\"" {
        text.append(characters[index])
        index += 1
      } else if index + 1 < characters.count, characters[index + 1] == "\"" {
        text.append("\"")
        index += 2
      } else {
        index += 1
        return text
      }
    }
    throw InputError("'\(name)', row \(row): a quote is not closed")
  }
}

extension String {
  var trimmed: String {
    let rest = drop { $0 == " " || $0 == "\t" }
    return String(rest.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
