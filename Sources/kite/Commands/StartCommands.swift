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
  private static let noPassphrase = Parameter<Bool>.flag(
    "no-passphrase", help: "Leave the keys unencrypted, knowing that whoever reads the file can sign.")

  var all: [Command] {
    [
      Command(
        "init", summary: "Make a record, a key for who opens it, and a recovery key.",
        examples: [
          "kite init greywether --trust 'Greywether Trust' --code greywether --person p-001 --office clerk":
            "The passphrase of the keys is taken from KITE_PASSPHRASE."
        ],
        [
          Self.folder.declaration, Self.name.declaration, Self.code.declaration, Self.person.declaration,
          Self.office.declaration, Self.noPassphrase.declaration,
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
    try Interruption.deferred { try make(input) }
  }

  private func make(_ input: Input) throws -> ExitStatus {
    let folder = input[Self.folder]
    let logID = Log.newLogID()
    let store = try KeyStore(world, logID: logID)
    guard store.passphrase != nil || input[Self.noPassphrase] else {
      throw UsageError(
        .other(
          "the keys need a passphrase: set KITE_PASSPHRASE, or say --no-passphrase to "
            + "leave them unencrypted"),
        path: input.path)
    }
    let origin = Log.origin(trust: input[Self.code].argument, logID: logID)
    let signer = try SoftwareSigner.random(name: "\(origin)/\(input[Self.person])")
    let recovery = try SoftwareSigner.random(name: "\(origin)/\(KeyStore.recovery)")
    let data: JSONValue = [
      "trust": .string(input[Self.code].argument), "name": .string(input[Self.name]), "logID": .string(logID),
      "format": 1,
      "person": .string(input[Self.person].text), "office": .string(input[Self.office].text),
      "key": .string(signer.key.text), "recoveryKey": .string(recovery.key.text),
    ]
    let time = world.now()
    let opening = RecordOpening(
      folder: folder, ref: "\(time.londonDay.year)-001", person: input[Self.person],
      office: input[Self.office],
      time: time)
    let isNew = !Files.exists(folder)
    // The keys first: keys without a record are of no use, a record without keys is lost.
    try store.write(signer, of: input[Self.person].text, encrypted: !input[Self.noPassphrase])
    try store.write(recovery, of: KeyStore.recovery, encrypted: !input[Self.noPassphrase])
    do { _ = try opening.open(data, signer) } catch {
      Files.removeTree(store.folder)
      // Never a folder in which a log is, whoever made it.
      if isNew, !Files.exists("\(folder)/\(RecordFolder.log)") { Files.removeTree(folder) }
      throw error
    }
    world.out(
      """
      the record of \(input[Self.name]) is in '\(folder)'
        your key      \(store.path(input[Self.person].text))
        recovery key  \(store.path(KeyStore.recovery))
                      give it to somebody else, offline, and delete it here: it can enrol and revoke keys
        next  kite body constitute, kite school join, kite person register, kite scheme adopt

      """)
    return .done
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
