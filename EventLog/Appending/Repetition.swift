/// Whether a commit is in the log already.
///
/// Whoever does not know whether an append went through, because the machine or the connection failed, sends
/// the same commit again. Its events' ids tell it from another commit that says the same.
struct Repetition {
  let log: Log
  let commit: NewCommit

  /// The positions of the commit; nil when its first event has no id, or one that is new.
  ///
  /// - Throws: `idInUse` when an event of another commit has that id.
  func positions() throws(LogError) -> ClosedRange<Position>? {
    guard let text = commit.events.first?.id, let id = EventID(text),
      let first = try log.position(of: id)
    else { return nil }
    // A commit stands whole or not at all, so the first event decides for all of them.
    guard try isCommit(at: first) else { throw .idInUse(text) }
    return Position(first)...Position(first + commit.events.count - 1)
  }

  private func isCommit(at first: Int) throws(LogError) -> Bool {
    guard let range = try log.range(of: commit.ref), range.lowerBound == first,
      range.count == commit.events.count
    else { return false }
    for (index, event) in commit.events.enumerated() {
      guard isSame(event, try log.line(first + index)) else { return false }
    }
    return true
  }

  /// All is compared but a time that is only the clock's: it goes on between two attempts.
  private func isSame(_ new: NewEvent, _ recorded: RecordedEvent) -> Bool {
    let texts = [
      (new.id ?? "", recorded.id), (new.type, recorded.type), (new.subject, recorded.subject),
      (new.dataSchema, recorded.dataSchema), (commit.actor, recorded.actor),
      (commit.office ?? "", recorded.office ?? ""),
    ]
    let tags = Line.sorted(new.tags)
    return texts.allSatisfy { $0.utf8.elementsEqual($1.utf8) }
      && tags.elementsEqual(recorded.tags) { $0.utf8.elementsEqual($1.utf8) }
      && new.data == recorded.data && (new.time ?? recorded.time) == recorded.time
  }
}
