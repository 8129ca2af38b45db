/// Scripts that let a shell complete command lines, made from the table of commands.
///
/// All three walk the words typed so far, skipping the values of options, to the place of the command that is
/// being typed, such as `/fine/set`; what can come next is looked up by that place.
struct Completions {
  enum Shell: String, CaseIterable, ParameterValue {
    case bash, zsh, fish
  }

  /// What a shell offers at one command.
  struct Site {
    /// The names of the commands from below the root, each after a slash; empty for the root.
    let place: String
    /// Commands below, or the words that an argument can be.
    let words: [(word: String, says: String)]
    /// The options declared here and not above.
    let options: [Declaration]
    /// What an argument can be that is on no list.
    let argument: Declaration.Completion
    let isGroup: Bool
  }

  let name: String
  /// Every visible command, those above before those below.
  let sites: [Site]

  init(root: Command, topics: [Topic]) {
    name = root.name
    sites = Self.sites(root, place: "", root: root, topics: topics)
  }

  func script(for shell: Shell) -> String {
    switch shell {
    case .bash: bash
    case .zsh: zsh
    case .fish: fish
    }
  }

  private static func sites(_ command: Command, place: String, root: Command, topics: [Topic]) -> [Site] {
    let visible = command.commands.filter { !$0.isHidden }
    var words = visible.map { ($0.name, $0.summary) }
    var argument = Declaration.Completion.nothing
    for declaration in command.declarations where declaration.form == .argument {
      if case .choices(let choices) = declaration.completion {
        words += choices.map { ($0, declaration.help) }
      } else if declaration.completion != .nothing {
        argument = declaration.completion
      }
    }
    if case .builtIn(.help) = command.body {
      words = root.commands.filter { !$0.isHidden }.map { ($0.name, $0.summary) }
      words += topics.map { ($0.name, $0.title) }
    }
    let site = Site(
      place: place, words: words,
      options: command.declarations.filter { $0.form != .argument && !$0.isHidden },
      argument: argument, isGroup: !visible.isEmpty)
    return [site] + visible.flatMap { sites($0, place: "\(place)/\($0.name)", root: root, topics: topics) }
  }

  /// The options that hold at a place: those declared there and above, and what the tool itself answers.
  func options(at site: Site) -> [(label: String, says: String)] {
    let above = sites.filter { site.place == $0.place || site.place.hasPrefix("\($0.place)/") }
    let declared = above.reversed().flatMap(\.options).map { ($0.label, $0.help) }
    let version = site.place.isEmpty ? [("--version", "Print the version.")] : []
    return declared + [("--help", "Print the help.")] + version
  }

  /// Both spellings of every option whose value is the next word, wherever it is declared.
  ///
  /// A label that is a flag somewhere else is left out: it is better to take a value for a command than to
  /// skip a command.
  var labelsWithValue: [String] {
    let options = sites.flatMap(\.options)
    let flags = Set(options.filter { $0.form == .flag }.flatMap(\.labels))
    var labels: [String] = []
    for label in options.filter({ $0.form == .option }).flatMap(\.labels)
    where !flags.contains(label) && !labels.contains(label) {
      labels.append(label)
    }
    return labels
  }

  /// The same as a pattern of `case`, which must not be empty.
  var labelPattern: String {
    labelsWithValue.isEmpty ? "''" : labelsWithValue.joined(separator: "|")
  }

  /// All places but the root's.
  var places: [String] {
    sites.dropFirst().map(\.place)
  }

  /// In single quotes, as all three shells read it literally.
  static func quoted(_ text: String, escape: String = "'\\''") -> String {
    var quoted = "'"
    for character in text {
      if character == "'" { quoted += escape } else { quoted.append(character) }
    }
    return quoted + "'"
  }
}

extension Declaration {
  /// `--year`, and `-y` if it has a letter.
  var labels: [String] {
    [label] + (short.map { ["-\($0)"] } ?? [])
  }
}
