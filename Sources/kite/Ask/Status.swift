import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Projections
import Schemas

extension AskCommands {
  private static let schools = Parameter<[SchoolCode]>.argument(
    "school", optional: true,
    help: "One school in full; several, their cases side by side; all of them when absent.")
  private static let powers = Parameter<Bool>.flag(
    "powers", help: "The functions that somebody else holds than normally, with the last day.",
    group: "What is told")
  private static let working = Parameter<Bool>.flag(
    "working", help: "Of one school: indicators before and after, outcomes expected and seen.",
    group: "What is told")

  var status: Command {
    Command(
      "status", summary: "The risk board: every school on a line, or one school in full.",
      discussion:
        "Schools at risk come first, then those on the watch list and those followed up after their exit.",
      examples: [
        "kite status": "Where every school stands today.",
        "kite status S02 --on 2025-03-07": "One school in full, on a day.",
        "kite status S02 S03 S12": "Like cases side by side.",
        "kite status --powers": "Which powers are away from whom today.",
        "kite status S02 --working": "Whether what was decided works.",
      ],
      [Self.schools.declaration, Self.powers.declaration, Self.working.declaration] + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      let schools = input[Self.schools]
      if input[Self.powers] {
        let powers = try VariedPowers(schools, answers)
        return answer(input, answers, json: powers.json, text: powers.text(width: world.width))
      }
      if input[Self.working] {
        guard schools.count == 1 else {
          throw CommandFailure(.usage, "--working is asked of one school: kite status S02 --working")
        }
        let working = try SchoolWorking(schools[0], answers)
        return answer(input, answers, json: [working.json], text: working.text(width: world.width))
      }
      if schools.count > 1 {
        let cases = try LikeCases(schools, answers)
        return answer(input, answers, json: cases.json, text: cases.text(width: world.width))
      }
      guard let code = schools.first else {
        let states = try StatusBoard.states(answers, world)
        let dues = try Dues(answers, of: states.filter(\.isInProcess).map(\.school))
        let board = StatusBoard(states: states, dues: dues, name: try answers.history.opened()?.name)
        let lines = states.map { $0.json(dues.trust, answers.on, next: dues.next($0.school)) }
        return answer(input, answers, json: lines, text: board.text(width: world.width))
      }
      let school = try SchoolInFull(code, answers)
      return answer(input, answers, json: [school.json], text: school.text(width: world.width))
    }
  }
}

extension SchoolState {
  /// The line of `kite status --json`, its keys in their fixed order.
  ///
  /// - Parameter trust: with the leaders of all schools, and everything of a school at risk.
  func json(_ trust: Trust, _ on: Day, next: Duty?) -> JSONValue {
    let open = trust.riskCase(of: school, on: on)
    let help = trust.help(for: school, on: on)
    return [
      "school": .string(school.text), "name": .string(name), "risk": .string(risk.rawValue),
      "since": .optional(since?.text), "levelSince": .optional(levelSince?.text),
      "ratifyBy": .optional(ratifyBy?.text), "followUpUntil": .optional(followUpUntil?.text),
      "localBody": .optional(localBody?.text), "shadow": .optional(shadow?.text),
      "variations": .texts(variations.map(\.text)),
      "leader": leader.map { ["office": .string($0.office.text), "daysPerWeek": .integer($0.daysPerWeek)] }
        ?? .null,
      "lastReport": lastReport.map(SchoolState.json) ?? .null,
      "next": next.map {
        ["what": .string($0.what), "due": .string($0.due.text), "owes": .string($0.owes)]
      } ?? .null,
      "actions": open.map { .array(trust.actions(of: $0, on: on).map { $0.json(on: on) }) } ?? .null,
      "capacity": open == nil ? .null : help.json,
      "lends": .array(trust.lent(by: school, on: on).map { SchoolState.json($0, on) }),
    ]
  }

  private static func json(_ deployment: Deployment, _ on: Day) -> JSONValue {
    [
      "deployment": .string(deployment.code.text), "leader": .string(deployment.leader.text),
      "school": .string(deployment.school.text),
      "daysPerWeek": .integer(deployment.daysPerWeek(on: on) ?? 0),
      "effect": .optional(deployment.homeEffect?.rawValue),
    ]
  }

  private static func json(_ report: LastReport) -> JSONValue {
    [
      "month": .string(report.month.text), "rating": .string(report.rating.rawValue),
      "direction": .string(report.direction.rawValue), "due": .string(report.due.text),
      "submitted": .string(report.submitted.text), "lateBy": .integer(report.lateBy),
    ]
  }

