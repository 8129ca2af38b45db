/// Proof that a leaf stands at its place in a tree (RFC 9162, section 2.1.3).
///
/// A proof binds neither size nor leaf by itself: take size and root from a signed checkpoint, and hash the
/// line yourself, or an inner node could pose as a leaf.
public struct InclusionProof: Equatable, Sendable {
  /// The leaf's place, counted from 0: its position less one.
  public let index: UInt64
  /// The tree's number of leaves.
  public let size: UInt64
  /// The hashes beside the path from the leaf to the root.
  public let path: [Digest]

  /// A proof from its parts.
  public init(index: UInt64, size: UInt64, path: [Digest]) {
    self.index = index
    self.size = size
    self.path = path
  }

  /// Whether the proof leads from the leaf's hash to the root.
  public func verifies(leaf: Digest, root: Digest) -> Bool {
    guard index < size else { return false }
    let hash = SHA256()
    var first = index
    var second = size - 1
    var node = leaf
    for sibling in path {
      if second == 0 { return false }
      if first & 1 == 1 || first == second {
        node = hash.node(sibling, node)
        while first & 1 == 0 && first != 0 {
          first >>= 1
          second >>= 1
        }
      } else {
        node = hash.node(node, sibling)
      }
      first >>= 1
      second >>= 1
    }
    return second == 0 && node == root
  }
}
