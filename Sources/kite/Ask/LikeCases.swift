import Asking
import EventLog
import Governance
import History
import JSON
import Schemas

/// The cases of several schools side by side: are like cases treated alike?
struct LikeCases {
  /// What was done about one school, in its last case up to the day, or on the watch list.
  struct Side {
    let school: School
    let riskCase: RiskCase?
    let watch: Watch?
    let placing: (ref: DecisionRef, decision: DecisionTaken)?
    let triggers: [String]
    let variations: [Variation]
    let deployments: [Deployment]
    let interim: [InterimBoard]
  }

  let on: Day
  let sides: [Side]
  private let names: Names

  init(_ schools: [SchoolCode], _ answers: Answers) throws {
    let on = answers.on
    self.on = on
    var names = Names(trust: Trust(), day: on)
    var seen: Set<SchoolCode> = []
    sides = try schools.filter { seen.insert($0).inserted }.map { code in
      let events = try answers.history.events(Reads.duties(of: code), upTo: answers.position)
      let trust = try Chronicle(events).trust(decidedBy: on)
      names = Names(trust: trust, day: on)
      return try Side(code, trust, Dossier(Query(tags: [code.fullTag]), answers), on: on)
    }
    self.names = names
  }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width, indent: 8)
    sheet.say("Like cases side by side on \(on.spoken)")
    for side in sides { sheet.row(side.school.code.text, side.school.name) }
    for (label, words) in LikeCases.lines {
      let told = sides.map { (side: $0, words: words($0, on, names)) }
      guard told.contains(where: { !$0.words.isEmpty }) else { continue }
      sheet.space()
      sheet.say(label)
      for (side, words) in told {
        sheet.row(side.school.code.text, words.isEmpty ? ["none"] : words)
      }
    }
    return sheet.text
  }

  var json: [JSONValue] {
    sides.map { side in
      var object: JSONValue = [
        "school": .string(side.school.code.text), "name": .string(side.school.name),
        "case": .optional(side.riskCase?.code.text), "decision": .optional(side.placing?.ref.text),
        "opened": .optional((side.riskCase?.days.first ?? side.watch?.days.first)?.text),
        "ended": .optional(
          (side.riskCase?.days ?? side.watch?.days)?.last.flatMap { $0 <= on ? $0.text : nil }),
        "triggers": .texts(side.triggers),
        "levels": .array(
          (side.riskCase?.levels ?? []).map {
            ["level": .string($0.level.rawValue), "from": .string($0.from.text)]
          }),
        "options": .array(
          (side.placing?.decision.options ?? []).map {
            ["what": .string($0.what.shown), "why": .string($0.why.shown)]
          }),
      ]
      object["functions"] = .texts(side.functions)
      object["days"] = .integer(side.variedDays(by: on))
      object["leaderDaysPerWeek"] = .optional(side.deployments.flatMap(\.spans).map(\.daysPerWeek).max())
      object["interimBoard"] = .bool(!side.interim.isEmpty)
      return object
    }
  }

  private static let lines: [(label: String, words: @Sendable (Side, Day, Names) -> [String])] = [
    (
      "what was decided",
      { side, on, names in
        guard let placing = side.placing else { return [] }
        let decision = placing.decision
        return [
          "\(placing.ref), \(names.deciders(decision.by, school: side.school.code)), \(decision.day.spoken): "
            + decision.decision.shown
        ]
      }
    ),
    ("trigger", { side, _, _ in side.triggers.isEmpty ? [] : [side.triggers.joined(separator: ", ")] }),
    (
      "level",
      { side, on, _ in
        if let found = side.riskCase {
          let levels = found.levels.filter { $0.from <= on }
          let ended = found.days.last.flatMap { $0 <= on ? ", ended \($0.short)" : nil } ?? ""
          return [
            levels.map { "\($0.level.rawValue) from \($0.from.short)" }.joined(separator: ", ") + ended
          ]
        }
        guard let watch = side.watch else { return [] }
        let until = watch.days.last.flatMap { $0 <= on ? " to \($0.short)" : nil } ?? ""
        return ["not at risk: watch list from \(watch.days.first.short)\(until)"]
      }
    ),
    (
      "functions moved",
      { side, on, _ in
        side.variations.map { variation in
          let moved = variation.items.keys.sorted().map(\.text)
          let rest = variation.remainder.isEmpty ? [] : ["the rest of the local body's"]
          let until = variation.lastDay.map { " to \($0.short)" } ?? ""
          return "\(variation.code): \(moved.isEmpty ? "" : "\(moved.count): ")"
            + "\((moved + rest).joined(separator: " ")), \(variation.firstDay.short)\(until)"
        }
      }
    ),
    (
      "days with something varied",
      { side, on, _ in side.variations.isEmpty ? [] : [Prose.count(side.variedDays(by: on), "day")] }
    ),
    (
      "considered and rejected",
      { side, _, _ in
        (side.placing?.decision.options ?? []).map { "\($0.what.shown) - \($0.why.shown)" }
      }
    ),
    (
      "support tried first",
      { side, _, _ in (side.placing?.decision.lesserSteps ?? []).map(\.shown) }
    ),
    (
      "executive leader",
      { side, _, _ in
        side.deployments.map { deployment in
          let weeks = deployment.spans.map { "\($0.daysPerWeek) a week from \($0.days.first.short)" }
          let until = deployment.lastDay.map { " to \($0.short)" } ?? ""
          return "\(deployment.leader): \(weeks.joined(separator: ", "))\(until)"
        }
      }
    ),
    (
      "interim board",
      { side, _, _ in
        side.interim.map { board in
          "\(board.body), \(board.days.first.short)" + (board.days.last.map { " to \($0.short)" } ?? "")
        }
      }
    ),
  ]
}

