/// What the rules do not allow, said so that a person can act on it. A refusal changes nothing.
public struct Refusal: Error, Equatable, Sendable {
  /// Stable and short, for tests and programs: `variation-never`.
  public let rule: String
  /// What is refused and why, in a sentence without a full stop.
  public let says: String
  /// Whose rule it is: a scheme version and function, a setting of the trust, a statute, the record itself.
  public let whose: String
  /// What may be done instead, one step a line.
  public let instead: [String]

  public init(_ rule: String, _ says: String, whose: String, instead: [String] = []) {
    self.rule = rule
    self.says = says
    self.whose = whose
    self.instead = instead
  }
}

extension Refusal: CustomStringConvertible {
  public var description: String { whose.isEmpty ? says : "\(says)   (\(whose))" }
}
