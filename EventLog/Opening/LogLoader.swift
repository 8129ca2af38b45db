internal import SQLite

/// Opens a log: finds the index or makes one, and works out the state at the end of the last good commit.
struct LogLoader: ~Copyable {
  /// More new events than this are put into the index; fewer are read anew by each opening, which is faster
  /// than a transaction.
  static let indexedFrom = 512
  /// How many events are held in memory while a long log is read.
  static let batch = 200_000
  static let chunk = 1 << 22

  let paths: LogPaths
  let disk: Disk
  let reader: CommitReader
  /// A folder for an index where the record's own can't be written.
  let cache: String?
  let file: OpenFile
  let identity: LogIdentity
  var index: LogIndex?
  /// The file that is being made, when the index has no name yet.
  private var scratch: String?
  private var mayIndex = true
  /// Where reading stops before the file's end: before the first damage.
  var limit = Int.max

  struct Outcome {
    var state: LogState
    var verdict: Recovery.Verdict
    /// The file's length when it was read.
    let size: Int
  }

  init(
    _ paths: LogPaths, _ purpose: OpenFile.Purpose, cache: String?, disk: Disk
  ) throws(LogError) {
    guard let found = Calls.kind(paths.log) else { throw .notARecord(paths.folder) }
    // To open a pipe would wait for ever.
    guard found.isFile else { throw .notAFile(paths.log) }
    let reader = CommitReader()
    let file = try Self.open(paths.log, purpose, disk)
    let identity = try Self.identity(file, reader, paths)
    self.init(paths, file, identity, reader, cache: cache, disk: disk)
  }

  init(
    _ paths: LogPaths, _ file: consuming OpenFile, _ identity: LogIdentity, _ reader: CommitReader,
    cache: String?, disk: Disk
  ) {
    self.paths = paths
    self.disk = disk
    self.reader = reader
    self.cache = cache
    self.file = file
    self.identity = identity
  }

  static func open(
    _ path: String, _ purpose: OpenFile.Purpose, _ disk: Disk
  ) throws(LogError) -> OpenFile {
    do { return try OpenFile(path, purpose, on: disk) } catch { throw .system(error) }
  }

  private static func identity(
    _ file: borrowing OpenFile, _ reader: CommitReader, _ paths: LogPaths
  ) throws(LogError) -> LogIdentity {
    var bytes: [UInt8] = []
    do { try file.read(at: 0, count: 4096, into: &bytes) } catch { throw .system(error) }
    if bytes.span.firstOffset(of: 0x0a, from: 0) == nil {
      do { try file.read(at: bytes.count, count: Line.limit + 1 - bytes.count, into: &bytes) } catch {
        throw .system(error)
      }
    }
    guard let end = bytes.span.firstOffset(of: 0x0a, from: 0) else {
      guard Recovery.isBeginning(bytes.span) else {
        throw .damaged(Damage(Position(1), .line, "it does not begin as a log does"))
      }
      throw Log.ending(paths)
    }
    let event: RecordedEvent
    do { event = try RecordedEvent(bytes, 0..<end) } catch {
      if bytes[..<end].contains(0) { throw Log.ending(paths) }
      throw .damaged(Damage(Position(1), .line, error.says))
    }
    let identity: LogIdentity
    do { identity = try reader.identity(event) } catch { throw .damaged(error) }
    let format = reader.format(event)
    guard format <= Line.format else { throw .newerFormat(format, known: Line.format) }
    return identity
  }

  /// Reads the log, from the index's end where there is one that agrees with it.
  mutating func load() throws(LogError) -> Outcome {
    if let outcome = try loadFromIndex() { return outcome }
    do { return try keep(try scan(from: LogState(identity: identity))) } catch {
      guard case .index = error, mayIndex else { throw error }
      dropScratch()
      mayIndex = false
      return try keep(try scan(from: LogState(identity: identity)))
    }
  }

