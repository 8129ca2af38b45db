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
  static let principle = Parameter<PrincipleName?>.option(
    "principle", "NAME", help: "Decisions with a note on the principle.", group: "Selection")
  static let text = Parameter<String?>.option(
    "text", "WORDS", help: "With all of the words in what is open; word* is a beginning.", group: "Selection")
  static let since = Parameter<Day?>.option(
    "since", "DAY", help: "Recorded on the day or later.", group: "Selection")
  static let until = Parameter<Day?>.option(
    "until", "DAY", help: "Recorded on the day or earlier.", group: "Selection")

  static let all = [
    school.declaration, riskCase.declaration, type.declaration, by.declaration, actor.declaration,
    principle.declaration, text.declaration, since.declaration, until.declaration,
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
    selection.by = input[by]
    selection.actor = input[actor]
    selection.principle = input[principle]?.rawValue
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
        together. With --on, only what was decided by that day is listed.
        """,
      examples: [
        "kite trail --case B": "Everything that belongs to the case of Ormerdyke.",
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

/// Entries that a selection found, as the audience may see them.
struct TrailEntries {
  let entries: [Entry]

  init(_ input: Input, _ answers: Answers, _ world: World) throws {
    let selection = try Selecting.selection(input, answers)
    try self.init(selection, answers, world, by: input.isGiven(Options.on) ? answers.on : nil)
  }

  /// - Parameter by: leaves out what was decided, or recorded as a fact, on a later day.
  init(_ selection: EntrySelection, _ answers: Answers, _ world: World, by day: Day? = nil) throws {
    // The read models know the record as it is now; what was known earlier is folded from the log.
    var found =
      if selection.upTo == nil {
        try Views(answers.history, cache: world.cacheFolder).entries(selection)
      } else {
        try Entry.fold(answers.history.everything(upTo: answers.position), selection)
      }
    if let day { found.removeAll { $0.day > day } }
    let classes = answers.audience?.classes ?? [.open]
    for index in found.indices where found[index].isWithheld && classes.contains(found[index].contentClass) {
      guard let summary = try TrailEntries.disclosed(found[index], answers) else { continue }
      found[index].summary = summary
      found[index].isWithheld = false
    }
    entries = found
  }

  /// The sentence of a closed entry whose content is at hand.
  private static func disclosed(_ entry: Entry, _ answers: Answers) throws -> String? {
    let events = try answers.log.events(ref: entry.ref).map { try TrustEvent($0) }
    let released = Query(types: [ContentReleased.type], tags: ["entry/\(entry.ref)"])
    let later = try answers.log.events(matching: released, after: .start, upTo: answers.position)
    let disclosure = Disclosure(answers, later: try later.map { try TrustEvent($0) })
    let field = entry.decided == nil ? "what" : "decision"
    let event =
      entry.decided == nil
      ? events.first { $0.data["what"] != nil } : events.first { $0.type == DecisionTaken.type }
    return try event.flatMap { try disclosure.data(of: $0)[field]?.string }
  }

  var json: [JSONValue] { entries.map(\.json) }

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
    }
    sheet.say(entries.count == 1 ? "1 entry" : "\(Prose.grouped(entries.count)) entries")
    return sheet.text
  }
}

extension Entry {
  /// The line of `kite trail --json`, its keys in their fixed order.
  var json: JSONValue {
    [
      "position": .integer(position), "id": .string(id), "ref": .string(ref), "type": .string(type),
      "effects": .texts(effects), "decided": .optional(decided?.text), "recorded": .string(recorded.text),
      "firstDay": .optional(firstDay?.text), "school": .optional(school?.text),
      "case": .optional(riskCase?.text),
      "by": .texts(by), "summary": .string(told), "class": .string(contentClass.rawValue),
      "standing": .string(standing.rawValue), "withheld": .bool(isWithheld),
    ]
  }

  /// The summary, or its gap; what was released and is not at hand is closed to nobody, only absent.
  var told: String { isWithheld && contentClass == .open ? "[not in this copy]" : shownSummary }

  /// Who decided; who recorded, for what is no decision.
  var who: String { by.isEmpty ? actor.text : by.joined(separator: "+") }

  /// What must be known of an entry before its words are relied on.
  var marks: [String] {
    var marks: [String] = []
    if contentClass != .open, !isWithheld { marks.append("[\(contentClass.rawValue)]") }
    if standing != .confirmed { marks.append("[\(standing.rawValue)]") }
    return marks
  }
}

extension Prose {
  /// A line that ends in `…` where it had to be cut.
  static func cut(_ line: String, to width: Int) -> String {
    line.count <= width ? line : line.prefix(max(width - 1, 1)) + "…"
  }
}
