/// Goes through a whole log commit by commit, and checks each seal. It trusts nothing but the bytes.
///
/// A crew reads and hashes lines ahead, and verifies the signatures of commits behind: a seal can be checked
/// by itself once the root under it is known. Commits are judged in their order all the same, and memory does
/// not grow with the log.
struct CommitWalk: ~Copyable {
  struct Result {
    /// The position and root at the end of the last commit that holds.
    var head = 0
    var root: Digest
    var seals = 0
    /// Where the commits that hold end.
    var goodEnd = 0
    /// What the bytes after them are, when they are no interrupted write.
    var damage: Damage?
    /// How many bytes follow of a write that was never acknowledged.
    var unfinished = 0
    var keys = KeyRing()
  }

  /// A commit that holds.
  struct Commit {
    /// Those of its events that content beside the log may belong to.
    let ofContents: [RecordedEvent]
    /// Its last position, and when that was recorded.
    let head: Int
    let time: Int64
    /// The root over all lines up to its last.
    let root: Digest
  }

  /// Sees each commit that holds. It may find damage of its own, which ends the walk.
  typealias Visit = (Commit) throws(Damage) -> Void

  /// A commit whose lines are right, and whose seal is being checked.
  private struct Sealed {
    let check: SealCheck
    let end: Int
    let keys: KeyRing
    let time: Int64
    let ofContents: [RecordedEvent]
  }

  /// Some commits, and the first thing that is wrong with each one's seal.
  private struct Batch {
    var commits: [Sealed] = []
    var verdicts: [Crew.Job<[Damage?]>] = []
  }

  private static let sealsAtOnce = 16
  // How many batches of seals may be under way.
  private static let batches = 4

  private let reader: CommitReader
  private let crew: Crew
  private let source: [UInt8]
  private var state: LogState
  private var repeats: Repeats
  private var result: Result
  // The commit that is being read: its first event, and what of it may have content beside the log.
  private var first: RecordedEvent?
  private var ofContents: [RecordedEvent] = []
  private var underWay: [Batch] = []
  // Where the commit begins whose content is damaged.
  private var damagedCommit: Int?

  private init(_ identity: LogIdentity, _ reader: CommitReader, _ crew: Crew, _ repeats: consuming Repeats) {
    self.reader = reader
    self.crew = crew
    self.repeats = repeats
    source = identity.source
    state = LogState(identity: identity)
    result = Result(root: state.tree.root(reader.hash))
  }

  /// Walks through `size` bytes of the file.
  ///
  /// - Parameters:
  ///   - begin: is called before the first commit. Where a reference or id may be there twice, the walk is
  ///     made again, from the start.
  static func run(
    _ identity: LogIdentity, _ reader: CommitReader, _ file: borrowing OpenFile, size: Int,
    begin: () -> Void = {}, visit: Visit
  ) throws(LogError) -> Result {
    let crew = Crew(threads: Crew.threads(forBytes: size))
    defer { crew.end() }
    begin()
    var walk = CommitWalk(identity, reader, crew, Repeats())
    let result = try walk.run(file, size, visit)
    let seen = walk.state.end
    guard let suspects = try walk.repeats.suspects(file, size: seen, reader) else { return result }
    begin()
    var again = CommitWalk(identity, reader, crew, suspects)
    return try again.run(file, size, visit)
  }

  private mutating func run(
    _ file: borrowing OpenFile, _ size: Int, _ visit: Visit
  ) throws(LogError) -> Result {
    var parts = PartsAhead(crew, from: 0, to: size) { LinePart(checking: $0, at: $1, $2) }
    var damage: Damage?
    while damage == nil, let part = try parts.next(file, reader) {
      do throws(Damage) {
        try take(part)
        while underWay.count > Self.batches { try settle(visit) }
      } catch { damage = error }
    }
    // Damage further up counts first.
    do throws(Damage) {
      while !underWay.isEmpty { try settle(visit) }
    } catch { damage = error }
    // Content that is damaged belongs to a commit that holds by itself.
    let start = damagedCommit ?? result.goodEnd
    guard start < size else { return result }
    let problem = damage ?? Damage(Position(state.head + 1), .line, "the line is too long, or has no end")
    if try isUnfinished(file, from: start, to: size) {
      result.unfinished = size - start
    } else {
      result.damage = problem
    }
    return result
  }

