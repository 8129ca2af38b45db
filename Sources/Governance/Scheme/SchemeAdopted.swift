import JSON
public import Schemas

/// A version of the scheme of delegation, whole. It ends the day before the next version's first day.
public struct SchemeAdopted: Effect {
  public static let type = "SchemeAdopted"
  public static let summary = "A version of the scheme of delegation was adopted."
  public static let power = Power.adoptScheme

  public let scheme: SchemeVersion
  public let functions: [SchemeFunction]
  public let holders: [SchemeHolder]
  public let powers: [PowerBinding]
  public let tiers: [Tier]
  public let carried: [VariationCode]
  public let ended: [VariationCode]
  public let firstDay: Day

  public init(from form: inout Form) throws(FieldError) {
    scheme = try form("scheme", "The version.")
    functions = try form("functions", "Every function, with its holder.", atLeast: 1, .untagged)
    holders = try form("holders", "What each holder's code stands for.", atLeast: 1, .untagged)
    powers = try form("powers", "What each power is bound to.", .untagged)
    tiers = try form(
      "tiers", "Tiers of autonomy, the first one for schools that no other is set for.", .untagged)
    carried = try form("carried", "Live variations that go on under this version.")
    ended = try form("ended", "Live variations that end the day before.")
    firstDay = try form("firstDay", "First day in force.")
  }
}

/// One row of the matrix.
public struct SchemeFunction: Record, Equatable {
  public let code: FunctionCode
  public let title: String
  public let holder: String
  public let never: Bool
  public let letters: [HolderLetter]
  public let moderate: String?
  public let high: String?
  public let note: String?

  public init(from form: inout Form) throws(FieldError) {
    code = try form("code", "Code of the function.", .untagged)
    title = try form("title", "The function in words.")
    holder = try form("holder", "Who approves, as the scheme codes it: exactly one.")
    never = try form("never", "Whether no variation may move it.") ?? false
    letters = try form("letters", "What the others do: R, C, I, D, M or the trust's own letters.")
    moderate = try form("moderate", "Where it usually goes at moderate risk.")
    high = try form("high", "Where it usually goes at high risk.")
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

/// A tier of autonomy: other holders of some functions.
public struct Tier: Record, Equatable {
  public let name: String
  public let meant: String?
  public let functions: [TierFunction]

  public init(from form: inout Form) throws(FieldError) {
    name = try form("name", "Name of the tier.")
    meant = try form("meant", "Schools that it is meant for.")
    functions = try form("functions", "Functions that another holder has in this tier.")
  }
}

public struct TierFunction: Record, Equatable {
  public let function: FunctionCode
  public let holder: String

  public init(from form: inout Form) throws(FieldError) {
    function = try form("function", "The function.", .untagged)
    holder = try form("holder", "Its holder in this tier.")
  }
}

public struct TierSet: Effect {
  public static let type = "TierSet"
  public static let summary = "A school was put in a tier of autonomy."
  public static let power = Power.setTier

  public let school: SchoolCode
  public let tier: String
  public let firstDay: Day

  public init(from form: inout Form) throws(FieldError) {
    school = try form("school", "The school.")
    tier = try form("tier", "Tier of the scheme.")
    firstDay = try form("firstDay", "First day.")
  }
}