  /// `high`, `watch list`, `follow-up`, `not at risk`, or as the trust calls the level.
  func riskWords(_ names: Names) -> String {
    if risk == .none, followUpUntil != nil { return "follow-up" }
    return names.level(risk) + (risk.isAtRisk && ratifyBy != nil ? ", unratified" : "")
  }

  /// Whether something is under way that has its days: `kite due` tells of everything else that is owed.
  fileprivate var isInProcess: Bool { risk != .none || followUpUntil != nil || !variations.isEmpty }

  /// Who comes first on the board.
  fileprivate var urgency: Int { risk.rank * 2 + (followUpUntil == nil ? 0 : 1) }
}

/// Every school on a line, those at risk first and marked.
struct StatusBoard {
  let states: [SchoolState]
  let dues: Dues
  /// The trust's name.
  let name: String?

  /// From the read models where nothing earlier is asked for; else from the log, as far as it was known.
  static func states(_ answers: Answers, _ world: World) throws -> [SchoolState] {
    if answers.isKnownNow {
      return try Views(answers.history, cache: world.cacheFolder).states(on: answers.on)
    }
    return try answers.trust(Reads.state(of: nil) + Reads.ofOneSchool).states(on: answers.on)
  }

  private var on: Day { dues.on }
  private var names: Names { Names(trust: dues.trust, day: on) }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width)
    let place = name ?? "The trust"
    guard !states.isEmpty else {
      sheet.say("\(place) has no school on \(on.spoken), as far as the record knows")
      return sheet.text
    }
    let atRisk = states.count { $0.risk.isAtRisk }
    sheet.say(
      "\(place) on \(on.spoken): \(atRisk == 0 ? "none" : String(atRisk)) of \(states.count) schools at risk")
    let sorted = states.enumerated().sorted { a, b in
      a.element.urgency != b.element.urgency ? a.element.urgency > b.element.urgency : a.offset < b.offset
    }.map(\.element)
    sheet.add(
      Columns(sorted.map(row), heads: ["", "school", "", "risk", "since", "varied", "report", "local body"])
        .lines(width: sheet.width))
    tellReports(sorted.filter(\.risk.isAtRisk), &sheet)
    let next = sorted.filter { dues.next($0.school) != nil }
    if !next.isEmpty { sheet.space() }
    for state in next {
      guard let duty = dues.next(state.school) else { continue }
      let late = duty.due < on ? ", OVERDUE" : ""
      sheet.row("next", "\(state.school)  \(duty.what), due \(duty.due.spoken)\(late) (\(duty.owes))")
    }
    tellLending(sorted, &sheet)
    return sheet.text
  }

  /// What is short at a school at risk, and what each loan of a leader does to the school that lends.
  private func tellLending(_ states: [SchoolState], _ sheet: inout Sheet) {
    for state in states where state.risk.isAtRisk {
      for shortage in dues.trust.help(for: state.school, on: on).shortages {
        sheet.row("short", "\(state.school)  \(shortage.words)")
      }
    }
    for state in states {
      for deployment in dues.trust.lent(by: state.school, on: on) {
        let days = Prose.count(deployment.daysPerWeek(on: on) ?? 0, "day")
        let effect = deployment.homeEffect?.rawValue ?? "not assessed"
        sheet.row(
          "lends",
          "\(state.school)  \(deployment.leader), \(days) a week to \(deployment.school): effect \(effect)")
      }
    }
  }

  /// Six months of each school at risk, with the age of the last report.
  private func tellReports(_ states: [SchoolState], _ sheet: inout Sheet) {
    let lines = states.map { ($0, RatingLine(dues.trust, $0.school, on: on)) }.filter { !$0.1.isEmpty }
    if !lines.isEmpty { sheet.space() }
    for (state, line) in lines {
      let age = state.lastReport.map { "; the last is \(Prose.count($0.submitted.days(to: on), "day")) old" }
      sheet.row("reports", "\(state.school)  \(line.words)\(age ?? "")")
    }
  }

  private func row(_ state: SchoolState) -> [String] {
    let report = state.lastReport.map { report in
      report.rating.rawValue + (report.lateBy > 0 ? ", \(report.lateBy) late" : "")
    }
    let body = state.localBody.map { body in body.text + (state.shadow == nil ? "" : " + shadow") }
    return [
      state.risk.isAtRisk ? "!" : " ", state.school.text, state.name, state.riskWords(names),
      state.levelSince?.short ?? state.followUpUntil.map { "to \($0.short)" } ?? "",
      state.variations.map(\.text).joined(separator: " "), state.risk.isAtRisk ? report ?? "none yet" : "",
      body ?? "none",
    ]
  }
}
