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
      "JSON, or CSV with a row a function: code, title, and if it has them holder, never (yes), note, a "
      + "column a level of risk (moderate, high) and a tier ('tier: earned'); any other column is a holder, "
      + "with letters.")
  private static let version = Parameter<SchemeVersion?>.option(
    "version", "VERSION", help: "The version, where the file does not say it.", group: "What is recorded")
  private static let approves = Parameter<String?>.option(
    "approves", "LETTER", help: "The letter that says who approves, in a CSV; A when absent.",
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
  private static let tiers = Parameter<[String]>.repeated(
    "tier", "'NAME: MEANT'",
    help:
      "A tier of autonomy, the first one for schools that no other is set for, and the schools it is for.",
    group: "What is recorded")
  private static let holdersFile = Parameter<String?>.option(
    "holders", "FILE", help: "The holders as a CSV: code, name, stands.", group: "What is recorded"
  ).described { $0.completion = .files }
  private static let powersFile = Parameter<String?>.option(
    "powers", "FILE", help: "The powers as a CSV: power, and function or holders.", group: "What is recorded"
  ).described { $0.completion = .files }

  static let adopt = RecordCommand(
    "adopt", "Adopt a version of the scheme, and say what becomes of each live variation.",
    SchemeAdopted.type, .decision(.adoptScheme)
  ).with {
    $0.hidden = ["scheme", "functions", "holders", "powers", "tiers"]
    $0.extra = [
      file.declaration, version.declaration, approves.declaration, holders.declaration,
      holdersFile.declaration, powers.declaration, powersFile.declaration, tiers.declaration,
    ]
    $0.examples = [
      "kite scheme adopt matrix.csv --version v2026.1 --first-day 2026-09-01 --carry V-2026-01 --by TB …":
        "What a CSV can't say is kept from the scheme in force, or from the template.",
      "kite scheme adopt own.csv --holder 'DIR: Directors: body/directors' --power 'vary-scheme: A1' …":
        "A scheme with names of its own.",
      "kite scheme adopt own.csv --letter 'X: A' --letter '*: C: must consult' --holders who.csv …":
        "A matrix of X and *, typed in as it stands.",
      "kite scheme adopt new.csv --redecide 'V-2026-01: V-2026-04' --school-tier 'S03: earned' …":
        "V-2026-01 ends the day before; V-2026-04 is to be decided in its place.",
    ]
    $0.fill = { try fill(&$0) }
  }

  static let tier = RecordCommand(
    "tier", "Put a school in a tier of autonomy.", TierSet.type, .decision(.setTier), ["school", "tier"]
  ).with {
    $0.examples = [
      "kite scheme tier S03 earned --first-day 2026-09-01 --by TB --because 'Judged good, improving.' …":
        "Its functions go to the holders of that tier: kite who FUNCTION --school S03."
    ]
  }

  private static func fill(_ filling: inout Filling) throws {
    let input = filling.input
    var functions: SchemeTable.Result?
    if let path = input[file] {
      let bytes = try Files.read(path)
      if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
        for member in try json(bytes, path).members ?? [] where filling[member.name] == nil {
          filling[member.name] = member.value
        }
      } else {
        functions = try csv(CSVTable(bytes, named: path), &filling)
      }
    }
    if functions == nil, let named = try explained(input) { filling["holders"] = .array(named) }
    let codes = Set((filling["functions"]?.array ?? []).compactMap { $0["code"]?.string })
    var bound = try input[powers].map { try SchemeParts.power($0, functions: codes) }
    if let path = input[powersFile] {
      bound += try SchemeParts.powers(CSVTable(Files.read(path), named: path), functions: codes)
    }
    if !bound.isEmpty { filling["powers"] = .array(bound) }
    try fillTiers(&filling, functions)
    if let version = input[version] { filling["scheme"] = .string(version.text) }
    takeApart(&filling)
  }

  /// Holders as options and their table explain them; nil where neither does.
  private static func explained(_ input: Input) throws -> [JSONValue]? {
    var named = try input[holders].map(SchemeParts.holder)
    if let path = input[holdersFile] {
      named += try SchemeParts.holders(CSVTable(Files.read(path), named: path))
    }
    return named.isEmpty ? nil : named
  }

  /// The matrix, with what it can't say from the scheme in force, or from the template.
  private static func csv(_ table: CSVTable, _ filling: inout Filling) throws -> SchemeTable.Result {
    let desk = filling.desk
    let day = filling["firstDay"]?.string.flatMap { Day($0) } ?? desk.time.londonDay
    let inForce = desk.trust.scheme(on: day)
    let base =
      try inForce.map { try SchemeParts.data(of: $0, in: desk.log) }
      ?? JSONValue.parse(bytes: Machine.schemeTemplate())
    var data: JSONValue = .object([])
    for field in ["holders", "powers", "tiers", "labels"] { data[field] = filling[field] ?? base[field] }
    if let named = try explained(filling.input) { data["holders"] = .array(named) }
    if let letter = filling.input[approves], letter != "A" || data["labels"]?.array?.isEmpty == false {
      let labels = (data["labels"]?.array ?? []).filter {
        $0["letter"] != "A" && $0["label"]?.string != letter
      }
      data["labels"] = .array(labels + (letter == "A" ? [] : [["label": .string(letter), "letter": "A"]]))
    }
    var terms = SchemeTable.Terms(holders: data["holders"]?.array ?? [])
    let approving = (data["labels"]?.array ?? []).filter { $0["letter"] == "A" }
      .compactMap { $0["label"]?.string }
    if !approving.isEmpty { terms.approving = Set(approving) }
    for level in desk.trust.levels(on: day) where level.isAtRisk {
      terms.levels[level.rawValue] = level
      terms.levels[desk.trust.name(of: level, on: day).lowercased()] = level
    }
    var matrix = SchemeTable(table, terms)
    let result = try matrix.read()
    data["functions"] = .array(result.functions)
    for member in data.members ?? [] { filling[member.name] = member.value }
    return result
  }

  /// Tiers that options name and columns fill; a column's tier comes after the one that all schools are in.
  private static func fillTiers(_ filling: inout Filling, _ table: SchemeTable.Result?) throws {
    let columns = table?.tiers ?? []
    let words = filling.input[tiers]
    guard !words.isEmpty || !columns.isEmpty else { return }
    let before = filling["tiers"]?.array ?? []
    var made: [JSONValue] = words.map { word in
      let parts = SchemeParts.parts(word)
      var tier: JSONValue = ["name": .string(parts[0])]
      if parts.count > 1 { tier["meant"] = .string(parts.dropFirst().joined(separator: ": ")) }
      return tier
    }
    if words.isEmpty {
      made = before.isEmpty ? [["name": "standard"]] : before.map { $0.without("functions") }
      for column in columns where !made.contains(where: { $0["name"]?.string == column.name }) {
        made.append(["name": .string(column.name)])
      }
    }
    for column in columns {
      guard let index = made.firstIndex(where: { $0["name"]?.string == column.name }) else {
        throw InputError(
          "the column 'tier: \(column.name)' is no tier of --tier: "
            + list(made.compactMap { $0["name"]?.string }, "and"))
      }
      made[index]["functions"] = .array(column.functions)
    }
    filling["tiers"] = .array(made)
  }

  /// More rows than one entry holds go into entries of their own, before the version's.
  private static func takeApart(_ filling: inout Filling) {
    guard let scheme = filling["scheme"], filling["functions"]?.array?.isEmpty == false else { return }
    var data: JSONValue = .object([])
    for field in ["functions", "holders", "powers", "tiers", "labels"] { data[field] = filling[field] }
    let entries = SchemeParts.entries(of: data)
    for rows in entries.listed.reversed() {
      filling.precede(
        by: Request.Part(SchemeFunctionsListed.type, ["scheme": scheme, "functions": .array(rows)]))
    }
    filling["functions"] = .array(entries.last)
  }

  private static func json(_ bytes: [UInt8], _ path: String) throws -> JSONValue {
    do throws(JSONError) { return try JSONValue.parse(bytes: bytes) } catch {
      throw InputError("'\(path)' is not JSON: \(error)")
    }
  }

  private static let format = Parameter<SchemeFormat>.option(
    "format", "json|csv", default: .json, help: "The whole in JSON, or one table of it in CSV.")
  static let part = Parameter<SchemeSheet.Part>.option(
    "part", "TABLE", default: .functions, help: "Which table, in CSV.")

  static func template(_ world: World) -> Command {
    Command(
      "template", summary: "Print a scheme to begin with: 40 functions, as JSON or CSV.",
      examples: [
        "kite scheme template > scheme.json": "Change it, then kite scheme adopt scheme.json.",
        "kite scheme template --format csv > matrix.csv": "The matrix for a spreadsheet.",
        "kite scheme template --format csv --part holders > who.csv": "Then --holders who.csv.",
      ],
      [format.declaration, part.declaration]
    ) { input in
      let bytes = Machine.schemeTemplate()
      switch input[format] {
      case .json: world.out(String(decoding: bytes, as: UTF8.self))
      case .csv: world.out(SchemeSheet(scheme: try JSONValue.parse(bytes: bytes)).csv(input[part]))
      }
      return .done
    }
  }
}

/// How a scheme is printed.
enum SchemeFormat: String, CaseIterable, ParameterValue { case json, csv }

extension JSONValue {
  /// The same object without a member.
  func without(_ name: String) -> JSONValue {
    var value = self
    value[name] = nil
    return value
  }
}
