/// Why the log could not do what it was asked. Its words say what to do now.
public enum LogError: Error, Sendable {
  /// The folder holds no log.
  case notARecord(String)
  /// The folder holds a log already.
  case exists(String)
  /// A folder, a pipe or a device is where the log should be.
  case notAFile(String)
  /// The log ends before its first commit does: its making was interrupted.
  case notBegun(String)
  /// The log is of a later format than this program knows.
  case newerFormat(Int, known: Int)
  /// Somebody else writes. `holder` is their process, where it is known.
  case locked(path: String, holder: Int?)
  /// What is stored can't be what was written.
  case damaged(Damage)
  /// An earlier failure leaves open what is on disk.
  case closedByFailure(SystemError)
  /// The log is open for reading only.
  case readOnly(String)
  /// The record is a copy of the one in this folder, and takes no entries of its own.
  case isCopy(of: String)
  /// An event that the append was not to follow is in the log, here.
  case conflict(Position)
  /// The clock is behind the log's last time. Both are Unix milliseconds.
  case clockBehind(last: Int64, now: Int64)
  /// Another commit has this reference.
  case refInUse(String)
  /// Another event has this id.
  case idInUse(String)
  /// A value can't stand in the log: which one, what it is, and why not.
  case invalid(field: String, value: String, why: String)
  case lineTooLong(bytes: Int, limit: Int)
  /// No key of this person is enrolled that this is, or it is revoked.
  case keyNotEnrolled(actor: String, key: String)
  case keyRevoked(actor: String, key: String)
  /// The recovery key tried to record something other than keys.
  case recoveryKeyOnly(type: String)
  case key(KeyError)
  case note(NoteError)
  case system(SystemError)
  /// The index failed, in SQLite's words.
  case index(String)
}

/// The first thing in a log that can't be what was written.
public struct Damage: Error, Equatable, Sendable {
  /// What is wrong, for programs.
  public enum Kind: String, Sendable {
    /// A line is not in the form of a line.
    case line
    /// A seal does not hold.
    case seal
    /// The key that sealed was not enrolled, or was revoked.
    case key
    /// The log ends before what is known to have been in it, or has another history.
    case history
    /// Content beside the log is not what the log says.
    case content
  }

  /// The first position that is wrong.
  public let position: Position
  /// What is wrong, for programs.
  public let kind: Kind
  /// What is wrong, in words for people.
  public let says: String

  /// Damage that begins at a position.
  public init(_ position: Position, _ kind: Kind, _ says: String) {
    self.position = position
    self.kind = kind
    self.says = says
  }
}
