import CommandLineKit
import EventLog
import Governance
import Schemas

/// What seals the entries of a run, and whose key it is: a file that was named, a command that signs, or a
/// file of this user's key folder, in this order.
struct SealingKey {
  let person: PersonCode
  let signer: any Signer
  /// The file of the private key; nil where a command signs.
  let file: String?

  static let command = "KITE_SIGNER"
  /// Says which key of a person signs; the command finds it in its environment.
  static let commandKey = "KITE_SIGNER_KEY"

  /// The key, found on a log that is open for reading only.
  init(_ input: Input, _ world: World, _ folder: RecordFolder) throws {
    try self.init(input, world, Log(opening: folder.path, for: .reading, cache: world.cacheFolder))
  }

  /// - Parameter isDryRun: seals nothing, so that anybody may try what the rules would say to anybody.
  init(_ input: Input, _ world: World, _ log: Log, isDryRun: Bool = false) throws {
    let store = try KeyStore(world, logID: log.logID)
    let isOthers = input[Options.keyFile] != nil || Self.signer(world) != nil
    if isDryRun, let named = try input[Options.actor] ?? (isOthers ? nil : Self.onlyPerson(in: store)) {
      self = Self(person: named, signer: try SoftwareSigner.random(name: "\(log.origin)/\(named)"), file: nil)
    } else if let path = input[Options.keyFile] {
      self = try Self.named(path, input, world, log)
    } else if let command = Self.signer(world) {
      self = try Self.command(command, input, world, log, store)
    } else {
      let person = try input[Options.actor] ?? Self.onlyPerson(in: store)
      let path = try store.file(of: person.text, log)
      let signer = try Passphrases(world).open(path, name: "\(log.origin)/\(person)")
      self = Self(person: person, signer: signer, file: path)
    }
  }

  private init(person: PersonCode, signer: any Signer, file: String?) {
    self.person = person
    self.signer = signer
    self.file = file
  }

  /// The command of the environment that signs, if one is named.
  static func signer(_ world: World) -> SignerCommand? {
    guard let command = world.environment(Self.command), !command.isEmpty else { return nil }
    return SignerCommand(Self.command, command, world)
  }

  /// Whose key a file holds need not be said: the log knows the key.
  private static func named(_ path: String, _ input: Input, _ world: World, _ log: Log) throws -> Self {
    guard Files.exists(path) else {
      throw CommandFailure(
        .notFound, "there is no key file '\(path)'; is the stick that it is on plugged in?")
    }
    let passphrases = Passphrases(world)
    if let person = input[Options.actor] {
      let signer = try passphrases.open(path, name: "\(log.origin)/\(person)")
      return Self(person: person, signer: signer, file: path)
    }
    let unnamed = try passphrases.open(
      path, name: "\(log.origin)/\(path.split(separator: "/").last ?? "key")")
    guard let key = log.keys.last(where: { $0.key.publicKey == unnamed.key.publicKey }),
      let person = PersonCode(key.person)
    else {
      throw CommandFailure(
        .notPermitted,
        "the key in '\(path)' is not enrolled in this record; kite key list shows those that are")
    }
    return Self(person: person, signer: try unnamed.named(key.key.name), file: path)
  }

  private static func command(
    _ command: SignerCommand, _ input: Input, _ world: World, _ log: Log, _ store: KeyStore
  ) throws -> Self {
    let usable = log.keys.filter { $0.revoked == nil }
    let named = world.environment(commandKey).flatMap { $0.isEmpty ? nil : $0 }
    if let named, !usable.contains(where: { $0.key.text == named }) {
      throw CommandFailure(
        .notPermitted,
        "\(commandKey) names a key that is not enrolled here, or is revoked: '\(named)'; "
          + "kite key list shows those that are enrolled")
    }
    let owner = usable.first { $0.key.text == named }.flatMap { PersonCode($0.person) }
    let person = try input[Options.actor] ?? owner ?? onlyPerson(in: store)
    let keys = usable.map(\.key).filter {
      $0.person == person.text && (named == nil || $0.text == named)
    }
    guard let key = keys.first, keys.count == 1 else {
      throw CommandFailure(
        keys.isEmpty ? .notPermitted : .usage,
        keys.isEmpty
          ? "no key of '\(person)' is enrolled that \(Self.command) could sign with"
          : "'\(person)' has \(keys.count) keys: say in \(commandKey) which one \(Self.command) signs with, "
            + "one of \(list(keys.map(\.text)))")
    }
    return Self(person: person, signer: command.signer(of: key), file: nil)
  }

  private static func onlyPerson(in store: KeyStore) throws -> PersonCode {
    let persons = store.persons()
    guard persons.count == 1 else {
      throw CommandFailure(
        persons.isEmpty ? .notPermitted : .usage,
        persons.isEmpty
          ? "there is no key for this record here ('\(store.folder)'); only who has an "
            + "enrolled key can record"
          : "keys of several persons are here: say who records with --as, one of \(list(persons))")
    }
    return persons[0]
  }
}
