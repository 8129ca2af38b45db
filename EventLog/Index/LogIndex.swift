internal import SQLite

/// The index on disk: where lines stand, by position, type, tag, reference and id, and the tree's hashes.
///
/// It holds nothing that the log does not say, and can be deleted at any time. What it holds of commits that
/// the log turns out not to have is no evidence of anything.
struct LogIndex: ~Copyable {
  /// Bumped when the tables change; an index of another version is built anew.
  static let version = 2
  // Hashes and offsets stand in rows of this many, so that a log costs rows by the thousand, not by the
  // million.
  static let perRow = 128

  let connection: Connection
  /// How many events are in it, as far as its owner takes notice. Another process may add more.
  private(set) var events = 0
  /// Where the line after them begins.
  private var end = 0

  /// Opens the index at `path`; `:memory:` for one that is thrown away.
  init(_ path: String) throws(SQLiteError) {
    // Whoever finds it locked can do without it, and does not wait long.
    connection = try Connection(path, busyTimeout: 100)
  }

  /// What a failure of an index means for whoever asked it. A damaged index is taken away, so that the next
  /// opening makes it anew from the log.
  static func failure(_ error: SQLiteError) -> LogError {
    if error.code == .corrupt || error.code == .notADatabase { try? Calls.remove(error.path) }
    return .index("\(error)")
  }

  // MARK: Making

