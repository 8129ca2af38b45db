import Schemas

/// What a check makes of a decision.
public enum CheckFinding: Sendable {
  /// The check has nothing to ask of this decision.
  case notAsked
  /// The record holds the evidence: in these fields of the decision, or as it is said here.
  case held([String], says: String?, quoting: Mention?)
  case lacks(Lack)

  static func held(
    _ fields: String..., says: String? = nil, quoting mention: Mention? = nil
  ) -> CheckFinding {
    .held(fields, says: says, quoting: mention)
  }
}

/// Evidence that the record does not hold, or that speaks against a decision.
public struct Lack: Sendable, Equatable {
  public let says: String
  /// Why it matters.
  public let why: String
  /// What can be done about it now.
  public let todo: String
  /// Whether a rule was broken; else good practice is missing.
  public let isError: Bool

  public init(_ says: String, why: String, todo: String, isError: Bool = false) {
    self.says = says
    self.why = why
    self.todo = todo
    self.isError = isError
  }
}

/// A question that one of the seven principles asks of a decision, answered from the record.
///
/// Checks are pure. They look at what the log holds: closed content counts as said, and is not read.
public struct AccountabilityCheck: Sendable {
  /// Part of `kite accountability --json`: never renamed.
  public let code: String
  public let principle: Principle
  /// What it asks, in a few words.
  public let asks: String
  /// Whether `kite gaps` lists what it finds: it can still be mended, or must be known.
  public let isGap: Bool
  let look: @Sendable (DecisionFile, AccountabilityRecord) -> CheckFinding

  init(
    _ code: String, _ principle: Principle, _ asks: String, isGap: Bool = false,
    look: @escaping @Sendable (DecisionFile, AccountabilityRecord) -> CheckFinding
  ) {
    self.code = code
    self.principle = principle
    self.asks = asks
    self.isGap = isGap
    self.look = look
  }

  public func finding(_ file: DecisionFile, in record: AccountabilityRecord) -> CheckFinding {
    look(file, record)
  }

  /// Every check, by principle.
  public static let all: [AccountabilityCheck] =
    selflessness + integrity + objectivity + accountability + openness + honesty + leadership

  /// How to put right what was decided and only not written down, and what was not decided.
  static func mend(_ file: DecisionFile, _ field: String) -> String {
    "where the minutes say it: kite correct \(file.ref) --field \(field); else it is for "
      + "\(quoted(file.decision.by.map(\.text))) to say, in a new decision"
  }
}