extension LikeCases.Side {
  fileprivate init(_ code: SchoolCode, _ trust: Trust, _ dossier: Dossier, on: Day) throws {
    school = try trust.findSchool(code, on: on)
    let riskCase = trust.cases.values.filter { $0.school == code && $0.days.first <= on }
      .max { $0.days.first < $1.days.first }
    self.riskCase = riskCase
    let watch = trust.watches.last { $0.school == code && $0.days.first <= on }
    self.watch = riskCase == nil ? watch : nil
    let watched = dossier.events.last { event in
      event.type == SchoolWatched.type && dossier.voidedBy(event.ref) == nil
        && event.data["firstDay"]?.string == watch?.days.first.text
    }
    let ref = riskCase?.decision ?? watched.flatMap { DecisionRef($0.ref) }
    placing = try dossier.decision(ref).flatMap { found in ref.map { ($0, found.decision) } }
    let placed = ref.flatMap { ref in dossier[ref.text].first { $0.type == SchoolPlacedAtRisk.type } }
    if let placed {
      triggers = try dossier.read(placed, as: SchoolPlacedAtRisk.self).triggers.map { found in
        found.trigger.value?.rawValue ?? Withheld.mark(found.trigger.contentClass)
      }
    } else {
      triggers = (placing?.decision.triggers ?? []).map { trigger in
        trigger.value?.rawValue ?? Withheld.mark(trigger.contentClass)
      }
    }
    variations = trust.variations.values.filter { $0.school == code && $0.firstDay <= on }
      .sorted { $0.code < $1.code }
    deployments = trust.deployments.values.filter { $0.school == code }.sorted { $0.code < $1.code }
    interim = trust.interimBoards.values.filter {
      trust.bodies[$0.body]?.schools.contains(code) ?? false && $0.days.first <= on
    }.sorted { $0.body < $1.body }
  }

  /// Every function that was moved in the time, once.
  var functions: [String] { Set(variations.flatMap(\.items.keys)).sorted().map(\.text) }

  /// Days up to one on which anything was varied.
  func variedDays(by on: Day) -> Int {
    let spans = variations.flatMap { Array($0.items.values.joined()) + $0.remainder }
      .filter { !$0.days.isEmpty && $0.days.first <= on }.map { ($0.days.first, min($0.days.last ?? on, on)) }
    var (count, last) = (0, Day(daysSinceEpoch: 0))
    for (first, end) in spans.sorted(by: { $0.0 < $1.0 }) {
      let from = max(first, last.adding(days: 1))
      if from <= end { count += from.days(to: end) + 1 }
      last = max(last, end)
    }
    return count
  }
}
