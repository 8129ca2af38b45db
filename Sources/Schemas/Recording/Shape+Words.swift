internal import JSON

extension Shape {
  /// The JSON of a value that was written as a word, checked.
  func value(from word: String) throws(FieldError) -> JSONValue {
    let value = try uncheckedValue(from: word)
    try check(value)
    return value
  }

  /// The fields of an object that may be written in one line: those before the first list or object.
  static func writtenInLine(_ fields: [FieldDescription]) -> [FieldDescription] {
    Array(fields.prefix { !$0.shape.isList && $0.shape.heldObject == nil && $0.shape != .json })
  }

  private func uncheckedValue(from word: String) throws(FieldError) -> JSONValue {
    switch self {
    case .integer:
      // `Int` alone would take "+5" and "05".
      guard let number = Int(word), String(number) == word else {
        throw FieldError(expected: words, found: "'\(word)'")
      }
      return .integer(number)
    case .boolean:
      switch word {
      case "yes", "true": return true
      case "no", "false": return false
      default: throw FieldError(expected: "yes or no", found: "'\(word)'")
      }
    case .closable(let value): return try value.uncheckedValue(from: word)
    case .json, .list: return try Shape.parse(word)
    case .object(let fields):
      if word.utf8.first == UInt8(ascii: "{") { return try Shape.parse(word) }
      return try Shape.object(fields, from: word)
    case .text, .day, .month, .instant, .decimal, .entry, .choice, .code, .identifier, .reference:
      return .string(word)
    }
  }

  private static func parse(_ word: String) throws(FieldError) -> JSONValue {
    do throws(JSONError) {
      return try JSONValue.parse(word)
    } catch {
      throw FieldError(expected: "JSON", found: "a text of which \(error)")
    }
  }

  /// `budget only: would not stop orders`; the last field takes the rest, with any `: ` in it.
  private static func object(_ fields: [FieldDescription], from word: String) throws(FieldError) -> JSONValue
  {
    let inLine = writtenInLine(fields)
    guard !inLine.isEmpty else { throw FieldError(expected: "a JSON object", found: "'\(word)'") }
    var members: [JSONMember] = []
    var rest = word[...]
    for (number, field) in inLine.enumerated() {
      let end = number < inLine.count - 1 ? separator(in: rest) : nil
      let part = end.map { rest[..<$0] } ?? rest
      do throws(FieldError) {
        members.append(JSONMember(field.name, try field.shape.uncheckedValue(from: String(part))))
      } catch {
        throw error.inside(field.name)
      }
      guard let end else { break }
      rest = rest[rest.index(end, offsetBy: 2)...]
    }
    return .object(members)
  }

  private static func separator(in text: Substring) -> Substring.Index? {
    text.indices.first { text[$0...].hasPrefix(": ") }
  }
}
