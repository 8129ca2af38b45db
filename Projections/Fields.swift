internal import Governance
internal import SQLite
internal import Schemas

/// A value of a row.
enum Field {
  case integer(Int)
  case text(String)
  case null

  init(_ value: String?) { self = value.map(Field.text) ?? .null }
  init(_ value: Int?) { self = value.map(Field.integer) ?? .null }
  init(_ value: Bool) { self = .integer(value ? 1 : 0) }
  /// Days stand as `2025-03-03`, whose order as texts is theirs.
  init(_ value: Day?) { self.init(value?.text) }
  init(_ value: (some Identifier)?) { self.init(value?.text) }
  /// A list stands with spaces between: no code has one.
  init(_ values: [String]) { self = .text(values.joined(separator: " ")) }
}

/// A row that cannot be what was written: the file is damaged, and made anew.
struct DamagedRow: Error, CustomStringConvertible {
  let column: Int
  let found: String

  var description: String { "column \(column + 1) of a view holds '\(found)'" }
}

extension Statement {
  @_lifetime(self: copy self)
  mutating func bind(_ fields: [Field]) {
    for (index, field) in fields.enumerated() {
      switch field {
      case .integer(let value): bind(value, at: index + 1)
      case .text(let value): bind(value, at: index + 1)
      case .null: bindNull(at: index + 1)
      }
    }
  }

  func text(_ column: Int) throws -> String {
    guard let text = string(at: column) else { throw DamagedRow(column: column, found: "nothing") }
    return text
  }

  func list(_ column: Int) throws -> [String] { try text(column).split(separator: " ").map(String.init) }

  func day(_ column: Int) throws -> Day {
    let text = try text(column)
    guard let day = Day(text) else { throw DamagedRow(column: column, found: text) }
    return day
  }

  func optionalDay(_ column: Int) throws -> Day? { isNull(at: column) ? nil : try day(column) }

  func code<Code: Identifier>(_ column: Int) throws -> Code {
    let text = try text(column)
    guard let code = Code(text) else { throw DamagedRow(column: column, found: text) }
    return code
  }

  func optionalCode<Code: Identifier>(_ column: Int) throws -> Code? {
    isNull(at: column) ? nil : try code(column)
  }

  func codes<Code: Identifier>(_ column: Int) throws -> [Code] {
    try list(column).map { text in
      guard let code = Code(text) else { throw DamagedRow(column: column, found: text) }
      return code
    }
  }

  func choice<Choice: RawRepresentable<String>>(_ column: Int) throws -> Choice {
    let text = try text(column)
    guard let choice = Choice(rawValue: text) else { throw DamagedRow(column: column, found: text) }
    return choice
  }

  func optionalChoice<Choice: RawRepresentable<String>>(_ column: Int) throws -> Choice? {
    isNull(at: column) ? nil : try choice(column)
  }
}

extension Connection {
  /// Runs a statement whose rows nobody wants.
  borrowing func run(_ sql: String, _ fields: [Field] = []) throws {
    var statement = try prepare(sql)
    statement.bind(fields)
    try statement.run()
  }

  borrowing func insert(_ table: String, _ fields: [Field]) throws {
    let places = Array(repeating: "?", count: fields.count).joined(separator: ",")
    try run("INSERT OR REPLACE INTO \(table) VALUES (\(places))", fields)
  }

  /// The rows of a query, each as `read` makes it.
  borrowing func rows<Row>(
    _ sql: String, _ fields: [Field] = [], _ read: (borrowing Statement) throws -> Row
  ) throws -> [Row] {
    var statement = try prepare(sql)
    statement.bind(fields)
    var rows: [Row] = []
    while try statement.step() { rows.append(try read(statement)) }
    return rows
  }

  /// Runs `body` in one transaction that takes the write lock at once; rolls back when it throws.
  borrowing func atomically(_ body: () throws -> Void) throws {
    var failure: (any Error)?
    do {
      try transaction { () throws(SQLiteError) in
        do { try body() } catch {
          failure = error
          // Any error of this kind makes the transaction roll back; the caller gets the one that was meant.
          throw (error as? SQLiteError) ?? SQLiteError(extendedCode: 4, message: "given up", path: path)
        }
      }
    } catch { throw failure ?? error }
  }
}
