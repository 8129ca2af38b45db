import Asking
import CommandLineKit
import Governance
import JSON
import Schemas

extension AskCommands {
  var gaps: Command {
    Command(
      "gaps", summary: "What decisions lack that the rules or good practice ask.",
      discussion: """
        Errors are what a rule asks: fields that a decision of its weight must say (kite help settings, \
        decision-weights), an interested person who voted, evidence younger than the decision, a late entry \
        without a reason, something withheld without one, an urgent or irregular decision that nobody \
        ratified in time. Warnings are good practice. What only has to be looked at again is in kite due. \
        The status is 0 where there is no error, and 65 where there is one, so that a script notices.
        """,
      examples: [
        "kite gaps": "The whole record.",
        "kite gaps --school S02 --since 2024-09-01 --by TB": "The Board's decisions about one school.",
      ],
      [DecisionSelecting.by.declaration] + DecisionSelecting.declarations + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      let found = try DecisionSelecting.answer(input, answers, by: input[DecisionSelecting.by])
      let gaps = found.gaps
      let text = GapText(gaps, found, on: answers.on)
      _ = answer(
        input, answers, json: gaps.map { $0.json(found) }, text: text.text(width: world.width))
      return gaps.contains(where: \.isError) ? .badData : .done
    }
  }
}

/// Gaps as they are read on a terminal: errors first.
struct GapText {
  let gaps: [AccountabilityGap]
  let answer: AccountabilityAnswer
  let on: Day

  init(_ gaps: [AccountabilityGap], _ answer: AccountabilityAnswer, on: Day) {
    self.gaps = gaps
    self.answer = answer
    self.on = on
  }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width, indent: 6)
    let errors = gaps.filter(\.isError)
    let warnings = gaps.filter { !$0.isError }
    sheet.say(
      "\(count(errors.count, "error")), \(count(warnings.count, "warning")) in "
        + "\(Prose.count(answer.files.count, "decision")) on \(on.spoken)")
    section("errors", errors, &sheet)
    section("warnings", warnings, &sheet)
    return sheet.text
  }

  private func count(_ number: Int, _ what: String) -> String {
    number == 1 ? "1 \(what)" : "\(Prose.grouped(number)) \(what)s"
  }

  private func section(_ title: String, _ gaps: [AccountabilityGap], _ sheet: inout Sheet) {
    guard !gaps.isEmpty else { return }
    sheet.space()
    sheet.say(title)
    for gap in gaps {
      let who = gap.by.isEmpty ? "" : "\(answer.names.deciders(gap.by, school: gap.school)), "
      let school = gap.school.map { " \($0)" } ?? ""
      let name = gap.ref.map { "\($0)\(school)" } ?? "the record"
      sheet.say("\(name) (\(who)\(gap.day.spoken)): \(answer.shown(gap.says))", margin: 2)
      sheet.say("why it matters: \(gap.why)", margin: sheet.indent)
      sheet.say("what to do: \(answer.shown(gap.todo))", margin: sheet.indent)
    }
  }
}
