/// What SQLite answered when it could not do what it was asked.
///
/// Statement arguments are never part of the message: they may be confidential.
public struct SQLiteError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A result code. SQLite adds codes, so this is no enumeration.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// SQLite's number.
    public let rawValue: Int32
    /// A code by SQLite's number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Another connection holds the lock that is needed.
    public static let busy = Code(rawValue: 5)
    /// The connection or the file is for reading only.
    public static let readOnly = Code(rawValue: 8)
    /// The disk failed.
    public static let inputOutput = Code(rawValue: 10)
    /// The file is damaged.
    public static let corrupt = Code(rawValue: 11)
    /// The disk is full.
    public static let full = Code(rawValue: 13)
    /// The file can't be opened.
    public static let cannotOpen = Code(rawValue: 14)
    /// A constraint of the table stands against it.
    public static let constraint = Code(rawValue: 19)
    /// The file is no SQLite database.
    public static let notADatabase = Code(rawValue: 26)
  }

  /// The primary result code.
  public let code: Code
  /// The extended result code, which says more precisely what went wrong.
  public let extendedCode: Int32
  /// SQLite's own words.
  public let message: String
  /// The database's path.
  public let path: String
  /// The statement that failed, without its arguments; empty when none did.
  public let sql: String

  /// A failure as SQLite reported it.
  public init(extendedCode: Int32, message: String, path: String, sql: String = "") {
    self.code = Code(rawValue: extendedCode & 0xff)
    self.extendedCode = extendedCode
    self.message = message
    self.path = path
    self.sql = sql
  }

  public var description: String {
    let statement = sql.isEmpty ? "" : " in '\(sql)'"
    return "database '\(path)': \(message) (SQLite code \(extendedCode))\(statement)"
  }
}
