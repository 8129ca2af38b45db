public import EventLog
public import Governance
public import History
internal import SQLite
public import Schemas

/// The read models of a record, as everything that is recorded makes them: what `kite` asks for lists.
///
/// They are brought to the log's head when they are opened. Whatever is wrong with their file, it is made
/// anew: nothing in it is true that the log does not say. A value belongs to one task at a time.
public final class Views {
  /// The log that the views show, up to its head.
  public private(set) var history: History
  /// Where the views lie; `:memory:` where they could be kept nowhere.
  public private(set) var path: String
  /// The projections that had to be built from the start when the views were opened.
  public private(set) var rebuilt: [String] = []
  private let cache: String?
  private var database: Connection

  /// Opens the views of a log, and catches them up.
  ///
  /// - Parameters:
  ///   - history: of the log that they show.
  ///   - cache: a folder for them where the record's own `Projections` can't be written, such as
  ///     `~/.cache/kite`; without one they are kept in memory.
  /// - Throws: `LogError`, `UnreadableEntry` when the log can't be read. A views file that can't be used is
  ///   no error.
  public init(_ history: History, cache: String? = nil) throws {
    let opened = try Views.open(history, ViewsFile.places(of: history.log, cache: cache), cache)
    self.cache = cache
    self.history = opened.history
    path = opened.path
    rebuilt = opened.rebuilt
    database = opened.database
  }

  // MARK: Schools

  /// The schools that are in the trust on a day, in the order of their codes.
  public func states(on day: Day) throws -> [SchoolState] {
    try read { database in try SchoolsView.states(on: day, of: nil, database) }
  }

  /// A school on a day; nil when it is not in the trust then.
  public func state(of school: SchoolCode, on day: Day) throws -> SchoolState? {
    try read { database in try SchoolsView.states(on: day, of: school, database) }.first
  }

  /// The functions that variations move: of a school or of all, on a day or on any.
  public func variations(of school: SchoolCode? = nil, on day: Day? = nil) throws -> [VariationLine] {
    try read { database in try VariationsView.lines(of: school, on: day, database) }
  }

  /// Executive leaders at a school or at all, on a day or on any.
  public func deployments(of school: SchoolCode? = nil, on day: Day? = nil) throws -> [DeploymentLine] {
    try read { database in try DeploymentsView.lines(of: school, on: day, database) }
  }

  public func plans(of school: SchoolCode? = nil) throws -> [PlanLine] {
    try read { database in try PlansView.plans(of: school, database) }
  }

  public func reports(of school: SchoolCode? = nil) throws -> [ReportLine] {
    try read { database in try PlansView.reports(of: school, database) }
  }

  // MARK: The trust

  public func bodies(on day: Day? = nil) throws -> [BodyLine] {
    try read { database in try BodiesView.bodies(on: day, database) }
  }

  public func offices(on day: Day? = nil) throws -> [OfficeLine] {
    try read { database in try BodiesView.offices(on: day, database) }
  }

  // MARK: Entries

  /// The entries that a selection asks for, in the order of the log.
  ///
  /// - Complexity: a selection up to an earlier position folds the log up to it.
  public func entries(_ selection: EntrySelection = EntrySelection()) throws -> [Entry] {
    if let upTo = selection.upTo, upTo < history.log.head.rawValue {
      return try Entry.fold(history.everything(upTo: Position(upTo)), selection)
    }
    return try read { database in try EntriesView.entries(selection, database) }
  }

  /// Calls `body` with each entry that a selection asks for, in the order of the log, without holding them
  /// all.
  public func forEach(_ selection: EntrySelection, _ body: (Entry) throws -> Void) throws {
    var isBegun = false
    try read { database in
      try EntriesView.forEach(selection, database) { entry in
        isBegun = true
        // What `body` throws is no reason to read again.
        do { try body(entry) } catch { throw Passed(error) }
      }
    } retry: {
      !isBegun
    }
  }

  /// An error of who reads, on its way past the views.
  private struct Passed: Error {
    let error: any Error

    init(_ error: any Error) { self.error = error }
  }

  // MARK: The file

  /// Runs a query; where the file turns out to be damaged, makes it anew and runs the query again.
  private func read<Answer>(
    _ query: (borrowing Connection) throws -> Answer, retry mayRetry: () -> Bool = { true }
  ) throws -> Answer {
    do {
      do { return try query(database) } catch let error where Views.isDamage(error) && mayRetry() {
        try rebuild()
        return try query(database)
      }
    } catch let passed as Passed { throw passed.error }
  }

  /// Throws the views away and builds them again from the log.
  public func rebuild() throws {
    let lost = path
    // A damaged file must not be open when it goes: SQLite would write its end.
    database = try Connection(ViewsFile.memory)
    ViewsFile.remove(lost)
    let opened = try Views.open(history, lost == ViewsFile.memory ? [lost] : [lost, ViewsFile.memory], cache)
    path = opened.path
    rebuilt = opened.rebuilt
    database = opened.database
  }

  private struct Opened: ~Copyable {
    let history: History
    let path: String
    let rebuilt: [String]
    let database: Connection
  }

  private static func open(_ history: History, _ places: [String], _ cache: String?) throws -> Opened {
    for place in places.dropLast() {
      do { return try open(history, at: place, cache) } catch let error where isDamage(error) {
        ViewsFile.remove(place)
        do { return try open(history, at: place, cache) } catch is SQLiteError { continue }
      } catch is SQLiteError { continue }
    }
    return try open(history, at: places.last ?? ViewsFile.memory, cache)
  }

  private static func open(_ history: History, at path: String, _ cache: String?) throws -> Opened {
    let database = try ViewsFile.open(path)
    var history = history
    if try Projector(history).isAhead(database) {
      // Somebody appended since this log was opened, and looked at the views: then the log as it is now has
      // more.
      history = History(try Log(opening: history.log.folder, for: .reading, cache: cache))
    }
    let rebuilt = try Projector(history).run(database)
    return Opened(history: history, path: path, rebuilt: rebuilt, database: database)
  }

  private static func isDamage(_ error: any Error) -> Bool {
    if error is DamagedRow { return true }
    guard let error = error as? SQLiteError else { return false }
    // A table that is not there, or has other columns, is damage as well (code 1): the projector made them
    // all.
    return [.corrupt, .notADatabase, SQLiteError.Code(rawValue: 1)].contains(error.code)
  }
}

extension History {
  /// All events up to a position, in their order.
  public func everything(upTo position: Position? = nil) throws -> [TrustEvent] {
    var events: [TrustEvent] = []
    try log.forEach(upTo: position) { events.append(try TrustEvent($0)) }
    return events
  }
}
