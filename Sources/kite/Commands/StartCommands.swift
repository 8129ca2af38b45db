import CommandLineKit
import EventLog
import Governance
import JSON
import Schemas

/// `kite init` and `kite demo`.
struct StartCommands {
  let world: World

  private static let folder = Parameter<String>.argument("dir", help: "Folder of the new record.")
  private static let until = Parameter<Day?>.option("until", "DAY", help: "Play to the end of that day.")
  private static let name = Parameter<String>.required("trust", "NAME", help: "The trust's name.")
  private static let code = Parameter<TrustCode>.required(
    "code", "CODE", help: "The trust's code: small letters, digits, '-'.")
  private static let person = Parameter<PersonCode>.required(
    "person", "ID", help: "Who opens the record, by an opaque id: p-001.")
  private static let office = Parameter<OfficeCode>.required("office", "OFFICE", help: "The person's office.")
  private static let key = Parameter<String?>.option(
    "key", "KEY",
    help: "Your public key, where KITE_SIGNER signs with its private half: a file of PEM or DER, or its text."
  )
  private static let recoveryFile = Parameter<String?>.option(
    "recovery-file", "FILE", help: "Write the recovery key there, and not into your key folder: to a stick."
  ).described { $0.completion = .files }

  var all: [Command] {
    [
      Command(
        "init", summary: "Make a record, a key for who opens it, and a recovery key.",
        examples: [
          "kite init greywether --trust 'Greywether Trust' --code greywether --person p-001 --office clerk":
            "Asks for the passphrases of the keys, or takes KITE_PASSPHRASE.",
          "kite init … --recovery-file /media/stick/recovery.pem": "The recovery key is never on this disk.",
        ],
        [
          Self.folder.declaration, Self.name.declaration, Self.code.declaration, Self.person.declaration,
          Self.office.declaration, Self.key.declaration, Self.recoveryFile.declaration,
          NewKey.noPassphrase.declaration,
        ], run: initialize),
      Command(
        "demo", summary: "Make the record of Greywether Learning Trust, a fictional trust.",
        examples: [
          "kite demo greywether": "The whole story, to July 2026.",
          "kite demo greywether --until 2024-11-19": "The record as it stood on the eve of a decision.",
        ],
        [Self.folder.declaration, Self.until.declaration], run: demo),
    ]
  }

  @Sendable private func demo(_ input: Input) throws -> ExitStatus {
    try Interruption.deferred { try play(input) }
  }

  private func play(_ input: Input) throws -> ExitStatus {
    let folder = input[Self.folder]
    guard Machine.names(in: folder).isEmpty else {
      throw CommandFailure(.usage, "'\(folder)' is not empty; choose another folder for the demonstration")
    }
    // Made under another name: a demonstration that was interrupted is not there, rather than there in part.
    let unfinished = "\(folder).unfinished-\(Machine.processID)"
    let events: Int
    let entries: Int
    do {
      let played = try DemoPlayer(folder: unfinished, world: world, until: input[Self.until]).play()
      (events, entries) = (played.log.head.rawValue, played.entries)
      try Files.rename(unfinished, to: folder)
    } catch {
      Files.removeTree(unfinished)
      throw error
    }
    world.out(
      "\(entries) entries, \(events) events of Greywether Learning Trust are in '\(folder)'\n"
        + "  next  kite status --record \(folder)\n")
    return .done
  }

  @Sendable private func initialize(_ input: Input) throws -> ExitStatus {
    let (folder, person) = (input[Self.folder], input[Self.person].text)
    let logID = Log.newLogID()
    let store = try KeyStore(world, logID: logID)
    let origin = Log.origin(trust: input[Self.code].argument, logID: logID)
    let recovery = try SoftwareSigner.random(name: "\(origin)/\(KeyStore.recovery)")
    let own = try ownKey(input, name: "\(origin)/\(person)")
    let place = input[Self.recoveryFile] ?? store.path(KeyStore.recovery)
    // Seen before anything is asked: who made a record by mistake need not think of passphrases.
    if Files.exists(place) { throw KeyError.exists(path: place) }
    let isRefused = input[NewKey.noPassphrase]
    let passphrases = Passphrases(world)
    let ownPassphrase = try own.made.flatMap { _ in
      try passphrases.new(for: "the key of '\(person)'", isRefused: isRefused, input)
    }
    let recoveryPassphrase = try passphrases.new(
      for: "the recovery key", isRefused: isRefused, input)
    let data: JSONValue = [
      "trust": .string(input[Self.code].argument), "name": .string(input[Self.name]), "logID": .string(logID),
      "format": 1, "person": .string(person), "office": .string(input[Self.office].text),
      "key": .string(own.signer.key.text), "recoveryKey": .string(recovery.key.text),
    ]
    let time = world.now()
    let opening = RecordOpening(
      folder: folder, ref: "\(time.londonDay.year)-001", person: input[Self.person],
      office: input[Self.office], time: time)
    let isNew = !Files.exists(folder)
    // The keys first: keys without a record are of no use, a record without keys is lost.
    try Interruption.deferred {
      var isRecoveryWritten = false
      do {
        if let made = own.made { try KeyFile.write(made, to: store.path(person), passphrase: ownPassphrase) }
        try KeyFile.write(recovery, to: place, passphrase: recoveryPassphrase)
        isRecoveryWritten = true
        _ = try opening.open(data, own.signer)
      } catch LogError.closedByFailure(let failure) {
        // The record may be there, and then these are its keys.
        throw LogError.closedByFailure(failure)
      } catch {
        if isRecoveryWritten { _ = Machine.remove(place) }
        Files.removeTree(store.folder)
        // Never a folder in which a log is, whoever made it.
        if isNew, !Files.exists("\(folder)/\(RecordFolder.log)") { Files.removeTree(folder) }
        throw error
      }
    }
    let away = input[Self.recoveryFile] == nil ? "offline, and delete it here" : "offline"
    world.out(
      """
      the record of \(input[Self.name]) is in '\(folder)'
        your key      \(own.made == nil ? "signs by KITE_SIGNER" : store.path(person))
        recovery key  \(place)
                      give it to somebody else, \(away): it can enrol and revoke keys
        next  kite body constitute, kite school join, kite person register, kite scheme adopt

      """)
    return .done
  }

  /// What seals the first entry: a new pair, or whatever KITE_SIGNER asks.
  private func ownKey(_ input: Input, name: String) throws -> (signer: any Signer, made: SoftwareSigner?) {
    let command = SealingKey.signer(world)
    guard let word = input[Self.key] else {
      guard command == nil else {
        throw UsageError(
          .other("KITE_SIGNER is set: name with --key the public key that it signs with, or unset it"),
          path: input.path)
      }
      let made = try SoftwareSigner.random(name: name)
      return (made, made)
    }
    guard let command else {
      throw UsageError(
        .other("--key is for a key that a command signs with: say in KITE_SIGNER which"), path: input.path)
    }
    return (command.signer(of: try NewKey.read(word, name: name, isMaking: true)), nil)
  }
}

/// What a trust is called in the names of its keys.
private struct TrustCode: ParameterValue {
  let argument: String

  init(argument: String) throws(InvalidValue) {
    let isCode = argument.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
    }
    guard isCode, !argument.isEmpty else {
      throw InvalidValue("expected small letters, digits and '-', such as greywether")
    }
    self.argument = argument
  }
}
