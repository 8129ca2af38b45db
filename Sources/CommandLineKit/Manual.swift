/// The manual page in mdoc, the language of `man`.
struct Manual {
  let tool: Tool
  private var lines: [String] = []

  init(tool: Tool) {
    self.tool = tool
    write()
  }

  var text: String {
    lines.map { "\($0)\n" }.joined()
  }

  private mutating func write() {
    let root = tool.root
    lines = [
      ".Dd \(tool.released)", ".Dt \(root.name.uppercased()) 1", ".Os \(root.name) \(tool.version)",
      ".Sh NAME", ".Nm \(root.name)", ".Nd \(description(root.summary))",
      ".Sh SYNOPSIS", ".Nm", ".Op Ar options", ".Ar command", ".Op Ar arguments",
    ]
    add(macro: ".Sh DESCRIPTION")
    add(text: root.discussion.isEmpty ? root.summary : root.discussion)
    add(options: root.declarations)
    add(macro: ".Sh COMMANDS")
    for group in root.groups {
      let visible = group.commands.filter { !$0.isHidden }
      guard !visible.isEmpty else { continue }
      add(macro: ".Ss \(escaped(group.title))")
      for command in visible { add(command, names: [command.name]) }
    }
    addEnvironment()
    add(macro: ".Sh EXIT STATUS")
    add(macro: ".Bl -tag -width Ds")
    for status in ExitStatus.allCases {
      add(macro: ".It \(status.rawValue)")
      add(paragraph: status.meaning)
    }
    add(macro: ".El")
    for topic in tool.topics where topic.name != Topic.exitStatus.name {
      add(macro: ".Sh \(escaped(sectionName(topic.title)))")
      add(text: topic.text)
    }
    addExamples()
  }

  private mutating func add(_ command: Command, names: [String]) {
    for next in command.commands where !next.isHidden { add(next, names: names + [next.name]) }
    guard command.groups.isEmpty else { return }
    var head = ".It Ic \(names.map(argument).joined(separator: " "))"
    for declaration in command.declarations where declaration.form == .argument && !declaration.isHidden {
      let word = argument(declaration.placeholder) + (declaration.repeats ? " ..." : "")
      head += declaration.presence == .optional ? " Oo Ar \(word) Oc" : " Ar \(word)"
    }
    add(macro: ".Bl -tag -width Ds")
    add(macro: head)
    add(text: command.summary)
    if !command.discussion.isEmpty {
      add(macro: ".Pp")
      add(text: command.discussion)
    }
    add(options: command.declarations)
    add(macro: ".El")
  }

  private mutating func add(options declarations: [Declaration]) {
    let visible = declarations.filter { !$0.isHidden && $0.form != .argument }
    guard !visible.isEmpty else { return }
    add(macro: ".Bl -tag -width Ds")
    for option in visible {
      let short = option.short.map { "Fl \($0) , " } ?? ""
      let value = option.form == .option ? " Ar \(argument(option.placeholder))" : ""
      add(macro: ".It \(short)Fl \\-\(argument(option.name))\(value)")
      add(paragraph: Help.text(of: option))
    }
    add(macro: ".El")
  }

  private mutating func addEnvironment() {
    let declarations = tool.root.allDeclarations.filter { !$0.isHidden && $0.environment != nil }
    guard !declarations.isEmpty else { return }
    add(macro: ".Sh ENVIRONMENT")
    add(macro: ".Bl -tag -width Ds")
    var seen: Set<String> = []
    for declaration in declarations {
      guard let variable = declaration.environment, seen.insert(variable).inserted else { continue }
      add(macro: ".It Ev \(argument(variable))")
      add(paragraph: "Read when \(declaration.label) is not given.")
    }
    add(macro: ".El")
  }

  private mutating func addExamples() {
    let examples = tool.root.allExamples
    guard !examples.isEmpty else { return }
    add(macro: ".Sh EXAMPLES")
    for example in examples {
      add(paragraph: example.says)
      add(macro: ".Bd -literal -offset indent")
      lines.append(escaped(example.line))
      add(macro: ".Ed")
    }
  }
}

extension Manual {
  private mutating func add(macro: String) {
    lines.append(macro)
  }

  private mutating func add(paragraph: String) {
    for line in Page.wrap(paragraph, width: 78) { lines.append(escaped(line)) }
  }

  /// Paragraphs stay paragraphs, and lines that begin with a space stay as they are.
  private mutating func add(text: String) {
    var isLiteral = false
    var isBroken = false
    for line in text.split(separator: "\n" as Character, omittingEmptySubsequences: false) {
      if line.isEmpty {
        isBroken = true
        continue
      }
      if line.hasPrefix(" ") != isLiteral {
        add(macro: isLiteral ? ".Ed" : ".Bd -literal")
        isLiteral.toggle()
      } else if isBroken {
        if isLiteral { lines.append("") } else { add(macro: ".Pp") }
      }
      isBroken = false
      if isLiteral { lines.append(escaped(String(line))) } else { add(paragraph: String(line)) }
    }
    if isLiteral { add(macro: ".Ed") }
  }

  /// Text that the formatter shows as it is: no escapes, no macros, and dashes that can be copied.
  private func escaped(_ text: String) -> String {
    let body = text.map { character in
      switch character {
      case "\\": "\\e"
      case "-": "\\-"
      default: String(character)
      }
    }.joined()
    return body.hasPrefix(".") || body.hasPrefix("'") ? "\\&\(body)" : body
  }

  /// A word on a line of macros, where two or three letters could be the name of another macro.
  private func argument(_ word: String) -> String {
    word.count <= 3 ? "\\&\(escaped(word))" : escaped(word)
  }

  /// The summary as `whatis` wants it, without a full stop.
  private func description(_ summary: String) -> String {
    escaped(summary.hasSuffix(".") ? String(summary.dropLast()) : summary)
  }

  private func sectionName(_ title: String) -> String {
    (title.hasSuffix(".") ? String(title.dropLast()) : title).uppercased()
  }
}

extension Command {
  /// Of this command and of the visible ones below.
  fileprivate var allDeclarations: [Declaration] {
    declarations + commands.filter { !$0.isHidden }.flatMap(\.allDeclarations)
  }

  fileprivate var allExamples: [Example] {
    examples + commands.filter { !$0.isHidden }.flatMap(\.allExamples)
  }
}
