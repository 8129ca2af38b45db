public import JSON

/// A value that may be kept out of the log.
///
/// Open, its JSON is the value's own. Closed, the log holds only `{"closed":"part2","digest":"<base64>"}`;
/// the value lies in a file of its own, and the digest (SHA-256) proves that it is the one meant.
public enum Closable<Value: FieldValue & Equatable>: Equatable, Sendable {
  case open(Value)
  case closed(ContentClass, digest: String)

  /// Nil when the value is closed.
  public var value: Value? {
    if case .open(let value) = self { value } else { nil }
  }

  /// The class of a closed value, `open` for an open one.
  public var contentClass: ContentClass {
    if case .closed(let contentClass, _) = self { contentClass } else { .open }
  }
}

extension Closable: FieldValue {
  public static var shape: Shape { .closable(Value.shape) }
  public static var example: Closable { .open(Value.example) }

  @inlinable
  public static func read(_ element: JSONElement) throws(FieldError) -> Closable {
    if let (contentClass, digest) = try ClosedValue.read(element) {
      return .closed(contentClass, digest: digest)
    }
    return .open(try Value.read(element))
  }
}
