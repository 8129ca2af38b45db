extension JSONValue {
  /// The value at a path such as `options/0/why`: names of members and numbers of items.
  ///
  /// The empty path is the value itself. A name that holds a slash cannot be reached.
  public func value(at path: String) -> JSONValue? {
    var value = self
    for step in path.split(separator: "/") {
      guard let next = value.child(step) else { return nil }
      value = next
    }
    return value
  }

  /// Replaces the value at a path, and returns false when there is none.
  public mutating func set(_ value: JSONValue, at path: String) -> Bool {
    set(value, at: path.split(separator: "/")[...])
  }

  private mutating func set(_ value: JSONValue, at steps: ArraySlice<Substring>) -> Bool {
    guard let step = steps.first else {
      self = value
      return true
    }
    switch self {
    case .object(var members):
      guard let index = members.firstIndex(where: { $0.name.hasSameBytes(as: String(step)) }),
        members[index].value.set(value, at: steps.dropFirst())
      else { return false }
      self = .object(members)
      return true
    case .array(var items):
      guard let index = JSONValue.itemNumber(step), items.indices.contains(index),
        items[index].set(value, at: steps.dropFirst())
      else { return false }
      self = .array(items)
      return true
    case .null, .bool, .integer, .string:
      return false
    }
  }

  private func child(_ step: Substring) -> JSONValue? {
    switch self {
    case .object: self[String(step)]
    case .array: JSONValue.itemNumber(step).flatMap { self[$0] }
    case .null, .bool, .integer, .string: nil
    }
  }

  // `Int` alone would take "+1" and "01", so that one item had several paths.
  private static func itemNumber(_ step: Substring) -> Int? {
    guard let number = Int(step), number >= 0, String(number).hasSameBytes(as: String(step)) else {
      return nil
    }
    return number
  }
}
