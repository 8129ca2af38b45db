import CommandLineKit
import EventLog
import Glibc
import Governance
import Schemas

/// The private keys of this user: files by log and person, outside of every record.
///
/// A person's key is `p-001.pem`. Another of the same person is `p-001@<key hash>.pem`: a key that is about
/// to take the first one's place, or an old one. Which of them is enrolled, the log says.
struct KeyStore {
  let folder: String

  init(_ world: World, logID: String) throws {
    guard let keys = world.keysFolder else {
      throw CommandFailure(
        .configuration,
        "there is no place for keys: neither HOME nor XDG_CONFIG_HOME is set; set HOME to your home folder")
    }
    folder = "\(keys)/\(logID)"
  }

  static let recovery = "recovery"

  func path(_ person: String) -> String { "\(folder)/\(person).pem" }

  func path(_ person: String, _ key: VerifierKey) -> String { "\(folder)/\(person)@\(key.hash).pem" }

  /// Where a new key of a person goes: no file is ever overwritten.
  func free(_ person: String, _ key: VerifierKey) -> String {
    Files.exists(path(person)) ? path(person, key) : path(person)
  }

  /// A key file, and whose key it is by its name.
  struct File {
    let path: String
    let person: String
    /// The hash of the key, where the file or its name tells it.
    let hash: String?
    /// Whether the file's name is the person's alone.
    let isFirst: Bool
  }

  /// The key files that are here, by name.
  func files() -> [File] {
    Machine.names(in: folder).filter { $0.hasSuffix(".pem") }.sorted().map { name in
      let parts = name.dropLast(4).split(separator: "@", maxSplits: 1).map(String.init)
      let path = "\(folder)/\(name)"
      let label = try? KeyFile.label(path)
      return File(
        path: path, person: parts.first ?? "", hash: label?.hash ?? (parts.count > 1 ? parts[1] : nil),
        isFirst: parts.count == 1)
    }
  }

  /// The persons whose keys are here, in order; the recovery key is not counted.
  func persons() -> [PersonCode] {
    Set(files().map(\.person)).filter { $0 != KeyStore.recovery }.compactMap { PersonCode($0) }.sorted()
  }

  /// The file of a person's key that the log has enrolled and not revoked; where no file tells that it is,
  /// the person's first one.
  func file(of person: String, _ log: Log) throws -> String {
    let enrolled = log.keys.filter { $0.person == person && $0.revoked == nil }.map(\.key.hash)
    let mine = files().filter { $0.person == person }
    let found = mine.last { file in file.hash.map(enrolled.contains) ?? false } ?? mine.first { $0.isFirst }
    guard let found else {
      if person == KeyStore.recovery {
        throw CommandFailure(
          .notPermitted,
          "the recovery key is not here, as it should be: name its file with --key-file, from the stick that "
            + "it is kept on; one that was lost: kite help keys")
      }
      throw CommandFailure(
        .notPermitted,
        "there is no key of '\(person)' for this record here ('\(path(person))'); "
          + "record as somebody whose key is here (--as PERSON), name the key's file (--key-file FILE), or "
          + "make a key: kite key make \(person); in place of one that was lost: kite help keys")
    }
    return found.path
  }

  /// After another key took its place, the old one is kept under a name of its own, and the new one gets the
  /// person's. A crash before or between changes nothing: what counts is which key is enrolled.
  ///
  /// - Returns: where the new key is.
  func replace(_ old: String?, _ oldKey: VerifierKey, by new: String, of person: String) -> String {
    if old == path(person) { _ = Machine.renameNew(path(person), to: path(person, oldKey)) }
    return new == path(person) || Machine.renameNew(new, to: path(person)) ? path(person) : new
  }
}

extension KeyError {
  var status: ExitStatus {
    switch self {
    case .exists, .emptyPassphrase: .usage
    case .system: .inputOutput
    default: .notPermitted
    }
  }
}

extension FileError {
  var status: ExitStatus {
    switch code {
    case ENOENT: .notFound
    case EACCES, EPERM: .notPermitted
    case EISDIR, ENOTDIR: .badData
    default: .inputOutput
    }
  }
}
