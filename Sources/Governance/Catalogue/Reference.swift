public import JSON
public import Schemas

/// Anything that has a tag, written as the tag: `report/S02-2025-01`.
public struct Reference: Hashable, Sendable {
  public let text: String
  public init(text: String) { self.text = text }
}

extension Reference: FieldValue {
  public static var shape: Shape { .reference }
  public static var example: Reference { Reference(text: "school/S02") }

  /// The kinds of thing that have tags.
  public static let kinds = [
    "school", "case", "body", "person", "office", "function", "variation", "scheme", "deployment", "plan",
    "report",
    "evidence", "request", "decision",
  ]

  public static func read(_ element: borrowing JSONElement) throws(FieldError) -> Reference {
    guard let text = element.string, isReference(text) else {
      throw FieldError(expected: "a kind and a code, such as 'report/S02-2025-01' or 'body/sec'", element)
    }
    return Reference(text: text)
  }

  static func isReference(_ text: String) -> Bool {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return parts.count == 2 && kinds.contains(parts[0]) && isCode(parts[1])
  }
}
