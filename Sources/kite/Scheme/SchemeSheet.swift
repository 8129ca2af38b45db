import CommandLineKit
import JSON

/// A scheme as tables for a spreadsheet: the matrix, and beside it what holders stand for and what powers
/// are bound to. What is written here, `SchemeTable` and `SchemeParts` read.
struct SchemeSheet {
  let scheme: JSONValue

  /// The parts that a scheme has as tables.
  enum Part: String, CaseIterable, ParameterValue {
    case functions, holders, powers
  }

  func csv(_ part: Part) -> String {
    switch part {
    case .functions: SchemeSheet.text(matrix)
    case .holders:
      SchemeSheet.text(
        [["code", "name", "stands"]]
          + items("holders").map { row in ["code", "name", "stands"].map { row[$0]?.string ?? "" } })
    case .powers:
      SchemeSheet.text(
        [["power", "function", "holders"]]
          + items("powers").map { row in
            [
              row["power"]?.string ?? "", row["function"]?.string ?? "",
              (row["holders"]?.array ?? []).compactMap(\.string).joined(separator: ", "),
            ]
          })
    }
  }

  private func items(_ name: String) -> [JSONValue] { scheme[name]?.array ?? [] }

  /// The matrix: a row a function, a column a holder that has a letter anywhere.
  private var matrix: [[String]] {
    let functions = items("functions")
    let used = Set(
      functions.flatMap { function in
        [function["holder"]?.string] + (function["letters"]?.array ?? []).map { $0["holder"]?.string }
      }.compactMap(\.self))
    let holders = items("holders").compactMap { $0["code"]?.string }.filter(used.contains)
    let approves = items("labels").first { $0["letter"] == "A" }?["label"]?.string ?? "A"
    let levels = Set(functions.flatMap { ($0["levels"]?.array ?? []).compactMap { $0["level"]?.string } })
      .sorted()
    let tiers = items("tiers").filter { $0["functions"]?.array?.isEmpty == false }
    let heads =
      ["code", "title", "never"] + holders + ["moderate", "high"] + levels
      + tiers.map { "tier: \($0["name"]?.string ?? "")" } + ["note"]
    return [heads]
      + functions.map { function in
        let cells = holders.map { holder in
          let others = (function["letters"]?.array ?? []).filter { $0["holder"]?.string == holder }
            .compactMap { $0["letter"]?.string }
          return ((function["holder"]?.string == holder ? [approves] : []) + others).joined(separator: "/")
        }
        let atLevels = levels.map { level in
          function["levels"]?.array?.first { $0["level"]?.string == level }?["holder"]?.string ?? ""
        }
        let inTiers = tiers.map { tier in
          tier["functions"]?.array?.first { $0["function"] == function["code"] }?["holder"]?.string ?? ""
        }
        func text(_ name: String) -> String { function[name]?.string ?? "" }
        return [text("code"), text("title"), function["never"]?.bool == true ? "yes" : ""] + cells
          + [text("moderate"), text("high")] + atLevels + inTiers + [text("note")]
      }
  }

  /// RFC 4180, with the line ends that spreadsheets write.
  private static func text(_ rows: [[String]]) -> String {
    func quoted(_ cell: String) -> String {
      "\"" + cell.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }
    return rows.map { row in
      row.map { cell in
        cell.contains { ",\"\n\r;".contains($0) } ? quoted(cell) : cell
      }.joined(separator: ",") + "\r\n"
    }.joined()
  }
}