  // MARK: Lines

  private mutating func take(_ part: borrowing LinePart) throws(Damage) {
    var batch = Batch()
    defer { give(batch) }
    for line in part.lines {
      let event = part.event(line)
      let position = Position(state.head + 1)
      try reader.check(event, after: first, in: state, source: source)
      if first == nil {
        state.lastCommit = LogState.Commit(first: position.rawValue, offset: part.offset + line.start)
        guard repeats.takeRef(event) else {
          throw Damage(position, .seal, "its ref '\(event.ref)' is that of an earlier commit")
        }
      }
      try reader.takeKeys(event, &state)
      guard repeats.takeID(line.envelope.eventID) else {
        throw Damage(position, .line, "its id '\(event.id)' is that of an earlier event")
      }
      state.tree.append(line.leaf, reader.hash)
      state.lastTime = event.time
      state.end = part.offset + line.start + line.length + 1
      if line.isOfContents { ofContents.append(event) }
      if first == nil { first = event }
      if event.hasSeal {
        batch.commits.append(
          Sealed(
            check: SealCheck(of: event, state, root: state.tree.root(reader.hash)), end: state.end,
            keys: state.keys, time: state.lastTime, ofContents: ofContents))
        first = nil
        ofContents = []
      }
    }
    if let problem = part.problem { throw Damage(Position(state.head + 1), .line, problem) }
  }

  // MARK: Seals

  /// Gives the crew the seals of some commits to check.
  private mutating func give(_ batch: Batch) {
    guard !batch.commits.isEmpty else { return }
    var batch = batch
    let checks = batch.commits.map(\.check)
    for start in stride(from: 0, to: checks.count, by: Self.sealsAtOnce) {
      let some = Array(checks[start..<min(start + Self.sealsAtOnce, checks.count)])
      batch.verdicts.append(crew.begin { _ in some.map { $0.damage } })
    }
    underWay.append(batch)
  }

  /// Takes the oldest commits whose seals are being checked, up to the first that does not hold.
  private mutating func settle(_ visit: Visit) throws(Damage) {
    let batch = underWay.removeFirst()
    var verdicts: [Damage?] = []
    for job in batch.verdicts { verdicts += crew.result(of: job, reader) }
    for (commit, damage) in zip(batch.commits, verdicts) {
      do throws(Damage) {
        if let damage { throw damage }
        let start = result.goodEnd
        result.head = commit.check.size
        result.root = commit.check.root
        result.seals += 1
        result.goodEnd = commit.end
        result.keys = commit.keys
        damagedCommit = start
        try visit(
          Commit(
            ofContents: commit.ofContents, head: commit.check.size, time: commit.time,
            root: commit.check.root))
        damagedCommit = nil
      } catch {
        underWay = []
        throw error
      }
    }
  }

  /// Whether the bytes from a commit's start on are a write that was never acknowledged.
  private func isUnfinished(
    _ file: borrowing OpenFile, from start: Int, to size: Int
  ) throws(LogError) -> Bool {
    var bytes: [UInt8] = []
    if size - start <= Recovery.writeLimit {
      do { try file.read(at: start, count: size - start, into: &bytes) } catch { throw .system(error) }
      return Recovery.isUnfinished(bytes.span, at: start)
    }
    // More than is ever written at once, but for a single commit; and too much to be held in memory.
    var (seals, hasZero) = (0, false)
    var offset = start
    while offset < size {
      do { try file.read(at: offset, count: min(PartReading.part, size - offset), into: &bytes) } catch {
        throw .system(error)
      }
      hasZero = hasZero || bytes.contains(0)
      seals += Recovery.sealEnds(bytes.span, atMost: 2).count
      if seals > 1 { return false }
      offset += PartReading.part
      // A seal may begin in one part and end in the next; none is so short that it would be counted twice.
      bytes.removeFirst(max(0, bytes.count - Line.sealTail - 1))
    }
    return seals == 0 || hasZero
  }
}
