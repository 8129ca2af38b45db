import Asking
import CommandLineKit
import Exports

/// In which form a document is made.
enum PaperFormat: String, CaseIterable, ParameterValue {
  case text, html
}

/// The commands that make documents which people print, sign or paste.
struct PaperCommands {
  let world: World

  var all: [Command] { [paper] }

  private static let format = Parameter<PaperFormat>.option(
    "format", "FORMAT", default: .text, help: "Text to paste, or HTML to print.")
  private static let proposal = Parameter<String>.argument(
    "proposal", help: "The reference of the proposal, or the code of the variation that it proposes.")

  private var paper: Command {
    Command(
      "paper", summary: "The paper that a proposal needs before the body that decides it.",
      discussion: """
        The question, the options, who would hold what function by function, the evidence, ethics, money and \
        risks, what will be asked and is missing, a draft resolution for the minutes and a draft of the \
        command that records it.
        """,
      examples: [
        "kite paper E15": "Text, to paste into the papers of the meeting.",
        "kite paper E15 --format html > E15.html": "A page that prints well.",
      ],
      [Self.proposal.declaration, Self.format.declaration] + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      return try give(BoardPaper(input[Self.proposal], answers).paper(), input)
    }
  }

  private func give(_ paper: Paper, _ input: Input) throws -> ExitStatus {
    world.out(input[Self.format] == .html ? paper.html : paper.text(width: world.width))
    return .done
  }
}
