import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Schemas

extension AskCommands {
  private static let since = Parameter<Since>.required(
    "since", "DAY",
    help: "Recorded on the day or later; of a body, such as TB, since its last meeting.", group: "Selection")

  var changes: Command {
    Command(
      "changes", summary: "What was recorded since a day, or since a body's last meeting.",
      examples: [
        "kite changes --since 2025-03-19": "What is new since the last meeting.",
        "kite changes --since TB": "The same, since the Board last met.",
        "kite changes --since 2024-11-01 --school S02 --known 2024-11-30":
          "What November brought at one school.",
      ],
      [Self.since.declaration, Self.school.declaration] + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      var selection = EntrySelection()
      let since = try input[Self.since].from(answers)
      selection.since = since.day
      if let school = input[Self.school] {
        _ = try answers.trust(Reads.standing).findSchool(school, on: answers.on)
        selection.school = school
      }
      if !answers.isKnownNow { selection.upTo = answers.position.rawValue }
      let day = input.isGiven(Options.on) ? answers.on : nil
      let found = try TrailEntries(selection, answers, world, by: day)
      let list = try ChangeList(
        found.entries.filter { !since.known.contains($0.ref) }, since: since.day, answers)
      return answer(input, answers, json: list.json, text: list.text(width: world.width))
    }
  }
}

/// Entries with what each of their effects changed.
struct ChangeList {
  let since: Day
  let changes: [(entry: Entry, effects: [EffectWords])]

  init(_ entries: [Entry], since: Day, _ answers: Answers) throws {
    self.since = since
    let names = Names(trust: try answers.trust(Reads.standing), day: answers.on)
    changes = try entries.map { entry in
      let events = try answers.log.events(ref: entry.ref).map { try TrustEvent($0) }
      return (entry, EffectWords.all(events, names))
    }
  }

  var json: [JSONValue] {
    changes.map { change in
      var object = change.entry.json
      object["changed"] = .array(
        change.effects.map { ["type": .string($0.type), "what": .string($0.words)] })
      return object
    }
  }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width)
    guard !changes.isEmpty else {
      sheet.say("nothing was recorded since \(since.spoken)")
      return sheet.text
    }
    let count = changes.count == 1 ? "1 entry" : "\(Prose.grouped(changes.count)) entries"
    sheet.say("\(count) recorded since \(since.spoken)")
    var day: Day?
    for (entry, effects) in changes {
      let recorded = entry.recorded.londonDay
      if recorded != day {
        sheet.space()
        sheet.say(recorded.spoken)
        day = recorded
      }
      let school = entry.school.map { "\($0) " } ?? ""
      let words = ([school + entry.who + ":"] + entry.marks + [entry.told]).joined(separator: " ")
      sheet.row(entry.ref, words)
      for effect in effects { sheet.row("", "> \(effect.words)") }
    }
    return sheet.text
  }
}

/// What events of one kind changed, in a sentence.
struct EffectWords {
  let type: String
  let words: String

  /// Fields that say what an effect is about, in the order in which they are told.
  private static let telling = [
    "variation", "function", "scheme", "deployment", "leader", "body", "office", "person", "plan", "version",
    "report",
    "school", "case", "level", "setting", "daysPerWeek", "request", "code", "decision", "decisions", "rating",
    "direction",
  ]

  /// A decision itself changes nothing: its effects do.
  static func all(_ events: [TrustEvent], _ names: Names) -> [EffectWords] {
    let isDecision = events.contains { $0.type == DecisionTaken.type }
    var order: [String] = []
    var byType: [String: [TrustEvent]] = [:]
    for event in events where event.type != DecisionTaken.type {
      // What a fact says in its own words is its line already.
      if !isDecision, event.data["what"] != nil { continue }
      if byType[event.type] == nil { order.append(event.type) }
      byType[event.type, default: []].append(event)
    }
    return order.map { type in EffectWords(type, byType[type] ?? [], names) }
  }

  private init(_ type: String, _ events: [TrustEvent], _ names: Names) {
    self.type = type
    let sentence = Catalogue.description(of: type)?.summary ?? type
    let summary = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    let about = events.map { event in
      let things = EffectWords.telling.compactMap { name in
        event.data[name].flatMap { EffectWords.thing(name, $0, names) }
      }
      return (things + EffectWords.days(event.data)).joined(separator: " ")
    }
    var told: [String] = []
    for about in about where !about.isEmpty && !told.contains(about) { told.append(about) }
    let most = 6
    let more = told.count > most ? " and \(told.count - most) more" : ""
    words = told.isEmpty ? summary : "\(summary): \(told.prefix(most).joined(separator: ", "))\(more)"
  }

  private static func thing(_ name: String, _ value: JSONValue, _ names: Names) -> String? {
    switch value {
    case .string(let code) where name == "level":
      RiskLevel(rawValue: code).map { names.trust.name(of: $0, on: names.day) } ?? code
    case .string(let text): text
    case .array(let items) where name == "decisions": items.compactMap(\.string).joined(separator: " ")
    case .integer(let number) where name == "daysPerWeek": "\(Prose.count(number, "day")) a week"
    default: nil
    }
  }

  private static func days(_ data: JSONValue) -> [String] {
    let day = { (name: String) in data[name]?.string.flatMap { Day($0)?.short } }
    switch (day("firstDay"), day("lastDay")) {
    case (let first?, let last?): return ["from \(first) to \(last)"]
    case (let first?, nil): return ["from \(first)"]
    case (nil, let last?): return ["to \(last)"]
    case (nil, nil): return []
    }
  }
}
