public import JSON

extension Bool: FieldValue {
  public static var shape: Shape { .boolean }
  public static var example: Bool { false }

  public static func read(_ element: JSONElement) throws(FieldError) -> Bool {
    guard let value = element.bool else { throw FieldError(expected: shape.words, found: element) }
    return value
  }
}

extension Int: FieldValue {
  public static var shape: Shape { .integer(nil) }
  public static var example: Int { 0 }

  public static func read(_ element: JSONElement) throws(FieldError) -> Int {
    guard let value = element.integer else { throw FieldError(expected: shape.words, found: element) }
    return value
  }
}

/// Text that says something: not empty, no control characters but tab and new line, at most 20,000 bytes.
extension String: FieldValue {
  public static var shape: Shape { .text }
  public static var example: String { "text" }

  static var longestInBytes: Int { 20_000 }

  public static func read(_ element: JSONElement) throws(FieldError) -> String {
    guard let bytes = element.utf8, let text = element.string else {
      throw FieldError(expected: "text", found: element)
    }
    guard !bytes.isEmpty else { throw FieldError(expected: "text", found: "empty text") }
    guard bytes.count <= longestInBytes else {
      throw FieldError(
        expected: "text of at most \(longestInBytes) bytes (keep longer text as evidence)",
        found: "\(bytes.count) bytes")
    }
    for index in bytes.indices where bytes[index] < 0x20 && bytes[index] != 0x0A && bytes[index] != 0x09 {
      throw FieldError(
        expected: "text without control characters",
        found: "the character U+\(hexadecimal(bytes[index])) at byte \(index + 1)")
    }
    return text
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 0x10 ? "000" : "00") + String(byte, radix: 16, uppercase: true)
  }
}

extension JSONValue: FieldValue {
  public static var shape: Shape { .json }
  public static var example: JSONValue { .object([]) }

  public static func read(_ element: JSONElement) throws(FieldError) -> JSONValue { element.value }
}
