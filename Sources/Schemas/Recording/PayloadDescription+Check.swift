public import JSON

extension PayloadDescription {
  /// Refuses data that must not be recorded: what the payload's own reader refuses, and unknown fields.
  ///
  /// A log is read without the second part: a later version may have added fields.
  public func check(_ data: JSONValue) throws(FieldError) {
    try Shape.object(fields).refuseUnknownFields(in: data)
    try read(data)
  }

  /// Every required field that data lacks, with its path as its name (`options/0/why`).
  ///
  /// An empty list is missing where at least one item is needed. Within optional fields only what is there is
  /// looked at.
  public func missing(in data: JSONValue) -> [FieldDescription] {
    var missing: [FieldDescription] = []
    Shape.object(fields).collectMissing(in: data, at: "", into: &missing)
    return missing
  }
}

extension Shape {
  fileprivate func refuseUnknownFields(in value: JSONValue) throws(FieldError) {
    switch self {
    case .list(let item, _):
      for (number, value) in (value.array ?? []).enumerated() {
        do {
          try item.refuseUnknownFields(in: value)
        } catch {
          throw error.inside(String(number))
        }
      }
    case .closable(let shape):
      if !ClosedValue.isClosed(value) { try shape.refuseUnknownFields(in: value) }
    case .object(let fields):
      for member in value.members ?? [] {
        guard let field = fields.first(where: { $0.name.hasSameBytes(as: member.name) }) else {
          throw Shape.unknown(member.name, among: fields)
        }
        do {
          try field.shape.refuseUnknownFields(in: member.value)
        } catch {
          throw error.inside(field.name)
        }
      }
    case .text, .boolean, .day, .month, .instant, .decimal, .entry, .json, .integer, .choice, .code,
      .identifier,
      .reference:
      break
    }
  }

  private static func unknown(_ name: String, among fields: [FieldDescription]) -> FieldError {
    let names = fields.map(\.name)
    let expected =
      if let nearest = nearestName(to: name, among: names) {
        "a field that is declared (did you mean '\(nearest)'?)"
      } else {
        "one of the fields \(names.joined(separator: ", "))"
      }
    return FieldError(path: name, expected: expected, found: "an unknown field")
  }

  fileprivate func collectMissing(
    in value: JSONValue, at path: String, into missing: inout [FieldDescription]
  ) {
    let prefix = path.isEmpty ? "" : path + "/"
    switch self {
    case .list(let item, _):
      for (number, value) in (value.array ?? []).enumerated() {
        item.collectMissing(in: value, at: "\(prefix)\(number)", into: &missing)
      }
    case .closable(let shape):
      if !ClosedValue.isClosed(value) { shape.collectMissing(in: value, at: path, into: &missing) }
    case .object(let fields):
      guard value.members != nil else { return }
      for var field in fields {
        let path = prefix + field.name
        let found = value[field.name]
        // Of any JSON, an empty list is a value.
        let isEmpty = found == .array([]) && field.shape.isList
        if field.isRequired && (found == nil || found == .null || isEmpty) {
          field.name = path
          missing.append(field)
        } else if let found {
          field.shape.collectMissing(in: found, at: path, into: &missing)
        }
      }
    case .text, .boolean, .day, .month, .instant, .decimal, .entry, .json, .integer, .choice, .code,
      .identifier,
      .reference:
      break
    }
  }
}
