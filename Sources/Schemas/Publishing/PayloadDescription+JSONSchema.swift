public import JSON

extension PayloadDescription {
  /// The payload's name in `dataschema`: `urn:kite:event:VariationMade:1`.
  public var schemaID: String { "urn:kite:event:\(type):\(version)" }

  /// The declaration as JSON Schema, draft 2020-12.
  ///
  /// It describes data as it is written. Members that are not declared are allowed, as for every reader: a
  /// later version may add some.
  public var jsonSchema: JSONValue {
    var schema: JSONValue = [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": .string(schemaID),
      "title": .string(type), "description": .string(summary),
    ]
    for member in Shape.object(fields).jsonSchema.members ?? [] { schema[member.name] = member.value }
    return schema
  }
}

extension Shape {
  var jsonSchema: JSONValue {
    switch self {
    case .text:
      return Shape.string(pattern: #"^[^\u0000-\u0008\u000b-\u001f]+$"#, longest: String.longestInBytes)
    case .boolean: return ["type": "boolean"]
    case .day:
      return Shape.string(format: "date", pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")
    case .month: return Shape.string(pattern: "^[0-9]{4}-(0[1-9]|1[0-2])$")
    case .instant:
      return Shape.string(
        format: "date-time", pattern: #"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$"#)
    case .decimal:
      return Shape.string(pattern: #"^(?!-0(\.0+)?$)-?(0|[1-9][0-9]*)(\.[0-9]+)?$"#, longest: 40)
    case .entry:
      return Shape.string(
        format: "uuid", pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
    case .json: return [:]
    case .integer(let range):
      let range = range ?? -9_007_199_254_740_991...9_007_199_254_740_991
      return [
        "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
      ]
    case .choice(let codes): return ["enum": .array(codes.map { .string($0) })]
    case .code: return ["type": "string", "minLength": 1]
    case .identifier: return Shape.string(pattern: "^\(Shape.identifierPattern)$")
    case .reference: return Shape.string(pattern: "^[a-z]+/\(Shape.identifierPattern)$")
    case .list(let item, let count):
      var schema: JSONValue = ["type": "array", "items": item.jsonSchema]
      if count > 0 { schema["minItems"] = .integer(count) }
      return schema
    case .closable(let value): return ["anyOf": [value.jsonSchema, Shape.closedSchema]]
    case .object(let fields): return Shape.objectSchema(fields)
    }
  }

  private static func objectSchema(_ fields: [FieldDescription]) -> JSONValue {
    var properties: [JSONMember] = []
    for field in fields {
      var schema: JSONValue = ["description": .string(field.help)]
      for member in field.shape.jsonSchema.members ?? [] { schema[member.name] = member.value }
      properties.append(JSONMember(field.name, schema))
    }
    var schema: JSONValue = ["type": "object", "properties": .object(properties)]
    let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
    if !required.isEmpty { schema["required"] = .array(required) }
    schema["additionalProperties"] = true
    return schema
  }

  private static var closedSchema: JSONValue {
    let classes = ContentClass.allCases.filter { $0 != .open }
    return [
      "type": "object",
      "description": "A value that is kept out of the log, by its class and SHA-256 digest.",
      "properties": [
        "closed": ["enum": .array(classes.map { .string($0.rawValue) })],
        "digest": string(pattern: "^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$"),
      ],
      "required": ["closed", "digest"], "additionalProperties": false,
    ]
  }

  private static func string(format: String? = nil, pattern: String, longest: Int? = nil) -> JSONValue {
    var schema: JSONValue = ["type": "string"]
    if let format { schema["format"] = .string(format) }
    schema["pattern"] = .string(pattern)
    if let longest { schema["maxLength"] = .integer(longest) }
    return schema
  }

  private static let identifierPattern = "[A-Za-z0-9][A-Za-z0-9.-]{0,63}"
}
