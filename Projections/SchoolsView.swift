internal import EventLog
internal import Governance
internal import SQLite
internal import Schemas

/// Schools and their risk: a row for each span of days on which nothing about a school changes, and the
/// cases.
struct SchoolsView: Projection {
  static let name = "schools"
  static let version = 2
  static let tables = ["school_states", "cases"]
  static let schema = """
    CREATE TABLE school_states (
      school TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT, name TEXT NOT NULL, risk TEXT NOT NULL,
      since TEXT, level_since TEXT, ratify_by TEXT, follow_up_until TEXT, local_body TEXT, shadow TEXT,
      variations TEXT NOT NULL,
      leader TEXT, leader_days INTEGER, leader_last_day TEXT, deployment TEXT,
      report_month TEXT, report_rating TEXT, report_direction TEXT, report_due TEXT, report_submitted TEXT,
      report_late_by INTEGER,
      PRIMARY KEY (school, first_day)) WITHOUT ROWID;
    CREATE TABLE cases (
      code TEXT PRIMARY KEY, school TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT,
      follow_up_until TEXT,
      window_first_day TEXT NOT NULL, window_last_day TEXT) WITHOUT ROWID;
    CREATE INDEX cases_by_school ON cases (school);
    """

  func write(_ school: SchoolCode, _ trust: Trust, _ database: borrowing Connection) throws {
    try database.run("DELETE FROM school_states WHERE school = ?", [Field(school)])
    try database.run("DELETE FROM cases WHERE school = ?", [Field(school)])
    for span in trust.spans(of: school) { try database.insert("school_states", SchoolsView.fields(span)) }
    for found in trust.cases.values where found.school == school {
      guard let window = trust.window(of: found.code) else { continue }
      try database.insert(
        "cases",
        [
          Field(found.code), Field(school), Field(found.days.first), Field(found.days.last),
          Field(found.followUpUntil), Field(window.days.first), Field(window.days.last),
        ])
    }
  }

  private static func fields(_ span: SchoolSpan) -> [Field] {
    let state = span.state
    return [
      Field(state.school), Field(span.days.first), Field(span.days.last), Field(state.name),
      Field(state.risk.rawValue), Field(state.since), Field(state.levelSince), Field(state.ratifyBy),
      Field(state.followUpUntil), Field(state.localBody), Field(state.shadow),
      Field(state.variations.map(\.text)),
      Field(state.leader?.office), Field(state.leader?.daysPerWeek), Field(state.leader?.lastDay),
      Field(state.leader?.deployment), Field(state.lastReport?.month.text),
      Field(state.lastReport?.rating.rawValue),
      Field(state.lastReport?.direction.rawValue), Field(state.lastReport?.due),
      Field(state.lastReport?.submitted),
      Field(state.lastReport?.lateBy),
    ]
  }

  /// The states of all schools, or of one, on a day.
  static func states(on day: Day, of school: SchoolCode?, _ database: borrowing Connection) throws
    -> [SchoolState]
  {
    var sql = "SELECT * FROM school_states WHERE first_day <= ?1 AND (last_day IS NULL OR last_day >= ?1)"
    var fields = [Field(day)]
    if let school {
      sql += " AND school = ?2"
      fields.append(Field(school))
    }
    return try database.rows(sql + " ORDER BY school", fields, state)
  }

  private static func state(_ row: borrowing Statement) throws -> SchoolState {
    var state = SchoolState(
      school: try row.code(0), name: try row.text(3), risk: try row.choice(4), variations: try row.codes(11))
    state.since = try row.optionalDay(5)
    state.levelSince = try row.optionalDay(6)
    state.ratifyBy = try row.optionalDay(7)
    state.followUpUntil = try row.optionalDay(8)
    state.localBody = try row.optionalCode(9)
    state.shadow = try row.optionalCode(10)
    if !row.isNull(at: 15) {
      state.leader = SchoolState.Leader(
        office: try row.code(12), daysPerWeek: row.integer(at: 13), lastDay: try row.optionalDay(14),
        deployment: try row.code(15))
    }
    if !row.isNull(at: 16) {
      state.lastReport = SchoolState.LastReport(
        month: try row.month(16), rating: try row.choice(17), direction: try row.choice(18),
        due: try row.day(19),
        submitted: try row.day(20), lateBy: row.integer(at: 21))
    }
    return state
  }

  /// The days of a case's history; nil for a case that nobody opened.
  static func window(of code: CaseCode, _ database: borrowing Connection) throws -> CaseWindow? {
    try database.rows(
      "SELECT school, window_first_day, window_last_day FROM cases WHERE code = ?", [Field(code)]
    ) { row in
      CaseWindow(school: try row.code(0), days: DaySpan(try row.day(1), try row.optionalDay(2)))
    }.first
  }
}

extension Statement {
  func month(_ column: Int) throws -> Month {
    let text = try text(column)
    guard let month = Month(text) else { throw DamagedRow(column: column, found: text) }
    return month
  }
}
