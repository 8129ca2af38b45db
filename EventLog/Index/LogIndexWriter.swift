internal import SQLite

/// Writes a tail into the index, table by table and in the order of each table's key: rows in the order of
/// the log cost several times as much.
enum LogIndexWriter {
  static func write(_ state: LogState, to connection: borrowing Connection) throws(SQLiteError) {
    let tail = state.tail
    try lines(tail, connection)
    let lists = try postings(tail, connection)
    try names(tail, connection)
    try hashes(tail, connection)
    try keys(state.keys, connection)
    try self.state(state, lists: lists, connection)
  }

  /// Fills up the last row of offsets, and adds further ones.
  private static func lines(_ tail: Tail, _ connection: borrowing Connection) throws(SQLiteError) {
    let places = tail.places
    try rows(
      .line, "line", "offsets", width: 8, from: tail.base, count: places.count, connection
    ) { number, bytes in Packed.append(places[number].offset, width: 8, to: &bytes) }
  }

  private static func hashes(_ tail: Tail, _ connection: borrowing Connection) throws(SQLiteError) {
    let hashes = tail.hashes
    try rows(
      .hash, "hash", "hashes", width: 32, from: StoredHashes.count(size: tail.base), count: hashes.count,
      connection
    ) { number, bytes in hashes[number].write(to: &bytes) }
  }

  private static func rows(
    _ kind: LogIndex.Table, _ table: String, _ column: String, width: Int, from start: Int, count: Int,
    _ connection: borrowing Connection, write: (_ number: Int, _ bytes: inout [UInt8]) -> Void
  ) throws(SQLiteError) {
    var bytes: [UInt8] = []
    let begun = start % LogIndex.perRow
    if begun != 0 {
      var old = try connection.prepare("SELECT \(column) FROM \(table) WHERE row = ?")
      old.bind(start / LogIndex.perRow, at: 1)
      guard try old.step(),
        let stored = RowSum(kind).with(start / LogIndex.perRow).opened(old.bytes(at: 0)),
        stored.count >= begun * width
      else { throw LogIndex.damaged(connection) }
      bytes = Array(stored.prefix(begun * width))
    }
    var insert = try connection.prepare("INSERT OR REPLACE INTO \(table) VALUES(?, ?)")
    for number in 0..<count {
      write(number, &bytes)
      let next = start + number + 1
      guard next % LogIndex.perRow == 0 || number == count - 1 else { continue }
      let row = (next - 1) / LogIndex.perRow
      RowSum(kind).with(row).seal(&bytes)
      insert.bind(row, at: 1)
      insert.bind(bytes, at: 2)
      try insert.run()
      bytes.removeAll(keepingCapacity: true)
    }
  }

  /// Adds to the lists, and tells how many there are.
  private static func postings(_ tail: Tail, _ connection: borrowing Connection) throws(SQLiteError) -> Int {
    var state = try connection.prepare("SELECT lists FROM state")
    var count = try state.step() ? state.integer(at: 0) : 0
    var named = zip(tail.typeNames, tail.byType).map { (PostingKind.type, $0, $1) }
    named += tail.byTag.sorted { $0.key < $1.key }.map { (PostingKind.tag, $0.key, $0.value) }
    var find = try connection.prepare("SELECT number, events, sum FROM list WHERE kind = ? AND name = ?")
    var put = try connection.prepare("INSERT OR REPLACE INTO list VALUES(?, ?, ?, ?, ?)")
    var lists: [(number: Int, before: Int, positions: [Int])] = []
    for (kind, name, positions) in named where !positions.isEmpty {
      var (number, before) = (count, 0)
      find.bind(kind.rawValue, at: 1)
      find.bind(name, at: 2)
      if try find.step() {
        (number, before) = (find.integer(at: 0), find.integer(at: 1))
        guard find.integer(at: 2) == PostingList.sum(kind, name, number: number, events: before) else {
          throw LogIndex.damaged(connection)
        }
      } else {
        count += 1
      }
      find.reset()
      let events = before + positions.count
      put.bind(kind.rawValue, at: 1)
      put.bind(name, at: 2)
      put.bind(number, at: 3)
      put.bind(events, at: 4)
      put.bind(PostingList.sum(kind, name, number: number, events: events), at: 5)
      try put.run()
      lists.append((number, before, positions))
    }
    lists.sort { $0.number < $1.number }
    var insert = try connection.prepare("INSERT INTO posting VALUES(?, ?, ?)")
    var bytes: [UInt8] = []
    for list in lists {
      insert.bind(list.number, at: 1)
      for start in stride(from: 0, to: list.positions.count, by: PostingList.perRow) {
        let some = list.positions[start...].prefix(PostingList.perRow)
        PostingRow.write(some, before: list.before + start, list: list.number, to: &bytes)
        insert.bind(list.positions[start], at: 2)
        insert.bind(bytes, at: 3)
        try insert.run()
      }
    }
    return count
  }

  private static func names(_ tail: Tail, _ connection: borrowing Connection) throws(SQLiteError) {
    var entry = try connection.prepare("INSERT INTO entry VALUES(?, ?, ?, ?)")
    for ref in tail.byRef.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      guard let range = tail.byRef[ref] else { continue }
      entry.bind(ref, at: 1)
      entry.bind(range.lowerBound, at: 2)
      entry.bind(range.upperBound, at: 3)
      entry.bind(LogIndex.sum(of: range, ref: ref), at: 4)
      try entry.run()
    }
    var identity = try connection.prepare("INSERT INTO identity VALUES(?, ?, ?)")
    let ids = tail.ids.ids
    for place in ids.indices.sorted(by: { ids[$0] < ids[$1] }) {
      let bytes = ids[place].bytes
      identity.bind(bytes, at: 1)
      identity.bind(tail.base + 1 + place, at: 2)
      identity.bind(LogIndex.sum(of: tail.base + 1 + place, id: bytes), at: 3)
      try identity.run()
    }
  }

  private static func keys(_ keys: KeyRing, _ connection: borrowing Connection) throws(SQLiteError) {
    var insert = try connection.prepare("INSERT OR REPLACE INTO key VALUES(?, ?, ?, ?)")
    for entry in keys.entries {
      insert.bind(entry.key.text, at: 1)
      insert.bind(entry.enrolled, at: 2)
      insert.bind(entry.revoked, at: 3)
      insert.bind(
        LogIndex.sum(ofKey: entry.key.text, enrolled: entry.enrolled, revoked: entry.revoked), at: 4)
      try insert.run()
    }
  }

  private static func state(
    _ state: LogState, lists: Int, _ connection: borrowing Connection
  ) throws(SQLiteError) {
    try connection.execute("DELETE FROM state")
    var insert = try connection.prepare("INSERT INTO state VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    var tree: [UInt8] = []
    for hash in state.tree.stack { hash.write(to: &tree) }
    let lastID = state.lastID?.bytes ?? []
    let numbers = [
      state.head, state.end, Int(state.lastTime), state.lastCommit?.first ?? 0, state.lastCommit?.offset ?? 0,
      lists,
    ]
    insert.bind(state.identity.logID, at: 1)
    insert.bind(tree, at: 4)
    insert.bind(lastID, at: 6)
    for (number, place) in zip(numbers, [2, 3, 5, 7, 8, 9]) { insert.bind(number, at: place) }
    insert.bind(LogIndex.sum(ofState: numbers, tree: tree, lastID: lastID), at: 10)
    try insert.run()
  }
}
