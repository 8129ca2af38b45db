private import CSQLite

/// An open SQLite database, closed when the value ends.
///
/// A connection belongs to one task at a time: it takes no locks of its own.
@safe
public struct Connection: ~Copyable {
  /// What a connection may do with its file.
  public enum Access: Sendable {
    /// Reads and writes; makes the file when it is not there.
    case readWrite
    /// Reads; the file must be there.
    case readOnly
  }

  private let handle: OpaquePointer
  let statements: StatementCache
  /// The path that was opened.
  public let path: String

  /// Opens the database at `path`, `:memory:` for one that ends with the connection.
  ///
  /// - Parameter busyTimeout: milliseconds to wait for another connection's lock before giving up.
  /// - Throws: `cannotOpen` when the file can't be opened. That it is no database is first noticed by the
  ///   first statement.
  public init(_ path: String, _ access: Access = .readWrite, busyTimeout: Int32 = 2000) throws(SQLiteError) {
    let mode =
      switch access {
      case .readWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      case .readOnly: SQLITE_OPEN_READONLY
      }
    var opened: OpaquePointer?
    let flags = mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
    guard let handle = unsafe opened, code == SQLITE_OK else {
      // SQLite hands out a handle for a failed opening too, and that has to be closed.
      unsafe sqlite3_close_v2(opened)
      throw SQLiteError(extendedCode: code, message: unsafe String(cString: sqlite3_errstr(code)), path: path)
    }
    unsafe sqlite3_busy_timeout(handle, busyTimeout)
    unsafe self.handle = unsafe handle
    self.statements = unsafe StatementCache(database: handle, path: path)
    self.path = path
  }

  deinit {
    statements.finalizeAll()
    unsafe sqlite3_close_v2(handle)
  }

  /// Runs statements that take no arguments and whose rows nobody wants; several are parted by `;`.
  public borrowing func execute(_ sql: String) throws(SQLiteError) {
    let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw statements.problem(code, sql) }
  }

  /// A statement ready to be bound and stepped. It can't outlive the connection: the compiler sees to it.
  ///
  /// Compiled statements are kept by their text, so that preparing the same text again costs a look-up.
  @_lifetime(borrow self)
  public borrowing func prepare(_ sql: String) throws(SQLiteError) -> Statement {
    try Statement(sql, connection: self)
  }

  /// Runs `body` in a transaction that takes the write lock at once; rolls back when it throws.
  ///
  /// - Throws: what `body` throws; `busy` when the lock is not to be had in time.
  public borrowing func transaction<Value>(
    _ body: () throws(SQLiteError) -> Value
  ) throws(SQLiteError) -> Value {
    try execute("BEGIN IMMEDIATE")
    do {
      let value = try body()
      try execute("COMMIT")
      return value
    } catch {
      // What made the body fail may have ended the transaction already; then there is nothing to roll back.
      if unsafe sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
      throw error
    }
  }

  /// The integer that a pragma answers, such as `pragma("user_version")`.
  public borrowing func pragma(_ name: String) throws(SQLiteError) -> Int {
    var statement = try prepare("PRAGMA \(name)")
    return try statement.step() ? statement.integer(at: 0) : 0
  }

  /// Sets a pragma. `value` is part of the statement's text, so it must not come from a user.
  public borrowing func setPragma(_ name: String, to value: String) throws(SQLiteError) {
    // Some pragmas answer the new value as a row, which `execute` ignores.
    try execute("PRAGMA \(name) = \(value)")
  }

  /// How many rows the last statement inserted, changed or deleted.
  public var changes: Int { unsafe Int(sqlite3_changes64(handle)) }

  /// The row id of the last insertion.
  public var lastInsertedRow: Int { unsafe Int(sqlite3_last_insert_rowid(handle)) }
}
