public import JSON

/// A decimal number of any length, kept as it was written: `93.4`, `-212`.
///
/// JSON numbers with a fraction are read differently by different programs, so this one stands as text. It
/// has no signs but a minus, no exponent, no zeros in front, and is at most 40 characters long. `93.4` and
/// `93.40` are equal, each in its own spelling.
public struct Decimal: Sendable {
  public let text: String

  public init?(_ text: String) {
    guard Decimal.isDecimal(text.utf8.span) else { return nil }
    self.text = text
  }

  private init(checked text: String) { self.text = text }

  static func isDecimal(_ utf8: Span<UInt8>) -> Bool {
    guard utf8.count <= 40 else { return false }
    var index = utf8.holds("-", at: 0) ? 1 : 0
    let isNegative = index == 1
    var isZero = true
    func digitsEnd(from start: Int) -> Int {
      var end = start
      while end < utf8.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= utf8[end] {
        if utf8[end] != UInt8(ascii: "0") { isZero = false }
        end += 1
      }
      return end
    }
    let whole = index
    index = digitsEnd(from: whole)
    guard index > whole, index == whole + 1 || !utf8.holds("0", at: whole) else { return false }
    if utf8.holds(".", at: index) {
      let fraction = index + 1
      index = digitsEnd(from: fraction)
      guard index > fraction else { return false }
    }
    return index == utf8.count && !(isNegative && isZero)
  }

  /// The sign, the whole part and the fraction without the zeros at its end: what tells numbers apart.
  private var parts: (isNegative: Bool, whole: Substring, fraction: Substring) {
    let isNegative = text.hasPrefix("-")
    let pieces = text.dropFirst(isNegative ? 1 : 0).split(separator: ".")
    var fraction = pieces.count > 1 ? pieces[1] : ""
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return (isNegative, pieces[0], fraction)
  }
}

extension Decimal: Comparable, Hashable, CustomStringConvertible {
  public static func == (a: Decimal, b: Decimal) -> Bool { a.parts == b.parts }

  public static func < (a: Decimal, b: Decimal) -> Bool {
    let (a, b) = (a.parts, b.parts)
    guard a.isNegative == b.isNegative else { return a.isNegative }
    let (small, large) = a.isNegative ? (b, a) : (a, b)
    // Without zeros in front, the longer whole part is the larger one.
    return (small.whole.utf8.count, small.whole, small.fraction)
      < (large.whole.utf8.count, large.whole, large.fraction)
  }

  public func hash(into hasher: inout Hasher) {
    let parts = parts
    hasher.combine(parts.isNegative)
    hasher.combine(parts.whole)
    hasher.combine(parts.fraction)
  }

  public var description: String { text }
}

extension Decimal: FieldValue {
  public static var shape: Shape { .decimal }
  public static var example: Decimal { Decimal(checked: "93.4") }

  public static func read(_ element: JSONElement) throws(FieldError) -> Decimal {
    guard let utf8 = element.utf8, isDecimal(utf8), let text = element.string else {
      throw FieldError(expected: shape.words, found: element)
    }
    return Decimal(checked: text)
  }
}