  /// Makes the tables of a new index. `isScratch` is for one that gets its name only when it is complete: it
  /// is not made safe against crashes while it is written.
  func create(isScratch: Bool) throws(SQLiteError) {
    if isScratch {
      try connection.execute(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536")
    }
    try connection.execute(
      """
      PRAGMA user_version = \(Self.version);
      CREATE TABLE state(
        log TEXT NOT NULL, events INTEGER NOT NULL, bytes INTEGER NOT NULL, tree BLOB NOT NULL,
        last_time INTEGER NOT NULL, last_id BLOB NOT NULL, commit_first INTEGER NOT NULL,
        commit_offset INTEGER NOT NULL, lists INTEGER NOT NULL, sum INTEGER NOT NULL);
      CREATE TABLE line(row INTEGER PRIMARY KEY, offsets BLOB NOT NULL);
      CREATE TABLE list(kind INTEGER, name TEXT, number INTEGER NOT NULL, events INTEGER NOT NULL,
        sum INTEGER NOT NULL, PRIMARY KEY(kind, name)) WITHOUT ROWID;
      CREATE TABLE posting(list INTEGER, first INTEGER, positions BLOB NOT NULL,
        PRIMARY KEY(list, first)) WITHOUT ROWID;
      CREATE TABLE entry(ref TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL,
        sum INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE identity(id BLOB PRIMARY KEY, position INTEGER NOT NULL,
        sum INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE hash(row INTEGER PRIMARY KEY, hashes BLOB NOT NULL);
      CREATE TABLE key(text TEXT PRIMARY KEY, enrolled INTEGER NOT NULL, revoked INTEGER,
        sum INTEGER NOT NULL) WITHOUT ROWID;
      """)
  }

  // MARK: State

  /// The state that the index is at; nil when it is none of this log's, or of another version.
  mutating func state(of identity: LogIdentity) throws(SQLiteError) -> LogState? {
    guard try connection.pragma("user_version") == Self.version else { return nil }
    var state = LogState(identity: identity)
    var row = try connection.prepare(
      """
      SELECT log, events, bytes, tree, last_time, last_id, commit_first, commit_offset, lists, sum FROM state
      """)
    guard try row.step(), row.string(at: 0) == identity.logID else { return nil }
    guard row.integer(at: 9) == Self.sum(ofState: row) else { throw damaged }
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
    end = state.end
    return state
  }

  private func keys() throws(SQLiteError) -> KeyRing? {
    var entries: [KeyRing.Entry] = []
    var row = try connection.prepare("SELECT text, enrolled, revoked, sum FROM key ORDER BY enrolled, text")
    while try row.step() {
      let sum = Self.sum(
        ofKey: row.string(at: 0) ?? "", enrolled: row.integer(at: 1), revoked: row.optionalInteger(at: 2))
      guard row.integer(at: 3) == sum else { throw damaged }
      guard let text = row.string(at: 0), let key = try? VerifierKey(text) else { return nil }
      entries.append(
        KeyRing.Entry(key: key, enrolled: row.integer(at: 1), revoked: row.optionalInteger(at: 2)))
    }
    return KeyRing(entries)
  }

  /// The sum over the columns of the state.
  private static func sum(ofState row: borrowing Statement) -> Int {
    sum(
      ofState: [
        row.integer(at: 1), row.integer(at: 2), row.integer(at: 4), row.integer(at: 6), row.integer(at: 7),
        row.integer(at: 8),
      ], tree: row.bytes(at: 3) ?? [], lastID: row.bytes(at: 5) ?? [])
  }

  static func sum(ofState numbers: [Int], tree: [UInt8], lastID: [UInt8]) -> Int {
    numbers.reduce(RowSum(.state)) { $0.with($1) }.with(tree.span).with(lastID.span).short
  }

  static func sum(ofKey text: String, enrolled: Int, revoked: Int?) -> Int {
    RowSum(.key).with(text).with(enrolled).with(revoked ?? -1).short
  }

  static func sum(of range: ClosedRange<Int>, ref: String) -> Int {
    RowSum(.entry).with(ref).with(range.lowerBound).with(range.upperBound).short
  }

  static func sum(of position: Int, id: [UInt8]) -> Int {
    RowSum(.identity).with(id.span).with(position).short
  }

  /// Takes the state's tail, and leaves it empty. False when the index holds something else than the log: it
  /// stays as it is then, and so does the tail.
  mutating func take(_ state: inout LogState) throws(SQLiteError) -> Bool {
    let stored = try storedEvents()
    if stored > state.tail.base {
      // Another process was faster with a part of it.
      guard stored <= state.head, let known = state.tail.leaf(stored),
        try hash(StoredHashes.index(level: 0, number: stored - 1), of: stored) == known
      else { return false }
      guard let last = state.tail.place(of: stored) else { return false }
      state.tail = state.tail.after(stored)
      events = stored
      end = last.offset + last.length + 1
    }
    if state.tail.count == 0 { return true }
    guard try add(state) else { return false }
    events = state.head
    end = state.end
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

  /// The file that it is in.
  var path: String { connection.path }

  /// Lets somebody ask.
  func answer<Value>(
    _ question: (borrowing LogIndex) throws(SQLiteError) -> Value?
  ) throws(SQLiteError) -> Value? { try question(self) }

  func place(of position: Int) throws(SQLiteError) -> Tail.Place? { try places(of: [position])[0] }

  /// The places of many lines, nil for one that is not in the index. Done under one lock, which costs several
  /// system calls to take.
  func places(of positions: [Int]) throws(SQLiteError) -> [Tail.Place?] {
    if positions.count > 1 { try connection.execute("BEGIN") }
    // Ending a transaction that only read can't fail in a way that matters.
    defer { if positions.count > 1 { try? connection.execute("COMMIT") } }
    var places: [Tail.Place?] = []
    places.reserveCapacity(positions.count)
    var read: (row: Int, offsets: [UInt8]) = (-1, [])
    for position in positions {
      guard position > 0, position <= events else {
        places.append(nil)
        continue
      }
      let start = try offset(position, &read)
      let next = position == events ? end : try offset(position + 1, &read)
      guard next > start else { throw damaged }
      places.append(Tail.Place(offset: start, length: next - start - 1))
    }
    return places
  }

  /// Where a line begins. `read` is the row of offsets that was read last.
  private func offset(
    _ position: Int, _ read: inout (row: Int, offsets: [UInt8])
  ) throws(SQLiteError) -> Int {
    let row = (position - 1) / Self.perRow
    if read.row != row { read = (row, try bytes(.line, "SELECT offsets FROM line WHERE row = ?", row)) }
    guard let offset = Packed.integer(read.offsets, (position - 1) % Self.perRow, width: 8) else {
      throw damaged
    }
    return offset
  }

  /// The bytes of a row, which must be there.
  private func bytes(_ table: Table, _ sql: String, _ number: Int) throws(SQLiteError) -> [UInt8] {
    var row = try connection.prepare(sql)
    row.bind(number, at: 1)
    guard try row.step(), let bytes = RowSum(table).with(number).opened(row.bytes(at: 0)) else {
      throw damaged
    }
    return bytes
  }

  func entry(_ ref: String) throws(SQLiteError) -> ClosedRange<Int>? {
    guard events > 0 else { return nil }
    let orders = [
      "SELECT ref, first, last, sum FROM entry WHERE ref >= ? ORDER BY ref LIMIT 1",
      "SELECT ref, first, last, sum FROM entry WHERE ref < ? ORDER BY ref DESC LIMIT 1",
    ]
    for sql in orders {
      var row = try connection.prepare(sql)
      row.bind(ref, at: 1)
      guard try row.step() else { continue }
      let (found, first, last) = (row.string(at: 0) ?? "", row.integer(at: 1), row.integer(at: 2))
      guard first <= last, row.integer(at: 3) == Self.sum(of: first...last, ref: found) else { throw damaged }
      if found == ref { return last <= events ? first...last : nil }
    }
    return nil
  }

  func position(of id: EventID) throws(SQLiteError) -> Int? {
    guard events > 0 else { return nil }
    let orders = [
      "SELECT id, position, sum FROM identity WHERE id >= ? ORDER BY id LIMIT 1",
      "SELECT id, position, sum FROM identity WHERE id < ? ORDER BY id DESC LIMIT 1",
    ]
    for sql in orders {
      var row = try connection.prepare(sql)
      row.bind(id.bytes, at: 1)
      guard try row.step() else { continue }
      let (found, position) = (row.bytes(at: 0) ?? [], row.integer(at: 1))
      guard row.integer(at: 2) == Self.sum(of: position, id: found) else { throw damaged }
      if found == id.bytes { return position <= events ? position : nil }
    }
    return nil
  }

  func hash(_ index: Int) throws(SQLiteError) -> Digest? { try hash(index, of: events) }

  /// A hash of the tree over so many events; nil when it has not so many hashes.
  private func hash(_ index: Int, of events: Int) throws(SQLiteError) -> Digest? {
    guard index < StoredHashes.count(size: events) else { return nil }
    let hashes = try bytes(.hash, "SELECT hashes FROM hash WHERE row = ?", index / Self.perRow)
    let start = index % Self.perRow * 32
    guard start + 32 <= hashes.count else { throw damaged }
    return Digest(hashes.span.extracting(start..<(start + 32)))
  }

  static func digests(_ bytes: [UInt8]) -> [Digest] {
    stride(from: 0, to: bytes.count - 31, by: 32).compactMap { Digest(bytes.span.extracting($0..<($0 + 32))) }
  }
}
