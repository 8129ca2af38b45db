import Foundation
import Testing

@testable import SQLite

struct ConnectionTests {
  @Test func `values come back as they were bound`() throws {
    let connection = try Connection(":memory:")
    try connection.execute("CREATE TABLE t(i INTEGER, s TEXT, b BLOB)")
    var insert = try connection.prepare("INSERT INTO t VALUES(?, ?, ?)")
    let values: [(Int, String, [UInt8])] = [
      (1, "one", [1, 2, 3]), (-7, "", []), (Int.max, "é\u{0}x", [0]),
    ]
    for (integer, text, bytes) in values {
      insert.bind(integer, at: 1)
      insert.bind(text, at: 2)
      insert.bind(bytes, at: 3)
      try insert.run()
    }
    #expect(connection.changes == 1)
    #expect(connection.lastInsertedRow == 3)
    var select = try connection.prepare("SELECT i, s, b FROM t ORDER BY rowid")
    var rows: [(Int, String?, [UInt8]?)] = []
    while try select.step() {
      rows.append((select.integer(at: 0), select.string(at: 1), select.bytes(at: 2)))
    }
    #expect(rows.map(\.0) == values.map(\.0))
    #expect(rows.map(\.1) == values.map(\.1))
    #expect(rows.map(\.2) == values.map(\.2))
    #expect(select.columnCount == 3)
    #expect(select.columnName(at: 1) == "s")
  }

  @Test func `NULL is told from nothing and from zero`() throws {
    let connection = try Connection(":memory:")
    var select = try connection.prepare("SELECT ?, ?, ?, ?")
    select.bind(nil as Int?, at: 1)
    select.bind(nil as String?, at: 2)
    select.bindNull(at: 3)
    select.bind([], at: 4)
    #expect(try select.step())
    #expect(select.optionalInteger(at: 0) == nil)
    #expect(select.string(at: 1) == nil)
    #expect(select.bytes(at: 2) == nil)
    #expect(select.isNull(at: 3) == false)
    #expect(select.bytes(at: 3) == [])
    select.reset()
    select.bind(0, at: 1)
    #expect(try select.step())
    #expect(select.optionalInteger(at: 0) == 0)
  }

  @Test func `a statement can be in use twice at once, and is compiled once`() throws {
    let connection = try Connection(":memory:")
    try connection.execute("CREATE TABLE t(i); INSERT INTO t VALUES(1), (2)")
    let sql = "SELECT i FROM t ORDER BY i"
    var pairs: [[Int]] = []
    var outer = try connection.prepare(sql)
    while try outer.step() {
      var inner = try connection.prepare(sql)
      while try inner.step() { pairs.append([outer.integer(at: 0), inner.integer(at: 0)]) }
    }
    #expect(pairs == [[1, 1], [1, 2], [2, 1], [2, 2]])
  }

  @Test func `what a statement was bound to is gone when it is prepared again`() throws {
    let connection = try Connection(":memory:")
    do {
      var select = try connection.prepare("SELECT ?")
      select.bind("secret", at: 1)
      #expect(try select.step())
    }
    var select = try connection.prepare("SELECT ?")
    #expect(try select.step())
    #expect(select.isNull(at: 0) == true)
  }

  @Test func `a transaction that throws leaves nothing`() throws {
    let connection = try Connection(":memory:")
    try connection.execute("CREATE TABLE t(i INTEGER PRIMARY KEY)")
    let answer = try connection.transaction { () throws(SQLiteError) -> Int in
      try connection.execute("INSERT INTO t VALUES(1)")
      return 7
    }
    #expect(answer == 7)
    do {
      try connection.transaction { () throws(SQLiteError) in
        try connection.execute("INSERT INTO t VALUES(2)")
        try connection.execute("INSERT INTO t VALUES(1)")
      }
      Issue.record("a doubled key went in")
    } catch {
      #expect(error.code == .constraint)
    }
    var count = try connection.prepare("SELECT count(*) FROM t")
    #expect(try count.step())
    #expect(count.integer(at: 0) == 1)
  }

  @Test func `a message names the database and the statement, and no argument`() throws {
    let connection = try Connection(":memory:")
    try connection.execute("CREATE TABLE t(s TEXT UNIQUE); INSERT INTO t VALUES('secret')")
    var insert = try connection.prepare("INSERT INTO t VALUES(?)")
    insert.bind("secret", at: 1)
    do {
      try insert.run()
      Issue.record("a doubled value went in")
    } catch {
      #expect(error.code == .constraint)
      #expect("\(error)".contains("INSERT INTO t VALUES(?)"))
      #expect("\(error)".contains(":memory:"))
      #expect(!"\(error)".contains("secret"))
    }
    do { _ = try connection.prepare("SELEC 1") } catch { #expect(error.message.contains("syntax error")) }
  }

  @Test func `pragmas are read and set`() throws {
    let connection = try Connection(":memory:")
    try connection.setPragma("user_version", to: "42")
    #expect(try connection.pragma("user_version") == 42)
  }
}

struct DatabaseFileTests {
  private func withFile(_ body: (String) throws -> Void) throws {
    let path = NSTemporaryDirectory() + "kite-sqlite-" + UUID().uuidString
    defer { for end in ["", "-journal", "-wal"] { try? FileManager.default.removeItem(atPath: path + end) } }
    try body(path)
  }

  @Test func `a database is there again after it was closed`() throws {
    try withFile { path in
      do { try Connection(path).execute("CREATE TABLE t(i); INSERT INTO t VALUES(5)") }
      let connection = try Connection(path, .readOnly)
      var select = try connection.prepare("SELECT i FROM t")
      #expect(try select.step())
      #expect(select.integer(at: 0) == 5)
    }
  }

  @Test func `a connection for reading makes no file and writes nothing`() throws {
    try withFile { path in
      do { _ = try Connection(path, .readOnly) } catch {
        #expect((error as? SQLiteError)?.code == .cannotOpen)
      }
      #expect(!FileManager.default.fileExists(atPath: path))
      do { try Connection(path).execute("CREATE TABLE t(i)") }
      let connection = try Connection(path, .readOnly)
      do {
        try connection.execute("INSERT INTO t VALUES(1)")
        Issue.record("a read-only connection wrote")
      } catch { #expect((error as? SQLiteError)?.code == .readOnly) }
    }
  }

  @Test func `a file that is no database is refused by the first statement`() throws {
    try withFile { path in
      try Data(repeating: 0x55, count: 5000).write(to: URL(fileURLWithPath: path))
      let connection = try Connection(path)
      do {
        _ = try connection.pragma("user_version")
        Issue.record("it passed for a database")
      } catch { #expect((error as? SQLiteError)?.code == .notADatabase) }
    }
  }

  @Test func `whoever finds the write lock taken is told that it is busy`() throws {
    try withFile { path in
      let first = try Connection(path)
      try first.execute("CREATE TABLE t(i); BEGIN IMMEDIATE")
      let second = try Connection(path, busyTimeout: 0)
      do {
        try second.transaction { () throws(SQLiteError) in try second.execute("INSERT INTO t VALUES(1)") }
        Issue.record("two wrote at once")
      } catch { #expect((error as? SQLiteError)?.code == .busy) }
    }
  }
}

struct PreconditionTests {
  @Test func `an argument that the statement does not have is a mistake of the caller`() async {
    await #expect(processExitsWith: .failure) {
      let connection = try Connection(":memory:")
      var select = try connection.prepare("SELECT ?")
      select.bind(1, at: 2)
    }
  }
}
