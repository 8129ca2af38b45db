// The only file of this module, beside JSONParser, that touches memory by pointer.

internal import Glibc

/// What simdjson left behind: words that tell the structure, and the unescaped strings.
///
/// It knows nothing of lifetimes: whoever holds one is an element, and elements cannot outlive their parser.
/// Every index that is used comes from the tape itself, so that none can point beyond it.
@usableFromInline
@safe
struct Tape {
  let words: UnsafePointer<UInt64>
  let strings: UnsafePointer<UInt8>

  init(words: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>) {
    unsafe self.words = words
    unsafe self.strings = strings
  }

  subscript(index: Int) -> UInt64 { unsafe words[index] }

  /// The bytes of the string or name at `index`.
  @_lifetime(immortal)
  func utf8(at index: Int) -> Span<UInt8> {
    let (start, count) = unsafe string(at: index)
    return unsafe _overrideLifetime(Span(_unsafeStart: start, count: count), copying: ())
  }

  func text(at index: Int) -> String {
    let (start, count) = unsafe string(at: index)
    // simdjson checked the UTF-8, and the walk over the tape the surrogates: nothing is repaired here.
    return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func text(at index: Int, is other: String) -> Bool {
    let (start, count) = unsafe string(at: index)
    var other = other
    return other.withUTF8 { bytes in
      guard bytes.count == count, let otherStart = bytes.baseAddress else { return bytes.count == count }
      return unsafe memcmp(start, otherStart, count) == 0
    }
  }

  func text(at index: Int, is other: StaticString) -> Bool {
    let (start, count) = unsafe string(at: index)
    return unsafe count == other.utf8CodeUnitCount && memcmp(start, other.utf8Start, count) == 0
  }

  @unsafe
  private func string(at index: Int) -> (start: UnsafePointer<UInt8>, count: Int) {
    let start = unsafe strings + Int(words[index] & Tape.payload)
    let count = unsafe UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
    return unsafe (start + 4, Int(count))
  }

  static var payload: UInt64 { 0x00FF_FFFF_FFFF_FFFF }
}
