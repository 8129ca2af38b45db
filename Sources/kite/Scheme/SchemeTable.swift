import Governance
import JSON
import Recording
import Schemas

/// A matrix of functions and holders in CSV, read as the rows of a scheme.
///
/// Columns: `code`, `title`, and if it has them `holder`, `never`, `note`, one for each level of risk
/// (`moderate`, `high`, or as the trust calls them) and one for each tier (`tier: earned`). Every other
/// column is a holder, by code or by name, its cells letters; a cell may hold several. Each function has
/// exactly one who approves. Everything that is wrong is told at once, by row and column.
struct SchemeTable {
  /// What the file is read against.
  struct Terms {
    /// Holders by what a heading or a cell may call them, in small letters.
    var holders: [String: String]
    /// Levels of the at-risk category, by name and code in small letters.
    var levels: [String: RiskLevel] = ["moderate": .moderate, "high": .high]
    /// The trust's letters that say who approves.
    var approving: Set<String> = ["A"]

    /// Holders as a scheme explains them: `{"code":"TB","name":"Trust Board",…}`.
    init(holders explained: [JSONValue]) {
      holders = [:]
      let named = explained.compactMap { holder in
        holder["code"]?.string.map { (code: $0, name: holder["name"]?.string ?? $0) }
      }
      for holder in named { holders[holder.name.lowercased()] = holder.code }
      for holder in named { holders[holder.code.lowercased()] = holder.code }
    }
  }

  struct Result {
    var functions: [JSONValue] = []
    /// Of each tier that has a column, what it gives to another holder.
    var tiers: [(name: String, functions: [JSONValue])] = []
  }

  private enum Column: Equatable {
    case own(String)
    case level(RiskLevel)
    case tier(String)
    case holder(String)
  }

  private let table: CSVTable
  private let terms: Terms
  private var columns: [Column?] = []
  private var problems: Problems

  private static let own = ["code", "title", "holder", "never", "note"]
  private static let needed = ["code", "title"]
  private static let tier = "tier:"

  init(_ table: CSVTable, _ terms: Terms) {
    self.table = table
    self.terms = terms
    problems = Problems(file: table.name)
  }

  /// - Throws: `InputError` with all that is wrong.
  mutating func read() throws -> Result {
    try readHeadings()
    var result = Result()
    for case .tier(let name)? in columns { result.tiers.append((name, [])) }
    var before: [String: Int] = [:]
    for row in table.rows {
      guard let code = required("code", row), let title = required("title", row) else { continue }
      if let first = before[code] {
        problems.add(
          row, "code", "'\(code)' stands in row \(first) already: a function has exactly one holder")
        continue
      }
      before[code] = row.number
      if FunctionCode(code) == nil {
        problems.add(row, "code", "'\(code)' is no code: letters, digits, '-' and '.' are, without spaces")
      }
      result.functions.append(function(code, title, row, &result.tiers))
    }
    if table.rows.isEmpty { problems.add("it has headings and no rows: a scheme has at least one function") }
    try problems.throwIfAny()
    return result
  }

  // MARK: Headings

  private mutating func readHeadings() throws {
    var seen: Set<String> = []
    for (number, heading) in table.header.enumerated() {
      if !heading.isEmpty, !seen.insert(heading.lowercased()).inserted {
        problems.add("the column '\(heading)' stands twice")
      }
      columns.append(column(heading, number: number))
    }
    for name in SchemeTable.needed where !columns.contains(.own(name)) {
      let near = nearestName(to: name, among: table.header).map { "; is '\($0)' meant?" } ?? ""
      problems.add("there is no column '\(name)'; it has \(list(table.header, "and"))\(near)")
    }
    try problems.throwIfAny()
  }

  private mutating func column(_ heading: String, number: Int) -> Column? {
    let word = heading.lowercased()
    if SchemeTable.own.contains(word) { return .own(word) }
    if word.hasPrefix(SchemeTable.tier) {
      return .tier(String(heading.dropFirst(SchemeTable.tier.count)).trimmed)
    }
    if let code = terms.holders[word] { return .holder(code) }
    if let level = terms.levels[word] { return .level(level) }
    if heading.isEmpty {
      let filled = table.rows.first { number < $0.cells.count && !$0.cells[number].isEmpty }
      if let filled { problems.add(filled, "\(number + 1)", "the column has no heading") }
      return nil
    }
    let near = nearestName(to: word, among: SchemeTable.own + terms.holders.keys).map {
      "; is '\($0)' meant?"
    }
    problems.add(
      "the column '\(heading)' is no holder that the scheme explains\(near ?? ""): explain it with "
        + "--holder '\(heading): NAME: STANDS', or in the file of --holders")
    return nil
  }

