public import Schemas

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

/// A school that a new version puts in one of its tiers.
public struct SchoolTier: Record, Equatable {
  public let school: SchoolCode
  public let tier: String

  public init(from form: inout Form) throws(FieldError) {
    school = try form("school", "The school.")
    tier = try form("tier", "Tier of this version.")
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
