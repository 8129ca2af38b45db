import Asking
import Schemas

/// Rows of one kind, for spreadsheets and programs: what every table format is written from.
struct RecordTable {
  let name: String
  let title: String
  /// What a row is.
  let about: String
  let columns: [Column]
  /// Names of the columns that tell a row from all others; none where nothing does.
  let key: [String]
  /// Calls its argument with each row: a cell for each column.
  let rows: (([Cell]) throws -> Void) throws -> Void
}

extension RecordTable {
  /// The same, without the ids of persons whom the audience is not to know.
  func masked(by sight: Sight) -> RecordTable {
    RecordTable(name: name, title: title, about: about, columns: columns, key: key) { body in
      try rows { cells in
        try body(
          cells.map { cell in
            switch cell {
            case .text(let text): .text(sight.masked(text))
            case .list(let items): .list(items.map(sight.masked))
            case .none, .day, .integer, .decimal, .flag: cell
            }
          })
      }
    }
  }
}

struct Column {
  enum Kind {
    case text, day, integer, decimal, flag
  }

  /// For programs.
  let name: String
  /// For people.
  let title: String
  let help: String
  let kind: Kind
  /// In characters.
  let width: Int
  let isRequired: Bool

  init(
    _ name: String, _ title: String, _ help: String, _ kind: Kind = .text, width: Int = 12,
    isRequired: Bool = false
  ) {
    self.name = name
    self.title = title
    self.help = help
    self.kind = kind
    self.width = width
    self.isRequired = isRequired
  }
}

enum Cell: Equatable {
  case none
  case text(String)
  /// One below the other where there is room.
  case list([String])
  case day(Day)
  case integer(Int)
  case decimal(Decimal)
  case flag(Bool)

  static func text(_ text: String?) -> Cell { text.map(Cell.text) ?? .none }
  static func day(_ day: Day?) -> Cell { day.map { .day($0) } ?? .none }
  static func integer(_ number: Int?) -> Cell { number.map { .integer($0) } ?? .none }

  /// The cell in plain text: days as ISO 8601 has them, whatever the machine's language.
  var text: String {
    switch self {
    case .none: ""
    case .text(let text): text
    case .list(let items): items.joined(separator: "; ")
    case .day(let day): day.text
    case .integer(let number): String(number)
    case .decimal(let number): number.text
    case .flag(let flag): flag ? "true" : "false"
    }
  }
}
