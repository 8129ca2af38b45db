import CSQLite

/// A table of events with a unique id and a table of their tags, used as a C program would use it.
@safe
final class SQLiteTables {
  private let handle: OpaquePointer
  private let event: OpaquePointer
  private let tag: OpaquePointer

  init(_ path: String) throws {
    var opened: OpaquePointer?
    guard unsafe sqlite3_open(path, &opened) == SQLITE_OK, let handle = unsafe opened else {
      throw System.Failure(what: "SQLite can't open \(path)")
    }
    let tables = """
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      CREATE TABLE event(position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL,
        data BLOB NOT NULL);
      CREATE TABLE tag(name TEXT, position INTEGER, PRIMARY KEY(name, position)) WITHOUT ROWID;
      """
    guard unsafe sqlite3_exec(handle, tables, nil, nil, nil) == SQLITE_OK else {
      throw System.Failure(what: "SQLite can't make its tables")
    }
    func prepared(_ text: String) throws -> OpaquePointer {
      var statement: OpaquePointer?
      guard unsafe sqlite3_prepare_v2(handle, text, -1, &statement, nil) == SQLITE_OK,
        let statement = unsafe statement
      else { throw System.Failure(what: "SQLite can't prepare '\(text)'") }
      return unsafe statement
    }
    unsafe event = unsafe try prepared("INSERT INTO event(id, type, data) VALUES(?, 'LeaderAllocated', ?)")
    unsafe tag = unsafe try prepared("INSERT INTO tag VALUES(?, ?)")
    unsafe self.handle = unsafe handle
  }

  deinit {
    unsafe sqlite3_finalize(event)
    unsafe sqlite3_finalize(tag)
    unsafe sqlite3_close_v2(handle)
  }

  func append(_ events: ArraySlice<(id: String, line: [UInt8], tags: [String])>) throws {
    try execute("BEGIN IMMEDIATE")
    for entry in events {
      unsafe try entry.id.withCString { id in
        unsafe sqlite3_bind_text(event, 1, id, 36, nil)
        unsafe sqlite3_bind_blob(event, 2, entry.line, Int32(entry.line.count), nil)
        unsafe try step(event)
      }
      let position = unsafe sqlite3_last_insert_rowid(handle)
      for name in entry.tags {
        unsafe try name.withCString { text in
          unsafe sqlite3_bind_text(tag, 1, text, -1, nil)
          unsafe sqlite3_bind_int64(tag, 2, position)
          unsafe try step(tag)
        }
      }
    }
    try execute("COMMIT")
  }

  /// Reads all events, and tells how many bytes they have.
  func readAll() throws -> Int {
    var statement: OpaquePointer?
    let sql = "SELECT position, id, type, data FROM event ORDER BY position"
    unsafe sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
    defer { unsafe sqlite3_finalize(statement) }
    var bytes = 0
    while unsafe sqlite3_step(statement) == SQLITE_ROW {
      bytes += unsafe Int(sqlite3_column_int64(statement, 0) & 1)
      bytes += unsafe Int(sqlite3_column_bytes(statement, 1))
      bytes += unsafe sqlite3_column_blob(statement, 3) == nil ? 0 : Int(sqlite3_column_bytes(statement, 3))
    }
    return bytes
  }

  private func execute(_ sql: String) throws {
    guard unsafe sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
      throw System.Failure(
        what: "SQLite could not '\(sql)': \(unsafe String(cString: sqlite3_errmsg(handle)))")
    }
  }

  private func step(_ statement: OpaquePointer) throws {
    let code = unsafe sqlite3_step(statement)
    unsafe sqlite3_reset(statement)
    guard code == SQLITE_DONE else {
      throw System.Failure(what: "SQLite could not insert: \(unsafe String(cString: sqlite3_errmsg(handle)))")
    }
  }
}
