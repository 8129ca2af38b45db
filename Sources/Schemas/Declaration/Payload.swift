public import JSON

/// The data of an event.
public protocol Payload: Record {
  /// The event's type: part of the storage format, never renamed.
  static var type: String { get }
  static var version: Int { get }
  /// What the event says, in one sentence.
  static var summary: String { get }
}

extension Payload {
  public static var version: Int { 1 }

  /// Reads a payload from the JSON text of its data. Unknown fields are ignored, as in every old or newer
  /// log.
  @inlinable
  public static func decode(_ bytes: Span<UInt8>) throws(FieldError) -> Self {
    var parser = JSONParser()
    return try decode(bytes, with: &parser)
  }

  /// The same with a parser that the caller keeps: for loops over many events.
  @inlinable
  public static func decode(_ bytes: Span<UInt8>, with parser: inout JSONParser) throws(FieldError) -> Self {
    let root: JSONElement
    do throws(JSONError) {
      root = try parser.parse(bytes)
    } catch {
      throw FieldError(expected: "JSON", found: "a text of which \(error)")
    }
    return try read(root)
  }

  /// Reads a payload from data in memory.
  ///
  /// - Complexity: writes the data as text and reads that, so that there is one reader only.
  @inlinable
  public static func decode(_ value: JSONValue) throws(FieldError) -> Self {
    try decode(value.bytes.span)
  }
}
