import CommandLineKit
import EventLog
import Governance
import JSON
import Recording
import Schemas

/// `kite key enrol`, `revoke`, `rotate`: who may seal entries.
enum KeyCommands {
  static let rows: [RecordCommand] = [enrol, revoke, rotate]

  private static let enrol = RecordCommand(
    "enrol", "Enrol a person's key: what it seals is that person's.", KeyEnrolled.type, .fact, ["person"]
  ).with {
    $0.extra = [NewKey.out.declaration, NewKey.noPassphrase.declaration]
    $0.examples = [
      "kite key enrol p-031 --for-office head-S02 --key 'kite/…+…+…'":
        "The person made it with kite key make, and sent you the line that it printed.",
      "kite key enrol p-031 --out /media/stick/p-031.pem":
        "Makes the key into a file to hand over; the person puts it in place with kite key use.",
      "kite key enrol p-001 --key … --as recovery --key-file /media/stick/recovery.pem":
        "After a loss: by the recovery key.",
    ]
    $0.before = askFirst
    $0.fill = { filling in
      guard let person = filling["person"]?.string else { return }
      let (desk, input) = (filling.desk, filling.input)
      let name = "\(desk.log.origin)/\(person)"
      if let word = filling["key"]?.string {
        guard input[NewKey.out] == nil else {
          throw UsageError(
            .other("--out is for a key that is made here, --key for one that there is"), path: input.path)
        }
        filling["key"] = .string(try NewKey.read(word, name: name).text)
        return
      }
      guard let path = input[NewKey.out] else {
        let isOwn = person == desk.key.person.text
        throw UsageError(
          .other(
            isOwn
              ? "'\(person)' is who records: to change one's own key for another, kite key rotate"
              : "say which key: have '\(person)' run 'kite key make \(person)' and give what it prints with "
                + "--key; or name with --out a file for a key that is made here, to hand over"),
          path: input.path)
      }
      try make(&filling, person, name: name, to: path)
      filling.afterAppending = {
        desk.world.err(
          person == KeyStore.recovery
            ? "kite: the recovery key is in '\(path)': give it to somebody else, to keep offline\n"
            : "kite: the key of '\(person)' is in '\(path)': hand it to them alone, and its passphrase by "
              + "another way; they put it in place with 'kite key use', then kite key rotate\n"
        )
      }
    }
  }

  private static let holder = Parameter<PersonCode?>.argument(
    "person", help: "Whose key it is; 'recovery' for the recovery key.")

  private static let revoke = RecordCommand(
    "revoke", "Revoke a key: its earlier seals hold, later ones are refused.", KeyRevoked.type, .fact
  ).with {
    $0.extra = [holder.declaration]
    $0.examples = [
      "kite key revoke p-031 --why 'Left the trust.'": "Where several keys are enrolled: --key.",
      "kite key revoke p-001 --why 'Stolen.' --as recovery --key-file /media/stick/recovery.pem":
        "With the recovery key, when no other can.",
    ]
    $0.fill = { filling in
      let keys = filling.desk.log.keys
      if let word = filling["key"]?.string {
        if let found = keys.last(where: { $0.key.hash == word }) { filling["key"] = .string(found.key.text) }
      } else if let person = filling.input[holder] {
        let mine = keys.filter { $0.person == person.text && $0.revoked == nil }
        guard let key = mine.first, mine.count == 1 else {
          throw CommandFailure(
            mine.isEmpty ? .notFound : .usage,
            mine.isEmpty
              ? "'\(person)' has no key that is enrolled; kite key list shows all keys"
              : "'\(person)' has \(mine.count) keys: say which with --key, one of "
                + list(mine.map(\.key.hash))
          )
        }
        filling["key"] = .string(key.key.text)
      }
      let left = keys.filter { $0.revoked == nil && .string($0.key.text) != filling["key"] }
      guard !left.isEmpty else {
        throw CommandFailure(
          .refused,
          "this is the last key that is enrolled: without it nobody could ever record again; "
            + "enrol another one first")
      }
    }
  }

  private static let why = Parameter<String?>.option(
    "why", "TEXT", help: "Why the old key is revoked; that it was rotated when absent.",
    group: "What is recorded")

  /// A new key for oneself, and the old one revoked, in one commit that the old one seals.
  private static let rotate = RecordCommand(
    "rotate", "Change your own key for a new one, in one entry that the old key seals.", KeyEnrolled.type,
    .fact
  ).with {
    $0.hidden = ["person", "offices"]
    $0.extra = [why.declaration, NewKey.out.declaration, NewKey.noPassphrase.declaration]
    $0.examples = [
      "kite key rotate": "The old file stays beside the new one, under its key's hash.",
      "kite key rotate --key token.pem":
        "To a key of a token: KITE_NEW_SIGNER, or KITE_SIGNER, signs with it.",
      "kite key rotate --as recovery --key-file old.pem --out new.pem": "The recovery key, on its stick.",
    ]
    $0.before = askFirst
    $0.fill = rotateKey
  }

