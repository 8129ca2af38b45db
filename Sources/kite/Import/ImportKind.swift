import Asking
import CommandLineKit
import Governance
import JSON
import Schemas

/// What a row decides: a command that records a decision. Its columns are the command's options.
struct ImportKind: Sendable {
  /// As it is typed: `variation approve`.
  let name: String
  let row: RecordCommand
  let command: Command
  /// By the name of a column, where it goes: an option's name, or an argument's.
  private let places: [String: Place]
  /// Names of the columns that are typed without an option, in order.
  private let arguments: [String]

  struct Place: Sendable {
    let declaration: Declaration
    let isDay: Bool
    let isArgument: Bool
  }

  /// What decides without a command of its own: any function of the scheme.
  static let plain = "decide"

  static func all(_ world: World) -> [ImportKind] {
    let groups: [(String, [RecordCommand])] = [
      ("risk", RiskCommands.rows), ("variation", VariationCommands.rows), ("leader", LeaderCommands.rows),
      ("plan", PlanCommands.rows), ("report", ReportCommands.rows), ("lgb", LocalBodyCommands.rows),
      ("ieb", InterimBoardCommands.rows), ("scheme", [SchemeCommands.adopt]), ("body", SetUpCommands.body),
      ("office", SetUpCommands.office), ("setting", SettingCommands.rows),
    ]
    let kinds = groups.flatMap { group, rows in
      // What is only proposed is no decision.
      rows.filter { $0.power != nil && $0.name != "propose" }
        .map { ImportKind("\(group) \($0.name)", $0, world) }
    }
    return [ImportKind(plain, DecideCommands.decide, world)] + kinds
  }

  init(_ name: String, _ row: RecordCommand, _ world: World) {
    self.name = name
    self.row = row
    command = row.command(world)
    var places: [String: Place] = [:]
    var arguments: [String] = []
    let options = row.ownOptions + row.decisionOptions
    for declaration in command.declarations {
      let isArgument = declaration.form == .argument
      let column =
        isArgument ? ImportColumn.plain(declaration.name.replacing("-argument", with: "")) : declaration.name
      let field = options.first { $0.name == column || ImportColumn.plain($0.field.name) == column }
      let isDay = if case .day = field?.field.shape { true } else { false }
      if !isArgument, Self.ours.contains(column) { continue }
      if isArgument { arguments.append(column) }
      places[column] = Place(declaration: declaration, isDay: isDay, isArgument: isArgument)
    }
    self.places = places
    self.arguments = arguments
  }

  /// What the import itself says, or what concerns who records.
  private static let ours: Set<String> = [
    "as", "key-file", "office", "input", "dry-run", "clock-because", "basis", "late-because", "minutes",
    "breach",
  ]

  var columns: [String] { places.keys.sorted() }

  func place(_ column: String) -> Place? { places[column] }

  /// What a column of the file is called here; nil where this kind of decision has no such thing.
  func name(of column: ImportColumn) -> String? {
    column.candidates.first { places[$0] != nil || ImportColumn.ofAll.contains($0) }
  }

  /// The words that somebody would type.
  func words(_ cells: [ImportCell]) throws(ImportProblem) -> [String] {
    var options: [String] = []
    var typed: [String: [String]] = [:]
    for cell in cells {
      guard let place = places[cell.name] else { continue }
      if place.isArgument {
        typed[cell.name] = cell.words
      } else if place.declaration.form == .flag {
        if try Self.isSet(cell) { options.append("--\(cell.name)") }
      } else {
        options += cell.words.map { "--\(cell.name)=\($0)" }
      }
    }
    var last: String?
    for argument in arguments.reversed() {
      guard typed[argument] == nil else {
        last = last ?? argument
        continue
      }
      if let last { throw ImportProblem("there is a '\(last)' and no '\(argument)'") }
    }
    return options + ["--"] + arguments.flatMap { typed[$0] ?? [] }
  }

  private static func isSet(_ cell: ImportCell) throws(ImportProblem) -> Bool {
    switch cell.words.first?.lowercased() {
    case "yes", "true", "x", "1": return true
    case "no", "false", "0": return false
    default: throw ImportProblem("'\(cell.name)' is '\(cell.words.first ?? "")': expected yes or no")
    }
  }
}

/// A column of a file, and what it may mean.
struct ImportColumn: Sendable {
  /// As the file has it.
  let written: String
  /// In the order in which they are tried.
  let candidates: [String]

  init(_ written: String, mapped: String? = nil) {
    self.written = written
    let name = Self.plain(mapped ?? written)
    candidates = [name] + (Self.aliases[name].map { [$0] } ?? [])
  }

  /// What every kind of row has.
  static let does = "does"
  static let decided = "decided"
  static let by = "by"
  static let minutes = "minutes"
  static let ofAll: Set<String> = [does, minutes, "certified-by", "checksum"]

  /// `Date of meeting`, `dateOfMeeting` and `date_of_meeting` as `date-of-meeting`.
  static func plain(_ text: String) -> String {
    var plain = ""
    var wasSmall = false
    for character in text.trimmed {
      if character.isLetter || character.isNumber {
        if character.isUppercase, wasSmall { plain += "-" }
        plain += character.lowercased()
        wasSmall = !character.isUppercase
      } else {
        if !plain.isEmpty, !plain.hasSuffix("-") { plain += "-" }
        wasSmall = false
      }
    }
    return plain.hasSuffix("-") ? String(plain.dropLast()) : plain
  }

  /// What clerks call them.
  private static let aliases: [String: String] = [
    "date": decided, "day": decided, "meeting-date": decided, "date-of-meeting": decided,
    "date-decided": decided, "decided-on": decided, "date-of-decision": decided, "decision-date": decided,
    "body": by, "decided-by": by, "committee": by, "decision-maker": by, "decision-by": by,
    "school-code": "school", "school-name": "school", "resolution": "decision",
    "what-was-decided": "decision",
    "reason": "because", "reasons": "because", "rationale": "because", "why": "because",
    "minute": minutes, "minute-ref": minutes, "minute-reference": minutes, "minutes-ref": minutes,
    "minutes-reference": minutes, "reference": minutes, "ref": minutes, "source": minutes,
    "what-it-did": does, "did": does, "action": does, "effect": does, "what-it-does": does,
    "votes": "vote", "members-present": "present", "number-present": "present",
    "start": "first-day", "start-date": "first-day", "in-force-from": "first-day", "from": "first-day",
    "end": "last-day", "end-date": "last-day", "in-force-until": "last-day", "until": "last-day",
    "review": "review-by", "review-date": "review-by", "certified": "certified-by",
    "certifier": "certified-by", "sha-256": "checksum", "sha256": "checksum", "options": "option",
    "amount": "pounds", "items": "item", "functions": "item", "person-id": "person",
  ]
}

/// What stands in a column of a row.
struct ImportCell: Sendable {
  let column: String
  /// What the column is called for the kind of decision that the row is.
  let name: String
  var words: [String]
}
