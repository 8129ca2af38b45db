public import Governance
internal import SQLite
internal import Schemas

/// Days a week of an executive leader at a school, on a span of days.
public struct DeploymentLine: Equatable, Sendable {
  public let deployment: DeploymentCode
  public let leader: OfficeCode
  public let school: SchoolCode
  /// The school that the leader comes from, and the office that steps up there.
  public let home: SchoolCode?
  public let homeCover: OfficeCode?
  public let daysPerWeek: Int
  public let days: DaySpan
  /// The decision that allocated the leader.
  public let decision: DecisionRef?

  static func lines(of deployment: Deployment) -> [DeploymentLine] {
    deployment.spans.sorted { $0.days.first < $1.days.first }.map { week in
      DeploymentLine(
        deployment: deployment.code, leader: deployment.leader, school: deployment.school,
        home: deployment.home,
        homeCover: deployment.homeCover, daysPerWeek: week.daysPerWeek, days: week.days,
        decision: deployment.decision)
    }
  }
}

/// Executive leaders at schools.
struct DeploymentsView: Projection {
  static let name = "deployments"
  static let version = 1
  static let tables = ["deployments"]
  static let schema = """
    CREATE TABLE deployments (
      school TEXT NOT NULL, deployment TEXT NOT NULL, leader TEXT NOT NULL, home TEXT, home_cover TEXT,
      days_per_week INTEGER NOT NULL, first_day TEXT NOT NULL, last_day TEXT, decision TEXT);
    CREATE INDEX deployments_by_school ON deployments (school);
    """

  func write(_ school: SchoolCode, _ trust: Trust, _ database: borrowing Connection) throws {
    try database.run("DELETE FROM deployments WHERE school = ?", [Field(school)])
    for deployment in trust.deployments.values.sorted(by: { $0.code < $1.code })
    where deployment.school == school {
      for line in DeploymentLine.lines(of: deployment) {
        try database.insert(
          "deployments",
          [
            Field(school), Field(line.deployment), Field(line.leader), Field(line.home),
            Field(line.homeCover),
            Field(line.daysPerWeek), Field(line.days.first), Field(line.days.last), Field(line.decision),
          ])
      }
    }
  }

  static func lines(
    of school: SchoolCode?, on day: Day?, _ database: borrowing Connection
  ) throws -> [DeploymentLine] {
    try database.rows(
      """
      SELECT * FROM deployments WHERE (?1 IS NULL OR school = ?1)
      AND (?2 IS NULL OR first_day <= ?2 AND (last_day IS NULL OR last_day >= ?2))
      ORDER BY deployment, first_day
      """, [Field(school), Field(day)]
    ) { row in
      DeploymentLine(
        deployment: try row.code(1), leader: try row.code(2), school: try row.code(0),
        home: try row.optionalCode(3),
        homeCover: try row.optionalCode(4), daysPerWeek: row.integer(at: 5),
        days: DaySpan(try row.day(6), try row.optionalDay(7)), decision: try row.optionalCode(8))
    }
  }
}
