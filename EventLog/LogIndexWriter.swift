internal import SQLite

/// Writes a tail into the index, table by table and in the order of each table's key: rows in the order of
/// the log cost several times as much.
enum LogIndexWriter {
  static func write(_ state: LogState, to connection: borrowing Connection) throws(SQLiteError) {
    let tail = state.tail
    try lines(tail, connection)
    let types = try types(tail, connection)
    try tags(tail, types, connection)
    try names(tail, connection)
    try hashes(tail, connection)
    try keys(state.keys, connection)
    try self.state(state, connection)
  }

  private static func lines(_ tail: Tail, _ connection: borrowing Connection) throws(SQLiteError) {
    var insert = try connection.prepare("INSERT INTO line VALUES(?, ?, ?)")
    var position = tail.base
    for place in tail.places {
      position += 1
      insert.bind(position, at: 1)
      insert.bind(place.offset, at: 2)
      insert.bind(place.length, at: 3)
      try insert.run()
    }
  }

  /// Answers the number that each of the tail's types has in the index.
  private static func types(
    _ tail: Tail, _ connection: borrowing Connection
  ) throws(SQLiteError) -> [Int] {
    var add = try connection.prepare("INSERT INTO type(name) VALUES(?) ON CONFLICT DO NOTHING")
    var find = try connection.prepare("SELECT number FROM type WHERE name = ?")
    var numbers: [Int] = []
    for name in tail.typeNames {
      add.bind(name, at: 1)
      try add.run()
      find.bind(name, at: 1)
      _ = try find.step()
      numbers.append(find.integer(at: 0))
      find.reset()
    }
    var insert = try connection.prepare("INSERT INTO typed VALUES(?, ?)")
    for local in numbers.indices.sorted(by: { numbers[$0] < numbers[$1] }) {
      insert.bind(numbers[local], at: 1)
      for position in tail.byType[local] {
        insert.bind(position, at: 2)
        try insert.run()
      }
    }
    return numbers
  }

  private static func tags(
    _ tail: Tail, _ types: [Int], _ connection: borrowing Connection
  ) throws(SQLiteError) {
    var add = try connection.prepare(
      """
      INSERT INTO tag(name, events) VALUES(?1, ?2)
      ON CONFLICT(name) DO UPDATE SET events = events + ?2 RETURNING number
      """)
    var numbered: [(number: Int, positions: [Int])] = []
    for name in tail.byTag.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let positions = tail.byTag[name] ?? []
      add.bind(name, at: 1)
      add.bind(positions.count, at: 2)
      _ = try add.step()
      numbered.append((add.integer(at: 0), positions))
      add.reset()
    }
    numbered.sort { $0.number < $1.number }
    var insert = try connection.prepare("INSERT INTO tagged VALUES(?, ?, ?)")
    for tag in numbered {
      insert.bind(tag.number, at: 1)
      for position in tag.positions {
        insert.bind(position, at: 2)
        insert.bind(types[tail.types[position - tail.base - 1]], at: 3)
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
    for (id, position) in tail.byID.sorted(by: { $0.key < $1.key }) {
      identity.bind(id.bytes, at: 1)
      identity.bind(position, at: 2)
      try identity.run()
    }
  }

  private static func hashes(_ tail: Tail, _ connection: borrowing Connection) throws(SQLiteError) {
    var index = StoredHashes.count(size: tail.base)
    var row = index / LogIndex.hashesPerRow
    var bytes: [UInt8] = []
    if index % LogIndex.hashesPerRow != 0 {
      var old = try connection.prepare("SELECT hashes FROM hash WHERE row = ?")
      old.bind(row, at: 1)
      if try old.step() { bytes = Array((old.bytes(at: 0) ?? []).prefix(index % LogIndex.hashesPerRow * 32)) }
    }
    var insert = try connection.prepare("INSERT OR REPLACE INTO hash VALUES(?, ?)")
    for hash in tail.hashes {
      hash.write(to: &bytes)
      index += 1
      if index % LogIndex.hashesPerRow == 0 {
        insert.bind(row, at: 1)
        insert.bind(bytes, at: 2)
        try insert.run()
        row += 1
        bytes.removeAll(keepingCapacity: true)
      }
    }
    if !bytes.isEmpty {
      insert.bind(row, at: 1)
      insert.bind(bytes, at: 2)
      try insert.run()
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
