public import JSON

/// A thing of any kind, by its whole tag: `body/trust-board`, `office/CEO`.
public struct Reference: Hashable, Sendable {
  /// The whole tag.
  public let text: String

  /// Nil unless the text is a kind of small letters, a slash and an id.
  public init?(_ text: String) {
    guard Reference.isReference(text.utf8.span) else { return nil }
    self.text = text
  }

  public init(_ identifier: some Identifier) { text = identifier.fullTag }

  private init(checked text: String) { self.text = text }

  /// `body`.
  public var kind: String { String(text.prefix { $0 != "/" }) }

  /// `trust-board`.
  public var id: String { String(text.drop { $0 != "/" }.dropFirst()) }

  static func isReference(_ utf8: Span<UInt8>) -> Bool {
    var slash = 0
    while slash < utf8.count, UInt8(ascii: "a")...UInt8(ascii: "z") ~= utf8[slash] { slash += 1 }
    return slash > 0 && utf8.holds("/", at: slash) && isIdentifier(utf8.extracting(slash + 1..<utf8.count))
  }
}

extension Reference: Comparable, CustomStringConvertible {
  public static func < (a: Reference, b: Reference) -> Bool { a.text < b.text }
  public var description: String { text }
}

extension Reference: FieldValue {
  public static var shape: Shape { .reference }
  public static var example: Reference { Reference(checked: "body/X1") }

  public static func read(_ element: JSONElement) throws(FieldError) -> Reference {
    guard let utf8 = element.utf8, isReference(utf8), let text = element.string else {
      throw FieldError(expected: shape.words, found: element)
    }
    return Reference(checked: text)
  }
}
