/// Whole numbers in a row of bytes, little-endian, each of the same width.
enum Packed {
  static func append(_ value: Int, width: Int, to bytes: inout [UInt8]) {
    for shift in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * shift))) }
  }

  /// The number at a place; nil when the bytes end before it does.
  static func integer(_ bytes: [UInt8], _ place: Int, width: Int) -> Int? {
    let start = place * width
    guard start + width <= bytes.count else { return nil }
    var value = 0
    for index in (start..<(start + width)).reversed() { value = value << 8 | Int(bytes[index]) }
    return value
  }

  /// The number that begins a span; 0 when it is shorter.
  static func integer(_ bytes: Span<UInt8>, width: Int) -> Int {
    guard bytes.count >= width else { return 0 }
    var value = 0
    for index in (0..<width).reversed() { value = value << 8 | Int(bytes[index]) }
    return value
  }

  static func integers(_ bytes: [UInt8], width: Int) -> [Int] {
    (0..<(bytes.count / width)).map { integer(bytes, $0, width: width) ?? 0 }
  }
}
