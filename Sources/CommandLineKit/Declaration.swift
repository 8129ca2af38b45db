/// What the table says about one option, flag or argument, without the type of its value.
///
/// Most are made by a `Parameter`, which keeps the type. Where options come from a table that is known only
/// at run time, make declarations directly, and read them with `Input.values(of:)`.
public struct Declaration: Sendable {
  /// How the words of a declaration look.
  public enum Form: Sendable {
    /// `--dry-run`: given or not.
    case flag
    /// `--on DAY`.
    case option
    /// `FUNCTION`: known by its place.
    case argument
  }

  /// Whether a command can run without it.
  public enum Presence: Sendable {
    case optional
    /// Shown as required, but its absence is left to the command, which may ask for it on a terminal; a
    /// `Parameter` of an optional type can be described so.
    case asked
    case required
  }

  /// What a shell may offer for the value.
  public enum Completion: Sendable, Equatable {
    case nothing
    case files
    case folders
    case choices([String])
  }

  /// Without dashes; unique among the command and the commands above it.
  public let name: String
  /// How it is typed.
  public let form: Form
  /// The letter behind one dash.
  public var short: Character?
  /// Stands for the value in help, in capitals by custom.
  public var placeholder: String
  /// A sentence.
  public var help: String
  /// The heading in help under which it is listed.
  public var group: String
  /// The environment variable that is read when the command line says nothing.
  public var environment: String?
  /// The default as help shows it.
  public var defaultText: String?
  /// Whether it may be given several times, or an argument takes several words.
  public var repeats: Bool
  /// Whether the command needs it.
  public var presence: Presence
  /// What a shell offers for it; choices are also checked, and listed in help.
  public var completion: Completion
  /// Understood, but in no help and in no completion.
  public var isHidden = false
  /// Makes the typed value, in a `Box`, from the words given; no words mean that nothing was given.
  let read: @Sendable ([String]) throws(InvalidValue) -> any Sendable

  /// An option with a value for tables made at run time; `check` refuses words that are no such value.
  public static func option(
    _ name: String, short: Character? = nil, _ placeholder: String, help: String, group: String = "Options",
    repeats: Bool = false, presence: Presence = .optional, environment: String? = nil,
    defaultText: String? = nil, completion: Completion = .nothing,
    check: @escaping @Sendable (String) throws(InvalidValue) -> Void = { _ in }
  ) -> Declaration {
    Declaration(
      name: name, form: .option, short: short, placeholder: placeholder, help: help, group: group,
      environment: environment, defaultText: defaultText, repeats: repeats, presence: presence,
      completion: completion, read: words(checkedBy: check, completion))
  }

  /// The same for a value of a known type: its choices are listed and each word is checked.
  public static func option<Value: ParameterValue>(
    _ name: String, of type: Value.Type, short: Character? = nil, _ placeholder: String, help: String,
    group: String = "Options", repeats: Bool = false, presence: Presence = .optional,
    environment: String? = nil
  ) -> Declaration {
    var declaration = option(
      name, short: short, placeholder, help: help, group: group, repeats: repeats, presence: presence,
      environment: environment,
      check: { (word) throws(InvalidValue) in _ = try type.init(argument: word) })
    // Only shown: the type may understand more words than it lists.
    declaration.completion = .choices(of: type)
    return declaration
  }

  /// A flag for tables made at run time; `Input.isGiven(_:)` tells whether it was given.
  public static func flag(
    _ name: String, short: Character? = nil, help: String, group: String = "Options"
  ) -> Declaration {
    Parameter.flag(name, short: short, help: help, group: group).declaration
  }

  /// An argument for tables made at run time.
  public static func argument(
    _ name: String, help: String, repeats: Bool = false, presence: Presence = .required,
    completion: Completion = .nothing,
    check: @escaping @Sendable (String) throws(InvalidValue) -> Void = { _ in }
  ) -> Declaration {
    Declaration(
      name: name, form: .argument, placeholder: Self.placeholder(for: name), help: help, group: "Arguments",
      repeats: repeats, presence: presence, completion: completion,
      read: words(checkedBy: check, completion))
  }

  static func placeholder(for name: String) -> String {
    name.uppercased()
  }

  private static func words(
    checkedBy check: @escaping @Sendable (String) throws(InvalidValue) -> Void, _ completion: Completion
  ) -> @Sendable ([String]) throws(InvalidValue) -> any Sendable {
    { (words: [String]) throws(InvalidValue) -> any Sendable in
      for word in words {
        do throws(InvalidValue) {
          if case .choices(let choices) = completion, !choices.contains(word) {
            throw InvalidValue(notIn: choices, word)
          }
          try check(word)
        } catch {
          throw error.about(word)
        }
      }
      return Box(value: words)
    }
  }

  /// How the user writes it: `--on`, or `FUNCTION` for an argument.
  public var label: String {
    form == .argument ? placeholder : "--\(name)"
  }
}

extension Declaration {
  /// The memberwise one with defaults for what few declarations have.
  init(
    name: String, form: Form, short: Character? = nil, placeholder: String, help: String, group: String,
    environment: String? = nil, defaultText: String? = nil, repeats: Bool = false,
    presence: Presence = .optional, completion: Completion = .nothing,
    read: @escaping @Sendable ([String]) throws(InvalidValue) -> any Sendable
  ) {
    self.name = name
    self.form = form
    self.short = short
    self.placeholder = placeholder
    self.help = help
    self.group = group
    self.environment = environment
    self.defaultText = defaultText
    self.repeats = repeats
    self.presence = presence
    self.completion = completion
    self.read = read
  }
}

/// Keeps an optional value apart from the absence of a value, which a cast to `Value?` would mix up.
struct Box<Value: Sendable>: Sendable {
  let value: Value
}

extension InvalidValue {
  func about(_ word: String) -> InvalidValue {
    var problem = self
    problem.argument = word
    return problem
  }
}
