public import Schemas

public struct InterimBoardInstalled: Effect {
  public static let type = "InterimBoardInstalled"
  public static let summary = "An interim executive board replaced a local body."
  public static let power = Power.installInterimBoard

  public let body: BodyCode
  public let replaces: BodyCode
  public let size: Int
  public let quorum: Int
  public let members: [PersonCode]
  public let parentMembers: [PersonCode]
  public let parentSeats: Int
  public let parentSeatsBecause: Closable<String>?
  public let terms: Closable<String>
  public let exitCriteria: [Closable<String>]
  public let finding: Closable<String>
  public let heard: Closable<String>
  public let noticeBecause: Closable<String>?
  public let firstDay: Day
  public let lastDay: Day
  public let reviewBy: Day?

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "The interim board.")
    replaces = try form("replaces", "Local body that it replaces.")
    size = try form("size", "Seats.", 1...50)
    quorum = try form("quorum", "Quorum.", 1...50)
    members = try form("members", "Its members.", atLeast: 1)
    parentMembers = try form("parentMembers", "Those of them who are elected parents.")
    parentSeats = try form("parentSeats", "Seats for elected parents.", 0...50)
    parentSeatsBecause = try form(
      "parentSeatsBecause", "How parents are heard, where the seats are fewer than the trust asks.")
    terms = try form("terms", "Terms of reference.")
    exitCriteria = try form("exitCriteria", "What must be met to end it.", atLeast: 1)
    finding = try form(
      "finding", "The finding that leadership including the local body is a barrier, with its evidence.")
    heard = try form("heard", "How the local body was heard.")
    noticeBecause = try form("noticeBecause", "Why it had fewer than five working days to answer.")
    firstDay = try form("firstDay", "First day.")
    lastDay = try form("lastDay", "Last day.")
    reviewBy = try form("reviewBy", "Day by which it is reviewed.")
  }
}

public struct InterimBoardExtended: Effect {
  public static let type = "InterimBoardExtended"
  public static let summary = "The term of an interim board was lengthened."
  public static let power = Power.installInterimBoard

  public let body: BodyCode
  public let firstDay: Day
  public let lastDay: Day

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "The interim board.")
    firstDay = try form("firstDay", "First day of the new term.")
    lastDay = try form("lastDay", "New last day.")
  }
}

public struct InterimBoardEnded: Effect {
  public static let type = "InterimBoardEnded"
  public static let summary = "An interim board was ended."
  public static let power = Power.installInterimBoard

  public let body: BodyCode
  public let criteriaMet: Int?
  public let criteriaBecause: Closable<String>?
  public let lastDay: Day

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "The interim board.")
    criteriaMet = try form("criteriaMet", "Exit criteria met.", 0...100)
    criteriaBecause = try form("criteriaBecause", "Why it ends although some are not met.")
    lastDay = try form("lastDay", "Last day.")
  }
}
