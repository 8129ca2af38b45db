import CommandLineKit
import EventLog
import Glibc
import Governance
import Schemas

/// The private keys of this user: one file a person and log, outside of every record.
struct KeyStore {
  let folder: String
  let passphrase: String?

  init(_ world: World, logID: String) throws {
    guard let keys = world.keysFolder else {
      throw CommandFailure(
        .configuration,
        "there is no place for keys: neither HOME nor XDG_CONFIG_HOME is set; set HOME to your home folder")
    }
    folder = "\(keys)/\(logID)"
    passphrase = world.environment("KITE_PASSPHRASE").flatMap { $0.isEmpty ? nil : $0 }
  }

  static let recovery = "recovery"

  func path(_ person: String) -> String { "\(folder)/\(person).pem" }

  /// The persons whose keys are here, in order; the recovery key is not counted.
  func persons() -> [PersonCode] {
    Machine.names(in: folder).filter { $0.hasSuffix(".pem") }.map { String($0.dropLast(4)) }
      .filter { $0 != KeyStore.recovery }.compactMap { PersonCode($0) }.sorted()
  }

  func signer(of person: String, log: Log) throws -> SoftwareSigner {
    let path = path(person)
    guard Files.exists(path) else {
      throw CommandFailure(
        .notPermitted,
        "there is no key of '\(person)' for this record here ('\(path)'); "
          + "record as somebody whose key is here: --as PERSON")
    }
    do {
      return try KeyFile.read(path, name: "\(log.origin)/\(person)", passphrase: passphrase)
    } catch KeyError.passphraseNeeded {
      throw CommandFailure(
        .notPermitted, "the key of '\(person)' is encrypted; give its passphrase in KITE_PASSPHRASE")
    }
  }

  func write(_ signer: SoftwareSigner, of person: String, encrypted: Bool) throws {
    try KeyFile.write(signer, to: path(person), passphrase: encrypted ? passphrase : nil)
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
