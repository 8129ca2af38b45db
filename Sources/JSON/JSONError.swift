/// Why a text was refused as JSON.
public struct JSONError: Error, Equatable {
  public enum Reason: Sendable, Equatable {
    /// Not JSON; nil when it is not known what would be.
    case malformed(expected: String?)
    /// The text ends too early.
    case truncated(expected: String)
    case invalidUTF8
    case duplicateName
    case notAnInteger
    case negativeZero
    case integerTooLarge
    case zeroCharacter
    case loneSurrogate
    case byteOrderMark
    case tooDeep
    case outOfMemory
  }

  /// Where, in bytes from the start, if that is known.
  public var offset: Int?
  public var reason: Reason

  public init(offset: Int?, reason: Reason) {
    self.offset = offset
    self.reason = reason
  }
}

extension JSONError: CustomStringConvertible {
  public var description: String {
    guard let offset else { return reason.words }
    return "byte \(offset + 1): \(reason.words)"
  }
}

extension JSONError.Reason {
  /// What is wrong, in words for people.
  var words: String {
    switch self {
    case .malformed(nil): "this is not JSON"
    case .malformed(let expected?): "this is not JSON; expected \(expected)"
    case .truncated(let expected): "the text ends too early; expected \(expected)"
    case .invalidUTF8: "these bytes are not UTF-8"
    case .duplicateName: "a name stands twice in one object"
    case .notAnInteger: "only whole numbers are allowed, without '.' and 'e'; write others as text"
    case .negativeZero: "'-0' is not allowed; write '0'"
    case .integerTooLarge: "whole numbers end at ±9007199254740991; write larger ones as text"
    case .zeroCharacter: "the character U+0000 is not allowed"
    case .loneSurrogate: "half a surrogate pair is no character"
    case .byteOrderMark: "a byte order mark is not allowed; save the text as UTF-8 without one"
    case .tooDeep: "the nesting is deeper than 64"
    case .outOfMemory: "there is no memory left to read this text"
    }
  }
}
