/// Why a copy was not brought up to date. Its words say what to do now.
public enum PullError: Error, Sendable {
  /// The source is no continuation of what the copy has. The copy is as it was.
  case parted(Parting)
  /// The source is damaged; the copy was brought up to the entry before the damage, if it had not got it yet.
  case sourceDamaged(source: String, Damage, head: Position)
  /// The copy itself is damaged.
  case copyDamaged(folder: String, Damage)
  /// The folder holds a record of its own, or other things.
  case notACopy(String)
  case notEmpty(String)
  /// Source and copy are the same folder.
  case sameFolder(String)
  /// Content of this class may not be read in the source: `path` is closed to this user.
  case notPermitted(contentClass: String, path: String)
  /// The source is a copy itself, and does not hold this class.
  case notHeld(contentClass: String, source: String)
  /// No copy holds restricted content.
  case restricted
  case log(LogError)
}

/// How two logs differ that should be one.
public struct Parting: Equatable, Sendable {
  /// What a log commits to.
  public struct Head: Equatable, Sendable {
    /// Which log.
    public let origin: String
    /// The number of its entries that hold.
    public let size: Int
    /// The root over them.
    public let root: Digest
  }

  /// The copy's head.
  public let copy: Head
  /// The source's folder, and its head.
  public let source: String
  public let other: Head
  /// The largest size at which a commit ends and both have the same root; 0 when there is none.
  public let common: Int

  /// Whether the source is the same history, only shorter.
  public var isBehind: Bool { copy.origin == other.origin && common == other.size }
}

extension PullError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .parted(let parting): parting.description
    case .sourceDamaged(let source, let damage, let head):
      "the record in '\(source)' is damaged, \(damage); "
        + (head == .start ? "nothing was brought; " : "this copy is right up to entry \(head); ")
        + "write nothing there, and check it with 'kite verify --record \(source)'"
    case .copyDamaged(let folder, let damage):
      "this copy, '\(folder)', is damaged, \(damage); make a new copy in another folder, "
        + "and keep this one until the two were compared"
    case .notACopy(let folder):
      "'\(folder)' is a record of its own, and no copy: a pull into it would change it; "
        + "name a folder that is empty with --record"
    case .notEmpty(let folder):
      "'\(folder)' is not empty, and holds no copy; name a folder that is empty, or does not exist yet"
    case .sameFolder(let folder):
      "'\(folder)' is both the copy and its source; name the folder of the record"
    case .notPermitted(let contentClass, let path):
      "content of class '\(contentClass)' is not permitted: '\(path)' may not be read here; ask who "
        + "keeps the record, or name with --classes the classes that may be"
    case .notHeld(let contentClass, let source):
      "'\(source)' is a copy itself, and holds nothing of class '\(contentClass)'; take it from the "
        + "record, or name other classes with --classes"
    case .restricted:
      "restricted content is never copied: reading it is recorded, which only the record itself can do"
    case .log(let error): error.description
    }
  }
}

extension Parting: CustomStringConvertible {
  public var description: String {
    if copy.origin != other.origin {
      return "'\(source)' is another record, and nothing was brought\n"
        + "  this copy  of '\(copy.origin)', \(words(copy))\n"
        + "  source     of '\(other.origin)', \(words(other))\n"
        + "  now        name the folder of the right record, or another copy with --record"
    }
    let heads =
      "  this copy  \(words(copy))\n  source     \(words(other))\n  the same   up to entry \(common)\n"
    if isBehind {
      return "'\(source)' ends before this copy does, and nothing was brought\n" + heads
        + "  now        a backup that is behind was put back there, or entries were cut off: let nobody "
        + "record there;\n             where no newer backup has what is missing, put this copy's "
        + "'EventLog/decisions.jsonl' there\n"
        + "             instead, and look at what is closed: 'kite verify' says what is not there"
    }
    return "'\(source)' has another history than this copy, and nothing was brought\n" + heads
      + "  now        let nobody record there, keep both, and compare what follows entry \(common) in each "
      + "of them,\n             and each with the checkpoints in the minutes"
  }

  private func words(_ head: Head) -> String { "\(head.size) entries, root \(head.root.base64)" }
}
