import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Schemas

/// The commands that ask: they read the record and never write it.
struct AskCommands {
  let world: World

  static let school = Parameter<SchoolCode?>.option("school", "CODE", help: "The school.", group: "Selection")

  var all: [Command] { [status, who, why, trail, show, changes, due, accountability, gaps] }

  /// Prints an answer, as JSON where that was asked for, with the line that marks a demonstration under a
  /// text.
  func answer(
    _ input: Input, _ answers: Answers, json: @autoclosure () throws -> [JSONValue],
    text: @autoclosure () throws -> String
  ) rethrows -> ExitStatus {
    if input[Options.json] {
      let lines = try json()
      world.out(lines.map { "\($0.text)\n" }.joined())
      return .done
    }
    var text = try text()
    if let known = answers.known { text += "as it was known \(known.spoken)\n" }
    if answers.isDemonstration { text += "a demonstration: today is \(answers.today.short)\n" }
    world.out(text)
    return .done
  }
}
