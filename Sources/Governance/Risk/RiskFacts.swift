public import Schemas

public struct NoticeOfIntentionGiven: Happening {
  public static let type = "NoticeOfIntentionGiven"
  public static let summary = "Those affected were told that an at-risk decision will be proposed."

  public let to: [Closable<String>]
  public let answerBy: Day?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    to = try form("to", "Who was told.")
    answerBy = try form("answerBy", "Day by which they may answer.")
    note = try form.note()
  }
}

public struct RepresentationReceived: Happening {
  public static let type = "RepresentationReceived"
  public static let summary = "Those affected answered; the answer goes before the decider."

  public let body: BodyCode?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "Body that answers.")
    note = try form.note()
  }
}

public struct SupportOffered: Happening {
  public static let type = "SupportOffered"
  public static let summary = "Support was offered to a school, before powers are removed."

  public let support: [Closable<String>]
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    support = try form("support", "What was offered.")
    note = try form.note()
  }
}

public struct SupportReviewed: Happening {
  public static let type = "SupportReviewed"
  public static let summary = "The effect of support was looked at."

  public let effect: Closable<String>
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    effect = try form("effect", "What it brought.")
    note = try form.note()
  }
}

public struct CaseReviewed: Happening {
  public static let type = "CaseReviewed"
  public static let summary = "A case was reviewed."

  public let body: BodyCode
  public let criteriaMet: Int?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "Body that reviewed it.")
    criteriaMet = try form("criteriaMet", "Exit criteria met so far.", 0...100)
    note = try form.note()
  }
}

public struct ExitCriteriaSet: Happening {
  public static let type = "ExitCriteriaSet"
  public static let summary = "The exit criteria of a case were set."

  public let exitCriteria: [Closable<String>]
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    exitCriteria = try form("exitCriteria", "What must be met.", atLeast: 1)
    note = try form.note()
  }
}

public struct ExternallyValidated: Happening {
  public static let type = "ExternallyValidated"
  public static let summary = "Somebody from outside looked at whether the exit criteria are met."

  public let criteriaMet: Int
  public let criteria: Int
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    criteriaMet = try form("criteriaMet", "Criteria found met.", 0...100)
    criteria = try form("criteria", "Criteria in all.", 1...100)
    note = try form.note()
  }
}

public struct FollowUpChecked: Happening {
  public static let type = "FollowUpChecked"
  public static let summary = "A school that left the category was followed up."

  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    note = try form.note()
  }
}

public struct ActionsAssigned: Happening {
  public static let type = "ActionsAssigned"
  public static let summary = "The six actions got an owner and a date each."

  public let actions: [ActionAssigned]
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    actions = try form("actions", "Each action, its owner, its date.", atLeast: 1)
    note = try form.note()
  }
}

public struct LeadTaken: Happening {
  public static let type = "LeadTaken"
  public static let summary = "The lead on the improvement strategy was taken."

  public let strategy: Closable<String>?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    strategy = try form("strategy", "The strategy.")
    note = try form.note()
  }
}

public struct ReportingSet: Happening {
  public static let type = "ReportingSet"
  public static let summary = "Monthly reporting was set up."

  public let firstMonth: Month?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    firstMonth = try form("firstMonth", "First month that is reported on.")
    note = try form.note()
  }
}
