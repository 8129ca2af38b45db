public import Schemas

public struct ObjectiveProgress: Record {
  public let number: Int
  public let rating: Rating?
  public let ratingBefore: Rating?
  public let milestonesDue: Int?
  public let milestonesMet: Int?
  public let slipped: Closable<String>?

  public init(from form: inout Form) throws(FieldError) {
    number = try form("number", "Number of the objective.", 1...1000)
    rating = try form("rating", "Rating now.")
    ratingBefore = try form("ratingBefore", "Rating of the month before.")
    milestonesDue = try form("milestonesDue", "Milestones due so far.", 0...10_000)
    milestonesMet = try form("milestonesMet", "Milestones met so far.", 0...10_000)
    slipped = try form("slipped", "What slipped, why, to when, agreed by whom.")
  }
}

public struct IndicatorReading: Record {
  public let name: String
  public let now: Decimal?
  public let source: String?
  public let dataDay: Day?

  public init(from form: inout Form) throws(FieldError) {
    name = try form("name", "What is measured.")
    now = try form("now", "Value now.")
    source = try form("source", "Where it comes from.")
    dataDay = try form("dataDay", "Day of the data.")
  }
}

/// A milestone that was not met in time. A date agreed by whoever leads the school is told here; one that
/// slips again is agreed at trust level, by a `MilestoneMoved`.
public struct MilestoneSlip: Record {
  public let milestone: String
  public let why: Closable<String>
  public let due: Day?
  public let agreedBy: Closable<String>?

  public init(from form: inout Form) throws(FieldError) {
    milestone = try form("milestone", "Its code in the plan.")
    why = try form("why", "Why it slipped.")
    due = try form("due", "New date, where one is agreed.")
    agreedBy = try form("agreedBy", "Who agreed the new date.")
  }
}

public struct RiskChange: Record {
  public let what: Closable<String>
  public let change: Change
  public let owner: Closable<String>?

  public enum Change: String, CaseIterable, FieldValue {
    case new, up, down, unchanged, gone
  }

  public init(from form: inout Form) throws(FieldError) {
    what = try form("what", "The risk.")
    change = try form("change", "What has become of it.")
    owner = try form("owner", "Who sees to it.")
  }
}
