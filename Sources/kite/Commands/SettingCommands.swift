import Asking
import CommandLineKit
import Governance
import History
import JSON
import Schemas

/// `kite setting`: what the trust's own document leaves open, each with a default.
enum SettingCommands {
  static let rows: [RecordCommand] = [
    RecordCommand(
      "set", "Set a setting of the trust.", SettingSet.type, .either(.setTrust), ["setting", "value"]
    ).with {
      $0.examples = [
        "kite setting set late-entry-working-days 3": "The settings: kite help settings.",
        "kite setting set risk-levels '[\"green\",\"blue\",\"amber\",\"red\",\"crimson\"]'":
          "Lists as JSON: here the trust's names for its levels of risk.",
      ]
    }
  ]

  private static let name = Parameter<String?>.argument("setting", help: "One setting; all when absent.")

  static func show(_ asking: AskCommands) -> Command {
    Command(
      "show", summary: "What each setting is on a day, since when, and what it is by default.",
      examples: [
        "kite setting show": "All of them.", "kite setting show risk-levels --on 2025-03-03": "One.",
      ],
      [name.declaration] + Options.asking
    ) { input in
      let answers = try Answers(input, asking.world)
      let trust = try answers.trust(Reads.standing)
      var settings = Setting.all
      if let name = input[name] {
        settings = settings.filter { $0.name == name }
        guard !settings.isEmpty else {
          throw unknown("setting", name, among: Setting.all.map(\.name), "there are")
        }
      }
      let on = answers.on
      return asking.answer(
        input, answers, json: settings.map { json($0, trust, on) },
        text: text(settings, trust, on, width: asking.world.width))
    }
  }

  private static func json(_ setting: Setting, _ trust: Trust, _ on: Day) -> JSONValue {
    [
      "setting": .string(setting.name), "on": .string(on.text), "value": trust.value(of: setting, on: on),
      "since": .optional(since(setting, trust, on)?.text), "default": setting.standard,
      "expected": .string(setting.range), "meaning": .string(setting.meaning),
    ]
  }

  private static func since(_ setting: Setting, _ trust: Trust, _ on: Day) -> Day? {
    trust.settings[setting.name]?.last { $0.from <= on }?.from
  }

  private static func text(_ settings: [Setting], _ trust: Trust, _ on: Day, width: Int) -> String {
    var sheet = Sheet(width: width, indent: 32)
    sheet.say("Settings on \(on.spoken)")
    for setting in settings {
      let value = trust.value(of: setting, on: on).text
      let since = since(setting, trust, on).map { "since \($0.spoken); \(setting.standard.text) by default" }
      sheet.row(setting.name, "\(value)   \(since ?? "by default")")
      if settings.count == 1 {
        sheet.row("", setting.meaning)
        sheet.row("", "expected: \(setting.range)")
      }
    }
    return sheet.text
  }

  /// The settings, their defaults and what they mean.
  static let topic = Topic(
    name: "settings", title: "The settings of a trust, and what they are when nothing is set.",
    text: Setting.all.map { setting in
      "  \(setting.name)  \(setting.standard.text)\n      \(setting.meaning)\n"
        + "      Expected: \(setting.range)."
    }.joined(separator: "\n")
      + "\n\nkite setting set NAME VALUE sets one, from --first-day on; kite setting show tells what they "
      + "are."
  )
}
