import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Schemas

extension AskCommands {
  private static let menuSchool = Parameter<SchoolCode>.argument("school", help: "The school.")
  private static let level = Parameter<String?>.option(
    "level", "LEVEL", help: "Level of risk, by its code or name; the school's own when absent.",
    group: "Selection")

  /// `kite variation menu`: what is usual at a level, to choose from.
  var variationMenu: Command {
    Command(
      "menu", summary: "What the scheme usually moves at a level of risk: a menu to choose from.",
      discussion:
        "A variation takes what is in proportion, not the whole menu: leave out what the evidence does not "
        + "touch.",
      examples: ["kite variation menu S03 --level moderate": "Before a variation is proposed."],
      [Self.menuSchool.declaration, Self.level.declaration] + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      let school = input[Self.menuSchool]
      let trust = try answers.trust(Reads.state(of: school))
      _ = try trust.findSchool(school, on: answers.on)
      let level = try Self.level(input, school, trust, on: answers.on)
      guard let menu = trust.variationMenu(of: school, level: level, on: answers.on) else {
        throw CommandFailure(.notFound, "no scheme is in force on \(answers.on.spoken)")
      }
      let names = Names(trust: trust, day: answers.on)
      return answer(
        input, answers, json: menu.items.map(\.json), text: menu.text(names, width: world.width))
    }
  }
}

extension AskCommands {
  private static func level(
    _ input: Input, _ school: SchoolCode, _ trust: Trust, on day: Day
  ) throws -> RiskLevel {
    let names = trust.levels(on: day).filter(\.isAtRisk).map { trust.name(of: $0, on: day) }
    guard let word = input[level] else {
      let own = trust.risk(of: school, on: day).level
      if own.isAtRisk { return own }
      throw CommandFailure(
        .notFound,
        "'\(school)' is not at risk on \(day.spoken): say for which level, --level \(names.first ?? "LEVEL")")
    }
    guard let level = trust.level(named: word, on: day), level.isAtRisk else {
      throw UsageError(
        .invalid(
          label: "--level", value: word,
          reason: "expected a level of risk: \(Prose.list(names, last: "or"))"),
        path: input.path)
    }
    return level
  }
}

extension VariationMenu.Item {
  var json: JSONValue {
    [
      "function": .string(function.text), "title": .string(title), "now": .string(now), "to": .string(to),
      "variedBy": .optional(variedBy?.text), "note": .optional(note),
    ]
  }

  /// As `--item` takes it.
  fileprivate var option: String { "--item '\(function): \(to)'" }
}

extension VariationMenu {
  func text(_ names: Names, width: Int) -> String {
    var sheet = Sheet(width: width)
    let total = items.count + staying.count
    sheet.say(
      "What scheme \(scheme) usually moves at level \(names.level(level)): "
        + "\(items.count) of \(total) functions; \(names.school(school)) on \(on.spoken)")
    let rows = items.map { item -> [String] in
      let moved = item.variedBy.map { "by \($0)" } ?? (item.now == item.to ? "there already" : "")
      return [item.isOpen ? " " : "x", item.function.text, item.now, item.to, moved, item.title]
    }
    sheet.add(
      Columns(rows, heads: ["", "code", "now", "to", "moved", "function"]).lines(width: sheet.width))
    sheet.space()
    let movable = staying.filter { !never.contains($0) }
    sheet.row("stay", "\(movable.count): \(Prose.list(movable.map(\.text)))")
    sheet.row("never", "\(never.count) that no variation moves: \(Prose.list(never.map(\.text)))")
    let open = items.filter(\.isOpen)
    guard !open.isEmpty else { return sheet.text }
    sheet.row("choose", "take only what is in proportion, and say why each other one is left out: --option")
    sheet.row(
      "next",
      "kite variation propose --school \(school) \(open.map(\.option).joined(separator: " ")) "
        + "--first-day DAY "
        + "--last-day DAY --review-by DAY --proportionality TEXT")
    return sheet.text
  }
}
