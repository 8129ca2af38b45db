public import Schemas

public struct ReportSubmitted: Happening {
  public static let type = "ReportSubmitted"
  public static let summary = "A monthly progress report was handed in."

  public let report: ReportCode
  public let month: Month
  public let due: Day
  public let rating: Rating
  public let direction: Direction
  public let because: Closable<String>
  public let plan: PlanCode
  public let planVersion: String
  public let objectives: [ObjectiveProgress]
  public let indicators: [IndicatorReading]
  public let safeguarding: Closable<String>?
  public let safeguardingRating: Rating?
  public let risks: [Closable<String>]
  public let supportUsed: Closable<String>?
  public let people: Closable<String>?
  public let neighbours: Closable<String>?
  public let decisionsAsked: [Closable<String>]
  public let slips: [MilestoneSlip]
  public let riskChanges: [RiskChange]
  public let supportDaysUsed: Decimal?
  public let supportDaysLeft: Decimal?
  public let poundsSpent: Int?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    report = try form("report", "School and last month of the report.")
    month = try form("month", "Month that it reports on; the last, where it covers two.")
    due = try form("due", "Day on which it was due, by the trust's calendar.")
    rating = try form("rating", "Overall rating.")
    direction = try form("direction", "Direction of travel.")
    because = try form("because", "Why this rating, in one sentence.")
    plan = try form("plan", "Recovery plan.")
    planVersion = try form("planVersion", "Version of the plan that it goes by.")
    objectives = try form("objectives", "Each objective.")
    indicators = try form("indicators", "Indicators.")
    safeguarding = try form("safeguarding", "Safeguarding line.")
    safeguardingRating = try form(
      "safeguardingRating", "Rating of the safeguarding line; always open, and red is told the same day.")
    risks = try form("risks", "Risks: new, up, down.")
    supportUsed = try form("supportUsed", "Support used and left.")
    people = try form("people", "Workload and well-being.")
    neighbours = try form("neighbours", "Effect on the home school and on neighbours.")
    decisionsAsked = try form("decisionsAsked", "Decisions asked for.")
    slips = try form("slips", "Milestones that slipped.")
    riskChanges = try form("riskChanges", "Risks that are new, up, down or gone, and whose they are.")
    supportDaysUsed = try form("supportDaysUsed", "Days of support used so far.")
    supportDaysLeft = try form("supportDaysLeft", "Days of support left.")
    poundsSpent = try form("poundsSpent", "Pounds spent so far.", 0...1_000_000_000)
    note = try form.note()
  }
}

public struct ReportSeen: Happening {
  public static let type = "ReportSeen"
  public static let summary = "A report was seen, and commented on."

  public let report: ReportCode
  public let by: Party
  public let comment: Closable<String>?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    report = try form("report", "The report.")
    by = try form("by", "Who saw it.")
    comment = try form("comment", "Comment.")
    note = try form.note()
  }
}

public struct ReportMonthClosed: Effect {
  public static let type = "ReportMonthClosed"
  public static let summary = "A month without a report was closed as missed."
  public static let power = Power.closeReportMonth

  public let report: ReportCode
  public let month: Month
  public let why: Closable<String>

  public init(from form: inout Form) throws(FieldError) {
    report = try form("report", "The report that is missed.")
    month = try form("month", "The month.")
    why = try form("why", "Why.")
  }
}
