/// Why a proof about the tree is refused.
public enum ProofError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The leaf or the earlier tree lies beyond the tree.
  case beyondTree
  /// Of an empty tree nothing can be proven.
  case emptyTree
  /// There are fewer hashes than lead to the root, or more.
  case tooShort, tooLong
  /// The hashes lead to another root.
  case otherRoot
  /// The hashes lead to another root of the earlier tree.
  case otherOlderRoot

  public var description: String {
    switch self {
    case .beyondTree: "it is about more lines than the checkpoint commits to"
    case .emptyTree: "an empty log proves nothing"
    case .tooShort: "it has too few hashes"
    case .tooLong: "it has too many hashes"
    case .otherRoot: "its hashes do not lead to the root: the line, its place or the history is another"
    case .otherOlderRoot: "its hashes do not lead to the earlier root: that history is another"
    }
  }
}

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
    do { try check(leaf: leaf, root: root) } catch { return false }
    return true
  }

  /// Checks that the proof leads from the leaf's hash to the root.
  public func check(leaf: Digest, root: Digest) throws(ProofError) {
    guard index < size else { throw .beyondTree }
    let hash = SHA256()
    var first = index
    var second = size - 1
    var node = leaf
    for sibling in path {
      if second == 0 { throw .tooLong }
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
    guard second == 0 else { throw .tooShort }
    guard node == root else { throw .otherRoot }
  }
}
