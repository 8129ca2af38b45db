private import CSQLite

/// Compiled statements that nobody is using at the moment, by their text.
///
/// Compiling takes microseconds, a look-up a fraction of one; callers need not keep statements.
@safe
final class StatementCache {
  private let database: OpaquePointer
  private let path: String
  private var idle: [String: OpaquePointer] = unsafe [:]

  init(database: OpaquePointer, path: String) {
    unsafe self.database = unsafe database
    self.path = path
  }

  func take(_ sql: String) throws(SQLiteError) -> OpaquePointer {
    if let statement = unsafe idle.removeValue(forKey: sql) { return unsafe statement }
    var compiled: OpaquePointer?
    let code = unsafe sqlite3_prepare_v3(
      database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
    guard code == SQLITE_OK else { throw problem(code, sql) }
    guard let statement = unsafe compiled else {
      preconditionFailure("a statement's text must hold a statement, but this holds none: '\(sql)'")
    }
    return unsafe statement
  }

  /// Takes a statement back. It must not hold a lock while it waits for its next use.
  func giveBack(_ statement: OpaquePointer, _ sql: String) {
    unsafe sqlite3_reset(statement)
    unsafe sqlite3_clear_bindings(statement)
    // The same text may have been in use twice at once; one of the two is enough.
    if let double = unsafe idle.updateValue(statement, forKey: sql) { unsafe sqlite3_finalize(double) }
  }

  func finalizeAll() {
    while let entry = unsafe idle.popFirst() { unsafe sqlite3_finalize(entry.value) }
  }

  func problem(_ code: Int32, _ sql: String) -> SQLiteError {
    let message = unsafe String(cString: sqlite3_errmsg(database))
    return SQLiteError(extendedCode: code, message: message, path: path, sql: sql)
  }
}
