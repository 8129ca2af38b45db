import JSON
import Schemas
import Testing

extension FieldValue {
  /// Reads a value from JSON in memory.
  static func decoded(_ value: JSONValue) throws -> Self {
    let bytes = value.bytes
    let document = try JSONDocument(bytes.span)
    return try read(document.root)
  }
}

struct FieldValueTests {
  @Test func `text keeps every character that is allowed`() throws {
    let text = "Two lines:\n\tone, two – “é” e\u{301} 😀 \u{2028}\u{7f}"
    let read = try String.decoded(.string(text))
    #expect(read.utf8.elementsEqual(text.utf8))
  }

  @Test(arguments: [
    ("", "expected text, found empty text"),
    ("a\rb", "expected text without control characters, found the character U+000D at byte 2"),
    ("a\u{1b}[31m", "expected text without control characters, found the character U+001B at byte 2"),
    (
      String(repeating: "é", count: 10_001),
      "expected text of at most 20000 bytes (keep longer text as evidence), found 20002 bytes"
    ),
  ])
  func `text that says nothing, hides something or is too long is refused`(text: String, words: String) {
    let error = #expect(throws: FieldError.self) { try String.decoded(.string(text)) }
    #expect(error?.description == words)
  }

  @Test func `text of the greatest length is allowed`() throws {
    let text = String(repeating: "x", count: 20_000)
    #expect(try String.decoded(.string(text)) == text)
  }

  @Test(arguments: [nil, 1, "true", [], [:]] as [JSONValue])
  func `only true and false are a Bool`(value: JSONValue) {
    #expect(throws: FieldError.self) { try Bool.decoded(value) }
  }

  @Test(arguments: [nil, true, "1", [], [:]] as [JSONValue])
  func `only a number is an Int`(value: JSONValue) {
    #expect(throws: FieldError.self) { try Int.decoded(value) }
  }

  @Test func `a code is read by its bytes`() throws {
    #expect(try Answer.decoded("later-on") == .later)
    #expect(throws: FieldError.self) { try Answer.decoded("Yes") }
    enum Unit: String, CaseIterable, FieldValue { case kelvin = "K" }
    #expect(try Unit.decoded("K") == .kelvin)
    #expect(throws: FieldError.self) { try Unit.decoded("\u{212A}") }
  }

  @Test func `each example is a value that is read`() throws {
    #expect(try Bool.decoded(.bool(Bool.example)) == Bool.example)
    #expect(try Int.decoded(.integer(Int.example)) == Int.example)
    #expect(try String.decoded(.string(String.example)) == String.example)
    #expect(try Day.decoded(.string(Day.example.text)) == Day.example)
    #expect(try Month.decoded(.string(Month.example.text)) == Month.example)
    #expect(try Instant.decoded(.string(Instant.example.text)) == Instant.example)
    #expect(try Decimal.decoded(.string(Decimal.example.text)) == Decimal.example)
    #expect(try EntryID.decoded(.string(EntryID.example.text)) == EntryID.example)
    #expect(try Reference.decoded(.string(Reference.example.text)) == Reference.example)
    #expect(try SchoolID.decoded(.string(SchoolID.example.text)) == SchoolID.example)
    #expect(try Answer.decoded(.string(Answer.example.rawValue)) == Answer.example)
    #expect(try JSONValue.decoded(JSONValue.example) == JSONValue.example)
  }
}
