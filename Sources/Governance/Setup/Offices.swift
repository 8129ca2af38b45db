public import Schemas

public struct PersonRegistered: StandsAlone {
  public static let type = "PersonRegistered"
  public static let summary = "A person was given an id; the name is closed content."
  public static let power = Power.setTrust

  public let person: PersonCode
  public let name: Closable<String>?
  public let contact: Closable<String>?

  public init(from form: inout Form) throws(FieldError) {
    person = try form("person", "Opaque id, never used again for anybody else.")
    name = try form("name", "Name, held as personal content.")
    contact = try form("contact", "Contact data, held as personal content.")
  }

  public func power(_ trust: Trust) -> Power? { nil }
}

public struct OfficeGiven: StandsAlone, Guarded {
  public static let type = "OfficeGiven"
  public static let summary = "A person was given an office."
  public static let power = Power.setTrust

  public let office: OfficeCode
  public let person: PersonCode
  public let appointedBy: Party
  public let seatOn: BodyCode?
  public let acting: Bool
  public let firstDay: Day
  public let lastDay: Day?

  public init(from form: inout Form) throws(FieldError) {
    office = try form("office", "The office.")
    person = try form("person", "Person who holds it.")
    appointedBy = try form("appointedBy", "Body or office that appoints.", .untagged)
    seatOn = try form("seatOn", "Body on which the office is a seat.", .untagged)
    acting = try form("acting", "Whether the person acts for the holder.") ?? false
    firstDay = try form("firstDay", "First day.")
    lastDay = try form("lastDay", "Last day; still held when absent.")
  }
}

public struct OfficeEnded: StandsAlone, Guarded {
  public static let type = "OfficeEnded"
  public static let summary = "A person left an office."
  public static let power = Power.setTrust

  public let office: OfficeCode
  public let person: PersonCode
  public let lastDay: Day
  public let why: Closable<String>?

  public init(from form: inout Form) throws(FieldError) {
    office = try form("office", "The office.")
    person = try form("person", "Person who held it.")
    lastDay = try form("lastDay", "Last day.")
    why = try form("why", "Why.")
  }
}

public struct InterestDeclared: Happening {
  public static let type = "InterestDeclared"
  public static let summary = "A person declared an interest."

  public let person: PersonCode
  public let interest: Closable<String>
  public let firstDay: Day
  public let lastDay: Day?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    person = try form("person", "Person with the interest.")
    interest = try form("interest", "The interest.")
    firstDay = try form("firstDay", "Day from which it holds.")
    lastDay = try form("lastDay", "Last day.")
    note = try form.note()
  }
}

public struct InterestsConfirmed: Happening {
  public static let type = "InterestsConfirmed"
  public static let summary = "The register of interests was confirmed."

  public let persons: [PersonCode]
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    persons = try form("persons", "Persons who confirmed; everybody when absent.", .untagged)
    note = try form.note()
  }
}
