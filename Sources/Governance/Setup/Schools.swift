public import Schemas

public struct SchoolJoined: Guarded {
  public static let type = "SchoolJoined"
  public static let summary = "A school joined the trust."

  public let school: SchoolCode
  public let name: String
  public let urn: String?
  public let phase: String?
  public let pupils: Int?
  public let firstDay: Day

  public init(from form: inout Form) throws(FieldError) {
    school = try form("school", "The trust's code for the school.")
    name = try form("name", "Its name.")
    urn = try form("urn", "Its unique reference number.")
    phase = try form("phase", "Phase and ages.")
    pupils = try form("pupils", "Pupils on roll.", 0...100_000)
    firstDay = try form("firstDay", "First day in the trust.")
  }
}

public struct SchoolLeft: Guarded {
  public static let type = "SchoolLeft"
  public static let summary = "A school left the trust."

  public let school: SchoolCode
  public let lastDay: Day
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    school = try form("school", "The school.")
    lastDay = try form("lastDay", "Last day in the trust.")
    note = try form.note()
  }
}
