import Asking
import CommandLineKit
import EventLog
import Exports
import Glibc
import Governance
import JSON
import Schemas

/// The commands that hand something over.
struct ExportCommands {
  let world: World

  var all: [Command] { [export] }

  private static let format = Parameter<FormatName>.required(
    "format", "FORMAT", help: "In which form.")
  private static let out = Parameter<String>.required(
    "out", "PATH", help: "The file or folder to make, whole or not at all."
  ).described { $0.completion = .files }
  private static let report = Parameter<String?>.option(
    "report", "NAME", help: "A report in place of the trail: board, year.")
  private static let year = Parameter<String?>.option(
    "year", "YEAR", help: "The school year that a report is about: 2024-25.")
  private static let force = Parameter<Bool>.flag(
    "force", help: "Replace an earlier export of that name.")

  private var export: Command {
    Command(
      "export", summary: "Hand over a trail in an open format, as an audience may see it.",
      discussion:
        "What the audience may not see stays visible as a gap, with its reason. Without --audience it is for "
        + "the public. Formats:\n\n"
        + ExportFormat.all.map { "  \($0.label): \($0.summary)" }.joined(separator: "\n"),
      examples: [
        "kite export --case B --audience auditor --format jsonl --out case-B.jsonl":
          "Every line of the log that belongs to the case."
      ],
      [
        Self.format.declaration, Self.out.declaration, Self.force.declaration, Self.report.declaration,
        Self.year.declaration,
      ] + Selecting.all + Options.asking
    ) { input in try export(input) }
  }

  private func export(_ input: Input) throws -> ExitStatus {
    let format = try Self.format(input)
    try Self.refuseIgnored(format, input)
    let answers = try asked(input, format)
    let selection = try Selecting.selection(input, answers)
    let trail = try Trail(
      answers, selection, by: input.isGiven(Options.on) ? answers.on : nil, year: input[Self.year],
      cache: world.cacheFolder)
    if trail.audience.person != nil || selection.person != nil, Self.isRaw(format) {
      throw CommandFailure(
        .usage,
        "'--format \(format.name)' hands over lines of the log as they are, and they name other persons by "
          + "their ids; for a person take csv, html or cloudevents")
    }
    let path = input[Self.out]
    let made = try Interruption.deferred {
      try Export.write(format, trail, to: path, isReplacing: input[Self.force]) { Interruption.isWaiting }
    }
    if input[Options.json] {
      world.out(json(trail, format, path, made).text + "\n")
    } else {
      let isChecked = try Self.isChecked(trail.audience, answers)
      world.out(text(trail, format, path, made, isChecked: isChecked))
    }
    return .done
  }

  /// A report is about the whole trust, and says so rather than pass over what was asked for.
  private static func refuseIgnored(_ format: ExportFormat, _ input: Input) throws {
    if format.report != "year", input.isGiven(year) {
      throw CommandFailure(.usage, "--year belongs to '--format html --report year'")
    }
    guard let report = format.report else { return }
    let given: [(name: String, isGiven: Bool)] = [
      ("--school", input.isGiven(Selecting.school)), ("--case", input.isGiven(Selecting.riskCase)),
      ("--type", input.isGiven(Selecting.type)), ("--by", input.isGiven(Selecting.by)),
      ("--recorded-by", input.isGiven(Selecting.actor)), ("--person", input.isGiven(Selecting.person)),
      ("--principle", input.isGiven(Selecting.principle)), ("--text", input.isGiven(Selecting.text)),
      ("--until", input.isGiven(Selecting.until)),
      ("--since", report != "board" && input.isGiven(Selecting.since)),
    ]
    let ignored = given.filter(\.isGiven).map(\.name)
    guard ignored.isEmpty else {
      throw CommandFailure(
        .usage,
        "'--report \(report)' is about the whole trust: leave out \(Prose.list(ignored)), or leave out "
          + "--report for the trail of that selection")
    }
  }

