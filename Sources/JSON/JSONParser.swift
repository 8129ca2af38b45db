internal import CSimdJSON

/// Parses JSON and keeps its memory for the next text: for loops over many lines.
///
/// It refuses what the standard refuses, and what two readers could read in two ways: a name twice in one
/// object, numbers that are not integers within ±(2^53 − 1), `-0`, U+0000, half a surrogate pair, a byte
/// order mark, and nesting deeper than 64.
@safe
public struct JSONParser: ~Copyable {
  private let handle: OpaquePointer

  public init() {
    guard let handle = unsafe kite_json_parser_new() else {
      fatalError("there is no memory left for a JSON parser")
    }
    unsafe self.handle = handle
  }

  deinit { unsafe kite_json_parser_free(handle) }

  /// The value of a text that holds exactly one, with nothing around it but white space.
  ///
  /// The bytes may go afterwards. The value lives until the next call.
  @_lifetime(&self)
  public mutating func parse(_ bytes: Span<UInt8>) throws(JSONError) -> JSONElement {
    let result = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe kite_json_parse(handle, buffer.baseAddress, buffer.count)
    }
    guard unsafe Int(result.status) == KITE_JSON_OK else {
      let reason = unsafe JSONParser.reason(for: result.status)
      throw JSONFault.find(in: bytes) ?? JSONError(offset: nil, reason: reason)
    }
    return unsafe JSONElement(tape: Tape(words: result.tape, strings: result.strings), index: 1)
  }

  /// The value parsed last, for the document that owns this parser.
  var current: JSONElement {
    @_lifetime(borrow self)
    get {
      let tape = unsafe kite_json_tape(handle)
      return unsafe JSONElement(tape: Tape(words: tape.tape, strings: tape.strings), index: 1)
    }
  }

  private static func reason(for status: Int32) -> JSONError.Reason {
    switch Int(status) {
    case KITE_JSON_NO_MEMORY: .outOfMemory
    case KITE_JSON_TOO_DEEP: .tooDeep
    case KITE_JSON_BYTE_ORDER_MARK: .byteOrderMark
    case KITE_JSON_DUPLICATE_NAME: .duplicateName
    case KITE_JSON_NUMBER_NOT_INTEGER: .notAnInteger
    case KITE_JSON_NEGATIVE_ZERO: .negativeZero
    case KITE_JSON_INTEGER_TOO_LARGE: .integerTooLarge
    case KITE_JSON_ZERO_CHARACTER: .zeroCharacter
    case KITE_JSON_LONE_SURROGATE: .loneSurrogate
    default: .malformed(expected: nil)
    }
  }
}
