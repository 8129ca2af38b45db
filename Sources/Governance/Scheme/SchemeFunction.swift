public import Schemas

/// One row of the matrix.
public struct SchemeFunction: Record, Equatable {
  public let code: FunctionCode
  public let title: String
  public let holder: String
  public let never: Bool
  public let letters: [HolderLetter]
  public let moderate: String?
  public let high: String?
  public let levels: [LevelHolder]
  public let note: String?

  public init(from form: inout Form) throws(FieldError) {
    code = try form("code", "Code of the function.", .untagged)
    title = try form("title", "The function in words.")
    holder = try form("holder", "Who approves, as the scheme codes it: exactly one.")
    never = try form("never", "Whether no variation may move it.") ?? false
    letters = try form("letters", "What the others do: R, C, I, D, M or the trust's own letters.")
    moderate = try form("moderate", "Where it usually goes at moderate risk.")
    high = try form("high", "Where it usually goes at high risk.")
    levels = try form("levels", "Where it usually goes at other levels of risk.")
    note = try form("note", "What to know about it.")
  }
}

/// What a holder other than the one who approves does: `{"holder":"SEC","letter":"M"}`.
public struct HolderLetter: Record, Equatable {
  public let holder: String
  public let letter: String

  public init(from form: inout Form) throws(FieldError) {
    holder = try form("holder", "Holder, as the scheme codes it.")
    letter = try form("letter", "The letter.")
  }
}

/// Where a function usually goes at a level of risk.
public struct LevelHolder: Record, Equatable {
  public let level: RiskLevel
  public let holder: String

  public init(from form: inout Form) throws(FieldError) {
    level = try form("level", "The level.")
    holder = try form("holder", "Its holder there.")
  }
}

/// What a holder's code stands for: `office/head-{school}`, `body/trust-board`, `local`, `interim`.
public struct SchemeHolder: Record, Equatable {
  public let code: String
  public let name: String
  public let stands: String

  public init(from form: inout Form) throws(FieldError) {
    code = try form("code", "Code, as the functions use it.")
    name = try form("name", "What people say: Headteacher.")
    stands = try form("stands", "An office, a body, 'local' or 'interim'; '{school}' is the school's code.")
  }
}

/// A power bound to the holder of a function, or to holders who must all decide.
public struct PowerBinding: Record, Equatable {
  public let power: PowerCode
  public let function: FunctionCode?
  public let holders: [String]

  public init(from form: inout Form) throws(FieldError) {
    power = try form("power", "The power.")
    function = try form("function", "Function whose holder holds it.", .untagged)
    holders = try form("holders", "Holders who must all decide.")
  }
}

/// A letter of the trust's own, and what it means in ours: `{"label":"X","letter":"A"}`.
public struct LetterLabel: Record, Equatable {
  public let label: String
  public let letter: String?
  public let meaning: String?

  public init(from form: inout Form) throws(FieldError) {
    label = try form("label", "The letter as the scheme writes it.")
    letter = try form("letter", "The letter of ours: A, R, C, I, D or M.")
    meaning = try form("meaning", "What it means in the trust's words.")
  }
}
