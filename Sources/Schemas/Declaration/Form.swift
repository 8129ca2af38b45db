public import JSON

/// What a declaration reads its fields from.
///
/// It works in two modes. Reading, it takes each field out of a JSON object and checks it. Describing, it
/// notes what is asked for and answers with examples. So the declaration and its description cannot disagree.
public struct Form: ~Copyable, ~Escapable {
  /// Nil while describing.
  @usableFromInline let element: JSONElement?
  /// Where the last field was found, so that fields in their order cost one comparison each.
  @usableFromInline var hint = 0
  /// Nil while reading.
  @usableFromInline var described: [FieldDescription]?

  @_lifetime(copy element)
  public init(reading element: JSONElement) throws(FieldError) {
    guard element.kind == .object else { throw FieldError(expected: "an object", found: element) }
    self.element = element
    self.described = nil
  }

  @_lifetime(immortal)
  init(describing: ()) {
    self.element = nil
    self.described = []
  }

  /// A test over several fields, once all are read; it is not made while the declaration is described.
  public func require(
    _ condition: @autoclosure () -> Bool, _ name: String, expected: String, found: @autoclosure () -> String
  ) throws(FieldError) {
    guard described == nil, !condition() else { return }
    throw FieldError(path: name, expected: expected, found: found())
  }

  @usableFromInline
  mutating func describe(
    _ name: StaticString, _ help: StaticString, _ shape: Shape, required: Bool, _ options: FieldOptions
  ) {
    let name = name.description
    precondition(
      described?.contains { $0.name == name } != true, "the field '\(name)' is declared twice in one record")
    described?.append(
      FieldDescription(
        name: name, help: help.description, shape: shape, isRequired: required,
        isTagged: !options.contains(.untagged)))
  }
}

extension FieldError {
  @usableFromInline
  static func missing(_ name: StaticString, _ shape: Shape) -> FieldError {
    FieldError(path: name.description, expected: shape.words, found: "nothing")
  }

  @usableFromInline
  func inside(_ name: StaticString) -> FieldError { inside(name.description) }
}
