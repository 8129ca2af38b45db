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
        What an audience sees is a setting of the trust (kite help settings). Restricted content, and names, \
        are shown to no audience: whoever reads them says why with --reading-because, and the reading is \
        recorded, on the home machine and with the reader's own key.
        """,
      examples: [
        "kite show E41": "The decision that varied the scheme at Ormerdyke.",
        "kite show E60 --known 2025-04-30": "An inspection result before it was published.",
        "kite show E38 --audience trustee": "A Part 2 decision, as a trustee may read it.",
        "kite show E36 --reading-because 'A question for the Board.' --as p-010":
          "Restricted evidence, for one who says why.",
      ],
      [Self.ref.declaration] + Options.asking + Reading.options
    ) { input in
      if let reason = input[Reading.because] {
        let (answers, entry) = try Reading(input: input, world: world, reason: reason).show(input[Self.ref])
        return try tell(entry, input, answers)
      }
      let answers = try Answers(input, world)
      let entry = try ShownEntry(input[Self.ref], answers)
      return try tell(entry, input, answers)
    }
  }

  private func tell(_ entry: ShownEntry, _ input: Input, _ answers: Answers) throws -> ExitStatus {
    let clocks = try RequestClock.all(entry, answers)
    var json = entry.json
    if !clocks.isEmpty { json["clocks"] = .array(clocks.map(\.json)) }
    return try answer(input, answers, json: [json], text: try entry.text(width: world.width, clocks: clocks))
  }
}
