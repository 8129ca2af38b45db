import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Schemas

/// What `kite report` answers, beside what it records.
struct ReportAnswers {
  let world: World

  private static let report = Parameter<ReportCode>.argument("report", help: "The report: S02-2025-01.")
  private static let school = Parameter<SchoolCode?>.option(
    "school", "CODE", help: "One school; all that are at risk when absent.", group: "Selection")
  private static let unseenBy = Parameter<String?>.option(
    "unseen-by", "WHO", help: "Only those that this body or office is to see and has not yet: CEO, SEC.",
    group: "Selection")
  private static let within = Parameter<Int?>.option(
    "within", "DAYS", help: "Reports that are to come in so many days too; 7 when absent.",
    group: "Selection")
  private static let of = Parameter<SchoolCode>.argument("school", help: "The school.")
  private static let month = Parameter<Month?>.option(
    "month", "MONTH", help: "The month; the first without a report when absent.", group: "Selection")

  var all: [Command] { [list, show, template] }

  private var list: Command {
    Command(
      "list", summary: "Monthly reports, handed in and to come, with rating, direction, age and readers.",
      examples: [
        "kite report list --unseen-by CEO": "Which reports do I have to read by Friday?",
        "kite report list --school S02": "Every report of a school.",
      ],
      [Self.school.declaration, Self.unseenBy.declaration, Self.within.declaration] + Options.asking
    ) { input in
      if let days = input[Self.within], days < 0 {
        throw UsageError(
          .invalid(label: "--within", value: String(days), reason: "expected a number of days, 0 or more"),
          path: input.path)
      }
      let answers = try Answers(input, world)
      let list = try ReportList(
        answers, school: input[Self.school], unseenBy: input[Self.unseenBy], within: input[Self.within] ?? 7)
      return AskCommands(world: world).answer(
        input, answers, json: list.json, text: list.text(width: world.width))
    }
  }

  private var show: Command {
    Command(
      "show", summary: "A report to read, beside its plan, with who saw it and what they said.",
      examples: ["kite report show S02-2025-01": "The report for January 2025."],
      [Self.report.declaration] + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      let story = try ReportStory(input[Self.report], answers)
      return AskCommands(world: world).answer(
        input, answers, json: [story.json], text: ReportSheet(story: story).text(width: world.width))
    }
  }

  private var template: Command {
    Command(
      "template", summary: "Print the report of a month to fill in, for kite report submit --input.",
      discussion:
        "Objectives, indicators and milestones are those of the plan, with the ratings of the report before.",
      examples: ["kite report template S02 > report.json": "Fill it in, then kite report submit --input."],
      [Self.of.declaration, Self.month.declaration] + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      let template = try ReportTemplate(input[Self.of], input[Self.month], answers)
      world.out(JSONLayout.text(template.json))
      return .done
    }
  }
}
