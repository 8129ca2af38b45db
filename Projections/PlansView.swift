public import Governance
internal import SQLite
public import Schemas

/// A version of a recovery plan.
public struct PlanLine: Equatable, Sendable {
  public let plan: PlanCode
  public let school: SchoolCode
  public let version: String
  public let submitted: Day
  public let state: Plan.Version.State
  /// The version as approved, where changes made a new one.
  public let approvedAs: String?
}

/// A month's report, or a month that was closed without one.
public struct ReportLine: Equatable, Sendable {
  public let report: ReportCode
  public let school: SchoolCode
  public let month: Month
  public let due: Day
  /// Nil for a month that was closed as missed.
  public let submitted: Day?
  public let rating: Rating?
  public let direction: Direction?
  public let planVersion: String?
  /// Working days.
  public let lateBy: Int

  init(_ report: Report) {
    self.init(
      report: report.code, school: report.school, month: report.month, due: report.due,
      submitted: report.submitted,
      rating: report.rating, direction: report.direction, planVersion: report.planVersion,
      lateBy: report.lateBy)
  }

  init(
    report: ReportCode, school: SchoolCode, month: Month, due: Day, submitted: Day?, rating: Rating?,
    direction: Direction?, planVersion: String?, lateBy: Int
  ) {
    self.report = report
    self.school = school
    self.month = month
    self.due = due
    self.submitted = submitted
    self.rating = rating
    self.direction = direction
    self.planVersion = planVersion
    self.lateBy = lateBy
  }
}

/// Recovery plans and monthly reports.
struct PlansView: Projection {
  static let name = "plans"
  static let version = 1
  static let tables = ["plan_versions", "reports"]
  static let schema = """
    CREATE TABLE plan_versions (
      school TEXT NOT NULL, plan TEXT NOT NULL, number INTEGER NOT NULL, version TEXT NOT NULL,
      submitted TEXT NOT NULL, state TEXT NOT NULL, approved_as TEXT);
    CREATE INDEX plan_versions_by_school ON plan_versions (school);
    CREATE TABLE reports (
      school TEXT NOT NULL, report TEXT NOT NULL, month TEXT NOT NULL, due TEXT NOT NULL, submitted TEXT,
      rating TEXT,
      direction TEXT, plan_version TEXT, late_by INTEGER NOT NULL);
    CREATE INDEX reports_by_school ON reports (school);
    """

  func write(_ school: SchoolCode, _ trust: Trust, _ database: borrowing Connection) throws {
    for table in PlansView.tables {
      try database.run("DELETE FROM \(table) WHERE school = ?", [Field(school)])
    }
    for plan in trust.plans.values.sorted(by: { $0.code < $1.code }) where plan.school == school {
      for (number, version) in plan.versions.enumerated() {
        try database.insert(
          "plan_versions",
          [
            Field(school), Field(plan.code), Field(number), Field(version.name), Field(version.submitted),
            Field(version.state.rawValue), Field(version.approvedAs),
          ])
      }
    }
    for report in trust.reports(of: school) {
      try database.insert(
        "reports",
        [
          Field(school), Field(report.code), Field(report.month.text), Field(report.due),
          Field(report.submitted),
          Field(report.rating?.rawValue), Field(report.direction?.rawValue), Field(report.planVersion),
          Field(report.lateBy),
        ])
    }
  }

  static func plans(of school: SchoolCode?, _ database: borrowing Connection) throws -> [PlanLine] {
    try database.rows(
      "SELECT * FROM plan_versions WHERE ?1 IS NULL OR school = ?1 ORDER BY plan, number", [Field(school)]
    ) { row in
      PlanLine(
        plan: try row.code(1), school: try row.code(0), version: try row.text(3), submitted: try row.day(4),
        state: try row.choice(5), approvedAs: row.string(at: 6))
    }
  }

  static func reports(of school: SchoolCode?, _ database: borrowing Connection) throws -> [ReportLine] {
    try database.rows(
      "SELECT * FROM reports WHERE ?1 IS NULL OR school = ?1 ORDER BY school, month, report", [Field(school)]
    ) { row in
      ReportLine(
        report: try row.code(1), school: try row.code(0), month: try row.month(2), due: try row.day(3),
        submitted: try row.optionalDay(4), rating: try row.optionalChoice(5),
        direction: try row.optionalChoice(6),
        planVersion: row.string(at: 7), lateBy: row.integer(at: 8))
    }
  }
}
