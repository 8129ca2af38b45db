import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Schemas

extension AskCommands {
  private static let ref = Parameter<String>.argument(
    "ref", help: "The reference of the entry: E41, 2024-117.")

  var show: Command {
    Command(
      "show", summary: "One entry whole, and what was done about it since.",
      discussion: """
        What is closed is shown as withheld, with the reason and the day on which that is looked at again. \
        Trustees, auditors and regulators see Part 2 where it is at hand; restricted and personal content is \
        shown to nobody.
        """,
      examples: [
        "kite show E41": "The decision that varied the scheme at Ormerdyke.",
        "kite show E60 --known 2025-04-30": "An inspection result before it was published.",
        "kite show E38 --audience trustee": "A Part 2 decision, as a trustee may read it.",
      ],
      [Self.ref.declaration] + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      let entry = try ShownEntry(input[Self.ref], answers)
      return answer(input, answers, json: [entry.json], text: entry.text(width: world.width))
    }
  }
}
