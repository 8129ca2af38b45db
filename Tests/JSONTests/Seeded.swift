import JSON

/// A generator whose numbers follow from its seed (SplitMix64), so that a failure can be repeated.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A value with strings of all kinds, nested at most so deep.
  mutating func value(depth: Int = 4) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &self) {
    case 0: return .null
    case 1: return .bool(.random(using: &self))
    case 2: return .integer(.random(in: -9_007_199_254_740_991...9_007_199_254_740_991, using: &self))
    case 3: return .integer(.random(in: -3...3, using: &self))
    case 4: return .string(text())
    case 5:
      let count = Int.random(in: 0...4, using: &self)
      return .array((0..<count).map { _ in value(depth: depth - 1) })
    default:
      var members: [JSONMember] = []
      for _ in 0..<Int.random(in: 0...5, using: &self) {
        let name = text()
        guard !members.contains(where: { Array($0.name.utf8) == Array(name.utf8) }) else { continue }
        members.append(JSONMember(name, value(depth: depth - 1)))
      }
      return .object(members)
    }
  }

  mutating func text() -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...8, using: &self) {
      let upper: UInt32 = [0x20, 0x80, 0x80, 0x800, 0xFFFF, 0x10FFFF].randomElement(using: &self) ?? 0x80
      if let scalar = Unicode.Scalar(UInt32.random(in: 1...upper, using: &self)) { scalars.append(scalar) }
    }
    return String(scalars)
  }
}
