/// The commits of many threads, on their way to one log.
///
/// A caller stages its commit under the lock, signs it outside, and puts it back under the lock. Whoever is
/// first in the queue and finds nobody writing then leads: it writes and syncs, outside the lock, all that is
/// sealed from the first on, publishes them, and wakes their callers and the next to lead. What comes in
/// meanwhile waits for that one. A commit that fails takes back all that was staged after it, as their roots
/// include it: their callers stage them again, and check them again.
final class CommitQueue: Sendable {
  /// What the lock guards.
  private final class Guarded {
    let log: Log
    /// What is staged and not being written, in the order of the log.
    var waiting: [Ticket] = []
    /// The newest ticket, whatever became of it.
    var last: Ticket?
    var isWriting = false
    var durable: Position

    init(_ log: Log) {
      self.log = log
      durable = log.head
    }

    /// The newest ticket whose fate is open; all before it are settled when it is.
    var unsettled: Ticket? { last.flatMap { $0.isSettled ? nil : $0 } }

    /// Whether a commit brings the id of one that is not durable.
    func isStaged(_ commit: NewCommit) throws(LogError) -> Bool {
      guard let id = commit.events.first?.id.flatMap({ EventID($0) }) else { return false }
      return try log.position(of: id).map { Position($0) > durable } ?? false
    }

    /// Takes what is sealed from the first on, as much as is written at once.
    func takeBatch() -> [(Ticket, StagedCommit)] {
      var batch: [(Ticket, StagedCommit)] = []
      var size = 0
      for ticket in waiting {
        guard case .sealed(let staged) = ticket.fate else { break }
        size += staged.bytes.count
        if size > Recovery.writeLimit && !batch.isEmpty { break }
        batch.append((ticket, staged))
      }
      waiting.removeFirst(batch.count)
      return batch
    }
  }

  /// A commit's place in the queue, and what became of it.
  private final class Ticket {
    enum Fate {
      case signing
      case sealed(StagedCommit)
      case durable
      case failed(LogError)
      /// It was staged after one that failed.
      case takenBack
    }

    let before: LogState.Mark
    var fate = Fate.signing
    let changed = Signal()

    init(before: LogState.Mark) { self.before = before }

    var isSettled: Bool {
      switch fate {
      case .signing, .sealed: false
      case .durable, .failed, .takenBack: true
      }
    }
  }

  private let monitor: Monitor<Guarded>
  /// The log's file once more: it is read and written while the log itself is another thread's.
  private let file: OpenFile

  init(_ log: sending Log) throws(LogError) {
    guard log.writer != nil else { throw .readOnly(log.paths.log) }
    file = try LogLoader.open(log.paths.log, .writing, log.disk)
    monitor = Monitor(Guarded(log))
  }

  var durableHead: Position { monitor.withLock { $0.durable } }

  /// How many commits are sealed and wait for a write.
  var sealedCount: Int {
    monitor.withLock { guarded in guarded.waiting.count { if case .sealed = $0.fate { true } else { false } }
    }
  }

  // MARK: Appending

  func append(
    if condition: AppendCondition?, signer: some Signer, _ commit: (_ head: Position) -> NewCommit
  ) throws(LogError) -> ClosedRange<Position> {
    while true {
      let (staging, ticket) = try stage(if: condition, key: signer.key, commit)
      guard case .staged(var staged) = staging, let ticket else {
        if case .repeated(let positions) = staging { return positions }
        continue
      }
      do { try staged.seal(signer) } catch {
        withdraw(ticket, error)
        throw error
      }
      if try settle(ticket, staged) { return staged.positions }
    }
  }

  /// Stages a commit on what is staged before it. Nil for one that must be staged anew, as the answer
  /// rested on commits that came to nothing.
  private func stage(
    if condition: AppendCondition?, key: VerifierKey, _ commit: (_ head: Position) -> NewCommit
  ) throws(LogError) -> (Log.Staging?, Ticket?) {
    try monitor.withLock { (guarded) throws(LogError) in
      // The index gets a long tail when all of it is durable.
      while guarded.log.isHandOverDue, let last = guarded.unsettled { monitor.wait(for: last.changed) }
      if guarded.log.isHandOverDue { guarded.log.handOverTail() }
      let last = guarded.unsettled
      let staging: Log.Staging
      do throws(LogError) {
        let commit = commit(guarded.log.head)
        // What is sent again is compared with what is in the file.
        if let last, try guarded.isStaged(commit) {
          _ = isDurable(last)
          return (nil, nil)
        }
        staging = try guarded.log.stage(commit, if: condition, key: key)
      } catch {
        if case .conflict(let position) = error, position <= guarded.durable { throw error }
        // What stands against it may be a commit that comes to nothing.
        guard isDurable(last) else { return (nil, nil) }
        throw error
      }
      guard case .staged(let staged) = staging else { return (staging, nil) }
      let ticket = Ticket(before: staged.before)
      guarded.waiting.append(ticket)
      guarded.last = ticket
      return (staging, ticket)
    }
  }