  // MARK: Rows

  private mutating func function(
    _ code: String, _ title: String, _ row: CSVTable.Row,
    _ tiers: inout [(name: String, functions: [JSONValue])]
  ) -> JSONValue {
    var more: JSONValue = .object([])
    var (approvers, letters): ([(column: String, code: String)], [JSONValue]) = ([], [])
    var (levels, named, tier): ([JSONValue], String?, Int) = ([], nil, 0)
    for (heading, (column, cell)) in zip(table.header, zip(columns, row.cells)) {
      if case .tier = column { tier += 1 }
      if cell.isEmpty { continue }
      switch column {
      case .holder(let holder):
        for letter in SchemeTable.letters(cell) {
          if terms.approving.contains(letter) {
            approvers.append((heading, holder))
          } else {
            letters.append(["holder": .string(holder), "letter": .string(letter)])
          }
        }
      case .level(let level):
        guard let holder = holder(cell, heading, row) else { continue }
        switch level {
        case .moderate: more["moderate"] = .string(holder)
        case .high: more["high"] = .string(holder)
        default: levels.append(["level": .string(level.rawValue), "holder": .string(holder)])
        }
      case .tier:
        guard let holder = holder(cell, heading, row) else { continue }
        tiers[tier - 1].functions.append(["function": .string(code), "holder": .string(holder)])
      case .own("holder"): named = holder(cell, heading, row)
      case .own("never"): if isNever(cell, row) { more["never"] = true }
      case .own("note"): more["note"] = .string(cell)
      case .own, nil: continue
      }
    }
    var function: JSONValue = ["code": .string(code), "title": .string(title)]
    function["holder"] = approver(code, named, approvers, row).map(JSONValue.string)
    if !letters.isEmpty { more["letters"] = .array(letters) }
    if !levels.isEmpty { more["levels"] = .array(levels) }
    for name in ["never", "letters", "moderate", "high", "levels", "note"] { function[name] = more[name] }
    return function
  }

  /// `A/R`, `X, *` and `A R` are two letters; a dash is none.
  static func letters(_ cell: String) -> [String] {
    var seen: Set<String> = []
    return cell.split { " ,/;+&\n\t".contains($0) }.map(String.init)
      .filter { !["-", "–", "—"].contains($0) && seen.insert($0).inserted }
  }

  /// The one who approves.
  private mutating func approver(
    _ code: String, _ named: String?, _ approvers: [(column: String, code: String)], _ row: CSVTable.Row
  ) -> String? {
    let letter = terms.approving.sorted().joined(separator: "' or '")
    guard approvers.count < 2 else {
      problems.add(
        row, approvers.map(\.column),
        "'\(code)' has \(approvers.count) who approve, \(list(approvers.map(\.code), "and")): exactly one can"
      )
      return nil
    }
    if let named, let found = approvers.first, named != found.code {
      problems.add(
        row, ["holder", found.column],
        "the holder of '\(code)' is '\(named)', but '\(letter)' stands under '\(found.code)'")
      return nil
    }
    // Where a holder is named and unknown, that is told already.
    guard let holder = named ?? approvers.first?.code else {
      if table.value("holder", row)?.isEmpty ?? true {
        problems.add(
          row,
          "nobody approves '\(code)': put '\(letter)' under one holder, name one in a column 'holder', or "
            + "say which letter it is with --approves LETTER")
      }
      return nil
    }
    return holder
  }

  /// A holder by code or name; `A: TB` and `TB (panel)` are written in the fashion of many matrices and are
  /// told apart by a person, not guessed.
  private mutating func holder(_ cell: String, _ column: String, _ row: CSVTable.Row) -> String? {
    if let code = terms.holders[cell.lowercased()] { return code }
    let near = nearestName(to: cell.lowercased(), among: Array(terms.holders.keys)).flatMap {
      terms.holders[$0]
    }
    problems.add(
      row, column,
      "'\(cell)' is no holder that the scheme explains" + (near.map { "; is '\($0)' meant?" } ?? "; it has ")
        + (near == nil ? list(Set(terms.holders.values).sorted(), "and") : ""))
    return nil
  }

  private mutating func isNever(_ cell: String, _ row: CSVTable.Row) -> Bool {
    switch cell.lowercased() {
    case "no", "false", "0": return false
    case "yes", "true", "1", "x", "never": return true
    default:
      problems.add(row, "never", "it is '\(cell)': expected yes or no")
      return false
    }
  }

  private mutating func required(_ column: String, _ row: CSVTable.Row) -> String? {
    if let text = table.value(column, row), !text.isEmpty { return text }
    problems.add(row, column, "it is empty")
    return nil
  }
}
