public import Schemas

public struct NoticeGiven: Happening {
  public static let type = "NoticeGiven"
  public static let summary = "Somebody was told, or a register was brought up to date."

  public let kind: String
  public let to: [Closable<String>]
  public let concerns: [Reference]
  public let register: String?
  public let since: Day?
  public let limitDays: Int?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    kind = try form("kind", "What kind of notice: website, GIAS, school, escalated.")
    to = try form("to", "Who was told.")
    concerns = try form("concerns", "What it is about: bodies, persons, reports, variations, decisions.")
    register = try form("register", "Register that it was entered in.")
    since = try form("since", "First day of the new state, where the register has a limit.")
    limitDays = try form("limitDays", "Days that the register allows.", 1...366)
    note = try form.note()
  }
}

public struct RequestReceived: Happening {
  public static let type = "RequestReceived"
  public static let summary = "A request for information came in."

  public let request: RequestCode
  public let kind: RequestKind
  public let asks: Closable<String>
  public let due: Day
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    request = try form("request", "Code of the request.")
    kind = try form("kind", "What kind it is.")
    asks = try form("asks", "What it asks.")
    due = try form("due", "Day by which it is answered.")
    note = try form.note()
  }
}

public struct RequestPaused: Happening {
  public static let type = "RequestPaused"
  public static let summary = "The clock of a request was stopped."

  public let request: RequestCode
  public let until: Day?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    request = try form("request", "The request.")
    until = try form("until", "Until when.")
    note = try form.note()
  }
}

public struct HoldPlaced: Happening {
  public static let type = "HoldPlaced"
  public static let summary = "A legal hold was placed: nothing of it may be erased."

  public let concerns: [Reference]
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    concerns = try form("concerns", "What is held.", atLeast: 1)
    note = try form.note()
  }
}

public struct HoldLifted: Happening {
  public static let type = "HoldLifted"
  public static let summary = "A legal hold was lifted."

  public let concerns: [Reference]
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    concerns = try form("concerns", "What was held.", atLeast: 1)
    note = try form.note()
  }
}

public struct DisposalDone: Happening {
  public static let type = "DisposalDone"
  public static let summary = "Records were disposed of at the end of their time."

  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    note = try form.note()
  }
}

public struct GovernanceDeveloped: Happening {
  public static let type = "GovernanceDeveloped"
  public static let summary = "Governors were trained or supported."

  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    note = try form.note()
  }
}

public struct VacancyOpened: Happening {
  public static let type = "VacancyOpened"
  public static let summary = "A seat or a post fell vacant."

  public let office: OfficeCode?
  public let body: BodyCode?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    office = try form("office", "The office.")
    body = try form("body", "The body.")
    note = try form.note()
  }
}

public struct HeadSupported: Happening {
  public static let type = "HeadSupported"
  public static let summary = "A headteacher was supported."

  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    note = try form.note()
  }
}

public struct EvidencePackBuilt: Happening {
  public static let type = "EvidencePackBuilt"
  public static let summary = "A pack of evidence was built."

  public let purpose: String
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    purpose = try form("purpose", "What it is for.")
    note = try form.note()
  }
}

/// Stands alone, or is an effect of the decision that answers.
public struct RequestAnswered: StandsAlone {
  public static let type = "RequestAnswered"
  public static let summary = "A request for information was answered."
  public static let power = Power.eraseContent

  public let request: RequestCode
  public let kind: RequestKind
  public let days: Int?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    request = try form("request", "The request.")
    kind = try form("kind", "What kind it is.")
    days = try form("days", "Days that the answer took.", 0...10_000)
    note = try form.note()
  }

  public func power(_ trust: Trust) -> Power? { nil }
}

public enum RequestKind: String, CaseIterable, FieldValue {
  case foi
  case subjectAccess = "subject-access"
  case erasure
  case complaint
  case other
}
