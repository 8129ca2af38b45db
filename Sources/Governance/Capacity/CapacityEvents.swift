public import Schemas

public struct CapacityRegistered: Happening {
  public static let type = "CapacityRegistered"
  public static let summary = "Capacity for the year was registered."

  public let provider: Closable<String>
  public let kind: Closable<String>
  public let days: Decimal?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    provider = try form("provider", "Who can give help.")
    kind = try form("kind", "Kind of help.")
    days = try form("days", "Days in the year.")
    note = try form.note()
  }
}

public struct CapacityRequested: Happening {
  public static let type = "CapacityRequested"
  public static let summary = "Help was asked for."

  public let deployment: DeploymentCode?
  public let needs: [Closable<String>]
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    deployment = try form("deployment", "Deployment that asks.")
    needs = try form("needs", "What is needed.", atLeast: 1)
    note = try form.note()
  }
}

public struct CapacityOffered: Happening {
  public static let type = "CapacityOffered"
  public static let summary = "Help was offered."

  public let kind: Closable<String>?
  public let provider: Closable<String>?
  public let days: Decimal?
  public let need: Closable<String>?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    kind = try form("kind", "Kind of help.")
    provider = try form("provider", "Who gives it.")
    days = try form("days", "Days.")
    need = try form("need", "What was asked for that it answers, in the words of the request.")
    note = try form.note()
  }
}

public struct CapacityConfirmed: Happening {
  public static let type = "CapacityConfirmed"
  public static let summary = "Help was granted, in whole or in part."

  public let kind: Closable<String>?
  public let provider: Closable<String>?
  public let days: Decimal?
  public let need: Closable<String>?
  public let inPart: Bool
  public let firstDay: Day?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    kind = try form("kind", "Kind of help.")
    provider = try form("provider", "Who gives it.")
    days = try form("days", "Days.")
    need = try form("need", "What was asked for that it answers, in the words of the request.")
    inPart = try form("inPart", "Whether it is less than was asked for.") ?? false
    firstDay = try form("firstDay", "Day from which it is there, if later.")
    note = try form.note()
  }
}

public struct CapacityDeclined: Happening {
  public static let type = "CapacityDeclined"
  public static let summary = "Help could not be given."

  public let kind: Closable<String>?
  public let provider: Closable<String>?
  public let days: Decimal?
  public let need: Closable<String>?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    kind = try form("kind", "Kind of help.")
    provider = try form("provider", "Who gives it.")
    days = try form("days", "Days.")
    need = try form("need", "What was asked for that it answers, in the words of the request.")
    note = try form.note()
  }
}

public struct CapacityUsed: Happening {
  public static let type = "CapacityUsed"
  public static let summary = "Help was used."

  public let kind: Closable<String>?
  public let provider: Closable<String>?
  public let days: Decimal?
  public let need: Closable<String>?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    kind = try form("kind", "Kind of help.")
    provider = try form("provider", "Who gives it.")
    days = try form("days", "Days.")
    need = try form("need", "What was asked for that it answers, in the words of the request.")
    note = try form.note()
  }
}

public struct CapacityIdentified: Happening {
  public static let type = "CapacityIdentified"
  public static let summary = "The capacity that a case needs was identified: what is granted, what is short."

  public let short: [Closable<String>]
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    short = try form("short", "What is missing.")
    note = try form.note()
  }
}

public struct NetworkRegistered: Happening {
  public static let type = "NetworkRegistered"
  public static let summary = "The support network was registered."

  public let parts: [Closable<String>]
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    parts = try form("parts", "Its parts.", atLeast: 1)
    note = try form.note()
  }
}
