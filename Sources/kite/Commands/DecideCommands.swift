import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Recording
import Schemas

/// `kite decide` and `kite record`: whatever has no command of its own.
enum DecideCommands {
  private static let ratifies = Parameter<String?>.option(
    "ratifies", "REF", help: "The irregular decision that is ratified: from then on it counts.",
    group: "The decision")
  private static let firstDay = Parameter<Day?>.option(
    "first-day", "DAY", help: "Of what is ratified: from when it counts; the day decided when absent.",
    group: "The decision")

  static let decide = RecordCommand(
    "decide", "Record any decision, with several effects too.", nil, .decision(.exerciseFunction)
  ).with {
    $0.extra = [ratifies.declaration, firstDay.declaration]
    $0.fill = ratify
    $0.examples = [
      "kite decide --function F6 --school S02 --by FRC --decision 'The contract is let.' --because …":
        "Any function of the scheme.",
      "kite decide --ratifies 2026-031 --by TB --present 9 --vote 9-0-0 --because …":
        "What was decided without the power counts from now on.",
      "kite decide --input decision.json": "A decision and its effects: {\"decision\":{…},\"effects\":[…]}.",
    ]
  }

  /// The ratification of what was decided without the power, by whoever holds it.
  @Sendable private static func ratify(_ filling: inout Filling) throws {
    guard let ref = filling.input[ratifies] else {
      if filling.input[firstDay] != nil { throw CommandFailure(.usage, "--first-day goes with --ratifies") }
      return
    }
    let desk = filling.desk
    guard let event = try desk.log.events(ref: ref).first(where: { $0.isOfType(DecisionTaken.type) }) else {
      throw CommandFailure(.notFound, "there is no decision '\(ref)'; kite trail finds its reference")
    }
    filling.takeSchool(of: event)
    let day = filling.decision("day") ?? .string(desk.time.londonDay.text)
    let school = filling.request.school
    let trust = try desk.history.trust(
      Reads.authority(in: school) + [Reads.decisionsAndEffects(of: school)])
    if !filling.input.isGiven("power"),
      let power = trust.ratifyingPower(
        of: DecisionRef(unchecked: ref), on: day.string.flatMap { Day($0) } ?? desk.time.londonDay)
    {
      filling.setPower(power)
      let function = try JSONValue.parse(bytes: event.data)["function"]
      if power == .exerciseFunction, filling.decision("function") == nil {
        filling.setDecision("function", function)
      }
    }
    let from = filling.input[firstDay].map { JSONValue.string($0.text) } ?? day
    filling.request.parts.append(
      .init(IrregularDecisionRatified.type, ["decision": .string(ref), "firstDay": from]))
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
