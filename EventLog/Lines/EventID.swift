/// The id of an event: a UUID of version 7 (RFC 9562), whose text order is its time order.
struct EventID: Hashable, Comparable, Sendable {
  static let length = 36
  let bits: UInt128

  init?(_ text: Span<UInt8>) {
    let dash = UInt8(ascii: "-")
    guard text.count == Self.length, text[8] == dash, text[13] == dash, text[18] == dash, text[23] == dash,
      let first = text.eight(at: 0), let second = text.eight(at: 10), let third = text.eight(at: 16),
      let fourth = text.eight(at: 20), let last = text.eight(at: 28)
    else { return nil }
    // The eight digits around the second dash, and around the fourth: each four, without the dash.
    let middle = (text.eight(at: 9) ?? 0) & 0xffff_ffff | second & ~0xffff_ffff
    let later = third >> 24 & 0xffff_ffff | fourth & ~0xffff_ffff
    guard let a = EightBytes(bits: first).hexadecimal, let b = EightBytes(bits: middle).hexadecimal,
      let c = EightBytes(bits: later).hexadecimal, let d = EightBytes(bits: last).hexadecimal
    else { return nil }
    let high = UInt64(a) << 32 | UInt64(b)
    let low = UInt64(c) << 32 | UInt64(d)
    guard high >> 12 & 0xf == 7, low >> 62 == 0b10 else { return nil }
    bits = UInt128(high) << 64 | UInt128(low)
  }

  init?(_ text: String) { self.init(text.utf8.span) }

  /// An id before all others, for an envelope that has not been read yet.
  static let none = EventID(milliseconds: 0, counter: 0, random: 0)

  private init(milliseconds: UInt64, counter: UInt64, random: UInt64) {
    let high = UInt128(milliseconds) << 80 | 7 << 76 | UInt128(counter) << 64
    bits = high | 0b10 << 62 | UInt128(random & (1 << 62 - 1))
  }

  var milliseconds: UInt64 { UInt64(bits >> 80) }
  private var counter: UInt64 { UInt64(bits >> 64 & 0xfff) }

  /// An id after `last`, of the time given or, where the clock stands still or goes back, of the last id's.
  ///
  /// The twelve bits after the time count within a millisecond. They begin at random in their lower half, so
  /// that there is room to count and nobody can tell how many ids were made.
  static func next(after last: EventID?, at time: Int64, random: (UInt64, UInt64)) -> EventID {
    let now = UInt64(max(time, 0))
    let seed = random.0 & 0x7ff
    guard let last, last.milliseconds >= now else {
      return EventID(milliseconds: now, counter: seed, random: random.1)
    }
    if last.counter < 0xfff {
      return EventID(milliseconds: last.milliseconds, counter: last.counter + 1, random: random.1)
    }
    return EventID(milliseconds: last.milliseconds + 1, counter: seed, random: random.1)
  }

  func write(to bytes: inout [UInt8]) {
    // Halves, as shifts of 128 bits are slow.
    let high = UInt64(bits >> 64)
    let low = UInt64(truncatingIfNeeded: bits)
    bytes.append(addingCapacity: Self.length) { output in
      for index in 0..<32 {
        if index == 8 || index == 12 || index == 16 || index == 20 { output.append(UInt8(ascii: "-")) }
        let half = index < 16 ? high : low
        let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * (index & 15))) & 0xf
        output.append(digit &+ (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
      }
    }
  }

  var text: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The sixteen bytes, in order.
  var bytes: [UInt8] { (0..<16).map { UInt8(truncatingIfNeeded: bits >> UInt128(120 - 8 * $0)) } }

  init?(bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    bits = bytes.reduce(0) { $0 << 8 | UInt128($1) }
  }

  /// A number that other ids have only by chance, another one in each process.
  var fingerprint: UInt64 {
    var hasher = Hasher()
    hasher.combine(bits)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  func hash(into hasher: inout Hasher) { hasher.combine(UInt64(truncatingIfNeeded: bits)) }

  static func < (left: EventID, right: EventID) -> Bool { left.bits < right.bits }
}

/// Gives out ids, each after the one before.
struct EventIDs {
  var last: EventID?
  // Random words are fetched from the kernel in lots, as each call costs more than an id.
  private var words: [UInt64] = []

  init(last: EventID?) { self.last = last }

  mutating func next(at time: Int64) -> EventID {
    if words.count < 2 {
      let bytes = [UInt8].random(256)
      words = stride(from: 0, to: 256, by: 8).map { start in
        bytes[start..<(start + 8)].reduce(0) { $0 << 8 | UInt64($1) }
      }
    }
    let id = EventID.next(after: last, at: time, random: (words.removeLast(), words.removeLast()))
    last = id
    return id
  }
}