  /// A bundle's log ends where its selection does, and everything in it says what was known then: so it fits
  /// together, and nothing is handed over that nobody asked for.
  private func asked(_ input: Input, _ format: ExportFormat) throws -> Answers {
    guard format.name == "bundle", let until = input[Selecting.until], !input.isGiven(Options.known) else {
      // What is held about somebody is for them, where nobody else is named.
      return try Answers(input, world, audience: input[Selecting.person].map(Audience.person))
    }
    return try Answers(input, world, known: KnownTime(Instant.endOf(until)))
  }

  private static func format(_ input: Input) throws -> ExportFormat {
    let name = input[format].argument
    if let found = ExportFormat.named(name, report: input[report]) { return found }
    let known = ExportFormat.all.filter { $0.report != nil || $0.name == name }.map(\.label)
    throw CommandFailure(
      .usage,
      "'--format \(name)' has no report '\(input[report] ?? "")'; there are: \(known.joined(separator: ", "))"
    )
  }

  private func json(_ trail: Trail, _ format: ExportFormat, _ path: String, _ made: Export.Made) -> JSONValue
  {
    [
      "out": .string(path), "format": .string(format.name), "audience": .string(trail.audience.text),
      "selection": .string(trail.words), "events": .integer(trail.answers.position.rawValue),
      "head": .string(trail.head.base64), "files": .texts(made.files), "sealing": .string(made.sealing),
      "sha256": .string(made.digest.hexadecimal),
    ]
  }

  /// Whether the trust wants a second person's look at what goes to an audience.
  private static func isChecked(_ audience: Audience, _ answers: Answers) throws -> Bool {
    try answers.trust([Reads([SettingSet.self])]).names(.checkedAudiences, on: answers.today)
      .contains(audience.kind.rawValue)
  }

  private func text(
    _ trail: Trail, _ format: ExportFormat, _ path: String, _ made: Export.Made, isChecked: Bool
  ) -> String {
    var sheet = Sheet(width: world.width, indent: 19)
    sheet.say("trail of \(trail.words), for the audience \(trail.audience.text)")
    sheet.row("wrote", path)
    if !made.files.isEmpty { sheet.row("holds", Self.names(made.files)) }
    let count = Prose.count(trail.answers.position.rawValue, "event")
    sheet.row("head of the log", "\(trail.head.base64) (\(count))")
    sheet.row("SHA-256", "\(made.digest.hexadecimal)\(made.files.isEmpty ? "" : " of \(made.sealing)")")
    if trail.audience == .public, Self.isRaw(format) {
      sheet.row("mind", "lines of the log hold numbers as they were recorded, small ones too")
    }
    if isChecked {
      sheet.row(
        "next",
        "before it leaves, somebody else looks at it: kite handover check \(path) --audience "
          + "\(trail.audience.text) --selection '\(trail.words)'")
    }
    return sheet.text
  }

  /// `index.html log.jsonl closed/`: what lies deeper by its folder only.
  private static func names(_ files: [String]) -> String {
    var names: [String] = []
    for file in files {
      let steps = file.split(separator: "/")
      let name = steps.count > 2 ? "\(steps[0])/\(steps[1])/" : file
      if !names.contains(name) { names.append(name) }
    }
    return names.joined(separator: " ")
  }

  /// Whether a format hands over lines of the log as they are.
  private static func isRaw(_ format: ExportFormat) -> Bool { ["jsonl", "bundle"].contains(format.name) }
}

/// A format, as `--format` names it.
struct FormatName: ParameterValue {
  let argument: String

  static let choices = ExportFormat.all.reduce(into: [String]()) { names, format in
    if !names.contains(format.name) { names.append(format.name) }
  }

  init(argument: String) throws(InvalidValue) {
    guard Self.choices.contains(argument) else { throw InvalidValue(notIn: Self.choices, argument) }
    self.argument = argument
  }
}

extension ExportFormat {
  var label: String { report.map { "\(name) --report \($0)" } ?? name }
}

extension ExportError {
  var status: ExitStatus {
    switch self {
    case .exists, .irreplaceable, .insideRecord: .usage
    case .noFolder: .notFound
    case .system(_, _, let code) where [EACCES, EPERM, EROFS].contains(code): .notPermitted
    case .system, .format, .interrupted: .inputOutput
    }
  }
}
