/// The tree over a log's leaves (RFC 6962), grown leaf by leaf.
///
/// Kept is the hash of one perfect subtree for each 1 bit of the size, largest first: enough to go on and to
/// tell the root. An append costs less than two hashes on average.
struct MerkleTree: Equatable {
  private(set) var size: Int
  private(set) var stack: [Digest]

  init() {
    size = 0
    stack = []
  }

  /// A tree as it was; nil when the number of subtrees is not that of the size.
  init?(size: Int, stack: [Digest]) {
    guard size >= 0, stack.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.stack = stack
  }

  /// Takes the hash of a further leaf, and hands each subtree that it completes to `completed`: the leaf
  /// itself, then its parents upwards. That is the order of `StoredHashes`.
  mutating func append(_ leaf: Digest, _ hash: SHA256, completed: (Digest) -> Void = { _ in }) {
    var node = leaf
    completed(node)
    var rest = size
    while rest & 1 == 1, let left = stack.popLast() {
      node = hash.node(left, node)
      completed(node)
      rest >>= 1
    }
    stack.append(node)
    size += 1
  }

  /// The root; of an empty tree the hash of nothing.
  func root(_ hash: SHA256) -> Digest {
    guard var root = stack.last else { return Digest.of([]) }
    for left in stack.dropLast().reversed() { root = hash.node(left, root) }
    return root
  }
}

/// Where a perfect subtree's hash stands when all of them are written one after the other, each as soon as
/// it is complete: append-only, so that it suits a file.
enum StoredHashes {
  /// How many hashes a tree of `size` leaves has stored.
  static func count(size: Int) -> Int { 2 * size - size.nonzeroBitCount }

  /// The place of the subtree number `number` among those of 2^`level` leaves.
  static func index(level: Int, number: Int) -> Int {
    let last = (number + 1) << level - 1
    return 2 * last - last.nonzeroBitCount + level
  }
}

/// The hashes that proofs need, from stored ones.
enum TreeReader {
  /// The root over the leaves `start` ..< `end`. `start` must be a multiple of the largest power of two below
  /// the run's length, as it is in every subtree of RFC 6962.
  static func root<Failure>(
    _ start: Int, _ end: Int, _ hash: SHA256, _ stored: (_ index: Int) throws(Failure) -> Digest
  ) throws(Failure) -> Digest {
    let length = end - start
    precondition(length > 0, "a run of leaves has at least one leaf")
    if length & (length - 1) == 0 {
      let level = length.trailingZeroBitCount
      return try stored(StoredHashes.index(level: level, number: start >> level))
    }
    let middle = start + split(length)
    return hash.node(try root(start, middle, hash, stored), try root(middle, end, hash, stored))
  }

  /// The path from leaf `index` to the root of the leaves `start` ..< `end`, upwards.
  static func inclusion<Failure>(
    _ index: Int, _ start: Int, _ end: Int, _ hash: SHA256,
    _ stored: (_ index: Int) throws(Failure) -> Digest
  ) throws(Failure) -> [Digest] {
    if end - start == 1 { return [] }
    let middle = start + split(end - start)
    if index < middle {
      return try inclusion(index, start, middle, hash, stored) + [try root(middle, end, hash, stored)]
    }
    return try inclusion(index, middle, end, hash, stored) + [try root(start, middle, hash, stored)]
  }

  /// The proof that the tree of `size` leaves begins with the tree of `older`.
  static func consistency<Failure>(
    _ older: Int, _ size: Int, _ hash: SHA256, _ stored: (_ index: Int) throws(Failure) -> Digest
  ) throws(Failure) -> [Digest] {
    try consistency(older, 0, size, isWhole: true, hash, stored)
  }

  private static func consistency<Failure>(
    _ older: Int, _ start: Int, _ end: Int, isWhole: Bool, _ hash: SHA256,
    _ stored: (_ index: Int) throws(Failure) -> Digest
  ) throws(Failure) -> [Digest] {
    if older == end - start { return isWhole ? [] : [try root(start, end, hash, stored)] }
    let left = split(end - start)
    let middle = start + left
    if older <= left {
      return try consistency(older, start, middle, isWhole: isWhole, hash, stored)
        + [try root(middle, end, hash, stored)]
    }
    return try consistency(older - left, middle, end, isWhole: false, hash, stored)
      + [try root(start, middle, hash, stored)]
  }

  /// The largest power of two below `length`.
  private static func split(_ length: Int) -> Int {
    1 << (Int.bitWidth - 1 - (length - 1).leadingZeroBitCount)
  }
}
