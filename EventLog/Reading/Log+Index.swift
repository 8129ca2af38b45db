internal import SQLite

extension Log {
  /// Asks the index, if there is one. One that turns out to be damaged is made anew from the log, and asked
  /// again.
  func asking<Value>(
    _ question: (borrowing LogIndex) throws(SQLiteError) -> Value?
  ) throws(LogError) -> Value? {
    // Without what was in it, 'not there' would be a wrong answer.
    guard index != nil || state.tail.base == 0 else { throw .index("it was taken away; open the log again") }
    do { return try index?.answer(question) } catch {
      guard error.code == .corrupt || error.code == .notADatabase else { throw .index("\(error)") }
      try makeIndexAnew()
    }
    do { return try index?.answer(question) } catch { throw .index("\(error)") }
  }

  private func makeIndexAnew() throws(LogError) {
    let size: Int
    do { size = try file.size() } catch { throw .system(error) }
    guard size >= state.end else {
      throw .index("it is damaged, and what is being written can't be in it yet")
    }
    if let path = index?.path {
      index = nil
      try? Calls.remove(path)
    }
    var loader = try LogLoader(paths, .reading, cache: cache, disk: disk)
    loader.limit = state.end
    let outcome = try loader.load()
    guard outcome.state.head == state.head, outcome.state.tree == state.tree else {
      throw .damaged(Damage(head, .history, "this line, or one above it, is not what it was"))
    }
    state.tail = outcome.state.tail
    let parts = loader.parts()
    index = parts.index
  }

  func range(of ref: String) throws(LogError) -> ClosedRange<Int>? {
    guard Line.isRef(ref.utf8.span) else { return nil }
    if let range = state.tail.byRef[ref] { return range }
    let found = try asking { (index) throws(SQLiteError) in try index.entry(ref) }
    return found ?? state.tail.byRef[ref]
  }

  func position(of id: EventID) throws(LogError) -> Int? {
    if let position = state.tail.position(of: id) { return position }
    let found = try asking { (index) throws(SQLiteError) in try index.position(of: id) }
    return found ?? state.tail.position(of: id)
  }

  func place(of position: Int) throws(LogError) -> Tail.Place {
    if let place = state.tail.place(of: position) { return place }
    let found = try asking { (index) throws(SQLiteError) in try index.place(of: position) }
    if let place = found ?? state.tail.place(of: position) { return place }
    throw .index("it does not know line \(position)")
  }

  /// The places of some positions, ascending.
  func places(of positions: [Int]) throws(LogError) -> [Tail.Place] {
    func isIndexed(_ position: Int) -> Bool { position <= state.tail.base }
    let known = try asking { (index) throws(SQLiteError) in
      try index.places(of: Array(positions.prefix(while: isIndexed)))
    }
    var places = (known ?? []).compactMap { $0 }
    guard places.count == positions.prefix(while: isIndexed).count else {
      throw .index("it does not know a line that it lists")
    }
    for position in positions.dropFirst(places.count) { places.append(try place(of: position)) }
    return places
  }

  /// A stored hash of the tree.
  func hash(_ place: Int) throws(LogError) -> Digest {
    if let hash = state.tail.hash(at: place) { return hash }
    let found = try asking { (index) throws(SQLiteError) in try index.hash(place) }
    if let hash = found ?? state.tail.hash(at: place) { return hash }
    throw .index("it has no hash \(place)")
  }
}
