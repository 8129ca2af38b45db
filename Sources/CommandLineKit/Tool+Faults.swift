extension Tool {
  /// What is wrong with the table of commands, in sentences; a test of every tool expects none.
  ///
  /// Parsing takes the first of two equal names, so that a fault hides something and is never found by
  /// accident.
  public var faults: [String] {
    root.faults(path: [], above: []) + topicFaults
  }

  private var topicFaults: [String] {
    topics.enumerated().compactMap { index, topic in
      if root[topic.name] != nil { return "topic '\(topic.name)' has the name of a command" }
      let isSecond = topics[..<index].contains { $0.name == topic.name }
      return isSecond ? "there are two topics '\(topic.name)'" : nil
    }
  }
}

extension Command {
  fileprivate func faults(path: [String], above: [Declaration]) -> [String] {
    let path = path + [name]
    let place = path.joined(separator: " ")
    var faults: [String] = []
    if !summary.hasSuffix(".") { faults.append("'\(place)': the summary is no sentence") }
    for (index, declaration) in declarations.enumerated() {
      let others = above + declarations[..<index]
      faults += declaration.faults(among: others).map { "'\(place)': \($0)" }
    }
    let arguments = declarations.filter { $0.form == .argument }
    if arguments.count(where: \.repeats) > 1 {
      faults.append("'\(place)': only one argument can take all words of its place")
    }
    if !groups.isEmpty, !arguments.isEmpty {
      faults.append("'\(place)': a command that groups others has no arguments")
    }
    for (index, command) in commands.enumerated() {
      if commands[..<index].contains(where: { $0.name == command.name }) {
        faults.append("'\(place)': there are two commands '\(command.name)'")
      }
      faults += command.faults(path: path, above: above + declarations)
    }
    return faults
  }
}

extension Declaration {
  fileprivate func faults(among others: [Declaration]) -> [String] {
    var faults: [String] = []
    if others.contains(where: { $0.name == name }) { faults.append("'\(label)' is declared twice") }
    if let short, others.contains(where: { $0.short == short }) {
      faults.append("'-\(short)' means two options")
    }
    if !help.hasSuffix("."), !help.hasSuffix("?") { faults.append("the help of '\(label)' is no sentence") }
    if name.isEmpty || name.contains("=") || name.contains(" ") || name.hasPrefix("-") {
      faults.append("'\(name)' can't be typed as a name")
    }
    return faults
  }
}
