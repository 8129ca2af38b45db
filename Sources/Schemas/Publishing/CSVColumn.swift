public import JSON

/// A column for data in a table of text.
///
/// Objects are spread over columns (`cost.reason`); a list is one column, its items joined by `; `, and the
/// fields of an item by `: `.
public struct CSVColumn: Sendable, Equatable {
  /// The names of fields that lead to it, joined by points: the header.
  public var name: String
  public var help: String
  private var steps: [String]

  /// The text of the cell; empty where there is nothing, `[withheld: part2]` where the value is closed.
  public func text(in data: JSONValue) -> String {
    var value = data
    for step in steps {
      if ClosedValue.isClosed(value) { break }
      guard let next = value[step] else { return "" }
      value = next
    }
    return CSVColumn.text(of: value)
  }

  private static func text(of value: JSONValue) -> String {
    if ClosedValue.isClosed(value) { return "[withheld: \(value["closed"]?.string ?? "closed")]" }
    return switch value {
    case .null: ""
    case .bool, .integer: value.text
    case .string(let text): text
    case .array(let items): items.map(text).joined(separator: "; ")
    case .object(let members): members.map { text(of: $0.value) }.joined(separator: ": ")
    }
  }

  fileprivate static func columns(_ fields: [FieldDescription], after steps: [String]) -> [CSVColumn] {
    fields.flatMap { field -> [CSVColumn] in
      let steps = steps + [field.name]
      if let held = field.shape.heldObject, !held.isList { return columns(held.fields, after: steps) }
      return [CSVColumn(name: steps.joined(separator: "."), help: field.help, steps: steps)]
    }
  }
}

extension PayloadDescription {
  /// The columns of a table with one row for each event of this type, in declared order.
  public var csvColumns: [CSVColumn] { CSVColumn.columns(fields, after: []) }
}
