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

extension LogState {
  /// A moment to which a state can go back.
  struct Mark {
    fileprivate let tree: MerkleTree
    fileprivate let keys: KeyRing
    fileprivate let lastTime: Int64
    fileprivate let lastID: EventID?
    fileprivate let lastCommit: Commit?
    let end: Int
  }

  var mark: Mark {
    Mark(tree: tree, keys: keys, lastTime: lastTime, lastID: lastID, lastCommit: lastCommit, end: end)
  }

  /// Forgets what was taken since, which was no part of the history after all. The index must not have got
  /// any of it.
  mutating func goBack(to mark: Mark) {
    tail.removeAll(after: mark.tree.size)
    tree = mark.tree
    keys = mark.keys
    lastTime = mark.lastTime
    lastID = mark.lastID
    lastCommit = mark.lastCommit
    end = mark.end
  }
}
