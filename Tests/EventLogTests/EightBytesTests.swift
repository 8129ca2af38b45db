import TestSupport
import Testing

@testable import EventLog

/// Eight bytes at once are judged as they are one by one.
@Suite struct EightBytesTests {
  @Test func `each byte at each place ends a token, or does not`() {
    for byte in UInt8.min...UInt8.max {
      for place in 0..<20 {
        var text = Array("abcdefghijklmnopqrst".utf8)
        text[place] = byte
        let end = text.span.endOfToken(from: 0)
        #expect(end == (Line.isTokenByte(byte) ? 20 : place), "\(byte) at \(place)")
      }
    }
  }

  @Test(.tags(.property), arguments: 1...8 as ClosedRange<UInt64>)
  func `the first byte that ends a token is found among others that do`(seed: UInt64) {
    var random = Seeded(seed: seed)
    for _ in 0..<4000 {
      let text = (0..<19).map { _ in
        UInt8.random(in: .min ... .max, using: &random) | (Bool.random(using: &random) ? 0x40 : 0)
      }
      let start = Int.random(in: 0..<19, using: &random)
      let expected = text[start...].firstIndex { !Line.isTokenByte($0) } ?? 19
      let end = text.span.endOfToken(from: start)
      #expect(end == expected, "seed \(seed): \(text) from \(start)")
    }
  }

  @Test func `hexadecimal digits are those in lower case only`() {
    let digits = Array("0123456789abcdef".utf8)
    for byte in UInt8.min...UInt8.max {
      for place in 0..<8 {
        var text = Array("7f3a09c5".utf8)
        text[place] = byte
        let word = text.span.eight(at: 0).map { EightBytes(bits: $0) }
        let expected = digits.contains(byte) ? UInt32(String(decoding: text, as: UTF8.self), radix: 16) : nil
        #expect(word?.hexadecimal == expected, "\(byte) at \(place)")
      }
    }
  }
}
