extension Span<UInt8> {
  /// The number that exactly these ASCII digits spell; nil when one of them is none or they reach past the
  /// end.
  ///
  /// `Int(_:)` would take a sign.
  func digits(_ start: Int, count length: Int) -> Int? {
    guard start + length <= count else { return nil }
    var number = 0
    for index in start..<start + length {
      let digit = self[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      number = number * 10 + Int(digit)
    }
    return number
  }

  func holds(_ character: Unicode.Scalar, at index: Int) -> Bool {
    index < count && self[index] == UInt8(ascii: character)
  }
}

/// A number of so many digits, with zeros in front.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
