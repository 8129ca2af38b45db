import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Schemas

extension AskCommands {
  private static let days = Parameter<Int?>.option(
    "days", "N", help: "Days a week that are wanted, 1 to 5.", group: "Selection")
  private static let firstDay = Parameter<Day?>.option(
    "first-day", "DAY", help: "From that day; the day asked about when absent.", group: "Selection")
  private static let lastDay = Parameter<Day?>.option(
    "last-day", "DAY", help: "To that day; the first day alone when absent.", group: "Selection")
  private static let also = Parameter<[OfficeCode]>.repeated(
    "also", "OFFICE", help: "Another office to look at: one that leads no school and never did.")

  /// `kite leader free`: who can lead, without hurting their own school.
  var leaderFree: Command {
    Command(
      "free", summary: "Who can lead a school, with free days, and what that takes from their own.",
      discussion:
        "Looks at everybody who leads a school of the trust or was an executive leader before. Free are the "
        + "days of a week that no deployment has on any day of the span.",
      examples: [
        "kite leader free --school S02 --days 3 --first-day 2024-11-25 --last-day 2025-07-22":
          "Before a leader is allocated."
      ],
      [
        Self.school.declaration, Self.days.declaration, Self.firstDay.declaration, Self.lastDay.declaration,
        Self.also.declaration,
      ] + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      let first = input[Self.firstDay] ?? answers.on
      let last = input[Self.lastDay] ?? first
      guard last >= first else {
        throw UsageError(
          .invalid(label: "--last-day", value: last.text, reason: "it is before the first day, \(first)"),
          path: input.path)
      }
      if let days = input[Self.days], !(1...5).contains(days) {
        throw UsageError(
          .invalid(label: "--days", value: String(days), reason: "expected 1 to 5"), path: input.path)
      }
      let events = try answers.history.events(Reads.leaderChoices, upTo: answers.position)
      let trust = try Chronicle(events).trust(decidedBy: answers.on)
      let school = input[Self.school]
      if let school { _ = try trust.findSchool(school, on: first) }
      let list = LeaderList(
        choices: trust.leaderChoices(
          for: school, during: DaySpan(first, last), naming: input[Self.also]),
        school: school, wanted: input[Self.days], first: first, last: last,
        names: Names(trust: trust, day: first))
      return answer(input, answers, json: list.json, text: list.text(width: world.width))
    }
  }
}

/// Those who could lead, those with enough free days first.
struct LeaderList {
  let choices: [LeaderChoice]
  let school: SchoolCode?
  let wanted: Int?
  let first: Day
  let last: Day
  let names: Names

  private func isEnough(_ choice: LeaderChoice) -> Bool { choice.free >= wanted ?? 1 }

  var json: [JSONValue] {
    choices.map { choice in
      [
        "person": .string(choice.person.text), "offices": .texts(choice.offices.map(\.text)),
        "home": .optional(choice.home?.text), "homeRisk": .string(choice.homeRisk.rawValue),
        "free": .integer(choice.free), "enough": .bool(isEnough(choice)),
        "away": .array(
          choice.away.map { deployment in
            [
              "deployment": .string(deployment.code.text), "to": .string(deployment.school.text),
              "daysPerWeek": .integer(LeaderList.most(deployment)),
              "until": .optional(deployment.lastDay?.text),
              "effect": .optional(deployment.homeEffect?.rawValue),
            ]
          }),
        "alsoLent": .integer(choice.alsoLent),
      ]
    }
  }

  private static func most(_ deployment: Deployment) -> Int {
    deployment.spans.map(\.daysPerWeek).max() ?? 0
  }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width)
    let place = school.map { " \(names.school($0))" } ?? ""
    let span = first == last ? "on \(first.spoken)" : "from \(first.spoken) to \(last.spoken)"
    let days = wanted.map { ", \(Prose.count($0, "day")) a week" } ?? ""
    sheet.say("Who can lead\(place) \(span)\(days)")
    guard !choices.isEmpty else {
      sheet.say("nobody leads another school of the trust on that day; name an office: --also OFFICE")
      return sheet.text
    }
    let sorted = choices.filter(isEnough) + choices.filter { !isEnough($0) }
    let rows = sorted.map { choice in
      [
        isEnough(choice) ? " " : "x", choice.person.text, choice.offices.map(\.text).joined(separator: " "),
        "\(choice.free)", home(choice), away(choice),
      ]
    }
    sheet.add(
      Columns(rows, heads: ["", "person", "office", "free", "own school", "away already"])
        .lines(width: sheet.width))
    sheet.space()
    if let best = sorted.first, isEnough(best), let office = best.offices.first {
      let home = best.home.map { " --home \($0) --home-cover OFFICE --home-effect EFFECT" } ?? ""
      let school = school.map { " --school \($0)" } ?? ""
      sheet.row(
        "next", "kite leader allocate \(office)\(school)\(home) --days-per-week \(wanted ?? best.free)")
      if best.home != nil { sheet.row("", "ask the school that lends first, and say what it does to it") }
    } else {
      sheet.row("next", "nobody has the days: fewer days, other weeks, or help: kite capacity request")
    }
    return sheet.text
  }

  private func home(_ choice: LeaderChoice) -> String {
    guard let home = choice.home else { return "none" }
    let risk = choice.homeRisk == .none ? "" : choice.homeRisk == .watch ? ", watch list" : ", AT RISK"
    let lends = choice.alsoLent > 0 ? ", lends \(choice.alsoLent) more" : ""
    return "\(names.school(home)) (\(home))\(risk)\(lends)"
  }

  private func away(_ choice: LeaderChoice) -> String {
    choice.away.map { deployment in
      let until = deployment.lastDay.map { " to \($0.short)" } ?? ""
      let effect = deployment.homeEffect.map { ", effect \($0.rawValue)" } ?? ""
      return "\(LeaderList.most(deployment)) at \(deployment.school)\(until)\(effect)"
    }.joined(separator: "; ")
  }
}
