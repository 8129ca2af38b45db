import Asking
import CommandLineKit
import EventLog
import Glibc
import History
import JSON
import Projections
import Recording
import Schemas

/// `kite verify`, `checkpoint`, `rebuild`: the record as a file that must hold.
struct KeepCommands {
  let world: World

  private static let against = Parameter<String?>.option(
    "against", "CHECKPOINT",
    help: "A signed checkpoint from elsewhere: a file, - for standard input, or its text.")

  var all: [Command] {
    [
      Command(
        "verify", summary: "Check every line, seal, key and content.",
        discussion:
          "Trusts neither the index nor anything else that can be made anew. Without --against nobody can "
          + "tell that the newest entries were cut off: compare with the checkpoint that stands in minutes.",
        examples: [
          "kite verify": "The first line that does not fit is named.",
          "kite verify --against minutes.txt": "The record must begin with what that checkpoint commits to.",
        ], [Self.against.declaration], run: verify),
      Command(
        "checkpoint", summary: "Print the signed head of the log, for the minutes.",
        examples: ["kite checkpoint > checkpoint.txt": "Keep it where the record is not."], run: checkpoint),
      ProveCommand(world: world).command,
      Command(
        "rebuild", summary: "Delete what is derived, and make it anew from the log.",
        examples: ["kite rebuild": "Nothing is lost: everything in Projections follows from EventLog."],
        run: rebuild),
      PullCommand(world: world).command,
      StatsCommand(world: world).command, DoctorCommand(world: world).command,
    ]
  }

  @Sendable private func verify(_ input: Input) throws -> ExitStatus {
    let folder = try RecordFolder(input, sayingTo: world)
    let found = try Log.verify(folder.path, against: try note(input))
    world.out(input[Options.json] ? json(found).text + "\n" : words(found))
    return found.problem == nil ? .done : .badData
  }

  /// The note as bytes, from a file where there is one of that name, else the text itself.
  private func note(_ input: Input) throws -> [UInt8]? {
    guard let text = input[Self.against] else { return nil }
    if text == "-" { return try world.standardInput() }
    guard text.utf8.contains(0x0a) else { return try Files.read(text) }
    return Array((text.hasSuffix("\n") ? text : text + "\n").utf8)
  }

  private func json(_ found: Verification) -> JSONValue {
    var object: JSONValue = [
      "ok": .bool(found.problem == nil), "events": .integer(found.events), "seals": .integer(found.seals),
      "head": .string(found.head.base64),
      "contents": [
        "held": .integer(found.contents.held), "absent": .integer(found.contents.absent),
        "erased": .integer(found.contents.erased),
      ],
      "problem": found.problem.map {
        [
          "position": .integer($0.position.rawValue), "kind": .string($0.kind.rawValue),
          "says": .string($0.says),
        ]
      } ?? .null,
    ]
    if found.unfinished > 0 { object["unfinished"] = .integer(found.unfinished) }
    if let compared = found.compared {
      object["comparedWith"] = [
        "size": .integer(compared.size), "signers": .texts(compared.signers),
        "recorded": .optional(compared.recorded.map { Instant(milliseconds: Int($0)).text }),
      ]
    }
    return object
  }

  private func words(_ found: Verification) -> String {
    var text = ""
    if let problem = found.problem {
      text += "line \(problem.position) does not fit (\(problem.kind.rawValue)): \(problem.says)\n"
      text += "  before it  \(found.events) events under \(found.seals) seals hold\n"
      text += "  now        write nothing; compare with a copy, and with the checkpoints in the minutes\n"
    } else {
      text += "every line, seal, key and content holds\n"
      text += "  events     \(found.events) under \(found.seals) seals\n"
      text += "  head       \(found.head.base64)\n"
      if let compared = found.compared { text += words(compared) }
    }
    let contents = found.contents
    text +=
      "  contents   \(contents.held) held, \(contents.absent) not in this copy, \(contents.erased) erased\n"
    if !found.stillHeld.isEmpty {
      text +=
        "  to erase   \(found.stillHeld.count) contents that a decision erased are here still: kite rebuild\n"
    }
    // Beside damage, bytes at the end say nothing.
    if found.unfinished > 0, found.problem == nil {
      text +=
        "  unfinished the file ends in \(found.unfinished) bytes of a write that was interrupted before it "
        + "was confirmed:\n"
        + "             they are no part of the record, and the next writer moves them aside\n"
    }
    return text
  }

  /// What the log was held against, and goes on from.
  private func words(_ compared: Verification.Comparison) -> String {
    let when = compared.recorded.map { time in
      let recorded = KnownTime(Instant(milliseconds: Int(time))).spoken
      return ", the last of them recorded \(recorded)"
    }
    return
      "  compared   with the checkpoint of \(Prose.count(compared.size, "line")), signed by "
      + "\(Prose.list(compared.signers))\(when ?? "")\n"
  }

  @Sendable private func checkpoint(_ input: Input) throws -> ExitStatus {
    let log = try open(RecordFolder(input, sayingTo: world), for: .reading)
    let note = String(decoding: try log.checkpoint().bytes, as: UTF8.self)
    CheckpointNote.write(log, world)
    world.out(
      input[Options.json] ? JSONValue.object([JSONMember("checkpoint", .string(note))]).text + "\n" : note)
    return .done
  }

  @Sendable private func rebuild(_ input: Input) throws -> ExitStatus {
    let folder = try RecordFolder(input, sayingTo: world)
    do {
      // Held while the files go, so that nobody writes to an index that is being deleted.
      let log = try open(folder, for: .writing(waitUpTo: world.patience))
      try Settling(log).settle()
      let derived = "\(folder.path)/Projections"
      for name in Machine.names(in: derived) where KeepCommands.isDerived(name) {
        let path = "\(derived)/\(name)"
        if Files.isFolder(path) { Files.removeTree(path) } else { try Files.remove(path) }
      }
    }
    let log = try open(folder, for: .writing(waitUpTo: world.patience))
    _ = try Views(History(log), cache: world.cacheFolder)
    world.out("what is derived was made anew from \(log.head) events\n")
    return .done
  }

  /// Not the head that was durable here: that is evidence, and follows from nothing.
  private static func isDerived(_ name: String) -> Bool {
    name.hasPrefix("index.sqlite") || name.hasPrefix("views.sqlite")
  }

  private func open(_ folder: RecordFolder, for access: Log.Access) throws -> Log {
    let log = try Log(
      opening: folder.path, for: access, cache: world.cacheFolder, waiting: world.tellWaiting)
    if let damage = log.damage { throw LogError.damaged(damage) }
    return log
  }
}
