internal import SQLite

/// The index on disk: where lines stand, by position, type, tag, reference and id, and the tree's hashes.
///
/// It holds nothing that the log does not say, and can be deleted at any time. What it holds of commits that
/// the log turns out not to have is no evidence of anything.
struct LogIndex: ~Copyable {
  /// Bumped when the tables change; an index of another version is built anew.
  static let version = 1
  // Hashes stand in rows of this many, so that a tree costs rows by the thousand, not by the million.
  static let hashesPerRow = 128

  private let connection: Connection
  /// How many events are in it, as far as its owner takes notice. Another process may add more.
  private(set) var events = 0

  /// Opens the index at `path`; `:memory:` for one that is thrown away.
  init(_ path: String) throws(SQLiteError) {
    connection = try Connection(path)
  }

  // MARK: Making

  /// Makes the tables of a new index. `isScratch` is for one that gets its name only when it is complete: it
  /// is not made safe against crashes while it is written.
  func create(isScratch: Bool) throws(SQLiteError) {
    if isScratch {
      try connection.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536")
    }
    try connection.execute(
      """
      PRAGMA user_version = \(Self.version);
      CREATE TABLE state(
        log TEXT NOT NULL, events INTEGER NOT NULL, bytes INTEGER NOT NULL, tree BLOB NOT NULL,
        last_time INTEGER NOT NULL, last_id BLOB NOT NULL, commit_first INTEGER NOT NULL,
        commit_offset INTEGER NOT NULL);
      CREATE TABLE line(position INTEGER PRIMARY KEY, offset INTEGER NOT NULL, length INTEGER NOT NULL);
      CREATE TABLE type(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
      CREATE TABLE tag(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, events INTEGER NOT NULL);
      CREATE TABLE typed(type INTEGER, position INTEGER, PRIMARY KEY(type, position)) WITHOUT ROWID;
      CREATE TABLE tagged(tag INTEGER, position INTEGER, type INTEGER NOT NULL,
        PRIMARY KEY(tag, position)) WITHOUT ROWID;
      CREATE TABLE entry(ref TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE identity(id BLOB PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE hash(row INTEGER PRIMARY KEY, hashes BLOB NOT NULL);
      CREATE TABLE key(text TEXT PRIMARY KEY, enrolled INTEGER NOT NULL, revoked INTEGER);
      """)
  }

  // MARK: State

  /// The state that the index is at; nil when it is none of this log's, or of another version.
  mutating func state(of identity: LogIdentity) throws(SQLiteError) -> LogState? {
    guard try connection.pragma("user_version") == Self.version else { return nil }
    var state = LogState(identity: identity)
    var row = try connection.prepare(
      "SELECT log, events, bytes, tree, last_time, last_id, commit_first, commit_offset FROM state")
    guard try row.step(), row.string(at: 0) == identity.logID else { return nil }
    let events = row.integer(at: 1)
    guard let tree = MerkleTree(size: events, stack: Self.digests(row.bytes(at: 3) ?? [])) else { return nil }
    state.tree = tree
    state.end = row.integer(at: 2)
    state.lastTime = Int64(row.integer(at: 4))
    state.lastID = row.bytes(at: 5).flatMap { EventID(bytes: $0) }
    state.lastCommit = LogState.Commit(first: row.integer(at: 6), offset: row.integer(at: 7))
    state.tail = Tail(base: events)
    guard let keys = try keys() else { return nil }
    state.keys = keys
    self.events = events
    return state
  }

  private func keys() throws(SQLiteError) -> KeyRing? {
    var entries: [KeyRing.Entry] = []
    var row = try connection.prepare("SELECT text, enrolled, revoked FROM key ORDER BY enrolled, text")
    while try row.step() {
      guard let text = row.string(at: 0), let key = try? VerifierKey(text) else { return nil }
      entries.append(
        KeyRing.Entry(key: key, enrolled: row.integer(at: 1), revoked: row.optionalInteger(at: 2)))
    }
    return KeyRing(entries: entries)
  }

  /// Takes the state's tail, and leaves it empty. False when the index holds something else than the log: it
  /// stays as it is then, and so does the tail.
  mutating func take(_ state: inout LogState) throws(SQLiteError) -> Bool {
    let stored = try storedEvents()
    if stored > state.tail.base {
      // Another process was faster with a part of it.
      guard stored <= state.head, let known = state.tail.leaf(stored),
        try hash(StoredHashes.index(level: 0, number: stored - 1)) == known
      else { return false }
      state.tail = state.tail.after(stored)
      events = stored
    }
    if state.tail.count == 0 { return true }
    guard try add(state) else { return false }
    events = state.head
    state.tail = Tail(base: state.head)
    return true
  }

