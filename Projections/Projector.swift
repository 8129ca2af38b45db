internal import EventLog
internal import Governance
internal import History
internal import SQLite
internal import Schemas

/// Brings the views to the log's head, and makes them anew where they are missing, of another version, of
/// another log, or ahead of the log.
///
/// All of it is one transaction with the positions: after a crash, the views stand as they stood before.
struct Projector {
  let history: History
  let projections: [any Projection.Type]

  private var log: Log { history.log }

  init(_ history: History, _ projections: [any Projection.Type] = allProjections) {
    self.history = history
    self.projections = projections
  }

  /// What the views know of a projection.
  private struct Standing: Equatable {
    let version: Int
    let position: Int
    /// Of the event at that position: a log that was rolled back and went on has another.
    let id: String
  }

  private static let schema = """
    CREATE TABLE IF NOT EXISTS projections (
      name TEXT PRIMARY KEY, version INTEGER NOT NULL, position INTEGER NOT NULL, event TEXT NOT NULL,
      log TEXT NOT NULL) WITHOUT ROWID
    """

  /// Whether the views are ahead of this log: of what somebody appended since it was opened, or of another
  /// log.
  func isAhead(_ database: borrowing Connection) throws -> Bool {
    try standings(database).values.contains { $0.position > log.head.rawValue }
  }

  /// Catches up.
  ///
  /// - Parameter beforeCommit: for tests of what a crash leaves.
  /// - Returns: the names of the projections that were built from the start.
  @discardableResult
  func run(_ database: borrowing Connection, beforeCommit: () throws -> Void = {}) throws -> [String] {
    if try isCurrent(database) { return [] }
    var rebuilt: [String] = []
    try database.atomically {
      // Somebody else may have caught up while this one waited for the lock.
      try database.execute(Projector.schema)
      let standings = try standings(database)
      var groups: [Int: [any Projection.Type]] = [:]
      for projection in projections {
        if let standing = standings[projection.name], try holds(standing, projection) {
          groups[standing.position, default: []].append(projection)
        } else {
          for table in projection.tables { try database.execute("DROP TABLE IF EXISTS \(table)") }
          try database.execute(projection.schema)
          rebuilt.append(projection.name)
          groups[0, default: []].append(projection)
        }
      }
      for (position, group) in groups where position < log.head.rawValue {
        try catchUp(group, after: Position(position), database)
      }
      try note(database)
      try beforeCommit()
    }
    return rebuilt
  }

  private func catchUp(
    _ types: [any Projection.Type], after position: Position, _ database: borrowing Connection
  ) throws {
    var changes = Changes()
    var projections = types.map { $0.init() }
    var cursor = try log.cursor(after: position)
    while let event = try cursor.next() {
      for index in projections.indices { try projections[index].apply(event, &changes, database) }
    }
    try changes.resolve(log)
    let folds = Folds(history: history)
    for text in changes.schools.sorted() {
      guard let school = SchoolCode(text) else { continue }
      let trust = try folds.trust(of: school)
      for projection in projections { try projection.write(school, trust, database) }
    }
    for index in projections.indices { try projections[index].finish(folds, changes, database) }
  }

  private func standings(_ database: borrowing Connection) throws -> [String: Standing] {
    let there = try database.rows("SELECT 1 FROM sqlite_master WHERE name = 'projections'") { _ in true }
    if there.isEmpty { return [:] }
    let rows = try database.rows(
      "SELECT name, version, position, event FROM projections WHERE log = ?", [.text(log.logID)]
    ) { row in
      (
        try row.text(0),
        Standing(version: row.integer(at: 1), position: row.integer(at: 2), id: try row.text(3))
      )
    }
    return Dictionary(rows) { first, _ in first }
  }

  /// Whether a projection can be caught up from where it stands.
  private func holds(_ standing: Standing, _ projection: any Projection.Type) throws -> Bool {
    guard standing.version == projection.version, standing.position <= log.head.rawValue else { return false }
    return try log.event(at: Position(standing.position))?.id == standing.id
  }

  private func isCurrent(_ database: borrowing Connection) throws -> Bool {
    let standings = try standings(database)
    return try projections.allSatisfy { projection in
      guard let standing = standings[projection.name], standing.position == log.head.rawValue else {
        return false
      }
      return try holds(standing, projection)
    }
  }

  private func note(_ database: borrowing Connection) throws {
    guard let last = try log.event(at: log.head) else { return }
    for projection in projections {
      try database.insert(
        "projections",
        [
          .text(projection.name), .integer(projection.version), .integer(log.head.rawValue), .text(last.id),
          .text(log.logID),
        ])
    }
  }
}
