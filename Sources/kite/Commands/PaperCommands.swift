import Asking
import CommandLineKit
import Exports
import Governance
import Schemas

/// In which form a document is made.
enum PaperFormat: String, CaseIterable, ParameterValue {
  case text, html
}

/// The commands that make documents which people print, sign or paste.
struct PaperCommands {
  let world: World

  var all: [Command] { [paper, letter] }

  private static let format = Parameter<PaperFormat>.option(
    "format", "FORMAT", default: .text, help: "Text to paste, or HTML to print.")
  private static let out = Parameter<String?>.option(
    "out", "PATH", help: "The file to make, whole or not at all; standard output when absent."
  ).described { $0.completion = .files }
  private static let force = Parameter<Bool>.flag("force", help: "Replace a file of that name.")
  private static let form = [format.declaration, out.declaration, force.declaration]
  private static let variation = Parameter<VariationCode>.argument(
    "variation", help: "The variation: V-2024-01.")
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
        "kite paper E15 --format html --out E15.html": "A page that prints well.",
      ],
      [Self.proposal.declaration] + Self.form + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      return try give(BoardPaper(input[Self.proposal], answers).paper(), input, answers)
    }
  }

  private var letter: Command {
    Command(
      "letter", summary: "The letter that sets a variation out for the local body.",
      discussion: """
        What moves from whom to whom, from which day to which, why, what stays, when it is looked at again, \
        how to be heard, and what is live on the day asked about.
        """,
      examples: [
        "kite letter V-2024-01 --on 2024-11-22": "As it is sent two days after the decision.",
        "kite letter V-2024-01 --format html --out letter.html": "A page that prints well.",
      ],
      [Self.variation.declaration] + Self.form + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      return try give(VariationLetter(input[Self.variation], answers).paper(), input, answers)
    }
  }

  private func give(_ paper: Paper, _ input: Input, _ answers: Answers) throws -> ExitStatus {
    let isHTML = input[Self.format] == .html
    guard let path = input[Self.out] else {
      world.out(answers.sight.masked(isHTML ? paper.html : paper.text(width: world.width)))
      return .done
    }
    let text = answers.sight.masked(isHTML ? paper.html : paper.text(width: Self.sheetWidth))
    let form = ExportFormat("paper", paper.kind) { _, file in try file.write(text) }
    let trail = try Trail(answers, EntrySelection(), cache: world.cacheFolder)
    _ = try Interruption.deferred {
      try Export.write(form, trail, to: path, isReplacing: input[Self.force]) { Interruption.isWaiting }
    }
    world.out("wrote '\(path)': \(paper.title)\n")
    return .done
  }

  /// Columns of a text that goes into a file, whatever terminal it is made on.
  private static let sheetWidth = 90
}
