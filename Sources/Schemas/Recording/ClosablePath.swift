public import JSON

/// A value in some data that can be closed and is open now.
public struct ClosablePath: Sendable, Equatable {
  /// `options/0/why`.
  public var path: String
  /// The field's declared name: `why`.
  public var field: String
  /// The field of the payload that holds it: `options`. The command line names this one.
  public var payloadField: String { String(path.prefix { $0 != "/" }) }

  public init(path: String, field: String) {
    self.path = path
    self.field = field
  }
}

extension PayloadDescription {
  /// The values in data that can be closed and are open now, in declared order.
  public func closablePaths(in data: JSONValue) -> [ClosablePath] {
    var paths: [ClosablePath] = []
    Shape.object(fields).collectClosable(in: data, at: "", field: "", into: &paths)
    return paths
  }
}

extension Shape {
  fileprivate func collectClosable(
    in value: JSONValue, at path: String, field name: String, into paths: inout [ClosablePath]
  ) {
    let prefix = path.isEmpty ? "" : path + "/"
    switch self {
    case .closable:
      // Closing the whole closes what is in it, so that nothing deeper is named.
      if !ClosedValue.isClosed(value) && !value.isNull { paths.append(ClosablePath(path: path, field: name)) }
    case .list(let item, _):
      for (number, value) in (value.array ?? []).enumerated() {
        item.collectClosable(in: value, at: "\(prefix)\(number)", field: name, into: &paths)
      }
    case .object(let fields):
      for field in fields {
        guard let value = value[field.name] else { continue }
        field.shape.collectClosable(in: value, at: prefix + field.name, field: field.name, into: &paths)
      }
    case .text, .boolean, .day, .month, .instant, .decimal, .entry, .json, .integer, .choice, .code,
      .identifier,
      .reference:
      break
    }
  }
}
