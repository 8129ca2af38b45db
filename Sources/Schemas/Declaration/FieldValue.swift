public import JSON

/// A value that a field can hold: it knows its shape and how it is read.
public protocol FieldValue: Sendable {
  /// What its JSON looks like, for everything that is derived from a declaration.
  static var shape: Shape { get }

  /// Any valid value; used only while a declaration is described.
  static var example: Self { get }

  /// Reads the value, checking all of it.
  ///
  /// - Throws: what was expected and what stood there; the path is relative to this value.
  static func read(_ element: JSONElement) throws(FieldError) -> Self
}

/// A code from a fixed list: an enum of strings is a field value by its declaration alone.
extension FieldValue where Self: RawRepresentable & CaseIterable, RawValue == String {
  public static var shape: Shape { .choice(allCases.map(\.rawValue)) }

  public static var example: Self {
    guard let first = allCases.first else {
      preconditionFailure("'\(Self.self)' has no cases, so that no field can hold it")
    }
    return first
  }

  public static func read(_ element: JSONElement) throws(FieldError) -> Self {
    // The second look is at bytes: Swift's equality would take a Kelvin sign for a K.
    guard let text = element.string, let value = Self(rawValue: text), element.isString(value.rawValue) else {
      throw FieldError(expected: shape.words, found: element)
    }
    return value
  }
}
