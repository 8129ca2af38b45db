/// A type that can be read from one word of the command line.
///
/// An enum with `String` raw values that is `CaseIterable` needs no code of its own: declare the conformance,
/// and help, completions and messages list its cases.
public protocol ParameterValue: Sendable {
  /// - Throws: `InvalidValue` with a reason that ends the sentence "'--on' is 'x': …", for example
  ///   "expected a day such as 2025-03-03".
  init(argument: String) throws(InvalidValue)

  /// All words that are accepted, in the order in which help shows them; empty when they can't be listed.
  static var choices: [String] { get }

  /// The word that reads back as this value; help shows it for defaults.
  var argument: String { get }
}

extension ParameterValue {
  /// None: most types have no list.
  public static var choices: [String] { [] }
  /// The description of the value.
  public var argument: String { String(describing: self) }
}

extension ParameterValue where Self: RawRepresentable & CaseIterable, RawValue == String {
  /// The raw values of all cases.
  public static var choices: [String] { allCases.map(\.rawValue) }
  /// The raw value.
  public var argument: String { rawValue }

  /// Reads a raw value; the refusal lists all of them.
  public init(argument: String) throws(InvalidValue) {
    guard let value = Self(rawValue: argument) else {
      throw InvalidValue(notIn: Self.choices, argument)
    }
    self = value
  }
}

/// Why a word is not a value of the type that was wanted.
public struct InvalidValue: Error, Equatable {
  /// The end of the sentence "'--on' is 'x': …".
  public let reason: String
  /// The word that was refused; filled in by the parser, which knows it even where several were given.
  var argument = ""

  /// Say what was expected, so that the user knows what to type.
  public init(_ reason: String) {
    self.reason = reason
  }

  /// The refusal of a word that is not on a list; names the list, and the nearest word where one is near.
  public init(notIn choices: [String], _ argument: String) {
    let nearest = Suggestion.nearest(to: argument, among: choices)
    let hint = nearest.map { "; did you mean '\($0)'?" } ?? ""
    self.init("expected \(choices.joined(separator: ", ", last: " or "))\(hint)")
  }
}

extension String: ParameterValue {
  /// Any word, also an empty one.
  public init(argument: String) throws(InvalidValue) {
    self = argument
  }
}

extension Int: ParameterValue {
  /// A whole number in decimal digits.
  public init(argument: String) throws(InvalidValue) {
    guard let number = Int(argument) else { throw InvalidValue("expected a whole number") }
    self = number
  }
}

extension Bool: ParameterValue {
  /// What help shows; other words for the same are understood.
  public static var choices: [String] { ["true", "false"] }

  /// Also reads `yes` and `no`, `1` and `0`, which is what people write into environment variables.
  public init(argument: String) throws(InvalidValue) {
    switch argument {
    case "true", "yes", "1": self = true
    case "false", "no", "0": self = false
    default: throw InvalidValue("expected true or false")
    }
  }
}

extension [String] {
  /// The words as a list in a sentence: `a, b or c`.
  func joined(separator: String, last: String) -> String {
    guard count > 1, let end = self.last else { return joined() }
    return dropLast().joined(separator: separator) + last + end
  }
}
