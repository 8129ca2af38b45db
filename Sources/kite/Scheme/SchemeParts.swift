import EventLog
import Governance
import JSON
import Recording
import Schemas

/// What stands beside the matrix: holders and powers, in words of options or in tables; and a version that is
/// on record, whole.
enum SchemeParts {
  /// `DIR: Directors: body/directors`.
  static func holder(_ words: String) throws -> JSONValue {
    let parts = parts(words)
    guard parts.count == 3 else {
      throw InputError(
        "--holder is '\(words)'; expected code, name and what it stands for: 'DIR: Directors: body/directors'"
      )
    }
    return ["code": .string(parts[0]), "name": .string(parts[1]), "stands": .string(parts[2])]
  }

  /// A table of holders: `code`, `name`, `stands`.
  static func holders(_ table: CSVTable) throws -> [JSONValue] {
    try rows(table, ["code", "name", "stands"]) { cells, _, _ in
      ["code": .string(cells[0]), "name": .string(cells[1]), "stands": .string(cells[2])]
    }
  }

  /// `vary-scheme: A1`, or `allocate-leader: BOSS, CHAIR`.
  static func power(_ words: String, functions: Set<String>) throws -> JSONValue {
    let parts = parts(words)
    guard parts.count == 2 else {
      throw InputError("--power is '\(words)'; expected a power and what it is bound to: 'vary-scheme: A1'")
    }
    return binding(parts[0], parts[1], functions)
  }

  /// A table of powers: `power`, `function`, `holders`, of which one of the last two is filled in.
  static func powers(_ table: CSVTable, functions: Set<String>) throws -> [JSONValue] {
    try rows(table, ["power"]) { cells, row, problems in
      let function = table.value("function", row) ?? ""
      let holders = table.value("holders", row) ?? ""
      if function.isEmpty == holders.isEmpty {
        problems.add(
          row, ["function", "holders"],
          "'\(cells[0])' is bound to \(function.isEmpty ? "nothing" : "both"): one of them is filled in")
      }
      if !function.isEmpty, !functions.contains(function) {
        problems.add(row, "function", "the scheme has no function '\(function)'")
      }
      return function.isEmpty
        ? binding(cells[0], holders, []) : ["power": .string(cells[0]), "function": .string(function)]
    }
  }

  private static func binding(_ power: String, _ bound: String, _ functions: Set<String>) -> JSONValue {
    if functions.contains(bound) { return ["power": .string(power), "function": .string(bound)] }
    let holders = bound.split { ",;+".contains($0) }.map { String($0).trimmed }.filter { !$0.isEmpty }
    return ["power": .string(power), "holders": .array(holders.map(JSONValue.string))]
  }

  private static func rows(
    _ table: CSVTable, _ columns: [String],
    _ make: ([String], CSVTable.Row, inout Problems) -> JSONValue
  ) throws -> [JSONValue] {
    var problems = Problems(file: table.name)
    for column in columns where !table.header.contains(where: { $0.lowercased() == column }) {
      problems.add("there is no column '\(column)'; it has \(list(table.header, "and"))")
    }
    try problems.throwIfAny()
    let made = table.rows.map { row in
      let cells = columns.map { table.value($0, row) ?? "" }
      for (column, cell) in zip(columns, cells) where cell.isEmpty {
        problems.add(row, column, "it is empty")
      }
      return make(cells, row, &problems)
    }
    try problems.throwIfAny()
    return made
  }

  /// Parts between colons, without the spaces around them.
  static func parts(_ words: String) -> [String] {
    words.split(separator: ":", omittingEmptySubsequences: false).map { String($0).trimmed }
  }

  /// A version on record, as its file would say it: all its rows, in their order.
  static func data(of scheme: Scheme, in log: Log) throws -> JSONValue {
    let query = Query(
      types: [SchemeAdopted.type, SchemeFunctionsListed.type], tags: ["scheme/\(scheme.version)"])
    let events = try log.events(matching: query)
    guard let adopted = events.first(where: { $0.type == SchemeAdopted.type }) else { return .object([]) }
    var data = try JSONValue.parse(bytes: adopted.data)
    var rows: [JSONValue] = []
    for event in events where event.ref == adopted.ref {
      rows += try JSONValue.parse(bytes: event.data)["functions"]?.array ?? []
    }
    data["functions"] = .array(rows)
    return data
  }

  /// The rows of a scheme as they go into entries, of which each holds so much: all in one where they fit.
  static func entries(of data: JSONValue) -> (listed: [[JSONValue]], last: [JSONValue]) {
    let rows = data["functions"]?.array ?? []
    guard data.text.utf8.count > room else { return ([], rows) }
    var rest = data
    rest["functions"] = .array([])
    var (listed, last, size): ([[JSONValue]], [JSONValue], Int) = ([], [], 0)
    // The version's own entry comes last, and holds everything else besides.
    let roomInLast = max(room - rest.text.utf8.count, 0)
    for row in rows {
      let own = row.text.utf8.count + 1
      if size + own > min(room, max(roomInLast, own)), !last.isEmpty {
        listed.append(last)
        (last, size) = ([], 0)
      }
      last.append(row)
      size += own
    }
    return (listed, last)
  }

  /// Bytes of data in an entry: a line holds 64 KiB, with what stands around the data.
  private static let room = 56 * 1024
}
