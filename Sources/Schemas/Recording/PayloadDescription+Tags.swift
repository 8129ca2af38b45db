public import JSON

extension PayloadDescription {
  /// The tags that data gives its event, sorted as bytes, each once.
  ///
  /// Every identifier, however deep, gives its kind and text; a reference gives itself. Closed values give
  /// none, and neither does anything in a field that is declared untagged. Data need not be complete.
  public func tags(of data: JSONValue) -> [String] {
    var tags: Set<String> = []
    Shape.object(fields).collectTags(of: data, into: &tags)
    // All tags are ASCII, where Swift's order is that of the bytes.
    return tags.sorted()
  }
}

extension Shape {
  fileprivate func collectTags(of value: JSONValue, into tags: inout Set<String>) {
    switch self {
    case .identifier(let tag):
      if let text = value.string { tags.insert("\(tag)/\(text)") }
    case .reference:
      if let text = value.string { tags.insert(text) }
    case .list(let item, _):
      for value in value.array ?? [] { item.collectTags(of: value, into: &tags) }
    case .closable(let shape):
      if !ClosedValue.isClosed(value) { shape.collectTags(of: value, into: &tags) }
    case .object(let fields):
      for field in fields where field.isTagged {
        if let value = value[field.name] { field.shape.collectTags(of: value, into: &tags) }
      }
    case .text, .boolean, .day, .month, .instant, .decimal, .entry, .json, .integer, .choice, .code: break
    }
  }
}
