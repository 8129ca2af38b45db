internal import EventLog
internal import Governance
internal import SQLite

/// A read model: tables that the log's events fill, and that can be filled anew at any time.
///
/// A projection is one file. To change what its tables hold, raise its version: whoever opens the views next
/// rebuilds it. State is folded by the day decided, so that an entry may change how earlier ones count. A
/// projection that shows state therefore notes which schools an event concerns, and writes their rows anew
/// when all events are in.
protocol Projection: Sendable {
  static var name: String { get }
  /// Of the tables and of what is written into them.
  static var version: Int { get }
  /// The tables, in an order in which they can be dropped.
  static var tables: [String] { get }
  /// Makes the tables.
  static var schema: String { get }

  init()

  /// Takes in an event: notes what it changes, or writes it.
  mutating func apply(_ event: RecordedEvent, _ changes: inout Changes, _ database: borrowing Connection)
    throws

  /// Writes the rows of a school anew. Called once for each school that was noted, when all events are in.
  func write(_ school: SchoolCode, _ trust: Trust, _ database: borrowing Connection) throws

  /// Ends a catch-up, after the schools are written.
  mutating func finish(_ history: Folds, _ changes: Changes, _ database: borrowing Connection) throws
}

extension Projection {
  mutating func apply(_ event: RecordedEvent, _ changes: inout Changes, _ database: borrowing Connection)
    throws
  {
    changes.note(event)
  }

  func write(_ school: SchoolCode, _ trust: Trust, _ database: borrowing Connection) throws {}

  mutating func finish(_ history: Folds, _ changes: Changes, _ database: borrowing Connection) throws {}
}

/// Every read model, in the order in which they are written.
let allProjections: [any Projection.Type] = [
  SchoolsView.self, VariationsView.self, DeploymentsView.self, PlansView.self, BodiesView.self,
  EntriesView.self,
]
