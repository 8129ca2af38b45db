/// A store whose events are in the log of a record, for any number of threads and processes at once.
///
/// Each reading opens the log anew, and each append waits for the writer's lock, opens the log, appends one
/// commit and lets the lock go. Whoever appends often, or reads on the way to an append, works with a `Log`
/// itself, which stays open. What an interrupted write left is moved aside by the next append, and recorded in a
/// commit of its own before it.
public struct LogStore<Key: Signer & Sendable>: EventStore, Sendable {
  /// The record's folder.
  public let folder: String
  /// Who records.
  public let actor: String
  private let signer: Key
  private let patience: Int
  private let now: @Sendable () -> Int64

  /// A store over the log in a folder. The log must be there when the store is first used.
  ///
  /// - Parameters:
  ///   - folder: the record's.
  ///   - actor: the person who records, as in the name of the signer's key.
  ///   - signer: has a key that is enrolled for the actor.
  ///   - patience: how many seconds an append waits for other writers.
  ///   - now: gives the time of a commit in Unix milliseconds. It is asked when the lock is held: a time from
  ///     before would be behind that of whoever had the lock until then.
  public init(
    folder: String, actor: String, signer: Key, patience: Int, now: @escaping @Sendable () -> Int64
  ) {
    self.folder = folder
    self.actor = actor
    self.signer = signer
    self.patience = patience
    self.now = now
  }

  public func head() throws(LogError) -> Position { try open(for: .reading).head }

  public func read(_ query: Query, _ window: ReadWindow) throws(LogError) -> StoreReading {
    let log = try open(for: .reading)
    let events = try log.events(matching: query, in: window)
    return StoreReading(events: events.map { StoredEvent($0) }, head: log.head)
  }

  public func append(
    _ events: [NewEvent], if condition: AppendCondition?
  ) throws(LogError) -> [Position] {
    let log = try open(for: .writing(waitUpTo: patience))
    try recordTails(log)
    let commit = NewCommit(events, after: log.head, actor: actor, time: now())
    return try log.append(commit, if: condition, signer: signer).all
  }

  /// Records what was moved aside by this opening, and by earlier ones that ended before they did.
  private func recordTails(_ log: Log) throws(LogError) {
    let tails = log.tailsSetAside
    guard !tails.isEmpty else { return }
    let commit = NewCommit(
      ref: "set-aside-\(log.head.rawValue + 1)", actor: actor, time: now(), events: tails.map(\.event))
    try log.append(commit, signer: signer)
  }

  private func open(for access: Log.Access) throws(LogError) -> Log {
    let log = try Log(opening: folder, for: access)
    // What comes before the damage can be read, but nobody should decide on a part of the history.
    if let damage = log.damage { throw .damaged(damage) }
    return log
  }
}

extension NewCommit {
  /// Events as one commit of a store. An id that they bring names their commit too, so that the same events
  /// are the same commit.
  init(_ events: [NewEvent], after head: Position, actor: String, time: Int64) {
    let id = events.first?.id.flatMap { EventID($0) }
    let ref = id?.text ?? "entry-\(head.rawValue + 1)"
    self.init(ref: ref, actor: actor, time: time, events: events)
  }
}

extension ClosedRange<Position> {
  var all: [Position] { (lowerBound.rawValue...upperBound.rawValue).map { Position($0) } }
}

extension StoredEvent {
  /// The event of a line, without what only a log has.
  public init(_ event: RecordedEvent) {
    self.init(
      position: event.position, id: event.id, type: event.type, subject: event.subject,
      dataSchema: event.dataSchema, tags: event.tags, data: event.data, time: event.time)
  }
}
