public import JSON

/// A field that does not hold what its declaration asks for.
public struct FieldError: Error, Equatable {
  /// Where, as `options/0/why`; empty for the whole payload; `--days-per-week` for an option.
  public var path: String
  public var expected: String
  public var found: String

  public init(path: String = "", expected: String, found: String) {
    self.path = path
    self.expected = expected
    self.found = found
  }

  public init(path: String = "", expected: String, found element: JSONElement) {
    self.init(path: path, expected: expected, found: FieldError.words(for: element))
  }

  /// The same error, seen from the object or list that holds the value.
  public func inside(_ step: String) -> FieldError {
    FieldError(path: path.isEmpty ? step : "\(step)/\(path)", expected: expected, found: found)
  }

  // Long texts are not shown: they may be closed content, and nobody finds an error in them by rereading.
  private static func words(for element: JSONElement) -> String {
    switch element.kind {
    case .null: return "nothing"
    case .bool: return element.bool == true ? "true" : "false"
    case .integer: return String(element.integer ?? 0)
    case .array: return "a list"
    case .object: return "an object"
    case .string:
      let text = element.string ?? ""
      if text.isEmpty { return "empty text" }
      return text.utf8.count <= 40 ? "'\(text)'" : "text of \(text.utf8.count) bytes"
    }
  }
}

extension FieldError: CustomStringConvertible {
  public var description: String {
    let problem = "expected \(expected), found \(found)"
    if path.isEmpty { return problem }
    return "\(path.hasPrefix("--") ? "option" : "field") '\(path)': \(problem)"
  }
}