  /// Reads what the index does not hold; nil when the index is of no use, and only the log itself can tell.
  private mutating func loadFromIndex() throws(LogError) -> Outcome? {
    guard let state = try indexedState() else { return nil }
    do {
      let outcome = try scan(from: state)
      if case .damaged = outcome.verdict {} else { return try keep(outcome) }
    } catch {
      switch error {
      case .index, .damaged: break
      default: throw error
      }
    }
    index = nil
    return nil
  }

  // MARK: Reading

  /// Reads from the state's end to the file's end.
  private mutating func scan(from start: LogState) throws(LogError) -> Outcome {
    var state = start
    let size = min(try self.size(), limit)
    if let damage = try readAhead(&state, to: try lastWrite(from: state.end, to: size)) {
      return Outcome(state: state, verdict: .damaged(damage), size: size)
    }
    let bytes = try part(state.end, size - state.end)
    let verdict = try Recovery.judge(bytes, into: &state, reader) { (state) throws(LogError) in
      try line(at: state.head, in: state)
    }
    return Outcome(state: state, verdict: verdict, size: size)
  }

  /// Where a commit ends after which all of the last write stands; `start` where that may be all. The last
  /// write of the file is judged apart.
  private func lastWrite(from start: Int, to size: Int) throws(LogError) -> Int {
    guard size - start > Self.chunk else { return start }
    let end = size - Recovery.writeLimit
    var count = Self.chunk
    while true {
      let offset = max(start, end - count)
      let bytes = try part(offset, end - offset)
      // One write may be a single commit that is longer.
      let ends = Recovery.sealEnds(bytes.span, atMost: 2)
      if ends.count == 2 { return offset + ends[1] }
      if offset == start { return start }
      count *= 2
    }
  }

  /// Takes the commits up to `end`, where one ends, while a crew parses and hashes what comes next.
  private mutating func readAhead(_ state: inout LogState, to end: Int) throws(LogError) -> Damage? {
    guard end > state.end else { return nil }
    let crew = Crew(threads: Crew.threads(forBytes: end - state.end))
    defer { crew.end() }
    var parts = PartsAhead(crew, from: state.end, to: end) { LinePart(hashing: $0, at: $1, $2) }
    var commit: RecordedEvent?
    while let part = try parts.next(file, reader) {
      // The index takes whole commits.
      let whole = (part.lines.lastIndex { $0.envelope.seal != nil }).map { $0 + 1 } ?? 0
      do throws(Damage) { try reader.take(part, 0..<whole, into: &state, &commit) } catch { return error }
      if commit == nil, state.tail.count >= Self.batch, mayIndex { try flush(&state) }
      do throws(Damage) {
        try reader.take(part, whole..<part.lines.count, into: &state, &commit)
        if let problem = part.problem { throw Damage(Position(state.head + 1), .line, problem) }
      } catch { return error }
    }
    if state.end == end { return nil }
    return Damage(Position(state.head + 1), .line, "the line is too long, or has no end")
  }

  private func part(_ offset: Int, _ count: Int) throws(LogError) -> [UInt8] {
    var bytes: [UInt8] = []
    do { try file.read(at: offset, count: count, into: &bytes) } catch { throw .system(error) }
    return bytes
  }

  func place(of position: Int, in state: LogState) throws(LogError) -> Tail.Place {
    if let place = state.tail.place(of: position) { return place }
    do { if let place = try index?.place(of: position) { return place } } catch {
      throw LogIndex.failure(error)
    }
    throw .index("it does not know line \(position)")
  }

  func line(at position: Int, in state: LogState) throws(LogError) -> RecordedEvent {
    let place = try place(of: position, in: state)
    let bytes = try part(place.offset, place.length + 1)
    guard bytes.count == place.length + 1, bytes.last == 0x0a else {
      throw .damaged(Damage(Position(position), .line, "the line is not where it was"))
    }
    do { return try RecordedEvent(bytes, 0..<place.length) } catch {
      throw .damaged(Damage(Position(position), .line, error.says))
    }
  }

  // MARK: Index

