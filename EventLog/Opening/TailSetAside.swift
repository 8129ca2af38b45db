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
}