  @Sendable private static func rotateKey(_ filling: inout Filling) throws {
    let (desk, input) = (filling.desk, filling.input)
    let (person, old) = (desk.key.person.text, desk.key.signer.key)
    let name = "\(desk.log.origin)/\(person)"
    filling["person"] = .string(person)
    let store = try KeyStore(desk.world, logID: desk.log.logID)
    if let word = filling["key"]?.string {
      let key = try NewKey.read(word, name: name)
      filling["key"] = .string(key.text)
      let world = desk.world
      filling.beforeAppending = { try prove(key, world) }
      filling.afterAppending = {
        if let file = desk.key.file, file.hasPrefix("\(store.folder)/") {
          _ = Machine.renameNew(file, to: store.path(person, old))
        }
      }
    } else if let path = input[NewKey.out] {
      try make(&filling, person, name: name, to: path)
    } else if let file = desk.key.file, !file.hasPrefix("\(store.folder)/") {
      throw UsageError(
        .other("the key comes from '\(file)': say with --out where the new one goes"), path: input.path)
    } else {
      let key = try make(&filling, person, name: name) { store.free(person, $0) }
      guard desk.isDryRun == false else { return revokeOld(&filling, old) }
      let path = store.free(person, key)
      filling.afterAppending = {
        let place = store.replace(desk.key.file, old, by: path, of: person)
        let rest =
          desk.key.file == nil ? "; it signs where KITE_SIGNER is not set" : "; the old one is kept beside it"
        desk.world.err("kite: your new key is in '\(place)'\(rest)\n")
      }
    }
    revokeOld(&filling, old)
  }

  private static func revokeOld(_ filling: inout Filling, _ old: VerifierKey) {
    filling.precede(
      by: Request.Part(
        KeyRevoked.type, ["key": .string(old.text), "why": .string(filling.input[why] ?? "Rotated.")]))
  }

  /// Whoever has to think about a passphrase keeps nobody waiting: the record is opened afterwards.
  @Sendable private static func askFirst(_ input: Input, _ world: World) throws -> World {
    guard world.askHidden != nil, !input.isGiven("key"), !input[Options.dryRun] else { return world }
    let whose =
      input.value(of: RecordCommand.argumentName("person")).map { "the key of '\($0)'" } ?? "your new key"
    guard input[NewKey.out] != nil || input.path.last?.name == "rotate",
      let passphrase = try Passphrases(world).new(
        for: whose, isRefused: input[NewKey.noPassphrase], input)
    else { return world }
    var told = world
    told.environment = { $0 == Passphrases.newVariable ? passphrase : world.environment($0) }
    return told
  }

  /// Makes a pair. Its private half is on disk before it is enrolled, so that an enrolled key is never lost;
  /// when nothing was enrolled, it is taken away.
  @discardableResult
  private static func make(
    _ filling: inout Filling, _ person: String, name: String, to path: (VerifierKey) -> String
  ) throws -> VerifierKey {
    let (desk, input) = (filling.desk, filling.input)
    let signer = try SoftwareSigner.random(name: name)
    filling["key"] = .string(signer.key.text)
    if desk.isDryRun { return signer.key }
    let path = path(signer.key)
    guard !Files.exists(path) else { throw KeyError.exists(path: path) }
    let passphrase = try Passphrases(desk.world).new(
      for: "the key of '\(person)'", isRefused: input[NewKey.noPassphrase], input)
    var isWritten = false
    filling.beforeAppending = {
      try KeyFile.write(signer, to: path, passphrase: passphrase)
      isWritten = true
    }
    // What fails after the entry must not cost the key that it enrolled.
    filling.afterFailing = {
      let isEnrolled = desk.log.keys.contains { $0.key == signer.key }
      if isWritten, !isEnrolled { _ = Machine.remove(path) }
    }
    return signer.key
  }

  @discardableResult
  private static func make(
    _ filling: inout Filling, _ person: String, name: String, to path: String
  ) throws -> VerifierKey {
    try make(&filling, person, name: name) { _ in path }
  }

  /// A key that nobody can sign with would shut its owner out.
  private static func prove(_ key: VerifierKey, _ world: World) throws {
    let variable = "KITE_NEW_SIGNER"
    let given = world.environment(variable).flatMap { $0.isEmpty ? nil : SignerCommand(variable, $0, world) }
    guard let command = given ?? SealingKey.signer(world) else {
      throw CommandFailure(
        .usage,
        "say in \(variable) with which command the new key signs: it is tried before the old one is revoked")
    }
    _ = try command.signer(of: key).sign(Array("kite: to be enrolled\n\(key.text)\n".utf8))
  }
}
