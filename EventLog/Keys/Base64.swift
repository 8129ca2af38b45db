/// Standard base64 with padding (RFC 4648, section 4), in exactly one spelling.
///
/// Foundation and Go accept unused bits that are not zero, which gives one signature four spellings. Here
/// such text is refused.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  // 0…63 for a digit, 0xff for any other byte.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xff, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  static func encode(_ bytes: [UInt8], to text: inout [UInt8]) {
    let alphabet = Self.alphabet
    text.reserveCapacity(text.count + (bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
      let first = UInt32(bytes[index]) << 16
      let second = index + 1 < bytes.count ? UInt32(bytes[index + 1]) << 8 : 0
      let third = index + 2 < bytes.count ? UInt32(bytes[index + 2]) : 0
      let group = first | second | third
      text.append(alphabet[Int(group >> 18)])
      text.append(alphabet[Int(group >> 12 & 63)])
      text.append(index + 1 < bytes.count ? alphabet[Int(group >> 6 & 63)] : UInt8(ascii: "="))
      text.append(index + 2 < bytes.count ? alphabet[Int(group & 63)] : UInt8(ascii: "="))
      index += 3
    }
  }

  static func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    encode(bytes, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that the text stands for; nil when it is not their one spelling.
  static func decode(_ text: Span<UInt8>) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    guard text.count > 0 else { return [] }
    let values = Self.values
    var padding = 0
    while padding < 2, text[text.count - 1 - padding] == UInt8(ascii: "=") { padding += 1 }
    let digits = text.count - padding
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    var held = 0
    for index in 0..<digits {
      let value = values[Int(text[index])]
      guard value < 64 else { return nil }
      bits = bits << 6 | UInt32(value)
      held += 6
      if held >= 8 {
        held -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
      }
    }
    let unused = bits & ((1 << UInt32(held)) - 1)
    return unused == 0 ? bytes : nil
  }

  static func decode(_ text: String) -> [UInt8]? { decode(text.utf8.span) }
}