  private borrowing func add(_ state: LogState) throws(SQLiteError) -> Bool {
    try connection.transaction { () throws(SQLiteError) -> Bool in
      guard try storedEvents() == state.tail.base else { return false }
      try LogIndexWriter.write(state, to: connection)
      return true
    }
  }

  private func storedEvents() throws(SQLiteError) -> Int {
    var row = try connection.prepare("SELECT events FROM state")
    return try row.step() ? row.integer(at: 0) : 0
  }

  // MARK: Looking up

  func place(of position: Int) throws(SQLiteError) -> Tail.Place? {
    guard position <= events else { return nil }
    var row = try connection.prepare("SELECT offset, length FROM line WHERE position = ?")
    row.bind(position, at: 1)
    return try row.step() ? Tail.Place(offset: row.integer(at: 0), length: row.integer(at: 1)) : nil
  }

  func entry(_ ref: String) throws(SQLiteError) -> ClosedRange<Int>? {
    guard events > 0 else { return nil }
    var row = try connection.prepare("SELECT first, last FROM entry WHERE ref = ?")
    row.bind(ref, at: 1)
    guard try row.step() else { return nil }
    let (first, last) = (row.integer(at: 0), row.integer(at: 1))
    return last <= events && first <= last ? first...last : nil
  }

  func position(of id: EventID) throws(SQLiteError) -> Int? {
    guard events > 0 else { return nil }
    var row = try connection.prepare("SELECT position FROM identity WHERE id = ?")
    row.bind(id.bytes, at: 1)
    guard try row.step() else { return nil }
    let position = row.integer(at: 0)
    return position <= events ? position : nil
  }

  func hash(_ index: Int) throws(SQLiteError) -> Digest? {
    var row = try connection.prepare("SELECT hashes FROM hash WHERE row = ?")
    row.bind(index / Self.hashesPerRow, at: 1)
    guard try row.step(), let bytes = row.bytes(at: 0) else { return nil }
    let start = index % Self.hashesPerRow * 32
    guard bytes.count >= start + 32 else { return nil }
    return Digest(bytes.span.extracting(start..<(start + 32)))
  }

  static func digests(_ bytes: [UInt8]) -> [Digest] {
    stride(from: 0, to: bytes.count - 31, by: 32).compactMap { Digest(bytes.span.extracting($0..<($0 + 32))) }
  }
}

extension LogIndex {
  /// The positions of events that fit `item`, above `after` up to and with `upTo`, ascending; at most `limit`.
  func positions(
    _ item: Query.Item, after: Int, upTo: Int, limit: Int?
  ) throws(SQLiteError) -> [Int] {
    let upTo = min(upTo, events)
    guard after < upTo else { return [] }
    var types: [Int] = []
    for name in Set(item.types) {
      if let number = try number("SELECT number FROM type WHERE name = ?", name)?.number { types.append(number) }
    }
    if !item.types.isEmpty && types.isEmpty { return [] }
    guard !item.tags.isEmpty else {
      if item.types.isEmpty { return Array((after + 1)...min(upTo, limit.map { after + $0 } ?? upTo)) }
      var found: [Int] = []
      for type in types {
        found += try positions("SELECT position FROM typed WHERE type = ?", [type], after, upTo, limit)
      }
      return found.sorted()
    }
    var tags: [(number: Int, events: Int)] = []
    for name in item.tags {
      guard let tag = try number("SELECT number, events FROM tag WHERE name = ?", name) else { return [] }
      tags.append(tag)
    }
    // The rarest tag leads; the others are looked up for each of its events.
    tags.sort { $0.events < $1.events }
    var sql = "SELECT position FROM tagged AS lead WHERE tag = ?"
    for _ in tags.dropFirst() {
      sql += " AND EXISTS(SELECT 1 FROM tagged WHERE tag = ? AND position = lead.position)"
    }
    if !types.isEmpty { sql += " AND type IN (\(types.map { _ in "?" }.joined(separator: ",")))" }
    return try positions(sql, tags.map(\.number) + types, after, upTo, limit)
  }

  private func number(_ sql: String, _ name: String) throws(SQLiteError) -> (number: Int, events: Int)? {
    var row = try connection.prepare(sql)
    row.bind(name, at: 1)
    guard try row.step() else { return nil }
    return (row.integer(at: 0), row.columnCount > 1 ? row.integer(at: 1) : 0)
  }

  private func positions(
    _ sql: String, _ arguments: [Int], _ after: Int, _ upTo: Int, _ limit: Int?
  ) throws(SQLiteError) -> [Int] {
    var rows = try connection.prepare(sql + " AND position > ? AND position <= ? ORDER BY position LIMIT ?")
    var number = 1
    for argument in arguments + [after, upTo, limit ?? -1] {
      rows.bind(argument, at: number)
      number += 1
    }
    var positions: [Int] = []
    while try rows.step() { positions.append(rows.integer(at: 0)) }
    return positions
  }
}
