internal import JSON

/// Everything that a payload's declaration says, as a value.
///
/// From it come the JSON Schema, the command line's options, the CSV columns and the documentation, and what
/// is done with data before it is recorded: checking it, putting it in its order, finding its tags.
public struct PayloadDescription: Sendable {
  public let type: String
  public let version: Int
  public let summary: String
  public let fields: [FieldDescription]

  /// The payload's own reader, so that data is checked by what will read it.
  let read: @Sendable (JSONValue) throws(FieldError) -> Void

  /// - Complexity: runs the declaration; keep the result.
  public init<P: Payload>(of payload: P.Type) {
    type = P.type
    version = P.version
    summary = P.summary
    fields = P.fields
    read = { (value) throws(FieldError) in _ = try P.decode(value) }
  }
}
