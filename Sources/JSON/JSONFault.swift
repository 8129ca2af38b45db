/// Finds where and why a text is refused: a second, slow reader for the words that people need.
///
/// simdjson is fast because it does not keep track of where it is. This reader keeps the same rules, byte by
/// byte, and runs only when a text has been refused; the tests hold the two against each other.
struct JSONFault: ~Escapable {
  private let bytes: Span<UInt8>
  private var at = 0

  /// The first fault in a text, nil if this reader would take it.
  static func find(in bytes: Span<UInt8>) -> JSONError? {
    var fault = JSONFault(bytes)
    do throws(JSONError) {
      try fault.refuseByteOrderMark()
      try fault.readValue(depth: 0)
      fault.skipSpace()
      if fault.at < bytes.count { throw fault.expected("the end of the text") }
    } catch {
      guard let offset = error.offset, let broken = firstNonUTF8(bytes), broken <= offset else {
        return error
      }
      return JSONError(offset: broken, reason: .invalidUTF8)
    }
    return firstNonUTF8(bytes).map { JSONError(offset: $0, reason: .invalidUTF8) }
  }

  @_lifetime(copy bytes)
  private init(_ bytes: Span<UInt8>) { self.bytes = bytes }

  private static func firstNonUTF8(_ bytes: Span<UInt8>) -> Int? {
    do {
      _ = try UTF8Span(validating: bytes)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  private func refuseByteOrderMark() throws(JSONError) {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      throw JSONError(offset: 0, reason: .byteOrderMark)
    }
  }

  private mutating func readValue(depth: Int) throws(JSONError) {
    skipSpace()
    switch current {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard depth < 64 else { throw JSONError(offset: at, reason: .tooDeep) }
      if current == UInt8(ascii: "{") {
        try readObject(depth: depth + 1)
      } else {
        try readArray(depth: depth + 1)
      }
    case UInt8(ascii: "\""): _ = try readString()
    case let byte? where byte == UInt8(ascii: "-") || isDigit(byte): try readNumber()
    case UInt8(ascii: "t"): try readWord("true")
    case UInt8(ascii: "f"): try readWord("false")
    case UInt8(ascii: "n"): try readWord("null")
    default: throw expected("a value")
    }
  }

  private mutating func readObject(depth: Int) throws(JSONError) {
    var names: Set<[UInt8]> = []
    at += 1
    skipSpace()
    if take("}") { return }
    while true {
      skipSpace()
      let start = at
      guard current == UInt8(ascii: "\"") else { throw expected("a name in double quotes") }
      guard names.insert(try readString()).inserted else {
        throw JSONError(offset: start, reason: .duplicateName)
      }
      skipSpace()
      guard take(":") else { throw expected("':' after the name") }
      try readValue(depth: depth)
      skipSpace()
      if take("}") { return }
      guard take(",") else { throw expected("',' or '}'") }
    }
  }

  private mutating func readArray(depth: Int) throws(JSONError) {
    at += 1
    skipSpace()
    if take("]") { return }
    while true {
      try readValue(depth: depth)
      skipSpace()
      if take("]") { return }
      guard take(",") else { throw expected("',' or ']'") }
    }
  }

  private mutating func readNumber() throws(JSONError) {
    let start = at
    let isNegative = take("-")
    guard let first = current, isDigit(first) else { throw expected("a digit") }
    var value = 0
    while let digit = current, isDigit(digit) {
      // Beyond the limit the value no longer matters, only that it is beyond.
      value = min(value * 10 + Int(digit - UInt8(ascii: "0")), 1 << 53)
      at += 1
    }
    if first == UInt8(ascii: "0"), at - start > (isNegative ? 2 : 1) {
      at = start
      throw expected("a number without zeros in front")
    }
    if let next = current, next == UInt8(ascii: ".") || next | 0x20 == UInt8(ascii: "e") {
      throw JSONError(offset: start, reason: .notAnInteger)
    }
    if let next = current, !isEndOfScalar(next) { throw expected("the end of the number") }
    if isNegative, value == 0 { throw JSONError(offset: start, reason: .negativeZero) }
    if value == 1 << 53 { throw JSONError(offset: start, reason: .integerTooLarge) }
  }

  private mutating func readWord(_ word: StaticString) throws(JSONError) {
    let start = at
    for byte in word.description.utf8 {
      guard current == byte else {
        if current != nil { at = start }
        throw expected("a value")
      }
      at += 1
    }
    if let next = current, !isEndOfScalar(next) {
      at = start
      throw expected("a value")
    }
  }

  /// The bytes of a string, unescaped.
  private mutating func readString() throws(JSONError) -> [UInt8] {
    at += 1
    var text: [UInt8] = []
    while true {
      guard let byte = current else { throw expected("'\"' at the end of the string") }
      guard byte >= 0x20 else { throw expected("control characters escaped, as \\n or \\u0007") }
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return text
      case UInt8(ascii: "\\"): text.append(contentsOf: try readEscape())
      default: text.append(byte)
      }
    }
  }

  private mutating func readEscape() throws(JSONError) -> [UInt8] {
    let start = at - 1
    guard let byte = current else { throw expected("an escape") }
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): break
    default:
      at = start
      throw expected("one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u")
    }
    var code = UInt32(try readFourDigits())
    guard code != 0 else { throw JSONError(offset: start, reason: .zeroCharacter) }
    if 0xD800..<0xDC00 ~= code, take("\\") {
      guard take("u") else { throw JSONError(offset: start, reason: .loneSurrogate) }
      let low = UInt32(try readFourDigits())
      guard 0xDC00..<0xE000 ~= low else { throw JSONError(offset: start, reason: .loneSurrogate) }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw JSONError(offset: start, reason: .loneSurrogate) }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func readFourDigits() throws(JSONError) -> UInt16 {
    var code: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw expected("four hexadecimal digits")
      }
      code = code << 4 + UInt16(digit)
      at += 1
    }
    return code
  }

  private var current: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

  private func isEndOfScalar(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
      || byte == UInt8(ascii: ":")
  }

  private func expected(_ what: String) -> JSONError {
    JSONError(offset: at, reason: at < bytes.count ? .malformed(expected: what) : .truncated(expected: what))
  }
}
