/// Proof that a later tree begins with an earlier one: nothing was changed or removed in between
/// (RFC 9162, section 2.1.4).
public struct ConsistencyProof: Equatable, Sendable {
  /// The earlier tree's number of leaves.
  public let older: UInt64
  /// The later tree's number of leaves.
  public let newer: UInt64
  /// The hashes that lead to both roots.
  public let path: [Digest]

  /// A proof from its parts.
  public init(older: UInt64, newer: UInt64, path: [Digest]) {
    self.older = older
    self.newer = newer
    self.path = path
  }

  /// Whether the proof leads from the earlier root to the later one. An empty earlier tree proves nothing,
  /// and is refused.
  public func verifies(olderRoot: Digest, newerRoot: Digest) -> Bool {
    do { try check(olderRoot: olderRoot, newerRoot: newerRoot) } catch { return false }
    return true
  }

  /// Checks that the proof leads from the earlier root to the later one.
  public func check(olderRoot: Digest, newerRoot: Digest) throws(ProofError) {
    guard older > 0 else { throw .emptyTree }
    guard older <= newer else { throw .beyondTree }
    if older == newer {
      guard path.isEmpty else { throw .tooLong }
      guard olderRoot == newerRoot else { throw .otherRoot }
      return
    }
    guard !path.isEmpty else { throw .tooShort }
    var rest = path[...]
    // The earlier tree is itself a subtree of the later one: its root begins the path, and is left out.
    let start = older & (older - 1) == 0 ? olderRoot : rest.removeFirst()
    var first = older - 1
    var second = newer - 1
    while first & 1 == 1 {
      first >>= 1
      second >>= 1
    }
    let hash = SHA256()
    var olderNode = start
    var newerNode = start
    for sibling in rest {
      if second == 0 { throw .tooLong }
      if first & 1 == 1 || first == second {
        olderNode = hash.node(sibling, olderNode)
        newerNode = hash.node(sibling, newerNode)
        while first & 1 == 0 && first != 0 {
          first >>= 1
          second >>= 1
        }
      } else {
        newerNode = hash.node(newerNode, sibling)
      }
      first >>= 1
      second >>= 1
    }
    guard second == 0 else { throw .tooShort }
    guard olderNode == olderRoot else { throw .otherOlderRoot }
    guard newerNode == newerRoot else { throw .otherRoot }
  }
}
