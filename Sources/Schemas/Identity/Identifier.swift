public import JSON

/// The id of a thing of the trust: a school, a case, a body, a variation.
///
/// Its text is 1 to 64 ASCII letters, digits, `-` and `.`, and begins with a letter or digit, so that it can
/// stand in tags, options and file names without quoting.
public protocol Identifier: FieldValue, Hashable, Comparable, CustomStringConvertible {
  /// The kind in tags: `school` for `school/S02`.
  static var tag: String { get }
  var text: String { get }
  /// Takes a text that is known to be allowed.
  init(unchecked text: String)
}

extension Identifier {
  /// Nil when the text is not allowed.
  public init?(_ text: String) {
    guard isIdentifier(text.utf8.span) else { return nil }
    self.init(unchecked: text)
  }

  /// `school/S02`.
  public var fullTag: String { "\(Self.tag)/\(text)" }

  public static var shape: Shape { .identifier(tag: tag) }
  public static var example: Self { Self(unchecked: "X1") }

  public static func read(_ element: JSONElement) throws(FieldError) -> Self {
    guard let utf8 = element.utf8, isIdentifier(utf8), let text = element.string else {
      throw FieldError(expected: shape.words, found: element)
    }
    return Self(unchecked: text)
  }

  // In ASCII, Swift's order of strings is that of their bytes.
  public static func < (a: Self, b: Self) -> Bool { a.text < b.text }

  public var description: String { text }
}

/// Whether these bytes are allowed as an identifier.
func isIdentifier(_ utf8: Span<UInt8>) -> Bool {
  guard 1...64 ~= utf8.count else { return false }
  for index in utf8.indices {
    switch utf8[index] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      continue
    case UInt8(ascii: "-"), UInt8(ascii: "."):
      if index == 0 { return false }
    default: return false
    }
  }
  return true
}
