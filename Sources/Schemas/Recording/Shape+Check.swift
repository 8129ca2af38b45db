internal import JSON

extension Shape {
  /// Refuses a value that is not of this shape, by the readers of the types that have it.
  func check(_ value: JSONValue) throws(FieldError) {
    let bytes = value.bytes
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(bytes.span)
    } catch {
      throw FieldError(expected: words, found: "a value of which \(error)")
    }
    try check(document.root)
  }

  private func check(_ element: JSONElement) throws(FieldError) {
    switch self {
    case .text, .code: _ = try String.read(element)
    case .boolean: _ = try Bool.read(element)
    case .day: _ = try Day.read(element)
    case .month: _ = try Month.read(element)
    case .instant: _ = try Instant.read(element)
    case .decimal: _ = try Decimal.read(element)
    case .entry: _ = try EntryID.read(element)
    case .reference: _ = try Reference.read(element)
    case .json: break
    case .integer(let range):
      guard let value = element.integer, range?.contains(value) ?? true else { throw refusal(of: element) }
    case .choice(let codes):
      guard codes.contains(where: { element.isString($0) }) else { throw refusal(of: element) }
    case .identifier:
      guard let utf8 = element.utf8, isIdentifier(utf8) else { throw refusal(of: element) }
    case .list(let item, let count):
      guard element.kind == .array, element.count >= count else { throw refusal(of: element) }
      try element.forEachItem { (number, element) throws(FieldError) in
        do throws(FieldError) { try item.check(element) } catch { throw error.inside(String(number)) }
      }
    case .closable(let value):
      if try ClosedValue.read(element) == nil { try value.check(element) }
    case .object(let fields): try checkObject(element, fields)
    }
  }

  private func checkObject(_ element: JSONElement, _ fields: [FieldDescription]) throws(FieldError) {
    guard element.kind == .object else { throw refusal(of: element) }
    for field in fields {
      guard let value = element.member(named: field.name), !value.isNull else {
        if !field.isRequired { continue }
        throw FieldError(path: field.name, expected: field.shape.words, found: "nothing")
      }
      do throws(FieldError) { try field.shape.check(value) } catch { throw error.inside(field.name) }
    }
  }

  private func refusal(of element: JSONElement) -> FieldError {
    FieldError(expected: words, found: element)
  }
}
