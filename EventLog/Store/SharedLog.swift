/// A log that many threads of one process append to and read at once.
///
/// Commits that wait at the same time become durable by one write and one sync, so that a hundred callers
/// cost the disk hardly more than one. Each caller is told when its own commit is durable, and each is
/// checked against all that come before it, durable or not. Readers see only what is durable, and wait for no
/// sync.
///
/// It holds the writer's lock for as long as it lives. The calls block their thread, and are meant for
/// threads of a server, not for Swift's own pool, which has one a core.
public final class SharedLog<Key: Signer & Sendable>: EventStore, Sendable {
  private let actor: String
  private let signer: Key
  private let now: @Sendable () -> Int64
  let commits: CommitQueue

  /// Shares a log that is open for writing, and is used by nothing else from now on.
  ///
  /// - Parameters:
  ///   - log: open for writing.
  ///   - actor: the person who records, as in the name of the signer's key.
  ///   - signer: has a key that is enrolled for the actor. It is asked by several threads at once.
  ///   - now: gives the time of a commit in Unix milliseconds. It is asked when the commit has its place
  ///     among the others, so that no caller's clock is behind another's.
  public init(
    _ log: sending Log, actor: String, signer: Key, now: @escaping @Sendable () -> Int64
  ) throws(LogError) {
    self.actor = actor
    self.signer = signer
    self.now = now
    commits = try CommitQueue(log)
  }

  public func head() throws(LogError) -> Position { commits.durableHead }

  public func read(_ query: Query, _ window: ReadWindow) throws(LogError) -> StoreReading {
    try commits.read(query, window)
  }

  public func append(
    _ events: [NewEvent], if condition: AppendCondition?
  ) throws(LogError) -> [Position] {
    try append(if: condition, signer: signer) { head in
      NewCommit(events, after: head, actor: actor, time: now())
    }.all
  }

  /// Appends a commit of any person: all of its events or none. It is durable once this returns.
  ///
  /// A signer that takes its time keeps those back that come after it, as what they seal includes its commit.
  /// When it fails, they go on without it.
  ///
  /// - Parameters:
  ///   - condition: what must not have come in.
  ///   - signer: has a key of the commit's actor.
  ///   - commit: makes the commit, given the head that it follows, while all others wait: it gives the
  ///     reference and the time, and does nothing that takes long. It may be called several times, when a
  ///     commit before this one could not be written.
  /// - Throws: as `Log.append(_:if:signer:)` does.
  @discardableResult
  public func append(
    if condition: AppendCondition? = nil, signer: some Signer, _ commit: (_ head: Position) -> NewCommit
  ) throws(LogError) -> ClosedRange<Position> {
    try commits.append(if: condition, signer: signer, commit)
  }
}
