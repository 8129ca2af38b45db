/// All that a log knows at the end of a commit.
struct LogState {
  struct Commit: Equatable {
    /// The position of its first event, and where that line begins.
    let first: Int
    let offset: Int
  }

  var identity: LogIdentity
  var tree = MerkleTree()
  var keys = KeyRing()
  var tail = Tail(base: 0)
  /// The time of the last event.
  var lastTime = Timestamp.range.lowerBound
  var lastID: EventID?
  var lastCommit: Commit?
  /// Where the next line will begin.
  var end = 0

  var head: Int { tree.size }

  init(identity: LogIdentity) { self.identity = identity }
}
