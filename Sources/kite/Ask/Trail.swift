import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Projections
import Schemas

/// The seven principles of public life, as `--principle` names them.
enum PrincipleName: String, CaseIterable, ParameterValue {
  case selflessness, integrity, objectivity, accountability, openness, honesty, leadership
}

/// The options by which entries are selected.
enum Selecting {
  static let school = AskCommands.school
  static let riskCase = Parameter<CaseCode?>.option(
    "case", "CODE", help: "What belongs to the case: its own entries, and its school's while it ran.",
    group: "Selection")
  static let type = Parameter<String?>.option(
    "type", "TYPE", help: "With an event of the type: DecisionTaken, VariationMade.", group: "Selection")
  static let by = Parameter<String?>.option(
    "by", "WHO", help: "Decided by the body or office: TB, trust-board.", group: "Selection")
  static let actor = Parameter<PersonCode?>.option(
    "recorded-by", "PERSON", help: "Recorded by the person.", group: "Selection")
  static let person = Parameter<PersonCode?>.option(
    "person", "ID", help: "Whatever concerns the person: for who asks what is held about them.",
    group: "Selection")
  static let principle = Parameter<PrincipleName?>.option(
    "principle", "NAME", help: "Decisions with a note on the principle.", group: "Selection")
  static let text = Parameter<String?>.option(
    "text", "WORDS",
    help: "With all of the words, the best first; word* is a beginning, \"two words\" a phrase.",
    group: "Selection")
  static let since = Parameter<Day?>.option(
    "since", "DAY", help: "Recorded on the day or later.", group: "Selection")
  static let until = Parameter<Day?>.option(
    "until", "DAY", help: "Recorded on the day or earlier.", group: "Selection")

  static let all = [
    school.declaration, riskCase.declaration, type.declaration, by.declaration, actor.declaration,
    person.declaration, principle.declaration, text.declaration, since.declaration, until.declaration,
  ]

  /// What the options select, refused where they name what does not exist.
  static func selection(_ input: Input, _ answers: Answers) throws -> EntrySelection {
    var selection = EntrySelection()
    if let code = input[school] {
      let trust = try answers.trust(Reads.standing)
      guard trust.schools[code] != nil else {
        throw unknown("school", code.text, among: trust.schools.keys.sorted().map(\.text), "the trust has")
      }
      selection.school = code
    }
    if let code = input[riskCase] {
      guard try answers.log.contains(tag: code.fullTag) else {
        throw CommandFailure(.notFound, "there is no case '\(code)' in this record")
      }
      selection.riskCase = code
    }
    if let name = input[type] {
      guard Catalogue.type(named: name) != nil else { throw SchemaCommand.unknownType(name, .usage) }
      selection.type = name
    }
    if let since = input[since], let until = input[until], until < since {
      throw CommandFailure(.usage, "--until \(until) is before --since \(since): no entry can fit both")
    }
    if let code = input[person] {
      guard try answers.trust(Reads.standing).persons.contains(code) else {
        throw CommandFailure(.notFound, "there is no person '\(code)' in this record")
      }
      selection.person = code
    }
    selection.by = input[by]
    selection.actor = input[actor]
    selection.principle = input[principle]?.rawValue
    if let words = input[text], EntryWords.Question(words).words.isEmpty {
      throw CommandFailure(.usage, "--text '\(words)' holds no word to look for")
    }
    selection.text = input[text]
    selection.since = input[since]
    selection.until = input[until]
    if !answers.isKnownNow { selection.upTo = answers.position.rawValue }
    return selection
  }
}

extension AskCommands {
  var trail: Command {
    Command(
      "trail", summary: "The history: an entry a line, those that a selection asks for.",
      discussion: """
        An entry is everything under one reference: a decision with its effects, or facts that were recorded \
        together. With --on, only what was decided by that day is listed. With --text, reasons, options, \
        dissent, evidence and everything else that the audience may read are searched, and the words are \
        shown where they stand.
        """,
      examples: [
        "kite trail --case B": "Everything that belongs to the case of Ormerdyke.",
        "kite trail --text 'overspen* \"daily work\"'": "Where it was spoken of, in whoever's words.",
        "kite trail --school S02 --by TB --type VariationMade --json":
          "The Board's variations there, for a script.",
      ],
      Selecting.all + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      let entries = try TrailEntries(input, answers, world)
      return answer(input, answers, json: entries.json, text: entries.text(width: world.width))
    }
  }
}

/// Entries that a selection found, a line each.
struct TrailEntries {
  let entries: [Entry]
  private let matches: [String: WordMatch]
  private let isSearch: Bool
  let gaps: [String: Gap]
  let grounds: [String: [PersonSearch.Ground]]

  init(_ input: Input, _ answers: Answers, _ world: World) throws {
    let selection = try Selecting.selection(input, answers)
    try self.init(selection, answers, world, by: input.isGiven(Options.on) ? answers.on : nil)
  }

  init(_ selection: EntrySelection, _ answers: Answers, _ world: World, by day: Day? = nil) throws {
    let selected = try SelectedEntries(selection, answers, by: day, cache: world.cacheFolder)
    entries = selected.entries
    matches = selected.matches
    isSearch = selection.text != nil
    gaps = selected.gaps
    grounds = selected.grounds
  }

  var json: [JSONValue] {
    entries.map { entry in
      var object = entry.json
      if isSearch { object["match"] = .optional(matches[entry.ref]?.context) }
      if let gap = gaps[entry.ref] { object["gap"] = gap.json }
      if let found = grounds[entry.ref] { object["grounds"] = .texts(found.map(\.rawValue)) }
      return object
    }
  }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width)
    guard !entries.isEmpty else {
      sheet.say("no entry of the record fits")
      return sheet.text
    }
    let refs = entries.map(\.ref.count).max() ?? 0
    let who = min(entries.map(\.who.count).max() ?? 0, 12)
    for entry in entries {
      let head =
        Prose.padded(entry.day.short, to: 11) + "  " + Prose.padded(entry.ref, to: refs) + "  "
        + Prose.padded(entry.who, to: who) + "  "
      let line = head + (entry.marks + [entry.told]).joined(separator: " ")
      sheet.add([Prose.cut(line, to: sheet.width)])
      if let match = matches[entry.ref] { sheet.say("\(match.field): \(match.context)", margin: 13) }
    }
    sheet.say(entries.count == 1 ? "1 entry" : "\(Prose.grouped(entries.count)) entries")
    sheet.tell(entries.compactMap { entry in gaps[entry.ref].map { (entry.ref, $0) } })
    return sheet.text
  }
}

extension Sheet {
  /// Why entries are withheld, those of one reason together, and when that is looked at again.
  mutating func tell(_ gaps: [(ref: String, gap: Gap)]) {
    var order: [String] = []
    var refs: [String: [String]] = [:]
    for (ref, gap) in gaps where gap.erasure == nil {
      let because = gap.because ?? "no reason is recorded"
      let again = gap.until.map { "   (looked at again on \($0.spoken))" } ?? ""
      let reason = "\(because)\(again)"
      if refs[reason] == nil { order.append(reason) }
      refs[reason, default: []].append(ref)
    }
    for reason in order { row("withheld", "\((refs[reason] ?? []).joined(separator: ", ")): \(reason)") }
  }
}
