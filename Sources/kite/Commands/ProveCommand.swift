import Asking
import CommandLineKit
import EventLog
import Glibc
import Governance
import History
import JSON
import Schemas

/// `kite prove`: an entry in a file that stands by itself.
struct ProveCommand {
  let world: World

  private static let ref = Parameter<String>.argument(
    "ref", help: "The reference of the entry: E41, 2024-117.")
  private static let out = Parameter<String>.required(
    "out", "FILE", help: "The file to make; it is never overwritten.")

  var command: Command {
    Command(
      "prove", summary: "Write a proof that an entry is in the log, for somebody who has no copy.",
      discussion:
        "Each event of an entry is a line of the log, and gets a file of its own: FILE for the first, with "
        + "-2, -3 before the extension for the further ones. A file holds the line, its place, the path to "
        + "the root and the signed checkpoint (C2SP tlog-proof), and is checked without Kite: python3 "
        + "check.py --proof FILE KEY. A file that holds the same proof already is left as it is. Closed "
        + "content is proven by its digest: show a text with its salt to let somebody compare.",
      examples: [
        "kite prove E41 --out E41.tlog-proof": "The decision, and each of its effects in a file beside it."
      ], [Self.ref.declaration, Self.out.declaration], run: prove)
  }

  /// One event, and the file that proves it.
  private struct Proof {
    let event: RecordedEvent
    let path: String
    let text: [UInt8]
  }

  @Sendable private func prove(_ input: Input) throws -> ExitStatus {
    let folder = try RecordFolder(input, sayingTo: world).path
    let log = try Log(opening: folder, for: .reading, cache: world.cacheFolder)
    if let damage = log.damage { throw LogError.damaged(damage) }
    let ref = input[Self.ref]
    let events = try log.events(ref: ref)
    guard !events.isEmpty else {
      throw CommandFailure(
        .notFound, "there is no entry '\(ref)' in this record; 'kite trail' lists the references that it has")
    }
    let proofs = try events.enumerated().map { number, event in
      Proof(
        event: event, path: Self.path(input[Self.out], number + 1),
        text: try log.proof(of: event.position).text)
    }
    // All or none: what is in the way is found before anything is written.
    let missing = try proofs.filter { try !isThere($0) }
    for proof in missing { try Files.create(proof.path, proof.text) }
    let signer = try signer(of: log)
    world.out(
      input[Options.json]
        ? json(ref, proofs, log, signer).text + "\n" : try words(ref, proofs, log, signer))
    return .done
  }

  /// `E41-2.tlog-proof` for the second of `E41.tlog-proof`.
  static func path(_ path: String, _ number: Int) -> String {
    if number == 1 { return path }
    let name =
      path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) } ?? path.startIndex
    guard let dot = path[name...].utf8.lastIndex(of: UInt8(ascii: ".")), dot > name else {
      return "\(path)-\(number)"
    }
    return "\(path[..<dot])-\(number)\(path[dot...])"
  }

  /// Whether the file is there with this proof; another file of that name is in the way.
  private func isThere(_ proof: Proof) throws -> Bool {
    guard Files.exists(proof.path) else { return false }
    guard try Files.read(proof.path) == proof.text else {
      throw CommandFailure(
        .usage,
        "'\(proof.path)' exists and holds something else, and is not overwritten; choose another name with "
          + "--out, or take it away (a proof made before later entries is under an earlier checkpoint)")
    }
    return true
  }

  /// The key that signed the checkpoint.
  private func signer(of log: Log) throws -> VerifierKey {
    let signature = try log.checkpoint().signatures.first
    let key = log.keys.last { $0.key.id == signature?.keyID && $0.key.name == signature?.name }
    guard let key else { throw CommandFailure(.badData, "no key of this log signed its last commit") }
    return key.key
  }

  private func json(_ ref: String, _ proofs: [Proof], _ log: Log, _ signer: VerifierKey) -> JSONValue {
    [
      "ref": .string(ref), "size": .integer(log.head.rawValue), "signer": .string(signer.person),
      "key": .string(signer.text),
      "proofs": .array(
        proofs.map {
          [
            "file": .string($0.path), "position": .integer($0.event.position.rawValue),
            "type": .string($0.event.type), "id": .string($0.event.id),
          ]
        }),
    ]
  }

  private func words(
    _ ref: String, _ proofs: [Proof], _ log: Log, _ signer: VerifierKey
  ) throws -> String {
    let (size, person) = (Prose.grouped(log.head.rawValue), signer.person)
    var text =
      proofs.count == 1
      ? "'\(ref)' is proven by the checkpoint of \(size) lines that \(person) signed:\n"
      : "'\(ref)' is \(proofs.count) lines of the log, proven one by one by the checkpoint of \(size) lines "
        + "that \(person) signed:\n"
    let width = proofs.map { $0.path.count }.max() ?? 0
    for proof in proofs {
      let padding = String(repeating: " ", count: width - proof.path.count)
      text += "  \(proof.path)\(padding)  line \(proof.event.position), \(proof.event.type)\n"
    }
    text += "  now     anybody who has \(person)'s public key, from elsewhere than this file, can check it:\n"
    for proof in proofs {
      text += "          python3 check.py --proof '\(proof.path)' '\(signer.text)'\n"
    }
    return try text + closed(proofs, log)
  }

  /// How to show a text that the proofs hold the digest of.
  private func closed(_ proofs: [Proof], _ log: Log) throws -> String {
    var text = ""
    for proof in proofs {
      let classes = try JSONValue.parse(bytes: proof.event.data).closedPaths.map(\.contentClass.rawValue)
      for contentClass in Set(classes).sorted() {
        let count = Prose.count(classes.count { $0 == contentClass }, "text")
        let path = log.contents.path(contentClass, proof.event.id)
        text +=
          "  closed  of \(count) in line \(proof.event.position) (\(contentClass)) "
          + "only the digest is proven: "
        text +=
          Files.exists(path)
          ? "to show one, give its value with its salt from\n          '\(path)'\n"
          : try absence(of: proof.event, log)
      }
    }
    return text
  }

  /// What was destroyed is proven as before, and can be shown to nobody.
  private func absence(of event: RecordedEvent, _ log: Log) throws -> String {
    let query = Query(types: [ContentErased.type], tags: ["entry/\(event.ref)"])
    let erasure = try log.events(matching: query).last {
      try JSONValue.parse(bytes: $0.data)["entry"]?.string == event.id
    }
    return erasure.map { "erased by \($0.ref)\n" } ?? "this copy does not hold them\n"
  }
}
