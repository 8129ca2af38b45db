import JSON
import Recording

/// A matrix of functions and holders in CSV, read as the rows of a scheme.
///
/// Columns: `code`, `title`, `holder`, and if it has them `never`, `moderate`, `high`, `note`. Every other
/// column is a holder, its cells letters. Each function has exactly one who approves.
struct SchemeTable {
  private let table: CSVTable
  private let approves: String
  private let holders: [String]

  private static let columns = ["code", "title", "holder", "never", "moderate", "high", "note"]

  init(_ table: CSVTable, approves: String) throws {
    self.table = table
    self.approves = approves
    holders = table.header.filter { !SchemeTable.columns.contains($0.lowercased()) && !$0.isEmpty }
    for column in ["code", "title"] where !table.header.contains(where: { $0.lowercased() == column }) {
      throw InputError("'\(table.name)' has no column '\(column)'; it has \(list(table.header))")
    }
  }

  func functions() throws -> [JSONValue] {
    var codes: [String: Int] = [:]
    return try table.rows.map { row in
      let code = try required("code", row)
      if let before = codes.updateValue(row.number, forKey: code) {
        throw problem(row, "'\(code)' stands in row \(before) already")
      }
      var function: JSONValue = ["code": .string(code), "title": .string(try required("title", row))]
      let (holder, letters) = try approver(row, code)
      function["holder"] = .string(holder)
      if try isNever(row) { function["never"] = true }
      if !letters.isEmpty { function["letters"] = .array(letters) }
      for column in ["moderate", "high", "note"] {
        if let text = table.value(column, row), !text.isEmpty { function[column] = .string(text) }
      }
      return function
    }
  }

  /// The one who approves, and what the others do.
  private func approver(_ row: CSVTable.Row, _ code: String) throws -> (String, [JSONValue]) {
    var approvers: [String] = []
    var letters: [JSONValue] = []
    for holder in holders {
      guard let letter = table.value(holder, row), !letter.isEmpty else { continue }
      if letter == approves {
        approvers.append(holder)
      } else {
        letters.append(["holder": .string(holder), "letter": .string(letter)])
      }
    }
    let named = table.value("holder", row).flatMap { $0.isEmpty ? nil : $0 }
    guard approvers.count < 2 else {
      throw problem(row, "'\(code)' has \(approvers.count) who approve, \(list(approvers)): exactly one can")
    }
    if let named, let found = approvers.first, named != found {
      throw problem(row, "the holder of '\(code)' is '\(named)', but '\(approves)' stands under '\(found)'")
    }
    guard let holder = named ?? approvers.first else {
      throw problem(row, "nobody approves '\(code)': put '\(approves)' under one holder, or name the holder")
    }
    return (holder, letters)
  }

  private func isNever(_ row: CSVTable.Row) throws -> Bool {
    switch table.value("never", row)?.lowercased() {
    case nil, "", "no", "false", "0": return false
    case "yes", "true", "1", "x", "never": return true
    case let other?: throw problem(row, "'never' is '\(other)': expected yes or no")
    }
  }

  private func required(_ column: String, _ row: CSVTable.Row) throws -> String {
    guard let text = table.value(column, row), !text.isEmpty else {
      throw problem(row, "there is no '\(column)'")
    }
    return text
  }

  private func problem(_ row: CSVTable.Row, _ says: String) -> InputError {
    InputError("'\(table.name)', row \(row.number): \(says)")
  }
}
