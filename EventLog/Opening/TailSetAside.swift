internal import JSON

/// Bytes that followed the last whole commit, and were moved aside when the log was opened for writing.
///
/// They are of a write that was never acknowledged. Record this as an event `TailSetAside`: if they held a
/// seal, their position is sealed a second time, with another root.
public struct TailSetAside: Equatable, Sendable {
  /// The position of the last event before them.
  public let after: Position
  /// How many bytes they are.
  public let bytes: Int
  /// Their SHA-256.
  public let digest: Digest
  /// The file's name in the folder `EventLog`.
  public let file: String
  /// Whether they held a complete seal.
  public let signed: Bool

  /// The event that tells of it.
  public var event: NewEvent {
    let data: JSONValue = [
      "after": .integer(after.rawValue), "bytes": .integer(bytes), "digest": .string(digest.base64),
      "file": .string(file), "signed": .bool(signed),
    ]
    return NewEvent(
      type: RecordEvent.tailSetAside, subject: "trust",
      dataSchema: "urn:kite:event:\(RecordEvent.tailSetAside):1", data: data.bytes)
  }
}
