private import CSQLite

/// A compiled statement in use. Bind its arguments (numbered from 1), then step through its rows.
///
/// It goes back to the connection's store of compiled statements when the value ends.
@safe
public struct Statement: ~Copyable, ~Escapable {
  private let handle: OpaquePointer
  private let cache: StatementCache
  private let sql: String
  // Binding fails only for text or bytes beyond SQLite's limit of a gigabyte. The next step reports it, so
  // that a list of arguments reads without a `try` on each line.
  private var bindingCode: Int32 = 0

  @_lifetime(borrow connection)
  init(_ sql: String, connection: borrowing Connection) throws(SQLiteError) {
    self.cache = connection.statements
    self.sql = sql
    unsafe self.handle = unsafe try cache.take(sql)
  }

  deinit { unsafe cache.giveBack(handle, sql) }

  /// Binds an integer.
  @_lifetime(self: copy self)
  public mutating func bind(_ value: Int, at index: Int) {
    bound(unsafe sqlite3_bind_int64(handle, Int32(index), Int64(value)), index)
  }

  /// Binds a text, which may hold U+0000.
  @_lifetime(self: copy self)
  public mutating func bind(_ value: String, at index: Int) {
    var value = value
    let code = value.withUTF8 { text in
      unsafe text.withMemoryRebound(to: CChar.self) { text in
        // An empty string may have no address, which SQLite would take as NULL.
        guard let start = text.baseAddress else { return unsafe kite_bind_text(handle, Int32(index), "", 0) }
        return unsafe kite_bind_text(handle, Int32(index), start, UInt64(text.count))
      }
    }
    bound(code, index)
  }

  /// Binds bytes.
  @_lifetime(self: copy self)
  public mutating func bind(_ value: [UInt8], at index: Int) {
    let code = unsafe value.withUnsafeBytes { bytes in
      // An empty array may have no address, which SQLite would take as NULL.
      guard let start = bytes.baseAddress else {
        return unsafe sqlite3_bind_zeroblob(handle, Int32(index), 0)
      }
      return unsafe kite_bind_blob(handle, Int32(index), start, UInt64(bytes.count))
    }
    bound(code, index)
  }

  /// Binds an integer, or NULL for nil.
  @_lifetime(self: copy self)
  public mutating func bind(_ value: Int?, at index: Int) {
    if let value { bind(value, at: index) } else { bindNull(at: index) }
  }

  /// Binds a text, or NULL for nil.
  @_lifetime(self: copy self)
  public mutating func bind(_ value: String?, at index: Int) {
    if let value { bind(value, at: index) } else { bindNull(at: index) }
  }

  /// Binds NULL.
  @_lifetime(self: copy self)
  public mutating func bindNull(at index: Int) {
    bound(unsafe sqlite3_bind_null(handle, Int32(index)), index)
  }

  @_lifetime(self: copy self)
  private mutating func bound(_ code: Int32, _ index: Int) {
    precondition(code != SQLITE_RANGE, "argument \(index) is not in the statement '\(sql)'")
    precondition(code != SQLITE_MISUSE, "bound while rows are being read; reset the statement '\(sql)' first")
    if code != SQLITE_OK { bindingCode = code }
  }

  /// Goes to the next row; false when there is none.
  @_lifetime(self: copy self)
  public mutating func step() throws(SQLiteError) -> Bool {
    guard bindingCode == SQLITE_OK else { throw cache.problem(bindingCode, sql) }
    let code = unsafe sqlite3_step(handle)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      let error = cache.problem(code, sql)
      unsafe sqlite3_reset(handle)
      throw error
    }
  }

  /// Runs a statement whose rows nobody wants, and makes it ready for new arguments.
  @_lifetime(self: copy self)
  public mutating func run() throws(SQLiteError) {
    while try step() {}
    reset()
  }

  /// Makes the statement ready for new arguments; the old ones stay until they are bound anew.
  @_lifetime(self: copy self)
  public mutating func reset() {
    unsafe sqlite3_reset(handle)
    bindingCode = SQLITE_OK
  }

  /// How many columns a row has.
  public var columnCount: Int { unsafe Int(sqlite3_column_count(handle)) }

  /// The name of a column, counted from 0.
  public func columnName(at column: Int) -> String {
    guard let name = unsafe sqlite3_column_name(handle, Int32(column)) else { return "" }
    return unsafe String(cString: name)
  }

  /// Whether a column holds NULL. Columns count from 0.
  public func isNull(at column: Int) -> Bool {
    unsafe sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
  }

  /// The integer in a column; 0 for NULL, by SQLite's rules of conversion.
  public func integer(at column: Int) -> Int { unsafe Int(sqlite3_column_int64(handle, Int32(column))) }

  /// The integer in a column; nil for NULL.
  public func optionalInteger(at column: Int) -> Int? { isNull(at: column) ? nil : integer(at: column) }

  /// The text in a column; nil for NULL.
  public func string(at column: Int) -> String? {
    guard let text = unsafe sqlite3_column_text(handle, Int32(column)) else { return nil }
    let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
    return unsafe String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
  }

  /// The bytes in a column; nil for NULL.
  public func bytes(at column: Int) -> [UInt8]? {
    if isNull(at: column) { return nil }
    guard let start = unsafe sqlite3_column_blob(handle, Int32(column)) else { return [] }
    let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}
