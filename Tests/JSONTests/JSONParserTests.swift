import Testing

@testable import JSON

struct JSONParserTests {
  @Test(
    arguments: [
      (#"{"a":1,"a":2}"#, 7, .duplicateName),
      (#"{"a":1,"b":{"c":[{"x":1,"\u0078":2}]}}"#, 24, .duplicateName),
      ("1.5", 0, .notAnInteger),
      ("[1.0]", 1, .notAnInteger),
      ("[1,1e2]", 3, .notAnInteger),
      ("[1E2]", 1, .notAnInteger),
      ("[-0.0]", 1, .notAnInteger),
      ("-0", 0, .negativeZero),
      (#"{"a":"x: -0","b": -0}"#, 18, .negativeZero),
      ("[0,-0]", 3, .negativeZero),
      ("9007199254740992", 0, .integerTooLarge),
      ("[-9007199254740992]", 1, .integerTooLarge),
      ("9223372036854775808", 0, .integerTooLarge),
      ("[123456789012345678901234567890]", 1, .integerTooLarge),
      (#"["a\u0000"]"#, 3, .zeroCharacter),
      (#"{"\u0000":1}"#, 2, .zeroCharacter),
      (#"["\ud800"]"#, 2, .loneSurrogate),
      (#"["\udc00"]"#, 2, .loneSurrogate),
      (#"["\ud800\u0041"]"#, 2, .loneSurrogate),
      (#"["\ud800\ud800"]"#, 2, .loneSurrogate),
      (#"["\udc00\ud800"]"#, 2, .loneSurrogate),
      ("\u{FEFF}{}", 0, .byteOrderMark),
      ("", 0, .truncated(expected: "a value")),
      ("  ", 2, .truncated(expected: "a value")),
      ("{} {}", 3, .malformed(expected: "the end of the text")),
      ("1 2", 2, .malformed(expected: "the end of the text")),
      ("[1,]", 3, .malformed(expected: "a value")),
      (#"{"a":1,}"#, 7, .malformed(expected: "a name in double quotes")),
      (#"{"a" 1}"#, 5, .malformed(expected: "':' after the name")),
      ("{a:1}", 1, .malformed(expected: "a name in double quotes")),
      ("[1 2]", 3, .malformed(expected: "',' or ']'")),
      ("[01]", 1, .malformed(expected: "a number without zeros in front")),
      ("[+1]", 1, .malformed(expected: "a value")),
      ("[-]", 2, .malformed(expected: "a digit")),
      ("[.5]", 1, .malformed(expected: "a value")),
      ("[1a]", 2, .malformed(expected: "the end of the number")),
      ("[nul]", 1, .malformed(expected: "a value")),
      ("[truest]", 1, .malformed(expected: "a value")),
      ("[NaN]", 1, .malformed(expected: "a value")),
      ("['a']", 1, .malformed(expected: "a value")),
      ("[\"a\nb\"]", 3, .malformed(expected: "control characters escaped, as \\n or \\u0007")),
      (#"["\x"]"#, 2, .malformed(expected: "one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u")),
      (#"["\u12g4"]"#, 6, .malformed(expected: "four hexadecimal digits")),
      (#"["a]"#, 4, .truncated(expected: "'\"' at the end of the string")),
      ("// no\n1", 0, .malformed(expected: "a value")),
    ] as [(String, Int, JSONError.Reason)])
  func `a text is refused with the place and the reason`(text: String, offset: Int, reason: JSONError.Reason)
  {
    #expect(throws: JSONError(offset: offset, reason: reason)) { try JSONValue.parse(text) }
  }

  @Test(
    arguments: [
      [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
      [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22],
    ] as [[UInt8]])
  func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
    #expect(throws: JSONError(offset: 1, reason: .invalidUTF8)) { try JSONValue.parse(bytes: bytes) }
  }

  @Test func `a raw zero byte is refused`() {
    #expect(throws: JSONError.self) { try JSONValue.parse(bytes: [0x22, 0x00, 0x22]) }
    #expect(throws: JSONError.self) { try JSONValue.parse(bytes: [0x31, 0x00]) }
  }

  @Test func `nesting is allowed to a depth of 64`() throws {
    for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
      let inner = open == "[" ? "" : "{}"
      func nested(_ depth: Int) -> String {
        String(repeating: open, count: inner.isEmpty ? depth : depth - 1) + inner
          + String(repeating: close, count: inner.isEmpty ? depth : depth - 1)
      }
      let deepest = try JSONValue.parse(nested(64))
      #expect(deepest.text == nested(64))
      #expect(throws: JSONError(offset: 64 * open.utf8.count, reason: .tooDeep)) {
        try JSONValue.parse(nested(65))
      }
    }
  }

  @Test(
    arguments: [
      (" \t\r\n1 \n", 1), ("9007199254740991", 9_007_199_254_740_991),
      ("-9007199254740991", -9_007_199_254_740_991),
      ("0", 0), (#""-0""#, "-0"), (#"["a: -0",0]"#, ["a: -0", 0]),
      (#""\ud83d\ude00""#, "😀"), (#""\ud7ff\ue000\uffff""#, "\u{D7FF}\u{E000}\u{FFFF}"), (#""\/""#, "/"),
      (#"{"é":1,"e\#u{301}":2}"#, ["é": 1, "e\u{301}": 2]), ("[]", []), ("{}", [:]), ("\"\"", ""),
    ] as [(String, JSONValue)])
  func `what is allowed is read`(text: String, value: JSONValue) throws {
    let parsed = try JSONValue.parse(text)
    #expect(parsed == value)
  }

  @Test(arguments: [2, 9, 40, 1500])
  func `a name that stands twice is found among any number`(count: Int) throws {
    let members = (0..<count).map { JSONMember("name\($0)", .integer($0)) }
    let distinct = JSONValue.object(members)
    let parsed = try JSONValue.parse(distinct.text)
    #expect(parsed == distinct)
    for twice in [0, count / 2, count - 1] {
      let text = JSONValue.object(members + [JSONMember("name\(twice)", nil)]).text
      #expect(throws: JSONError.self) { try JSONValue.parse(text) }
    }
  }

  @Test func `a parser is used again after a refusal and for longer texts`() throws {
    var parser = JSONParser()
    for length in [1, 100_000, 10, 300_000] {
      let text = JSONValue.array([.string(String(repeating: "x", count: length))])
      #expect(throws: JSONError.self) { _ = try parser.parse(Array("[1".utf8).span).kind }
      let value = try parser.parse(text.bytes.span).value
      #expect(value == text)
    }
  }

  @Test("any value is read as it was written", arguments: 1...300 as ClosedRange<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let value = random.value()
    let parsed = try JSONValue.parse(value.text)
    #expect(parsed == value)
    #expect(parsed.text.utf8.elementsEqual(value.text.utf8))
  }

  @Test("every beginning of an object is refused", arguments: 1...60 as ClosedRange<UInt64>)
  func prefixes(seed: UInt64) {
    var random = Seeded(state: seed)
    let bytes = JSONValue.object([JSONMember("a", random.value(depth: 5))]).bytes
    for length in bytes.indices {
      #expect(throws: JSONError.self) { try JSONValue.parse(bytes: Array(bytes[..<length])) }
    }
  }

  @Test("the fast and the slow reader agree on every damaged text", arguments: 1...200 as ClosedRange<UInt64>)
  func mutations(seed: UInt64) {
    var random = Seeded(state: seed)
    let original = random.value(depth: 5).bytes
    let likely = Array("{}[]\",:\\u0-1.e \ntfn".utf8) + [0x00, 0xED, 0xA0, 0xFF]
    for _ in 0..<40 {
      var bytes = original
      for _ in 0...Int.random(in: 0...2, using: &random) {
        let byte = likely.randomElement(using: &random) ?? 0
        let index = Int.random(in: 0...bytes.count, using: &random)
        if index < bytes.count, Bool.random(using: &random) {
          bytes[index] = byte
        } else if index < bytes.count, Bool.random(using: &random) {
          bytes.remove(at: index)
        } else {
          bytes.insert(byte, at: index)
        }
      }
      let isRead = (try? JSONValue.parse(bytes: bytes)) != nil
      #expect(isRead == (JSONFault.find(in: bytes.span) == nil), "\(String(decoding: bytes, as: UTF8.self))")
    }
  }
}
