public import JSON
public import Schemas

public struct CalendarSet: Guarded {
  public static let type = "CalendarSet"
  public static let summary = "The terms of a school year were set."

  public let year: String
  public let terms: [TermDays]
  public let occasionalDays: [Day]
  public let bankHolidays: [Day]
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    year = try form("year", "School year: 2024-25.")
    terms = try form("terms", "Terms, in order.", atLeast: 1)
    occasionalDays = try form(
      "occasionalDays", "Days in term on which the schools are closed to pupils: training, occasional days.")
    bankHolidays = try form("bankHolidays", "Bank holidays, where they differ from England's.")
    note = try form.note()
  }
}

/// A bank holiday that no rule foretells: proclaimed for one year, or moved in it.
public struct BankHolidayProclaimed: Guarded {
  public static let type = "BankHolidayProclaimed"
  public static let summary = "A bank holiday was proclaimed, or moved."

  public let holiday: Day
  public let insteadOf: Day?
  public let occasion: String
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    holiday = try form("holiday", "The bank holiday.")
    insteadOf = try form("insteadOf", "The bank holiday in whose place it is kept.")
    occasion = try form("occasion", "What for.")
    note = try form.note()
  }
}

/// A term, and the break in it.
public struct TermDays: Record, Equatable {
  public let name: String
  public let firstDay: Day
  public let lastDay: Day
  public let breakFirstDay: Day?
  public let breakLastDay: Day?

  public init(from form: inout Form) throws(FieldError) {
    name = try form("name", "Its name.")
    firstDay = try form("firstDay", "First day.")
    lastDay = try form("lastDay", "Last day.")
    breakFirstDay = try form("breakFirstDay", "First day of the half-term break.")
    breakLastDay = try form("breakLastDay", "Last day of the half-term break.")
  }
}

/// Stands alone where the trust is set up; an effect where a decision set it.
public struct SettingSet: StandsAlone, Guarded {
  public static let type = "SettingSet"
  public static let summary = "A setting of the trust was set."
  public static let power = Power.setTrust

  public let setting: String
  public let value: JSONValue
  public let because: Closable<String>?
  public let firstDay: Day?

  public init(from form: inout Form) throws(FieldError) {
    setting = try form("setting", "Name of the setting.")
    value = try form("value", "Its value.", .untagged)
    because = try form("because", "Why.")
    firstDay = try form("firstDay", "Day from which it holds.")
  }
}

public struct MeetingHeld: Happening {
  public static let type = "MeetingHeld"
  public static let summary = "A body met."

  public let body: BodyCode
  public let present: Int?
  public let agenda: [Closable<String>]
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "The body.")
    present = try form("present", "Members present.", 0...500)
    agenda = try form("agenda", "Items.")
    note = try form.note()
  }
}
