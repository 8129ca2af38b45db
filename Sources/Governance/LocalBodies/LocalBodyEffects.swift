public import Schemas

public struct GovernorAdded: Effect {
  public static let type = "GovernorAdded"
  public static let summary = "A member was added to a local body."
  public static let power = Power.addGovernors

  public let body: BodyCode
  public let person: PersonCode
  public let skill: Closable<String>?
  public let firstDay: Day
  public let lastDay: Day

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "The body.")
    person = try form("person", "Person who is added.")
    skill = try form("skill", "What the person brings.")
    firstDay = try form("firstDay", "First day.")
    lastDay = try form("lastDay", "Last day of the term.")
  }
}

public struct ConditionsSet: Effect {
  public static let type = "ConditionsSet"
  public static let summary = "Conditions were set for a local body."
  public static let power = Power.addGovernors

  public let body: BodyCode
  public let conditions: [Closable<String>]
  public let metBy: Day
  public let firstDay: Day

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "The body.")
    conditions = try form("conditions", "The conditions.", atLeast: 1)
    metBy = try form("metBy", "Day by which they are met.")
    firstDay = try form("firstDay", "First day.")
  }
}

public struct LocalBodyRestored: Effect {
  public static let type = "LocalBodyRestored"
  public static let summary = "A local body took up its work again, or a new one in its place."
  public static let power = Power.constituteLocalBody

  public let body: BodyCode
  public let size: Int
  public let quorum: Int
  public let parentSeats: Int
  public let chair: PersonCode?
  public let fromShadow: Int?
  public let firstDay: Day

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "The body.")
    size = try form("size", "Seats.", 1...500)
    quorum = try form("quorum", "Quorum.", 1...500)
    parentSeats = try form("parentSeats", "Seats for elected parents.", 0...50)
    chair = try form("chair", "Its chair.")
    fromShadow = try form("fromShadow", "Members who come from the shadow body.", 0...500)
    firstDay = try form("firstDay", "First day.")
  }
}

public struct ShadowBodyAppointed: Effect {
  public static let type = "ShadowBodyAppointed"
  public static let summary = "A shadow body was appointed, beside an interim board, to take over from it."
  public static let power = Power.constituteLocalBody

  public let body: BodyCode
  public let beside: BodyCode
  public let size: Int
  public let quorum: Int
  public let firstDay: Day
  public let lastDay: Day

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "The shadow body.")
    beside = try form("beside", "The interim board that it works beside.")
    size = try form("size", "Seats.", 1...500)
    quorum = try form("quorum", "Quorum.", 1...500)
    firstDay = try form("firstDay", "First day.")
    lastDay = try form("lastDay", "Last day.")
  }
}
