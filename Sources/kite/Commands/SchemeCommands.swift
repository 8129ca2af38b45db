import CommandLineKit
import EventLog
import Governance
import JSON
import Recording
import Schemas

/// `kite scheme`: the scheme of delegation, by version.
enum SchemeCommands {
  private static let file = Parameter<String?>.argument(
    "path",
    help:
      "JSON, or CSV with a row a function: code, title, and if it has them holder, never (yes), moderate, "
      + "high, note; any other column is a holder, with letters.")
  private static let version = Parameter<SchemeVersion?>.option(
    "version", "VERSION", help: "The version, where the file does not say it.", group: "What is recorded")
  private static let approves = Parameter<String>.option(
    "approves", "LETTER", default: "A", help: "The letter that says who approves, in a CSV.",
    group: "What is recorded")

  private static let holders = Parameter<[String]>.repeated(
    "holder", "'CODE: NAME: STANDS'",
    help: "What a holder's code stands for: 'DIR: Directors: body/directors', or office/…, local, interim.",
    group: "What is recorded")
  private static let powers = Parameter<[String]>.repeated(
    "power", "'POWER: BOUND'",
    help:
      "What a power is bound to: a function, or holders who must all decide: 'allocate-leader: CEO, CHAIR'.",
    group: "What is recorded")

  static let adopt = RecordCommand(
    "adopt", "Adopt a version of the scheme, and say what becomes of each live variation.",
    SchemeAdopted.type, .decision(.adoptScheme)
  ).with {
    $0.hidden = ["scheme", "functions", "holders", "powers", "tiers"]
    $0.extra = [
      file.declaration, version.declaration, approves.declaration, holders.declaration, powers.declaration,
    ]
    $0.examples = [
      "kite scheme adopt matrix.csv --version v2026.1 --first-day 2026-09-01 --carry V-2026-01 --by TB …":
        "What a CSV can't say is kept from the scheme in force, or from the template.",
      "kite scheme adopt own.csv --holder 'DIR: Directors: body/directors' --power 'vary-scheme: A1' …":
        "A scheme with names of its own.",
    ]
    $0.fill = { filling in
      if let path = filling.input[file] {
        let bytes = try Files.read(path)
        let isJSON = bytes.first { $0 > 0x20 } == UInt8(ascii: "{")
        let data = try isJSON ? json(bytes, path) : csv(bytes, path, filling)
        for member in data.members ?? [] where filling[member.name] == nil {
          filling[member.name] = member.value
        }
      }
      let named = filling.input[holders]
      if !named.isEmpty { filling["holders"] = .array(try named.map(holder)) }
      let bound = filling.input[powers]
      if !bound.isEmpty {
        let codes = Set((filling["functions"]?.array ?? []).compactMap { $0["code"]?.string })
        filling["powers"] = .array(try bound.map { try power($0, functions: codes) })
      }
      if let version = filling.input[version] { filling["scheme"] = .string(version.text) }
    }
  }

  private static func holder(_ words: String) throws -> JSONValue {
    let parts = parts(words)
    guard parts.count == 3 else {
      throw InputError(
        "--holder is '\(words)'; expected code, name and what it stands for: 'DIR: Directors: body/directors'"
      )
    }
    return ["code": .string(parts[0]), "name": .string(parts[1]), "stands": .string(parts[2])]
  }

  private static func power(_ words: String, functions: Set<String>) throws -> JSONValue {
    let parts = parts(words)
    guard parts.count == 2 else {
      throw InputError("--power is '\(words)'; expected a power and what it is bound to: 'vary-scheme: A1'")
    }
    if functions.contains(parts[1]) { return ["power": .string(parts[0]), "function": .string(parts[1])] }
    let holders = parts[1].split(separator: ",").map { String($0.drop { $0 == " " }) }
    return ["power": .string(parts[0]), "holders": .array(holders.map(JSONValue.string))]
  }

  private static func parts(_ words: String) -> [String] {
    words.split(separator: ":", omittingEmptySubsequences: false).map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }

  static func template(_ world: World) -> Command {
    Command(
      "template", summary: "Print a scheme to begin with, as JSON.",
      examples: ["kite scheme template > scheme.json": "Change it, then kite scheme adopt scheme.json."]
    ) { _ in
      world.out(String(decoding: Machine.schemeTemplate(), as: UTF8.self))
      return .done
    }
  }

  private static func json(_ bytes: [UInt8], _ path: String) throws -> JSONValue {
    do throws(JSONError) { return try JSONValue.parse(bytes: bytes) } catch {
      throw InputError("'\(path)' is not JSON: \(error)")
    }
  }

  private static func csv(_ bytes: [UInt8], _ path: String, _ filling: Filling) throws -> JSONValue {
    let day = filling["firstDay"]?.string.flatMap { Day($0) } ?? filling.desk.time.londonDay
    var data = try base(filling.desk, on: day)
    data["functions"] = .array(
      try SchemeTable(CSVTable(bytes, named: path), approves: filling.input[approves]).functions())
    return data
  }

  /// Holders, powers and tiers of the scheme in force; of the template where none is.
  private static func base(_ desk: Desk, on day: Day) throws -> JSONValue {
    var base: JSONValue = .object([])
    let inForce = desk.trust.scheme(on: day)
    let events = try inForce.map {
      try desk.log.events(matching: Query(types: [SchemeAdopted.type], tags: ["scheme/\($0.version)"]))
    }
    let source =
      try events?.first.map { try JSONValue.parse(bytes: $0.data) }
      ?? JSONValue.parse(bytes: Machine.schemeTemplate())
    for field in ["holders", "powers", "tiers"] { base[field] = source[field] }
    return base
  }
}
