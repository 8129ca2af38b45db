internal import SQLite

/// Writes a tail into the index, table by table and in the order of each table's key: rows in the order of
/// the log cost several times as much.
enum LogIndexWriter {
  static func write(_ state: LogState, to connection: borrowing Connection) throws(SQLiteError) {
    let tail = state.tail
    try lines(tail, connection)
    try postings(tail, connection)
    try names(tail, connection)
    try hashes(tail, connection)
    try keys(state.keys, connection)
    try self.state(state, connection)
  }

  /// Fills up the last row of offsets, and adds further ones.
  private static func lines(_ tail: Tail, _ connection: borrowing Connection) throws(SQLiteError) {
    let places = tail.places
    try rows(
      "line", "offsets", width: 8, from: tail.base, count: places.count, connection
    ) { number, bytes in Packed.append(places[number].offset, width: 8, to: &bytes) }
  }

  private static func hashes(_ tail: Tail, _ connection: borrowing Connection) throws(SQLiteError) {
    let hashes = tail.hashes
    try rows(
      "hash", "hashes", width: 32, from: StoredHashes.count(size: tail.base), count: hashes.count, connection
    ) { number, bytes in hashes[number].write(to: &bytes) }
  }

  private static func rows(
    _ table: String, _ column: String, width: Int, from start: Int, count: Int,
    _ connection: borrowing Connection, write: (_ number: Int, _ bytes: inout [UInt8]) -> Void
  ) throws(SQLiteError) {
    var bytes: [UInt8] = []
    let begun = start % LogIndex.perRow
    if begun != 0 {
      var old = try connection.prepare("SELECT \(column) FROM \(table) WHERE row = ?")
      old.bind(start / LogIndex.perRow, at: 1)
      if try old.step() { bytes = Array((old.bytes(at: 0) ?? []).prefix(begun * width)) }
    }
    var insert = try connection.prepare("INSERT OR REPLACE INTO \(table) VALUES(?, ?)")
    for number in 0..<count {
      write(number, &bytes)
      let next = start + number + 1
      guard next % LogIndex.perRow == 0 || number == count - 1 else { continue }
      insert.bind((next - 1) / LogIndex.perRow, at: 1)
      insert.bind(bytes, at: 2)
      try insert.run()
      bytes.removeAll(keepingCapacity: true)
    }
  }

  private static func postings(_ tail: Tail, _ connection: borrowing Connection) throws(SQLiteError) {
    var add = try connection.prepare(
      """
      INSERT INTO list(kind, name, events) VALUES(?1, ?2, ?3)
      ON CONFLICT(kind, name) DO UPDATE SET events = events + ?3 RETURNING number
      """)
    var named = zip(tail.typeNames, tail.byType).map { (PostingKind.type, $0, $1) }
    named += tail.byTag.sorted { $0.key < $1.key }.map { (PostingKind.tag, $0.key, $0.value) }
    var lists: [(number: Int, positions: [Int])] = []
    for (kind, name, positions) in named where !positions.isEmpty {
      add.bind(kind.rawValue, at: 1)
      add.bind(name, at: 2)
      add.bind(positions.count, at: 3)
      _ = try add.step()
      lists.append((add.integer(at: 0), positions))
      add.reset()
    }
    lists.sort { $0.number < $1.number }
    var insert = try connection.prepare("INSERT INTO posting VALUES(?, ?, ?)")
    var bytes: [UInt8] = []
    for list in lists {
      insert.bind(list.number, at: 1)
      for start in stride(from: 0, to: list.positions.count, by: PostingList.perRow) {
        bytes.removeAll(keepingCapacity: true)
        for position in list.positions[start...].prefix(PostingList.perRow) {
          Packed.append(position, width: 4, to: &bytes)
        }
        insert.bind(list.positions[start], at: 2)
        insert.bind(bytes, at: 3)
        try insert.run()
      }
    }
  }

  private static func names(_ tail: Tail, _ connection: borrowing Connection) throws(SQLiteError) {
    var entry = try connection.prepare("INSERT INTO entry VALUES(?, ?, ?)")
    for ref in tail.byRef.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      guard let range = tail.byRef[ref] else { continue }
      entry.bind(ref, at: 1)
      entry.bind(range.lowerBound, at: 2)
      entry.bind(range.upperBound, at: 3)
      try entry.run()
    }
    var identity = try connection.prepare("INSERT INTO identity VALUES(?, ?)")
    let ids = tail.ids.ids
    for place in ids.indices.sorted(by: { ids[$0] < ids[$1] }) {
      identity.bind(ids[place].bytes, at: 1)
      identity.bind(tail.base + 1 + place, at: 2)
      try identity.run()
    }
  }

  private static func keys(_ keys: KeyRing, _ connection: borrowing Connection) throws(SQLiteError) {
    var insert = try connection.prepare("INSERT OR REPLACE INTO key VALUES(?, ?, ?)")
    for entry in keys.entries {
      insert.bind(entry.key.text, at: 1)
      insert.bind(entry.enrolled, at: 2)
      insert.bind(entry.revoked, at: 3)
      try insert.run()
    }
  }

  private static func state(_ state: LogState, _ connection: borrowing Connection) throws(SQLiteError) {
    try connection.execute("DELETE FROM state")
    var insert = try connection.prepare("INSERT INTO state VALUES(?, ?, ?, ?, ?, ?, ?, ?)")
    var tree: [UInt8] = []
    for hash in state.tree.stack { hash.write(to: &tree) }
    insert.bind(state.identity.logID, at: 1)
    insert.bind(state.head, at: 2)
    insert.bind(state.end, at: 3)
    insert.bind(tree, at: 4)
    insert.bind(Int(state.lastTime), at: 5)
    insert.bind(state.lastID?.bytes ?? [], at: 6)
    insert.bind(state.lastCommit?.first ?? 0, at: 7)
    insert.bind(state.lastCommit?.offset ?? 0, at: 8)
    try insert.run()
  }
}
