import CommandLineKit
import Governance
import Schemas

/// `kite decide` and `kite record`: whatever has no command of its own.
enum DecideCommands {
  static let decide = RecordCommand(
    "decide", "Record any decision, with several effects too.", nil, .decision(.exerciseFunction)
  ).with {
    $0.examples = [
      "kite decide --function F6 --school S02 --by FRC --decision 'The contract is let.' --because …":
        "Any function of the scheme.",
      "kite decide --input decision.json": "A decision and its effects: {\"decision\":{…},\"effects\":[…]}.",
    ]
  }

  /// Each type of the catalogue is a command, so that its fields are options with help of their own.
  static func record(_ world: World) -> Command {
    Command(
      "record", summary: "Record any other fact or notice of the catalogue.",
      examples: [
        Command.Example("kite record SupportReviewed --school S02 --effect …", "By the name of the type.")
      ], groups: types(world))
  }

  private static func types(_ world: World) -> [Command.Group] {
    Catalogue.groups.compactMap { group in
      let commands = group.types.compactMap { command($0, world) }
      return commands.isEmpty ? nil : Command.Group(group.name, commands)
    }
  }

  /// What only the program itself records.
  private static let own: Set<String> = [LogOpened.type, TailSetAside.type, ClockExplained.type]

  private static func command(_ type: any Happening.Type, _ world: World) -> Command? {
    if own.contains(type.type) { return nil }
    let row = RecordCommand(type.type, type.summary, type.type, .fact)
    guard type is any Effect.Type || type == DecisionTaken.self, !(type is any StandsAlone.Type) else {
      return row.command(world)
    }
    // Known, so that who looks for it is told where it is; never recorded by itself.
    return Command(type.type, summary: type.summary, hidden: true, row.declarations) { _ in
      throw CommandFailure(
        .usage,
        "'\(type.type)' is an effect of a decision: record it with kite decide --input, or with the "
          + "command of its own that kite --help names")
    }
  }
}
