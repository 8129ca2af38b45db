public import Schemas

public struct Objective: Record {
  public let number: Int
  public let what: Closable<String>

  public init(from form: inout Form) throws(FieldError) {
    number = try form("number", "Its number.", 1...1000)
    what = try form("what", "What is to be achieved.")
  }
}

public struct Milestone: Record {
  public let code: String
  public let objective: Int?
  public let what: Closable<String>
  public let due: Day
  public let owner: Closable<String>?
  public let evidence: Closable<String>?

  public init(from form: inout Form) throws(FieldError) {
    code = try form("code", "Its code in the plan.")
    objective = try form("objective", "Number of its objective.", 1...1000)
    what = try form("what", "What is done by then.")
    due = try form("due", "Day by which.")
    owner = try form("owner", "Who sees to it.")
    evidence = try form("evidence", "Evidence expected.")
  }
}

public struct Indicator: Record {
  public let name: String
  public let baseline: Decimal?
  public let target: Decimal?
  public let source: String?
  public let date: Day?

  public init(from form: inout Form) throws(FieldError) {
    name = try form("name", "What is measured.")
    baseline = try form("baseline", "Value at the start.")
    target = try form("target", "Value to reach.")
    source = try form("source", "Where it comes from.")
    date = try form("date", "Day of the baseline.")
  }
}
