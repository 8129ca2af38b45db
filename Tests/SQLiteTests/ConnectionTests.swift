import Testing

@testable import SQLite

struct ConnectionTests {
  @Test func `values come back as they were bound`() throws {
    let connection = try Connection(":memory:")
    try connection.execute("CREATE TABLE t(i INTEGER, s TEXT, b BLOB)")
    var insert = try connection.prepare("INSERT INTO t VALUES(?, ?, ?)")
    for (integer, text, bytes) in [(1, "one", [1, 2, 3]), (-7, "", []), (Int.max, "é\u{0}x", [0])]
      as [(Int, String, [UInt8])]
    {
      insert.bind(integer, at: 1)
      insert.bind(text, at: 2)
      insert.bind(bytes, at: 3)
      try insert.run()
    }
    var select = try connection.prepare("SELECT i, s, b FROM t ORDER BY rowid")
    var rows: [(Int, String?, [UInt8]?)] = []
    while try select.step() {
      rows.append((select.integer(at: 0), select.string(at: 1), select.bytes(at: 2)))
    }
    #expect(rows.map(\.0) == [1, -7, Int.max])
    #expect(rows.map(\.1) == ["one", "", "é\u{0}x"])
    #expect(rows.map(\.2) == [[1, 2, 3], [], [0]])
  }
}
