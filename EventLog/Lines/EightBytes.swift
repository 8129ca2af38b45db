/// Eight bytes of a text looked at together, the first in the lowest place.
struct EightBytes {
  let bits: UInt64

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// The place of the first byte that can't stand in a token; nil when all can (`Line.isTokenByte`).
  ///
  /// Each test may also mark bytes after one that it marks rightly, so that only the first mark counts.
  var firstNonToken: Int? {
    // Below 0x21, from 0x7f on, a quote, a backslash.
    let below = (bits &- 0x21 &* Self.ones) & ~bits
    let marks =
      below | bits | Self.zeros(bits ^ 0x7f &* Self.ones)
      | Self.zeros(bits ^ 0x22 &* Self.ones) | Self.zeros(bits ^ 0x5c &* Self.ones)
    let first = marks & Self.highs
    return first == 0 ? nil : first.trailingZeroBitCount / 8
  }

  /// The number that eight hexadecimal digits in lower case spell; nil when one is none.
  var hexadecimal: UInt32? {
    let nibbles = (bits & (0x0f &* Self.ones)) &+ (bits >> 6 & Self.ones) &* 9
    // Written again, they must be the same: that refuses capitals and all that is no digit.
    let letters = (nibbles &+ 6 &* Self.ones) >> 4 & Self.ones
    let written = nibbles &+ 0x30 &* Self.ones &+ letters &* 0x27
    guard nibbles & (0xf0 &* Self.ones) == 0, written == bits else { return nil }
    var pairs = (nibbles << 4 | nibbles >> 8) & 0x00ff_00ff_00ff_00ff
    pairs = (pairs | pairs >> 8) & 0x0000_ffff_0000_ffff
    return UInt32(truncatingIfNeeded: pairs | pairs >> 16).byteSwapped
  }

  private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
}

extension Span<UInt8> {
  /// Where the token that begins at `start` ends: at the first byte that can't stand in one.
  func endOfToken(from start: Int) -> Int {
    var offset = start
    while let word = eight(at: offset) {
      if let place = EightBytes(bits: word).firstNonToken { return offset + place }
      offset += 8
    }
    while offset < count, Line.isTokenByte(self[offset]) { offset += 1 }
    return offset
  }
}
