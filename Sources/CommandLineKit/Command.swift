/// A command, or a group of commands, as a value: parsing, help, completions and the manual come from it.
public struct Command: Sendable {
  /// A line that a reader can type, and what it does.
  public struct Example: Sendable {
    /// As it is typed, with the name of the tool.
    public let line: String
    /// A sentence.
    public let says: String

    /// An example for help and manual.
    public init(_ line: String, _ says: String) {
      self.line = line
      self.says = says
    }
  }

  /// Commands under one heading of the help.
  public struct Group: Sendable {
    /// The heading, without a colon.
    public let title: String
    /// In the order of the help.
    public let commands: [Command]

    /// A group made at run time; a literal of groups needs none.
    public init(_ title: String, _ commands: [Command]) {
      self.title = title
      self.commands = commands
    }
  }

  enum Body: Sendable {
    case run(@Sendable (Input) throws -> ExitStatus)
    case groups(Lazy<[Group]>)
    case builtIn(BuiltIn)
  }

  /// What the user types.
  public let name: String
  /// A sentence that fits on a line; the first line of the command's help.
  public let summary: String
  /// What the summary leaves out, in paragraphs; lines that begin with a space are shown as they are.
  public let discussion: String
  /// Two are enough.
  public let examples: [Example]
  /// What it takes, in the order of the help; arguments in the order in which they are typed.
  ///
  /// Made when they are first asked for: most runs of a large tree need those of one command.
  public var declarations: [Declaration] { made.value }
  private let made: Lazy<[Declaration]>
  /// Understood, but in no help, completion or suggestion.
  public let isHidden: Bool
  let body: Body

  /// A command that does something.
  ///
  /// `run` is called with values that have all been checked. It returns the status that the process ends
  /// with; what it throws is worded by the caller.
  public init(
    _ name: String, summary: String, discussion: String = "",
    examples: KeyValuePairs<String, String> = [:], hidden: Bool = false,
    _ declarations: @autoclosure @escaping @Sendable () -> [Declaration] = [],
    run: @escaping @Sendable (Input) throws -> ExitStatus
  ) {
    self.init(
      name, summary, discussion, examples.map { Example($0.key, $0.value) }, hidden, declarations,
      .run(run))
  }

  /// A command that groups others; its declarations hold for all of them, and may stand before or after their
  /// names.
  public init(
    _ name: String, summary: String, discussion: String = "",
    examples: KeyValuePairs<String, String> = [:], hidden: Bool = false,
    _ declarations: @autoclosure @escaping @Sendable () -> [Declaration] = [],
    groups: KeyValuePairs<String, [Command]>
  ) {
    self.init(
      name, summary, discussion, examples.map { Example($0.key, $0.value) }, hidden, declarations,
      .groups(Lazy { groups.map { Group($0.key, $0.value) } }))
  }

  /// The same for groups that are made at run time, when they are first asked for.
  public init(
    _ name: String, summary: String, discussion: String = "", examples: [Example] = [],
    hidden: Bool = false, _ declarations: @autoclosure @escaping @Sendable () -> [Declaration] = [],
    groups: @autoclosure @escaping @Sendable () -> [Group]
  ) {
    self.init(name, summary, discussion, examples, hidden, declarations, .groups(Lazy(groups)))
  }

  init(
    _ name: String, _ summary: String, _ discussion: String, _ examples: [Example], _ isHidden: Bool,
    _ declarations: @escaping @Sendable () -> [Declaration], _ body: Body
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.examples = examples
    self.isHidden = isHidden
    made = Lazy(declarations)
    self.body = body
  }

  /// The commands below this one, by heading; empty for a command that does something.
  public var groups: [Group] {
    if case .groups(let groups) = body { groups.value } else { [] }
  }

  /// The commands below this one, in the order of the help.
  public var commands: [Command] {
    groups.flatMap(\.commands)
  }

  /// The command below this one of that name.
  public subscript(name: String) -> Command? {
    for group in groups {
      for command in group.commands where command.name == name { return command }
    }
    return nil
  }

  /// Reads the words after the tool's name, and checks all values, without running anything.
  ///
  /// Only what is declared is understood: `--help`, `--version` and the commands that explain the tool belong
  /// to `Tool.read`.
  ///
  /// - Returns: the commands from this one down to the one that was named, whose `run` takes the input.
  public func parse(
    _ words: [String], environment: (String) -> String?
  ) throws(UsageError) -> (path: [Command], input: Input) {
    var scan = Scan(self, answers: false)
    try scan.read(words)
    let input = try scan.input(environment: environment)
    return (input.path, input)
  }

  /// Does what the command is for.
  ///
  /// - Precondition: the command came from parsing; a group can't be run.
  public func run(_ input: Input) throws -> ExitStatus {
    guard case .run(let action) = body else {
      preconditionFailure("'\(name)' groups commands or explains the tool, and has nothing to run")
    }
    return try action(input)
  }
}
