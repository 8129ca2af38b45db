public import Schemas

/// Stands alone where the trust is set up; an effect where a decision made the body.
public struct BodyConstituted: StandsAlone, Guarded {
  public static let type = "BodyConstituted"
  public static let summary = "A body was constituted."
  public static let power = Power.setTrust

  public let body: BodyCode
  public let name: String?
  public let kind: BodyKind
  public let size: Int
  public let quorum: Int
  public let schools: [SchoolCode]
  public let parentSeats: Int?
  public let parent: BodyCode?
  public let firstDay: Day

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "Code of the body.")
    name = try form("name", "Its name.")
    kind = try form("kind", "What kind of body it is.")
    size = try form("size", "Seats.", 1...500)
    quorum = try form("quorum", "Members who must be there and free to vote.", 1...500)
    schools = try form("schools", "Schools that a local body governs.", .untagged)
    parentSeats = try form("parentSeats", "Seats for elected parents.", 0...50)
    parent = try form("parent", "Body that it answers to.", .untagged)
    firstDay = try form("firstDay", "First day.")
  }
}

public struct BodyDissolved: StandsAlone, Guarded {
  public static let type = "BodyDissolved"
  public static let summary = "A body was dissolved."
  public static let power = Power.setTrust

  public let body: BodyCode
  public let lastDay: Day
  public let why: Closable<String>?

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "The body.")
    lastDay = try form("lastDay", "Last day.")
    why = try form("why", "Why.")
  }
}
