import CommandLineKit
import EventLog
import Governance
import JSON
import Recording
import Schemas

/// A command that records, as a row of a table: what it records, and which fields stand where.
///
/// Its options come from the payload's declaration; a decision's from `DecisionTaken`.
struct RecordCommand: Sendable {
  enum Kind: Sendable {
    /// A decision by the holder of this power, with an event as its effect.
    case decision(PowerCode)
    case fact
    /// A fact; a decision where somebody is named who decided.
    case either(PowerCode)
  }

  let name: String
  let summary: String
  /// The event; nil for a decision without an effect of its own.
  let type: String?
  let kind: Kind
  /// Fields that are typed without an option, in order.
  var arguments: [String] = []
  var fixed: [String: JSONValue] = [:]
  /// Fields that no option is made for: the command fills them in.
  var hidden: Set<String> = []
  var extra: [Declaration] = []
  var examples: KeyValuePairs<String, String> = [:]
  /// What somebody at a terminal is asked before it is done, where it cannot be undone.
  var question: String?
  /// Asks for what must be known before the record is opened; gives the world as it is then.
  var before: @Sendable (Input, World) throws -> World = { $1 }
  /// What the table can't say: fills in what follows from other words or from the record.
  var fill: @Sendable (inout Filling) throws -> Void = { _ in }

  init(_ name: String, _ summary: String, _ type: String?, _ kind: Kind, _ arguments: [String] = []) {
    self.name = name
    self.summary = summary
    self.type = type
    self.kind = kind
    self.arguments = arguments
  }

  /// The same row with more said about it.
  func with(_ change: (inout RecordCommand) -> Void) -> RecordCommand {
    var row = self
    change(&row)
    return row
  }

  func command(_ world: World, hidden isHidden: Bool = false) -> Command {
    Command(name, summary: summary, examples: examples, hidden: isHidden, declarations) { input in
      try RecordRun(row: self, input: input, world: try before(input, world)).run()
    }
  }

  /// The power of the decision that it records, if it records one.
  var power: PowerCode? {
    switch kind {
    case .decision(let power), .either(let power): power
    case .fact: nil
    }
  }
}

extension RecordCommand {
  private static let shared: Set<String> = [
    "record", "json", "as", "key-file", "office", "input", "dry-run", "clock-because", "close", "school",
    "case",
  ]

  /// The fields of the event that options are made for.
  var ownOptions: [FieldOption] {
    guard let type, let description = Catalogue.description(of: type) else { return [] }
    return description.fields.compactMap { field in
      let isKept = hidden.contains(field.name) || fixed[field.name] != nil || field.name == "school"
      return isKept ? nil : FieldOption(field, .own, of: type, group: "What is recorded")
    }
  }

  /// The options of the decision. The event's own come first where both have one of a name.
  var decisionOptions: [FieldOption] {
    guard let power, let description = Catalogue.description(of: DecisionTaken.type) else { return [] }
    let taken = RecordCommand.shared.union(ownOptions.map(\.name)).union(extra.map(\.name))
    let group =
      switch kind {
      case .either: "Where a body or office decided it (--by)"
      default: "The decision"
      }
    return description.fields.compactMap { field in
      let isFilled = type != nil && (field.name == "power" || field.name == "function")
      var option = FieldOption(field, .decision, group: group)
      // Nobody has to say who decided: without that a fact is recorded.
      if case .either = kind { option.isOptional = true }
      return isFilled && power != .exerciseFunction || taken.contains(option.name) ? nil : option
    }
  }

  var declarations: [Declaration] {
    let own = ownOptions
    var all = arguments.compactMap { argument(for: $0, own) }
    all += own.filter { !arguments.contains($0.field.name) }.map(\.declaration) + extra
    all += decisionOptions.map(\.declaration)
    let names = Set(all.map(\.name))
    all += [Options.school.declaration, Options.riskCase.declaration].filter { !names.contains($0.name) }
    return all + Options.recording
  }

  /// What an argument is called among the command's values: never as an option is.
  static func argumentName(_ field: String) -> String { "\(field)-argument" }

  private func argument(for field: String, _ own: [FieldOption]) -> Declaration? {
    guard let description = type.flatMap({ Catalogue.description(of: $0) }),
      let found = description.fields.first(where: { $0.name == field })
    else { return nil }
    let isLast = field == arguments.last
    var repeats = false
    if case .list = found.shape { repeats = isLast }
    return FieldOption(found, .own, of: type, group: "Arguments")
      .argument(named: RecordCommand.argumentName(field), repeats: repeats)
  }
}
