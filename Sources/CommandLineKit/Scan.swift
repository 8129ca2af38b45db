/// Reads the words of one command line from left to right, then turns them into values.
struct Scan {
  /// What the tool itself is asked for, whatever the command.
  enum Request: String {
    case help
    case version
  }

  private(set) var path: [Command]
  private(set) var request: Request?
  private var given: [String: [String]] = [:]
  private var arguments: [String] = []
  /// Whether `--help` and `--version` are understood.
  private let answers: Bool

  init(_ root: Command, answers: Bool) {
    path = [root]
    self.answers = answers
  }

  /// Whether there was nothing to read.
  var isEmpty: Bool {
    path.count == 1 && given.isEmpty && arguments.isEmpty
  }

  private var command: Command {
    path[path.count - 1]
  }

  mutating func read(_ words: [String]) throws(UsageError) {
    var rest = words[...]
    var readsOptions = true
    while let word = rest.popFirst() {
      if !readsOptions || isPlain(word) {
        try take(word)
      } else if word == "--" {
        readsOptions = false
      } else if word.hasPrefix("--") {
        try takeLong(word, &rest)
      } else {
        try takeShorts(word, &rest)
      }
      guard request == nil else { return takeNames(rest) }
    }
  }

  /// Whether a word is no option: `-` is standard input, and `-5` a number unless such an option exists.
  private func isPlain(_ word: String) -> Bool {
    guard word.hasPrefix("-"), word != "-" else { return true }
    guard let digit = word.dropFirst().first, digit.isNumber else { return false }
    return find(short: digit) == nil
  }

  private mutating func take(_ word: String) throws(UsageError) {
    guard !command.groups.isEmpty else { return arguments.append(word) }
    guard let next = command[word] else {
      throw UsageError(.unknownCommand(word, nearest: nearest(toCommand: word)), path: path)
    }
    path.append(next)
  }

  /// `kite --help who` means the same as `kite who --help`.
  private mutating func takeNames(_ rest: ArraySlice<String>) {
    for word in rest {
      guard let next = command[word] else { return }
      path.append(next)
    }
  }

  private mutating func takeLong(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
    let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let value = parts.count == 2 ? String(parts[1]) : nil
    guard let declaration = find(name) else {
      guard answers, value == nil, let asked = Request(rawValue: name) else {
        throw unknownOption("--\(name)")
      }
      request = asked
      return
    }
    switch (declaration.form, value) {
    case (.flag, nil): add("true", to: declaration)
    case (.flag, _?): throw UsageError(.unexpectedValue(label: declaration.label), path: path)
    case (_, let value?): try addOnce(value, to: declaration)
    case (_, nil): try addNext(of: &rest, to: declaration)
    }
  }

  /// Reads `-abc`, `-ovalue` and `-abo value`.
  private mutating func takeShorts(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let declaration = find(short: letter) else {
        guard answers, letter == "h" else { throw unknownOption("-\(letter)") }
        request = .help
        return
      }
      if declaration.form == .flag {
        add("true", to: declaration)
        if letters.first == "=" { throw UsageError(.unexpectedValue(label: "-\(letter)"), path: path) }
      } else if letters.isEmpty {
        return try addNext(of: &rest, to: declaration)
      } else {
        return try addOnce(String(letters), to: declaration)
      }
    }
  }

  private mutating func addNext(
    of rest: inout ArraySlice<String>, to declaration: Declaration
  ) throws(UsageError) {
    guard let next = rest.first, isPlain(next) else {
      let problem = UsageError.Problem.missingValue(label: declaration.label, next: rest.first)
      throw UsageError(problem, path: path, about: [declaration])
    }
    rest.removeFirst()
    try addOnce(next, to: declaration)
  }

  private mutating func addOnce(_ value: String, to declaration: Declaration) throws(UsageError) {
    if !declaration.repeats, given[declaration.name] != nil {
      throw UsageError(.repeated(label: declaration.label), path: path)
    }
    add(value, to: declaration)
  }

  private mutating func add(_ value: String, to declaration: Declaration) {
    given[declaration.name, default: []].append(value)
  }
}

