import CommandLineKit
import EventLog
import Governance
import JSON
import Recording
import Schemas

/// `kite scheme`: the scheme of delegation, by version.
enum SchemeCommands {
  private static let file = Parameter<String?>.argument(
    "path", help: "JSON, or CSV with a row a function: code, title, holder, and what else it has.")
  private static let version = Parameter<SchemeVersion?>.option(
    "version", "VERSION", help: "The version, where the file does not say it.", group: "What is recorded")
  private static let approves = Parameter<String>.option(
    "approves", "LETTER", default: "A", help: "The letter that says who approves, in a CSV.",
    group: "What is recorded")

  static let adopt = RecordCommand(
    "adopt", "Adopt a version of the scheme, and say what becomes of each live variation.",
    SchemeAdopted.type, .decision(.adoptScheme)
  ).with {
    $0.hidden = ["scheme", "functions", "holders", "powers", "tiers"]
    $0.extra = [file.declaration, version.declaration, approves.declaration]
    $0.examples = [
      "kite scheme adopt matrix.csv --version v2026.1 --first-day 2026-09-01 --carry V-2026-01 --by TB …":
        "What a CSV can't say is kept from the scheme in force, or from the template."
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
      if let version = filling.input[version] { filling["scheme"] = .string(version.text) }
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
