/// A declaration that remembers the type of its value, so that `input[parameter]` needs no cast and can't
/// fail.
///
/// Declare it once, name its `declaration` in the commands that take it, and read it in their `run`.
public struct Parameter<Value: Sendable>: Sendable {
  /// What goes into the list of a command.
  public let declaration: Declaration

  init(_ declaration: Declaration) {
    self.declaration = declaration
  }

  /// The same parameter with its description changed, for what few parameters need:
  /// `.described { $0.completion = .folders }`.
  public func described(_ change: (inout Declaration) -> Void) -> Self {
    var declaration = declaration
    change(&declaration)
    return Self(declaration)
  }
}

extension Parameter where Value == Bool {
  /// True when given; takes no value.
  public static func flag(
    _ name: String, short: Character? = nil, environment: String? = nil, help: String,
    group: String = "Options"
  ) -> Self {
    Self(
      Declaration(
        name: name, form: .flag, short: short, placeholder: "", help: help, group: group,
        environment: environment,
        read: { (words: [String]) throws(InvalidValue) -> any Sendable in
          Box(value: try words.last.map { (word) throws(InvalidValue) in try Bool(word: word) } ?? false)
        }))
  }
}

extension Parameter where Value: ParameterValue {
  /// An option with a default: never absent.
  public static func option(
    _ name: String, short: Character? = nil, _ placeholder: String, default: Value,
    environment: String? = nil, help: String, group: String = "Options"
  ) -> Self {
    Self(
      Declaration(
        name: name, form: .option, short: short, placeholder: placeholder, help: help, group: group,
        environment: environment, defaultText: `default`.argument, completion: .choices(of: Value.self),
        read: { (words: [String]) throws(InvalidValue) -> any Sendable in
          Box(value: try words.last.map { (word) throws(InvalidValue) in try Value(word: word) } ?? `default`)
        }))
  }

  /// An option without which the command does not run.
  public static func required(
    _ name: String, short: Character? = nil, _ placeholder: String, environment: String? = nil,
    help: String, group: String = "Options"
  ) -> Self {
    Self(
      Declaration(
        name: name, form: .option, short: short, placeholder: placeholder, help: help, group: group,
        environment: environment, presence: .required, completion: .choices(of: Value.self),
        read: readFirst))
  }

  /// An argument that must be there.
  public static func argument(_ name: String, help: String) -> Self {
    Self(
      Declaration(
        name: name, form: .argument, placeholder: Declaration.placeholder(for: name), help: help,
        group: "Arguments", presence: .required, completion: .choices(of: Value.self), read: readFirst))
  }

  @Sendable private static func readFirst(_ words: [String]) throws(InvalidValue) -> any Sendable {
    guard let word = words.last else { throw InvalidValue("expected a value") }
    return Box(value: try Value(word: word))
  }
}

extension Parameter {
  /// An option that may be absent, and then is nil.
  public static func option<Wrapped: ParameterValue>(
    _ name: String, short: Character? = nil, _ placeholder: String, environment: String? = nil,
    help: String, group: String = "Options"
  ) -> Self where Value == Wrapped? {
    Self(
      Declaration(
        name: name, form: .option, short: short, placeholder: placeholder, help: help, group: group,
        environment: environment, completion: .choices(of: Wrapped.self), read: readOptional))
  }

  /// An argument that may be absent, and then is nil.
  public static func argument<Wrapped: ParameterValue>(
    _ name: String, help: String
  ) -> Self where Value == Wrapped? {
    Self(
      Declaration(
        name: name, form: .argument, placeholder: Declaration.placeholder(for: name), help: help,
        group: "Arguments", completion: .choices(of: Wrapped.self), read: readOptional))
  }

  /// An option that may be given several times; its values are kept in the order in which they were typed.
  public static func repeated<Element: ParameterValue>(
    _ name: String, short: Character? = nil, _ placeholder: String, help: String, group: String = "Options"
  ) -> Self where Value == [Element] {
    Self(
      Declaration(
        name: name, form: .option, short: short, placeholder: placeholder, help: help, group: group,
        repeats: true, completion: .choices(of: Element.self), read: readAll))
  }

  /// An argument that takes all words of its place, one at least unless it is optional.
  public static func argument<Element: ParameterValue>(
    _ name: String, optional: Bool = false, help: String
  ) -> Self where Value == [Element] {
    Self(
      Declaration(
        name: name, form: .argument, placeholder: Declaration.placeholder(for: name), help: help,
        group: "Arguments", repeats: true, presence: optional ? .optional : .required,
        completion: .choices(of: Element.self), read: readAll))
  }

  @Sendable private static func readOptional<Wrapped: ParameterValue>(
    _ words: [String]
  ) throws(InvalidValue) -> any Sendable where Value == Wrapped? {
    Box<Value>(value: try words.last.map { (word) throws(InvalidValue) in try Wrapped(word: word) })
  }

  @Sendable private static func readAll<Element: ParameterValue>(
    _ words: [String]
  ) throws(InvalidValue) -> any Sendable where Value == [Element] {
    Box<Value>(value: try words.map { (word) throws(InvalidValue) in try Element(word: word) })
  }
}

extension ParameterValue {
  /// Reads the word and, where it is refused, says which word it was.
  init(word: String) throws(InvalidValue) {
    do throws(InvalidValue) { try self.init(argument: word) } catch { throw error.about(word) }
  }
}

extension Declaration.Completion {
  static func choices<Value: ParameterValue>(of type: Value.Type) -> Self {
    type.choices.isEmpty ? .nothing : .choices(type.choices)
  }
}