  /// The state that the index is at, when its last line stands in the log as the index has it.
  private mutating func indexedState() throws(LogError) -> LogState? {
    guard let path = indexPath(), Calls.kind(path) != nil else { return nil }
    do {
      index = try LogIndex(path)
      if let state = try index?.state(of: identity), try agrees(state) { return state }
    } catch is SQLiteError {
      // Damaged, or locked for long: what is in it can be read from the log.
    } catch let error as LogError { throw error } catch {}
    index = nil
    return nil
  }

  private func agrees(_ state: LogState) throws(LogError) -> Bool {
    let size = min(try self.size(), limit)
    guard state.head > 0, state.end <= size else { return false }
    do {
      let place = try index?.place(of: state.head)
      let stored = try index?.hash(StoredHashes.index(level: 0, number: state.head - 1))
      guard let place, let stored, place.offset + place.length + 1 == state.end else { return false }
      let bytes = try part(place.offset, place.length)
      guard let event = try? RecordedEvent(bytes, 0..<place.length) else { return false }
      return event.position.rawValue == state.head && reader.leafHash(bytes.span, event.envelope) == stored
    } catch is SQLiteError { return false } catch let error as LogError { throw error } catch { return false }
  }

  /// Puts a long tail into the index.
  private mutating func keep(_ outcome: Outcome) throws(LogError) -> Outcome {
    var outcome = outcome
    if case .damaged = outcome.verdict { return outcome }
    if outcome.state.tail.count >= Self.indexedFrom && mayIndex { try flush(&outcome.state) }
    try name()
    return outcome
  }

  private mutating func flush(_ state: inout LogState) throws(LogError) {
    do {
      if index == nil { try makeIndex() }
      // When another process was faster, the tail stays in memory: it is right, too.
      _ = try index?.take(&state)
    } catch {
      // So it does when an index that is right so far takes no more at the moment.
      let passing: [SQLiteError.Code] = [.busy, .readOnly, .full, .cannotOpen]
      if scratch == nil && passing.contains(error.code) { return }
      throw .index("\(error)")
    }
  }

  /// Begins an index under another name, so that nobody reads it before it is complete.
  private mutating func makeIndex() throws(SQLiteError) {
    if Calls.kind(paths.projections) == nil, Calls.isWritable(paths.folder) {
      try? disk.makeFolder(paths.projections)
    }
    guard let path = indexPath() else {
      index = try LogIndex(":memory:")
      try index?.create(isScratch: true)
      return
    }
    Self.removeRemains(path)
    let name = "\(path).new-\(Calls.processID)-\(Calls.monotonicMilliseconds())"
    try? Calls.remove(name)
    scratch = name
    index = try LogIndex(name)
    try index?.create(isScratch: true)
  }

  /// Removes what processes that are gone left of indexes that they did not complete.
  private static func removeRemains(_ path: String) {
    let folder = parent(of: path)
    let names = (try? Calls.names(in: folder)) ?? []
    for name in names {
      let parts = name.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0] == "index.sqlite.new", Calls.kind("/proc/\(parts[1])") == nil else {
        continue
      }
      try? Calls.remove("\(folder)/\(name)")
    }
  }

  /// Gives a new index its name.
  private mutating func name() throws(LogError) {
    guard let scratch, let path = indexPath() else { return }
    index = nil
    do {
      let made = try OpenFile(scratch, .writing, on: .real)
      try made.synchronize()
      try Disk.real.rename(scratch, to: path)
      self.scratch = nil
      index = try LogIndex(path)
      _ = try index?.state(of: identity)
    } catch { throw .index("\(error)") }
  }

  private mutating func dropScratch() {
    index = nil
    if let scratch { try? Calls.remove(scratch) }
    scratch = nil
  }

  /// Where the index belongs: in the record, else in the reader's cache, else nowhere.
  private func indexPath() -> String? {
    if paths.canWriteProjections { return paths.index }
    guard let cache else { return nil }
    let folder = "\(cache)/\(identity.logID)"
    if Calls.kind(folder) == nil { try? Disk.real.makeFolder(folder, mode: 0o700) }
    return Calls.isWritable(folder) ? "\(folder)/index.sqlite" : nil
  }
}
