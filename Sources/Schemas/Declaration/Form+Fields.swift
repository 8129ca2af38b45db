public import JSON

extension Form {
  /// A required field.
  @inlinable
  public mutating func callAsFunction<V: FieldValue>(
    _ name: StaticString, _ help: StaticString, _ options: FieldOptions = []
  ) throws(FieldError) -> V {
    guard let element else {
      describe(name, help, V.shape, required: true, options)
      return V.example
    }
    guard let field = element.member(name, after: &hint), !field.isNull else {
      throw .missing(name, V.shape)
    }
    do throws(FieldError) {
      return try V.read(field)
    } catch {
      throw error.inside(name)
    }
  }

  /// An optional field; absent or null gives nil.
  @inlinable
  public mutating func callAsFunction<V: FieldValue>(
    _ name: StaticString, _ help: StaticString, _ options: FieldOptions = []
  ) throws(FieldError) -> V? {
    guard let element else {
      describe(name, help, V.shape, required: false, options)
      return nil
    }
    guard let field = element.member(name, after: &hint), !field.isNull else { return nil }
    do throws(FieldError) {
      return try V.read(field)
    } catch {
      throw error.inside(name)
    }
  }

  /// A list. Absent gives an empty one; one that needs items is required.
  @inlinable
  public mutating func callAsFunction<V: FieldValue>(
    _ name: StaticString, _ help: StaticString, atLeast: Int = 0, _ options: FieldOptions = []
  ) throws(FieldError) -> [V] {
    guard let element else {
      describe(name, help, .list(V.shape, atLeast: atLeast), required: atLeast > 0, options)
      return atLeast > 0 ? [V](repeating: V.example, count: atLeast) : []
    }
    guard let field = element.member(name, after: &hint), !field.isNull else {
      if atLeast > 0 { throw .missing(name, .list(V.shape, atLeast: atLeast)) }
      return []
    }
    guard field.kind == .array else {
      throw FieldError(
        path: name.description, expected: Shape.list(V.shape, atLeast: atLeast).words, found: field)
    }
    var values: [V] = []
    try field.forEachItem { (number, item) throws(FieldError) in
      do throws(FieldError) {
        values.append(try V.read(item))
      } catch {
        throw error.inside("\(name)/\(number)")
      }
    }
    guard values.count >= atLeast else {
      throw FieldError(
        path: name.description, expected: Shape.list(V.shape, atLeast: atLeast).words,
        found: values.isEmpty ? "an empty list" : "a list of \(values.count)")
    }
    return values
  }

  /// A required whole number within a range.
  public mutating func callAsFunction(
    _ name: StaticString, _ help: StaticString, _ range: ClosedRange<Int>, _ options: FieldOptions = []
  ) throws(FieldError) -> Int {
    guard let value = try integer(name, help, range, required: true, options) else {
      throw .missing(name, .integer(range))
    }
    return value
  }

  /// An optional whole number within a range; absent or null gives nil.
  public mutating func callAsFunction(
    _ name: StaticString, _ help: StaticString, _ range: ClosedRange<Int>, _ options: FieldOptions = []
  ) throws(FieldError) -> Int? {
    try integer(name, help, range, required: false, options)
  }

  private mutating func integer(
    _ name: StaticString, _ help: StaticString, _ range: ClosedRange<Int>, required: Bool,
    _ options: FieldOptions
  ) throws(FieldError) -> Int? {
    guard let element else {
      describe(name, help, .integer(range), required: required, options)
      return range.lowerBound
    }
    guard let field = element.member(name, after: &hint), !field.isNull else { return nil }
    guard let value = field.integer, range.contains(value) else {
      throw FieldError(path: name.description, expected: Shape.integer(range).words, found: field)
    }
    return value
  }
}
