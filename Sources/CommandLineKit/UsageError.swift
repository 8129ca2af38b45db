/// A command line that was not understood: what, where, and what to type instead.
public struct UsageError: Error, Sendable {
  /// Labels are as the user writes them: `--on`, `FUNCTION`.
  public enum Problem: Sendable, Equatable {
    case unknownOption(String, nearest: String?)
    /// An option of a command that stands before the command's name.
    case earlyOption(String)
    case unknownCommand(String, nearest: [String])
    case unknownTopic(String, nearest: String?)
    case missingCommand([String])
    case missingValue(label: String, next: String?)
    case unexpectedValue(label: String)
    case repeated(label: String)
    /// The option is the one that is missing and would take the word.
    case unexpectedArgument(String, option: String?)
    case invalid(label: String, value: String, reason: String)
    case invalidEnvironment(variable: String, value: String, reason: String)
    case missing([String])
    /// What only the command can find out, for example options that exclude each other.
    case other(String)
  }

  /// What is wrong, for callers that tell cases apart.
  public let problem: Problem
  /// The commands down to the one that was being read.
  public let path: [Command]
  /// The parameters that the message is about, whose help is shown with it.
  public let declarations: [Declaration]

  /// The path of an `Input` is the one to give.
  public init(_ problem: Problem, path: [Command], about declarations: [Declaration] = []) {
    self.problem = problem
    self.path = path
    self.declarations = declarations
  }

  /// The error of a command that finds values missing that it would have asked for on a terminal; names all
  /// of them at once.
  ///
  /// - Precondition: each name is declared by the command or above it.
  public static func missing(_ names: [String], in input: Input) -> UsageError {
    let declarations = names.map { name in
      guard let declaration = input.declaration(of: name) else {
        preconditionFailure("'\(name)' can't be missing: nothing of that name is declared")
      }
      return declaration
    }
    return UsageError(.missing(declarations.map(\.label)), path: input.path, about: declarations)
  }

  /// The message, the help of what it is about, the usage, and where to read more; ends with a newline.
  public func report(width: Int = 80) -> String {
    var page = Page(width: width)
    page.add(paragraph: "\(commandLine): \(description)")
    let shown = declarations.filter { !$0.isHidden }
    if !shown.isEmpty {
      page.space()
      page.add(rows: Help.rows(of: shown))
    }
    page.space()
    page.add(usage: Help.usage(of: path))
    page.add(paragraph: "See '\(commandLine) --help'.")
    return page.text
  }

  private var commandLine: String {
    path.map(\.name).joined(separator: " ")
  }
}

extension UsageError: CustomStringConvertible {
  /// One sentence without a full stop, in lower case.
  public var description: String {
    switch problem {
    case .unknownOption(let word, let nearest):
      "unknown option '\(word)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .earlyOption(let word):
      "option '\(word)' belongs to a command; write it after the command's name"
    case .unknownCommand(let word, let nearest):
      "unknown command '\(word)'" + hint(nearest)
    case .unknownTopic(let word, let nearest):
      "no command and no topic is called '\(word)'" + hint(nearest.map { [$0] } ?? [])
    case .missingCommand(let names):
      "a command is missing: write \(names.joined(separator: ", ", last: " or ")) next"
    case .missingValue(let label, let next?):
      "'\(label)' needs a value; if it is '\(next)', write '\(label)=\(next)'"
    case .missingValue(let label, nil):
      "'\(label)' needs a value; write it next"
    case .unexpectedValue(let label):
      "'\(label)' takes no value; leave out '=' and what follows"
    case .repeated(let label):
      "'\(label)' was given more than once; give it once"
    case .unexpectedArgument(let word, nil):
      "unexpected argument '\(word)'; put words that belong together in quotes"
    case .unexpectedArgument(let word, let option?):
      "unexpected argument '\(word)'; did you mean '\(option) \(word)'?"
    case .invalid(let label, let value, let reason):
      "'\(label)' is '\(value)': \(reason)"
    case .invalidEnvironment(let variable, let value, let reason):
      "environment variable '\(variable)' is '\(value)': \(reason)"
    case .missing(let labels):
      "missing \(labels.map { "'\($0)'" }.joined(separator: ", ", last: " and "))"
    case .other(let sentence):
      sentence
    }
  }

  private func hint(_ nearest: [String]) -> String {
    let names = nearest.map { "'\($0)'" }.joined(separator: ", ", last: " or ")
    return nearest.isEmpty ? "" : "; did you mean \(names)?"
  }
}
