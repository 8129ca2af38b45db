public import JSON

extension PayloadDescription {
  /// The same data as it is written: members in declared order, without nulls and empty optional lists.
  ///
  /// Members that are not declared come last, in their order: nothing is lost here, `check` refuses them.
  /// What stands in a field of any JSON stays as it is.
  public func canonical(_ data: JSONValue) -> JSONValue { Shape.object(fields).canonical(data) }
}

extension Shape {
  fileprivate func canonical(_ value: JSONValue) -> JSONValue {
    switch self {
    case .list(let item, _):
      guard let items = value.array else { return value }
      return .array(items.map(item.canonical))
    case .closable(let shape):
      guard ClosedValue.isClosed(value), let closed = value["closed"], let digest = value["digest"] else {
        return shape.canonical(value)
      }
      return ["closed": closed, "digest": digest]
    case .object(let fields):
      guard var rest = value.members else { return value }
      var members: [JSONMember] = []
      for field in fields {
        guard let index = rest.firstIndex(where: { $0.name.hasSameBytes(as: field.name) }) else { continue }
        let found = rest.remove(at: index).value
        if found.isNull || (!field.isRequired && field.shape.isList && found == .array([])) { continue }
        members.append(JSONMember(field.name, field.shape.canonical(found)))
      }
      return .object(members + rest)
    case .text, .boolean, .day, .month, .instant, .decimal, .entry, .json, .integer, .choice, .code,
      .identifier,
      .reference:
      return value
    }
  }

  var isList: Bool {
    if case .list = self { true } else { false }
  }
}
