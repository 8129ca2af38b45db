internal import EventLog
public import Governance
internal import SQLite
internal import Schemas

/// A term of a body.
public struct BodyLine: Equatable, Sendable {
  public let body: BodyCode
  public let name: String?
  public let kind: BodyKind
  public let schools: [SchoolCode]
  public let parent: BodyCode?
  public let size: Int
  public let quorum: Int
  public let parentSeats: Int
  public let days: DaySpan
}

/// A person in an office, or with a seat on a body that no office stands for.
public struct OfficeLine: Equatable, Sendable {
  /// Nil for a seat that is no office.
  public let office: OfficeCode?
  public let person: PersonCode
  public let appointedBy: Party?
  public let seatOn: BodyCode?
  public let acting: Bool
  public let days: DaySpan
}

/// Bodies and offices of the whole trust.
struct BodiesView: Projection {
  static let name = "bodies"
  static let version = 1
  static let tables = ["bodies", "offices"]
  static let schema = """
    CREATE TABLE bodies (
      number INTEGER PRIMARY KEY, body TEXT NOT NULL, name TEXT, kind TEXT NOT NULL, schools TEXT NOT NULL,
      parent TEXT,
      size INTEGER NOT NULL, quorum INTEGER NOT NULL, parent_seats INTEGER NOT NULL, first_day TEXT NOT NULL,
      last_day TEXT);
    CREATE TABLE offices (
      number INTEGER PRIMARY KEY, office TEXT, person TEXT NOT NULL, appointed_by TEXT, seat_on TEXT,
      acting INTEGER NOT NULL, first_day TEXT NOT NULL, last_day TEXT);
    """

  private var isChanged = false

  init() {}

  mutating func apply(_ event: RecordedEvent, _ changes: inout Changes, _ database: borrowing Connection)
    throws
  {
    // An entry that is corrected or voided may be one of these.
    if BodiesView.types.contains(event.type) { isChanged = true }
  }

  private static let types = Set(Reads.bodies.flatMap(\.types))
    .subtracting([
      LogOpened.type, KeyEnrolled.type, KeyRevoked.type, RecorderAppointed.type, RecorderEnded.type,
    ])
    .subtracting([
      DecisionConfirmed.type, MinutesApproved.type, CalendarSet.type, BankHolidayProclaimed.type,
      SettingSet.type, TierSet.type, SchemeFunctionsListed.type,
    ])

  mutating func finish(_ history: Folds, _ changes: Changes, _ database: borrowing Connection) throws {
    guard isChanged else { return }
    isChanged = false
    let trust = try history.bodies()
    for table in BodiesView.tables { try database.run("DELETE FROM \(table)") }
    for (number, line) in BodiesView.bodies(trust).enumerated() {
      try database.insert(
        "bodies",
        [
          Field(number), Field(line.body), Field(line.name), Field(line.kind.rawValue),
          Field(line.schools.map(\.text)), Field(line.parent), Field(line.size), Field(line.quorum),
          Field(line.parentSeats), Field(line.days.first), Field(line.days.last),
        ])
    }
    for (number, line) in BodiesView.offices(trust).enumerated() {
      try database.insert(
        "offices",
        [
          Field(number), Field(line.office), Field(line.person), Field(line.appointedBy?.reference),
          Field(line.seatOn), Field(line.acting), Field(line.days.first), Field(line.days.last),
        ])
    }
  }

  static func bodies(_ trust: Trust) -> [BodyLine] {
    trust.bodies.values.sorted { $0.code < $1.code }.flatMap { body in
      body.terms.map { term in
        BodyLine(
          body: body.code, name: body.name, kind: body.kind, schools: body.schools, parent: body.parent,
          size: term.size, quorum: term.quorum, parentSeats: term.parentSeats, days: term.days)
      }
    }
  }

  /// Tenures in the order in which they count, then the seats of members.
  static func offices(_ trust: Trust) -> [OfficeLine] {
    let tenures = trust.tenures.map { tenure in
      OfficeLine(
        office: tenure.office, person: tenure.person, appointedBy: tenure.appointedBy, seatOn: tenure.seatOn,
        acting: tenure.acting, days: tenure.days)
    }
    let seats = trust.bodies.values.sorted { $0.code < $1.code }.flatMap { body in
      body.members.map { member in
        OfficeLine(
          office: nil, person: member.person, appointedBy: nil, seatOn: body.code, acting: false,
          days: member.days)
      }
    }
    return tenures + seats
  }

  static func bodies(on day: Day?, _ database: borrowing Connection) throws -> [BodyLine] {
    try database.rows(
      """
      SELECT * FROM bodies WHERE ?1 IS NULL OR first_day <= ?1 AND (last_day IS NULL OR last_day >= ?1)
      ORDER BY number
      """, [Field(day)]
    ) { row in
      BodyLine(
        body: try row.code(1), name: row.string(at: 2), kind: try row.choice(3), schools: try row.codes(4),
        parent: try row.optionalCode(5), size: row.integer(at: 6), quorum: row.integer(at: 7),
        parentSeats: row.integer(at: 8), days: DaySpan(try row.day(9), try row.optionalDay(10)))
    }
  }

  static func offices(on day: Day?, _ database: borrowing Connection) throws -> [OfficeLine] {
    try database.rows(
      """
      SELECT * FROM offices WHERE ?1 IS NULL OR first_day <= ?1 AND (last_day IS NULL OR last_day >= ?1)
      ORDER BY number
      """, [Field(day)]
    ) { row in
      OfficeLine(
        office: try row.optionalCode(1), person: try row.code(2),
        appointedBy: row.string(at: 3).flatMap { Party($0) },
        seatOn: try row.optionalCode(4), acting: row.integer(at: 5) != 0,
        days: DaySpan(try row.day(6), try row.optionalDay(7)))
    }
  }
}