  /// Waits for what becomes of a ticket. Inside the lock.
  private func isDurable(_ ticket: Ticket?) -> Bool {
    guard let ticket else { return true }
    while !ticket.isSettled { monitor.wait(for: ticket.changed) }
    if case .durable = ticket.fate { return true }
    return false
  }

  /// Takes back a commit that could not be sealed, and all that are staged after it.
  private func withdraw(_ ticket: Ticket, _ error: LogError) {
    monitor.withLock { guarded in
      guard let place = guarded.waiting.firstIndex(where: { $0 === ticket }) else { return }
      guarded.log.takeBack(from: ticket.before, after: error)
      for later in guarded.waiting[place...] {
        later.fate = later === ticket ? .failed(error) : .takenBack
        later.changed.send()
      }
      guarded.waiting.removeSubrange(place...)
    }
  }

  private enum Turn {
    case settled(isDurable: Bool)
    case lead([(ticket: Ticket, staged: StagedCommit)])
  }

  /// Puts a sealed commit into the queue, and waits; leads when it is its turn.
  ///
  /// - Returns: false when it was taken back.
  private func settle(_ ticket: Ticket, _ staged: StagedCommit) throws(LogError) -> Bool {
    while true {
      let turn = try monitor.withLock { (guarded) throws(LogError) in
        if case .signing = ticket.fate { ticket.fate = .sealed(staged) }
        return try self.turn(of: ticket, guarded)
      }
      switch turn {
      case .settled(let isDurable): return isDurable
      case .lead(let batch):
        var failure: LogError?
        do { try write(batch.map(\.staged)) } catch { failure = error }
        for signal in monitor.withLock({ finish(batch, failure, $0) }) { signal.send() }
      }
    }
  }

  /// Waits for a ticket's fate, or for its turn to lead. Inside the lock.
  private func turn(of ticket: Ticket, _ guarded: Guarded) throws(LogError) -> Turn {
    while true {
      switch ticket.fate {
      case .durable: return .settled(isDurable: true)
      case .takenBack: return .settled(isDurable: false)
      case .failed(let error): throw error
      case .signing, .sealed: break
      }
      if !guarded.isWriting, guarded.waiting.first === ticket {
        guarded.isWriting = true
        return .lead(guarded.takeBatch())
      }
      monitor.wait(for: ticket.changed)
    }
  }

  private func write(_ commits: [StagedCommit]) throws(LogError) {
    guard let first = commits.first else { return }
    guard commits.count > 1 else { return try file.append(first.bytes, at: first.offset) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(commits.reduce(0) { $0 + $1.bytes.count })
    for commit in commits { bytes += commit.bytes }
    try file.append(bytes, at: first.offset)
  }

  /// Says what became of a batch, inside the lock, and whom to wake, outside: whoever wakes wants the lock.
  private func finish(
    _ batch: [(ticket: Ticket, staged: StagedCommit)], _ failure: LogError?, _ guarded: Guarded
  ) -> [Signal] {
    guarded.isWriting = false
    guard let failure else {
      guarded.log.publish(batch.map(\.staged))
      for (ticket, staged) in batch {
        ticket.fate = .durable
        guarded.durable = staged.positions.upperBound
      }
      return (guarded.waiting.prefix(1) + batch.map(\.ticket)).map(\.changed)
    }
    if let first = batch.first { guarded.log.takeBack(from: first.staged.before, after: failure) }
    for (ticket, _) in batch { ticket.fate = .failed(failure) }
    let later = guarded.waiting
    guarded.waiting = []
    // When the log is closed, staging them again tells them so.
    for ticket in later { ticket.fate = .takenBack }
    return (batch.map(\.ticket) + later).map(\.changed)
  }

  // MARK: Reading

  /// What is durable of what a query asks for. The lock is held while the places are looked up, and the lines
  /// are read outside: what is durable stays where it is.
  func read(_ query: Query, _ window: ReadWindow) throws(LogError) -> StoreReading {
    let (positions, places, head) = try monitor.withLock { (guarded) throws(LogError) in
      var window = window
      window.upTo = min(window.upTo ?? guarded.durable, guarded.durable)
      let positions = try guarded.log.positions(matching: query, in: window)
      return (positions, try guarded.log.places(of: positions), guarded.durable)
    }
    var events: [StoredEvent] = []
    events.reserveCapacity(places.count)
    var next = 0
    while next < places.count {
      let first = next
      let start = places[first].offset
      var end = start
      // Lines that follow each other are read at once.
      while next < places.count, places[next].offset == end, end - start < Recovery.writeLimit {
        end += places[next].length + 1
        next += 1
      }
      var bytes: [UInt8] = []
      do { try file.read(at: start, count: end - start, into: &bytes) } catch { throw .system(error) }
      for number in first..<next {
        let offset = places[number].offset - start
        let event = try Log.line(positions[number], bytes, offset..<(offset + places[number].length))
        events.append(StoredEvent(event))
      }
    }
    return StoreReading(events: window.backwards ? events.reversed() : events, head: head)
  }
}
