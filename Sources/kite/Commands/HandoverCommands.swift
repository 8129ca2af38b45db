import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Recording
import Schemas

/// `kite handover`: what leaves the trust is looked at by a second person, handed over, and listed.
struct HandoverCommands {
  let world: World

  static let rows: [RecordCommand] = [check, send]

  private static let file = Parameter<String>.argument(
    "path", help: "The export: a file, or the folder of a bundle.")

  private static let check = RecordCommand(
    "check", "Say that you looked at an export before it leaves; it is known by its bytes.",
    ExportChecked.type, .fact
  ).with {
    $0.hidden = ["digest"]
    $0.extra = [file.declaration]
    $0.examples = [
      "kite handover check trail.html --audience public --selection 'case A'":
        "By somebody else than the one who hands it over."
    ]
    $0.fill = { filling in
      filling["digest"] = .string(try digest(of: filling.input[file]))
      try refuseUnknownAudience(filling)
    }
  }

  private static let sent = Parameter<String?>.argument(
    "path", help: "The export that left: a file, or the folder of a bundle.")

  private static let send = RecordCommand(
    "send", "Say what was handed over, and to whom.", TrailExported.type, .fact
  ).with {
    $0.hidden = ["digest"]
    $0.extra = [sent.declaration]
    $0.examples = [
      "kite handover send trail.html --to 'The parent who asked' --request FOI-24-03":
        "Selection and audience are those of the check.",
      "kite handover send trail-B --to 'Internal auditor' --audience auditor --selection 'case B'":
        "A bundle is known by the hash that kite export told.",
    ]
    $0.fill = { filling in
      if let path = filling.input[sent] {
        let digest = try digest(of: path)
        filling["digest"] = .string(digest)
        let checks = try filling.desk.log.events(matching: Query(types: [ExportChecked.type]))
          .map { try JSONValue.parse(bytes: $0.data) }.filter { $0["digest"]?.string == digest }
        for field in ["selection", "audience"] where filling[field] == nil {
          filling[field] = checks.last?[field]
        }
      }
      try refuseUnknownAudience(filling)
    }
  }

  private static func refuseUnknownAudience(_ filling: Filling) throws {
    guard let text = filling["audience"]?.string, Audience(text) == nil else { return }
    throw CommandFailure(
      .usage, "'--audience' is '\(text)': expected \(Prose.list(Audience.forms, last: "or"))")
  }

  /// The SHA-256 of a file; of a folder, that of the file in it that holds the hashes of the others, as
  /// `kite export` told it.
  private static func digest(of path: String) throws -> String {
    let sealing = ["tagmanifest-sha256.txt", "datapackage.json"].map { "\(path)/\($0)" }
      .first(where: Files.exists)
    return Digest.of(try Files.read(sealing ?? path)).base64
  }

  var command: Command {
    Command(
      "handover", summary: "What leaves the trust: looked at, handed over, listed.",
      groups: ["Commands": Self.rows.map { $0.command(world) } + [list]])
  }

  private var list: Command {
    Command(
      "list", summary: "What left the trust, to whom, when, and who looked at it before.",
      examples: ["kite handover list --since 2026-01-01": "The register of a year."],
      [Selecting.since.declaration, Selecting.until.declaration] + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      let register = try HandoverRegister(
        answers, since: input[Selecting.since], until: input[Selecting.until])
      return AskCommands(world: world).answer(
        input, answers, json: register.json, text: register.text(width: world.width))
    }
  }
}

/// What left the trust, in the order of the log.
struct HandoverRegister {
  struct Row {
    let event: TrustEvent
    let data: JSONValue
    let checkedBy: PersonCode?
  }

  let rows: [Row]

  init(_ answers: Answers, since: Day?, until: Day?) throws {
    let query = Query(types: [ExportChecked.type, TrailExported.type, EntryCorrected.type, EntryVoided.type])
    let dossier = try Dossier(query, answers)
    let events = dossier.events.filter { dossier.voidedBy($0.ref) == nil }
    let checks = events.filter { $0.type == ExportChecked.type }
    rows = try events.filter { $0.type == TrailExported.type }.compactMap { event in
      let day = event.recorded.londonDay
      guard since.map({ $0 <= day }) ?? true, until.map({ day <= $0 }) ?? true else { return nil }
      let digest = event.data["digest"]?.string
      let check = checks.last { check in
        digest != nil && check.data["digest"]?.string == digest && check.actor != event.actor
          && check.position < event.position
      }
      return Row(event: event, data: try dossier.data(of: event), checkedBy: check?.actor)
    }
  }

  var json: [JSONValue] {
    rows.map { row in
      [
        "ref": .string(row.event.ref), "day": .string(row.event.recorded.londonDay.text),
        "to": row.data["to"] ?? .null, "audience": row.data["audience"] ?? .null,
        "selection": row.data["selection"] ?? .null, "request": row.data["request"] ?? .null,
        "digest": row.data["digest"] ?? .null, "by": .string(row.event.actor.text),
        "checkedBy": .optional(row.checkedBy?.text),
      ]
    }
  }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width, indent: 14)
    if rows.isEmpty { sheet.say("nothing has left the trust, as far as the record knows") }
    for row in rows {
      let shown = { (name: String) -> String? in
        row.data[name].map {
          $0.string ?? Withheld.mark($0["closed"]?.string.flatMap(ContentClass.init) ?? .part2)
        }
      }
      sheet.space()
      sheet.say("\(row.event.recorded.londonDay.spoken)  \(row.event.ref)")
      sheet.row("to", shown("to") ?? "not said")
      sheet.row(
        "what", "\(shown("selection") ?? "not said"), as seen by \(shown("audience") ?? "nobody named")")
      if let request = shown("request") { sheet.row("answers", request) }
      sheet.row("handed by", row.event.actor.text)
      sheet.row("checked by", row.checkedBy?.text ?? "nobody else")
      if let digest = shown("digest") {
        sheet.row("SHA-256", Digest(base64: digest)?.hexadecimal ?? digest)
      }
    }
    return sheet.text
  }
}
