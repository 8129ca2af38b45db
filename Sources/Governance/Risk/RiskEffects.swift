public import Schemas

public struct SchoolWatched: Effect {
  public static let type = "SchoolWatched"
  public static let summary = "A school was put on the watch list; it is not at risk."
  public static let power = Power.watchSchool

  public let school: SchoolCode
  public let firstDay: Day
  public let reviewBy: Day

  public init(from form: inout Form) throws(FieldError) {
    school = try form("school", "The school.")
    firstDay = try form("firstDay", "First day.")
    reviewBy = try form("reviewBy", "Day by which it is looked at again.")
  }
}

public struct WatchEnded: Effect {
  public static let type = "WatchEnded"
  public static let summary = "A school left the watch list."
  public static let power = Power.watchSchool

  public let school: SchoolCode
  public let firstDay: Day

  public init(from form: inout Form) throws(FieldError) {
    school = try form("school", "The school.")
    firstDay = try form("firstDay", "First day off the list.")
  }
}

public struct SchoolPlacedAtRisk: Effect {
  public static let type = "SchoolPlacedAtRisk"
  public static let summary = "A school was placed in the at-risk category; the six actions are open."
  public static let power = Power.placeAtRisk

  public let school: SchoolCode
  public let riskCase: CaseCode
  public let level: RiskLevel
  public let triggers: [TriggerFound]
  public let urgent: Bool
  public let ratifyBy: Day?
  public let exitCriteria: [Closable<String>]
  public let noticeBecause: Closable<String>?
  public let firstDay: Day

  public init(from form: inout Form) throws(FieldError) {
    school = try form("school", "The school.")
    riskCase = try form("case", "Code of the case that it opens.")
    level = try form("level", "Level of risk.")
    triggers = try form("triggers", "What set it off, with the evidence for each.", atLeast: 1)
    urgent = try form("urgent", "Whether it rests on the urgent power.") ?? false
    ratifyBy = try form("ratifyBy", "Day by which an urgent decision is ratified.")
    exitCriteria = try form("exitCriteria", "What must be met to leave the category.")
    noticeBecause = try form(
      "noticeBecause", "Why those affected were not told and heard first, where it is not urgent.")
    firstDay = try form("firstDay", "First day at risk.")
  }
}

public struct TriggerFound: Record {
  public let trigger: Closable<Trigger>
  public let evidence: [Closable<String>]
  public let why: Closable<String>?

  public init(from form: inout Form) throws(FieldError) {
    trigger = try form("trigger", "The trigger.")
    evidence = try form("evidence", "Evidence for it.", atLeast: 1)
    why = try form("why", "The reason, where the trigger is 'other'.")
  }
}

public struct UrgentDecisionRatified: Effect {
  public static let type = "UrgentDecisionRatified"
  public static let summary = "The body that holds the power ratified an urgent decision."
  public static let power = Power.placeAtRisk

  public let decision: DecisionRef
  public let exitCriteria: [Closable<String>]
  public let firstDay: Day

  public init(from form: inout Form) throws(FieldError) {
    decision = try form("decision", "The urgent decision.")
    exitCriteria = try form("exitCriteria", "What must be met to leave the category.")
    firstDay = try form("firstDay", "Day from which it is ratified.")
  }
}

public struct RiskLevelSet: Effect {
  public static let type = "RiskLevelSet"
  public static let summary = "The level of risk of a school at risk was changed."
  public static let power = Power.changeRiskLevel

  public let school: SchoolCode
  public let level: RiskLevel
  public let firstDay: Day

  public init(from form: inout Form) throws(FieldError) {
    school = try form("school", "The school.")
    level = try form("level", "The new level.")
    firstDay = try form("firstDay", "First day.")
  }
}

public struct AtRiskEnded: Effect {
  public static let type = "AtRiskEnded"
  public static let summary = "A school left the at-risk category."
  public static let power = Power.endAtRisk

  public let school: SchoolCode
  public let criteriaMet: [Closable<String>]
  public let followUpUntil: Day
  public let notValidatedBecause: Closable<String>?
  public let firstDay: Day

  public init(from form: inout Form) throws(FieldError) {
    school = try form("school", "The school.")
    criteriaMet = try form("criteriaMet", "Exit criteria that are met.", atLeast: 1)
    followUpUntil = try form("followUpUntil", "Day until which the school is followed up.")
    notValidatedBecause = try form(
      "notValidatedBecause", "Why nobody from outside looked at whether the criteria are met.")
    firstDay = try form("firstDay", "First day out of the category.")
  }
}

/// The body that holds the power stands by a decision taken without it.
public struct IrregularDecisionRatified: Effect {
  public static let type = "IrregularDecisionRatified"
  public static let summary = "The body that holds the power ratified a decision that was taken without it."
  public static let power = Power.setTrust

  public let decision: DecisionRef
  public let firstDay: Day

  public init(from form: inout Form) throws(FieldError) {
    decision = try form("decision", "The decision.")
    firstDay = try form("firstDay", "Day from which its effects count.")
  }
}
