extension PayloadDescription {
  /// The fields as a Markdown table: name, what it is, its form, whether it is required.
  ///
  /// The fields of objects follow the field that holds them, as `options[].why`.
  public var documentationTable: String {
    var lines = ["| field | what it is | form | required |", "|---|---|---|---|"]
    PayloadDescription.collectRows(fields, prefix: "", into: &lines)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func collectRows(_ fields: [FieldDescription], prefix: String, into lines: inout [String]) {
    for field in fields {
      let name = prefix + field.name
      var form = field.shape.words
      if field.shape.isClosable { form += "; can be closed" }
      let cells = ["`\(name)`", field.help, form, field.isRequired ? "yes" : "no"]
      lines.append("| " + cells.map(escaped).joined(separator: " | ") + " |")
      if let (fields, isList) = field.shape.heldObject {
        collectRows(fields, prefix: name + (isList ? "[]." : "."), into: &lines)
      }
    }
  }

  private static func escaped(_ cell: String) -> String {
    cell.map { $0 == "|" ? "\\|" : $0 == "\n" ? " " : String($0) }.joined()
  }
}

extension Shape {
  /// Whether a value, or each item of a list, can be closed as a whole.
  var isClosable: Bool {
    switch self {
    case .closable: true
    case .list(let item, _): item.isClosable
    default: false
    }
  }

  /// The fields of the object that a field holds, however wrapped.
  var heldObject: (fields: [FieldDescription], isList: Bool)? {
    switch self {
    case .object(let fields): (fields, false)
    case .closable(let value): value.heldObject
    case .list(let item, _): item.heldObject.map { ($0.fields, true) }
    default: nil
    }
  }
}
