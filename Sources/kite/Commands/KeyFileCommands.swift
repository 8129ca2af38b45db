import Asking
import CommandLineKit
import EventLog
import Governance
import JSON
import Schemas

/// `kite key make`, `use`, `list`: keys as files, and as the record knows them. None of them records.
struct KeyFileCommands {
  let world: World

  private static let person = Parameter<PersonCode>.argument(
    "person", help: "Whose key it will be; 'recovery' for a recovery key.")
  private static let origin = Parameter<String?>.option(
    "origin", "ORIGIN", help: "The record that it is for, as kite key list names it; else the record here.")
  private static let file = Parameter<String>.argument(
    "file", help: "A private key that somebody handed over."
  ).described { $0.completion = .files }

  var all: [Command] {
    [
      Command(
        "make", summary: "Make a key pair here, and print the public key for whoever enrols it.",
        discussion:
          "The private key stays on this machine, in your key folder or in the file of --out. Send the line "
          + "that is printed: it is no secret, but let it be read to you by another way, so that nobody can "
          + "put their own in its place.",
        examples: [
          "kite key make p-031": "Where the record is; what it prints is enrolled with kite key enrol.",
          "kite key make p-031 --origin kite/greywether/0123456789abcdef": "On a machine that has no record.",
          "kite key make recovery --out /media/stick/recovery.pem": "A new recovery key, where one was lost.",
        ],
        [
          Self.person.declaration, Self.origin.declaration, NewKey.out.declaration,
          NewKey.noPassphrase.declaration,
        ], run: make),
      Command(
        "use", summary: "Put a key that was handed over into your own key folder.",
        examples: [
          "kite key use /media/stick/p-031.pem": "Then kite key rotate, so that only you have the key."
        ],
        [Self.file.declaration], run: use),
      Command(
        "list", summary: "Whose keys, enrolled when, revoked when, and which are here.",
        examples: ["kite key list --json": "A line a key."], run: show),
    ]
  }

  @Sendable private func make(_ input: Input) throws -> ExitStatus {
    let person = input[Self.person].text
    let origin = try self.origin(input)
    let signer = try SoftwareSigner.random(name: "\(origin)/\(person)")
    let logID = origin.split(separator: "/").last.map(String.init) ?? ""
    let path = try input[NewKey.out] ?? KeyStore(world, logID: logID).free(person, signer.key)
    guard !Files.exists(path) else { throw KeyError.exists(path: path) }
    let passphrase = try Passphrases(world).new(
      for: "the key of '\(person)'", isRefused: input[NewKey.noPassphrase], input)
    try KeyFile.write(signer, to: path, passphrase: passphrase)
    world.out(
      input[Options.json]
        ? (["key": .string(signer.key.text), "file": .string(path)] as JSONValue).text + "\n"
        : "\(signer.key.text)\n")
    world.err(
      "kite: the private key is in '\(path)'; send the line above to whoever enrols it: "
        + "kite key enrol \(person) --key '\(signer.key.text)'\n")
    return .done
  }

  private func origin(_ input: Input) throws -> String {
    guard let origin = input[Self.origin] else { return try log(input).origin }
    let parts = origin.split(separator: "/", omittingEmptySubsequences: false)
    let isPlain = parts.dropFirst().allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { $0 == 0x2d || (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) }
    }
    guard parts.count == 3, parts[0] == "kite", isPlain else {
      throw UsageError(
        .invalid(
          label: "--origin", value: origin,
          reason: "expected 'kite/', the trust's code, '/' and the log's id, as kite key list prints it"),
        path: input.path)
    }
    return origin
  }

  private func log(_ input: Input) throws -> Log {
    try Log(opening: try RecordFolder(input).path, for: .reading, cache: world.cacheFolder)
  }

  @Sendable private func use(_ input: Input) throws -> ExitStatus {
    let (path, log) = (input[Self.file], try log(input))
    let store = try KeyStore(world, logID: log.logID)
    let signer = try Passphrases(world).open(path, name: "\(log.origin)/key")
    guard let key = log.keys.last(where: { $0.key.publicKey == signer.key.publicKey }) else {
      throw CommandFailure(
        .notPermitted, "the key in '\(path)' is not enrolled in this record; whoever made it enrols it first")
    }
    guard key.revoked == nil else { throw LogError.keyRevoked(actor: key.person, key: key.key.hash) }
    guard key.person != KeyStore.recovery else {
      throw CommandFailure(
        .usage,
        "this is the recovery key, and belongs into nobody's key folder: use it where it is, with "
          + "--as recovery --key-file '\(path)'")
    }
    if let there = store.files().first(where: { $0.hash == key.key.hash }) {
      throw KeyError.exists(path: there.path)
    }
    let place = store.free(key.person, key.key)
    try Files.makeFolder(store.folder, mode: 0o700)
    try KeyFile.copy(path, to: place, label: key.key)
    world.out(
      "the key of \(key.person) is in '\(place)'; next: kite key rotate --as \(key.person), so that only you "
        + "have the key\n")
    world.err("kite: '\(path)' is still there: delete it\n")
    return .done
  }

  @Sendable private func show(_ input: Input) throws -> ExitStatus {
    let log = try log(input)
    let files = (try? KeyStore(world, logID: log.logID))?.files() ?? []
    let rows = try log.keys.map { key -> KeyRow in
      let here =
        files.first { $0.hash == key.key.hash }
        // A file without a label may hold any key of its person; where there is one, it is told as such.
        ?? files.first { $0.hash == nil && $0.person == key.person && key.revoked == nil }
      return KeyRow(
        key: key, enrolled: try entry(key.enrolled, log), revoked: try key.revoked.map { try entry($0, log) },
        here: here?.path)
    }
    guard input[Options.json] else {
      let columns = Columns(rows.map(\.cells), heads: ["person", "key", "enrolled", "revoked", "file here"])
      world.out(([log.origin] + columns.lines(width: world.width)).joined(separator: "\n") + "\n")
      return .done
    }
    for row in rows { world.out(row.json.text + "\n") }
    return .done
  }

  private func entry(_ position: Position, _ log: Log) throws -> RecordedEvent {
    guard let event = try log.event(at: position) else {
      throw CommandFailure(.bug, "there is no entry \(position)")
    }
    return event
  }
}

/// A key as it is listed.
private struct KeyRow {
  let key: EnrolledKey
  let enrolled: RecordedEvent
  let revoked: RecordedEvent?
  let here: String?

  var cells: [String] {
    let file = here?.split(separator: "/").last.map(String.init) ?? ""
    return [key.person, key.key.hash, said(enrolled), revoked.map(said) ?? "", file]
  }

  private func said(_ event: RecordedEvent) -> String {
    "\(Instant(milliseconds: Int(event.time)).londonDay.short) by \(event.actor) (\(event.ref))"
  }

  var json: JSONValue {
    [
      "person": .string(key.person), "hash": .string(key.key.hash), "key": .string(key.key.text),
      "enrolled": entry(enrolled), "revoked": revoked.map(entry) ?? .null,
      "here": here.map(JSONValue.string) ?? .null,
    ]
  }

  private func entry(_ event: RecordedEvent) -> JSONValue {
    [
      "position": .integer(event.position.rawValue), "ref": .string(event.ref),
      "time": .string(Instant(milliseconds: Int(event.time)).text), "by": .string(event.actor),
    ]
  }
}
