/// A whole command-line tool: its commands, and the answers that it gives about itself.
///
/// Nothing here prints or exits: the caller does, so that tests can read everything in process.
public struct Tool: Sendable {
  /// What a command line asks for.
  public enum Outcome: Sendable {
    /// Call `run` of the last command of the path with the input.
    case run(path: [Command], input: Input)
    /// Print this to standard output; it ends with a newline.
    case text(String)
  }

  /// The command given, with `help`, `completions` and `manual` added.
  public let root: Command
  /// What `--version` prints behind the name.
  public let version: String
  /// The day of the version as the manual shows it: `November 24, 2026`.
  public let released: String
  /// Those given, and the exit statuses.
  public let topics: [Topic]

  /// - Precondition: `root` groups commands.
  public init(_ root: Command, version: String, released: String, topics: [Topic] = []) {
    precondition(!root.groups.isEmpty, "a tool's root groups its commands")
    self.version = version
    self.released = released
    self.topics = topics + [.exitStatus]
    self.root = Command(
      root.name, root.summary, root.discussion, root.examples, root.isHidden, { root.declarations },
      .groups(Lazy { root.groups + [Command.Group("About", BuiltIn.commands)] }))
  }

  /// Reads the words after the tool's name, checks all values, and runs nothing.
  ///
  /// Help is laid out for a terminal of `width` characters.
  public func read(
    _ words: [String], environment: (String) -> String?, width: Int = 80
  ) throws(UsageError) -> Outcome {
    var scan = Scan(root, answers: true)
    try scan.read(words)
    switch scan.request {
    case .help: return .text(Help(path: scan.path, topics: topics).text(width: width))
    case .version: return .text("\(root.name) \(version)\n")
    case nil: break
    }
    if scan.isEmpty { return .text(Help(path: [root], topics: topics).text(width: width)) }
    let input = try scan.input(environment: environment)
    guard case .builtIn(let builtIn) = input.path.last?.body else {
      return .run(path: input.path, input: input)
    }
    switch builtIn {
    case .help: return .text(try help(input, width: width))
    case .completions: return .text(Completions(root: root, topics: topics).script(for: input[BuiltIn.shell]))
    case .manual: return .text(Manual(tool: self).text)
    }
  }

  /// The help of a command, as `--help` prints it; nil when there is no such command.
  public func help(of names: [String], width: Int = 80) -> String? {
    var path = [root]
    for name in names {
      guard let next = path[path.count - 1][name] else { return nil }
      path.append(next)
    }
    return Help(path: path, topics: topics).text(width: width)
  }

  private func help(_ input: Input, width: Int) throws(UsageError) -> String {
    let names = input[BuiltIn.subject]
    if let text = help(of: names, width: width) { return text }
    if names.count == 1, let topic = topics.first(where: { $0.name == names[0] }) {
      return topic.page(width: width)
    }
    let wanted = names.joined(separator: " ")
    let known = topics.map(\.name) + root.paths.map { $0.joined(separator: " ") }
    throw UsageError(
      .unknownTopic(wanted, nearest: Suggestion.nearest(to: wanted, among: known)), path: [root])
  }
}

/// The commands by which a tool explains itself.
enum BuiltIn {
  case help
  case completions
  case manual

  static let subject = Parameter<[String]>.argument(
    "name", optional: true, help: "A command, with the names above it, or a topic.")
  static let shell = Parameter<Completions.Shell>.argument("shell", help: "The shell that will read it.")

  static var commands: [Command] {
    [
      Command(
        "help", "Explain a command or a topic.", "", [], false, { [subject.declaration] }, .builtIn(.help)),
      Command(
        "completions", "Print the completions for a shell.", "", [], false, { [shell.declaration] },
        .builtIn(.completions)),
      Command("manual", "Print the manual page, in mdoc.", "", [], false, { [] }, .builtIn(.manual)),
    ]
  }
}

extension Command {
  /// The names of all visible commands below, each with the names above it.
  var paths: [[String]] {
    commands.filter { !$0.isHidden }.flatMap { command in
      [[command.name]] + command.paths.map { [command.name] + $0 }
    }
  }
}
