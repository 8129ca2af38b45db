/// The help of one command: first line, usage, examples, arguments, options, commands.
struct Help {
  let path: [Command]
  let topics: [Topic]

  /// What fits on a screen without scrolling back.
  static let screen = 60

  private var command: Command {
    path[path.count - 1]
  }

  func text(width: Int) -> String {
    path.count == 1 ? overview(width: width) : page(width: width).text
  }

  private func page(width: Int) -> Page {
    var page = Page(width: width)
    page.add(paragraph: command.summary)
    page.space()
    page.add(usage: Self.usage(of: path))
    if !command.examples.isEmpty {
      page.add(heading: "Examples")
      for example in command.examples {
        page.add(example: example.line)
        page.add(paragraph: example.says, indent: 6)
      }
    }
    if !command.discussion.isEmpty {
      page.space()
      page.add(text: command.discussion)
    }
    addDeclarations(of: command.declarations, to: &page)
    for group in command.groups { add(group, to: &page) }
    addDeclarations(of: path.dropLast().reversed().flatMap(\.declarations), to: &page)
    page.add(heading: "Help")
    page.add(rows: [("-h, --help", "Print this.")])
    return page
  }

  /// The whole tool on one screen.
  ///
  /// Where one line a command is too much, some groups list only names; `kite help NAME` has the rest. It is
  /// the last group that saves enough, because what newcomers need stands first, or else the largest and then
  /// another.
  private func overview(width: Int) -> String {
    var brief: Set<String> = []
    var page = overview(width: width, brief: brief)
    while page.lineCount > Self.screen {
      let candidates = command.groups.filter { !brief.contains($0.title) }
      guard let largest = candidates.max(by: { $0.commands.count < $1.commands.count }) else { break }
      let enough = candidates.last { group in
        overview(width: width, brief: brief.union([group.title])).lineCount <= Self.screen
      }
      brief.insert((enough ?? largest).title)
      page = overview(width: width, brief: brief)
    }
    return page.text
  }

  private func overview(width: Int, brief: Set<String>) -> Page {
    var page = Page(width: width)
    page.add(paragraph: command.summary)
    page.space()
    page.add(usage: Self.usage(of: path))
    if !command.examples.isEmpty {
      page.add(heading: "Examples")
      page.add(rows: command.examples.map { ($0.line, $0.says) })
    }
    for group in command.groups { add(group, brief: brief.contains(group.title), to: &page) }
    addDeclarations(of: command.declarations, to: &page)
    page.space()
    page.add(
      paragraph: "Read '\(command.name) help NAME' about a command, or about \(topicNames); "
        + "'\(command.name) --version' says which version this is.")
    return page
  }

  private var topicNames: String {
    topics.isEmpty ? "a topic" : topics.map(\.name).joined(separator: ", ", last: " or ")
  }

  /// A command with more commands below it than this is a catalogue of its own.
  private static let mostNames = 16

  private func add(_ group: Command.Group, brief: Bool = false, to page: inout Page) {
    let visible = group.commands.filter { !$0.isHidden }
    guard !visible.isEmpty else { return }
    page.add(heading: group.title)
    guard brief else { return page.add(rows: visible.map { ($0.name, $0.summary) }) }
    let names = visible.map { command in
      let below = command.commands.filter { !$0.isHidden }.map(\.name)
      if below.count > Self.mostNames { return "\(command.name) …" }
      return below.isEmpty ? command.name : "\(command.name) (\(below.joined(separator: ", ")))"
    }
    page.add(paragraph: names.joined(separator: ", "), indent: 2)
  }

  private func addDeclarations(of declarations: [Declaration], to page: inout Page) {
    let visible = declarations.filter { !$0.isHidden }
    var titles: [String] = []
    for declaration in visible where !titles.contains(declaration.group) { titles.append(declaration.group) }
    for title in titles {
      page.add(heading: title)
      page.add(rows: Self.rows(of: visible.filter { $0.group == title }))
    }
  }
}

extension Help {
  /// The line after "Usage:": what is required is spelled out, the rest is `[options]`.
  static func usage(of path: [Command]) -> String {
    var words = path.map(\.name)
    guard let command = path.last else { return "" }
    let visible = path.flatMap(\.declarations).filter { !$0.isHidden }
    if !command.groups.isEmpty {
      words.append("COMMAND …")
      return words.joined(separator: " ")
    }
    for declaration in visible where declaration.form == .argument {
      let word = declaration.placeholder + (declaration.repeats ? "…" : "")
      words.append(declaration.presence == .optional ? "[\(word)]" : word)
    }
    let options = visible.filter { $0.form != .argument }
    for option in options where option.presence != .optional {
      words.append("\(option.label) \(option.placeholder)")
    }
    if options.contains(where: { $0.presence == .optional }) { words.append("[options]") }
    return words.joined(separator: " ")
  }

  /// Labels and texts; the options without a letter are lined up with those that have one.
  static func rows(of declarations: [Declaration]) -> [(label: String, text: String)] {
    let margin = declarations.contains { $0.short != nil } ? "    " : ""
    return declarations.map { declaration in
      let letter = declaration.short.map { "-\($0), " } ?? (declaration.form == .argument ? "" : margin)
      let value = declaration.form == .option ? " \(declaration.placeholder)" : ""
      return (letter + declaration.label + value, text(of: declaration))
    }
  }

  /// The help sentence and, in brackets, what else decides the value.
  static func text(of declaration: Declaration) -> String {
    var notes: [String] = []
    if declaration.form == .option, declaration.presence != .optional { notes.append("required") }
    if declaration.repeats { notes.append("may be repeated") }
    if case .choices(let choices) = declaration.completion {
      notes.append("choices: \(choices.joined(separator: ", "))")
    }
    if let value = declaration.defaultText { notes.append("default: \(value)") }
    if let variable = declaration.environment { notes.append("environment: \(variable)") }
    return declaration.help + (notes.isEmpty ? "" : " [\(notes.joined(separator: "; "))]")
  }
}
