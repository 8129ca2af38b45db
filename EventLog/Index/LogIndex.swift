internal import SQLite

/// The index on disk: where lines stand, by position, type, tag, reference and id, and the tree's hashes.
///
/// It holds nothing that the log does not say, and can be deleted at any time. What it holds of commits that
/// the log turns out not to have is no evidence of anything.
struct LogIndex: ~Copyable {
  /// Bumped when the tables change; an index of another version is built anew.
  static let version = 1
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
        commit_offset INTEGER NOT NULL);
      CREATE TABLE line(row INTEGER PRIMARY KEY, offsets BLOB NOT NULL);
      CREATE TABLE list(number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL,
        events INTEGER NOT NULL, UNIQUE(kind, name));
      CREATE TABLE posting(list INTEGER, first INTEGER, positions BLOB NOT NULL,
        PRIMARY KEY(list, first)) WITHOUT ROWID;
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
    end = state.end
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
    return KeyRing(entries)
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

  func place(of position: Int) throws(SQLiteError) -> Tail.Place? {
    guard position > 0, position <= events else { return nil }
    let (start, following) = try offsets(position)
    guard let start else { return nil }
    var next = position == events ? end : following
    // The first offset of the next row.
    if next == nil { next = try offsets(position + 1).0 }
    guard let next, next > start else { return nil }
    return Tail.Place(offset: start, length: next - start - 1)
  }

  /// The places of many lines, nil for one that is not in the index. Done under one lock, which costs several
  /// system calls to take.
  func places(of positions: [Int]) throws(SQLiteError) -> [Tail.Place?] {
    try connection.execute("BEGIN")
    // Ending a transaction that only read can't fail in a way that matters.
    defer { try? connection.execute("COMMIT") }
    var places: [Tail.Place?] = []
    places.reserveCapacity(positions.count)
    for position in positions { places.append(try place(of: position)) }
    return places
  }

  /// Where a line begins, and where the one after it does if that stands in the same row.
  private func offsets(_ position: Int) throws(SQLiteError) -> (Int?, Int?) {
    var row = try connection.prepare("SELECT substr(offsets, ?2, 16) FROM line WHERE row = ?1")
    row.bind((position - 1) / Self.perRow, at: 1)
    row.bind((position - 1) % Self.perRow * 8 + 1, at: 2)
    guard try row.step(), let bytes = row.bytes(at: 0) else { return (nil, nil) }
    return (Packed.integer(bytes, 0, width: 8), Packed.integer(bytes, 1, width: 8))
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
    var row = try connection.prepare("SELECT substr(hashes, ?2, 32) FROM hash WHERE row = ?1")
    row.bind(index / Self.perRow, at: 1)
    row.bind(index % Self.perRow * 32 + 1, at: 2)
    return try row.step() ? row.bytes(at: 0).flatMap { Digest($0) } : nil
  }

  static func digests(_ bytes: [UInt8]) -> [Digest] {
    stride(from: 0, to: bytes.count - 31, by: 32).compactMap { Digest(bytes.span.extracting($0..<($0 + 32))) }
  }
}
