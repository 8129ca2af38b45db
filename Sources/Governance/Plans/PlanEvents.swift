public import Schemas

public struct PlanSubmitted: Happening {
  public static let type = "PlanSubmitted"
  public static let summary = "A version of a recovery plan was handed in."

  public let plan: PlanCode
  public let version: String
  public let objectives: [Objective]
  public let milestones: [Milestone]
  public let indicators: [Indicator]
  public let milestoneCount: Int?
  public let indicatorCount: Int?
  public let pounds: Int?
  public let risks: [Closable<String>]
  public let ethicalStatement: Closable<String>?
  public let exitCriteria: [Closable<String>]
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    plan = try form("plan", "The plan.")
    version = try form("version", "Version: 1, 1.1, 2.")
    objectives = try form("objectives", "Objectives.", atLeast: 1)
    milestones = try form("milestones", "Milestones.")
    indicators = try form("indicators", "Indicators.")
    milestoneCount = try form(
      "milestoneCount", "Milestones in all, where they are not listed here.", 0...10_000)
    indicatorCount = try form(
      "indicatorCount", "Indicators in all, where they are not listed here.", 0...10_000)
    pounds = try form("pounds", "Cost in pounds.", 0...1_000_000_000)
    risks = try form("risks", "Risks.")
    ethicalStatement = try form("ethicalStatement", "Ethical statement.")
    exitCriteria = try form("exitCriteria", "Exit criteria that it works towards.")
    note = try form.note()
  }
}

public struct PlanReturned: Effect {
  public static let type = "PlanReturned"
  public static let summary = "A version of a recovery plan was sent back with reasons."
  public static let power = Power.approvePlan

  public let plan: PlanCode
  public let version: String
  public let reasons: [Closable<String>]
  public let firstDay: Day

  public init(from form: inout Form) throws(FieldError) {
    plan = try form("plan", "The plan.")
    version = try form("version", "Version that is sent back.")
    reasons = try form("reasons", "What must change.", atLeast: 1)
    firstDay = try form("firstDay", "Day from which it is sent back.")
  }
}

public struct PlanApproved: Effect {
  public static let type = "PlanApproved"
  public static let summary = "A version of a recovery plan was approved."
  public static let power = Power.approvePlan

  public let plan: PlanCode
  public let version: String
  public let approvedAs: String?
  public let changes: [Closable<String>]
  public let firstDay: Day

  public init(from form: inout Form) throws(FieldError) {
    plan = try form("plan", "The plan.")
    version = try form("version", "Version as handed in.")
    approvedAs = try form("approvedAs", "Version as approved, where changes make a new one.")
    changes = try form("changes", "Changes that the approval makes.")
    firstDay = try form("firstDay", "Day from which it holds.")
  }
}

public struct MilestoneMoved: Effect {
  public static let type = "MilestoneMoved"
  public static let summary = "A milestone that had slipped twice got a new date."
  public static let power = Power.agreeMilestone

  public let plan: PlanCode
  public let milestone: String
  public let was: Day
  public let due: Day
  public let why: Closable<String>

  public init(from form: inout Form) throws(FieldError) {
    plan = try form("plan", "The plan.")
    milestone = try form("milestone", "The milestone.")
    was = try form("was", "Date until now.")
    due = try form("due", "New date.")
    why = try form("why", "Why.")
  }
}