extension Scan {
  /// The values of everything that the commands of the path declare.
  ///
  /// - Throws: the first value that is wrong; then everything that is missing, at once.
  func input(environment: (String) -> String?) throws(UsageError) -> Input {
    if !command.groups.isEmpty {
      throw UsageError(.missingCommand(command.commands.filter { !$0.isHidden }.map(\.name)), path: path)
    }
    let given = try given.merging(places(), uniquingKeysWith: { first, _ in first })
    var input = Input(path: path)
    var missing: [Declaration] = []
    for declaration in path.flatMap(\.declarations) {
      var words = given[declaration.name] ?? []
      var variable: String?
      if !words.isEmpty {
        input.sources[declaration.name] = .commandLine
      } else if let name = declaration.environment, let value = environment(name), !value.isEmpty {
        words = [value]
        variable = name
        input.sources[declaration.name] = .environment
      }
      if words.isEmpty, declaration.presence == .required {
        missing.append(declaration)
        continue
      }
      do throws(InvalidValue) {
        input.values[declaration.name] = try declaration.read(words)
      } catch {
        throw UsageError(problem(error, declaration, variable), path: path, about: [declaration])
      }
      input.words[declaration.name] = words.isEmpty ? declaration.defaultText.map { [$0] } : words
    }
    if !missing.isEmpty {
      throw UsageError(.missing(missing.map(\.label)), path: path, about: missing)
    }
    return input
  }

  /// Gives the arguments to their places, leaving enough for the required ones that follow.
  private func places() throws(UsageError) -> [String: [String]] {
    var words = arguments[...]
    var places: [String: [String]] = [:]
    let declared = path.flatMap(\.declarations).filter { $0.form == .argument }
    for (index, declaration) in declared.enumerated() {
      let reserved = declared[(index + 1)...].count { $0.presence == .required }
      let spare = max(words.count - reserved, declaration.presence == .required ? 1 : 0)
      let taken = words.prefix(declaration.repeats ? spare : min(spare, 1))
      if !taken.isEmpty { places[declaration.name] = Array(taken) }
      words = words.dropFirst(taken.count)
    }
    if let word = words.first {
      throw UsageError(.unexpectedArgument(word, option: optionMissing(for: word)), path: path)
    }
    return places
  }

  /// The one option that the command needs, was not given, and would take the word; nil where several would.
  private func optionMissing(for word: String) -> String? {
    let missing = path.flatMap(\.declarations).filter { declaration in
      declaration.form == .option && declaration.presence == .required && given[declaration.name] == nil
        && (try? declaration.read([word])) != nil
    }
    return missing.count == 1 ? missing[0].label : nil
  }

  private func problem(
    _ error: InvalidValue, _ declaration: Declaration, _ variable: String?
  ) -> UsageError.Problem {
    if let variable {
      .invalidEnvironment(variable: variable, value: error.argument, reason: error.reason)
    } else {
      .invalid(label: declaration.label, value: error.argument, reason: error.reason)
    }
  }

  /// The option or flag of that name, of the command or of one above it.
  private func find(_ name: String) -> Declaration? {
    for command in path.reversed() {
      let options = command.declarations.lazy.filter { $0.form != .argument }
      if let declaration = options.first(where: { $0.name == name }) { return declaration }
    }
    return nil
  }

  private func find(short: Character) -> Declaration? {
    for command in path.reversed() {
      for declaration in command.declarations where declaration.short == short { return declaration }
    }
    return nil
  }

  private func unknownOption(_ word: String) -> UsageError {
    let name = String(word.drop { $0 == "-" })
    if word.hasPrefix("--"), command.hasBelow(option: name) {
      return UsageError(.earlyOption(word), path: path)
    }
    let names = path.flatMap(\.declarations).filter { $0.form != .argument && !$0.isHidden }.map(\.name)
    let nearest = Suggestion.nearest(to: name, among: names + (answers ? ["help", "version"] : []))
    return UsageError(.unknownOption(word, nearest: nearest.map { "--\($0)" }), path: path)
  }

  /// The command of nearly that name, or the groups' commands of exactly that name.
  private func nearest(toCommand word: String) -> [String] {
    let visible = command.commands.filter { !$0.isHidden }
    let below = visible.filter { $0[word] != nil }.map { "\($0.name) \(word)" }
    guard below.isEmpty else { return below }
    return Suggestion.nearest(to: word, among: visible.map(\.name)).map { [$0] } ?? []
  }
}

extension Command {
  /// Whether a command somewhere below this one declares the option.
  fileprivate func hasBelow(option: String) -> Bool {
    commands.contains { command in
      command.declarations.contains { $0.name == option && $0.form != .argument }
        || command.hasBelow(option: option)
    }
  }
}
