import Testing

@testable import EventLog

struct TreeTests {
  struct Tree: Decodable {
    let leafHashes: [String]
    let roots: [String]
    let stack: [[String]]
    let storedCount: [Int]
    let stored: [String]
    let storedIndex: [[Int]]
  }

  struct Proof: Decodable {
    let kind: String?
    let name: String
    let index: UInt64?
    let size: UInt64?
    let leafHash: String?
    let root: String?
    let size1: UInt64?
    let size2: UInt64?
    let root1: String?
    let root2: String?
    let proof: [String]
    let valid: Bool
  }

  struct Proofs: Decodable {
    let vectors: [Proof]
  }

  @Test func `roots, stacks and stored hashes are those of the vectors`() throws {
    let expected: Tree = try vectors("tree")
    let hash = SHA256()
    var tree = MerkleTree()
    var stored: [Digest] = []
    #expect(tree.root(hash).base64 == expected.roots[0])
    for index in 0..<40 {
      let leaf = hash.leaf("leaf \(index)".utf8.span)
      #expect(leaf.base64 == expected.leafHashes[index])
      tree.append(leaf, hash) { stored.append($0) }
      #expect(tree.root(hash).base64 == expected.roots[index + 1])
      #expect(tree.stack.map(\.base64) == expected.stack[index + 1])
      #expect(stored.count == expected.storedCount[index + 1])
      #expect(StoredHashes.count(size: index + 1) == stored.count)
    }
    #expect(stored.map(\.base64) == expected.stored)
    for place in expected.storedIndex {
      #expect(StoredHashes.index(level: place[0], number: place[1]) == place[2])
    }
  }

  @Test func `every run of stored hashes gives the root that the growing tree gave`() throws {
    let expected: Tree = try vectors("tree")
    let stored = expected.stored.compactMap { Digest(base64: $0) }
    for size in 1...40 {
      let root = TreeReader.root(0, size, SHA256()) { stored[$0] }
      #expect(root.base64 == expected.roots[size])
    }
  }

  @Test func `proofs made from stored hashes verify, and of another leaf or root do not`() throws {
    let expected: Tree = try vectors("tree")
    let stored = expected.stored.compactMap { Digest(base64: $0) }
    let roots = expected.roots.compactMap { Digest(base64: $0) }
    let leaves = expected.leafHashes.compactMap { Digest(base64: $0) }
    for size in 1...40 {
      for index in 0..<size {
        let path = TreeReader.inclusion(index, 0, size, SHA256()) { stored[$0] }
        let proof = InclusionProof(index: UInt64(index), size: UInt64(size), path: path)
        #expect(proof.verifies(leaf: leaves[index], root: roots[size]))
        #expect(!proof.verifies(leaf: leaves[(index + 1) % 40], root: roots[size]))
      }
      for older in 1...size {
        let path = TreeReader.consistency(older, size, SHA256()) { stored[$0] }
        let proof = ConsistencyProof(older: UInt64(older), newer: UInt64(size), path: path)
        #expect(proof.verifies(olderRoot: roots[older], newerRoot: roots[size]))
        #expect(!proof.verifies(olderRoot: roots[older - 1], newerRoot: roots[size]))
      }
    }
  }

  @Test(arguments: ["inclusion", "consistency", "merkle-public"])
  func `proofs of the vectors are accepted or refused as they say`(file: String) throws {
    let proofs: Proofs = try vectors(file)
    #expect(proofs.vectors.count > 100)
    for vector in proofs.vectors { #expect(verifies(vector) == vector.valid, "\(vector.name)") }
  }

  /// A hash that is not of 32 bytes is refused before there is a proof.
  private func verifies(_ vector: Proof) -> Bool {
    let path = vector.proof.compactMap { Digest(base64: $0) }
    guard path.count == vector.proof.count else { return false }
    if let index = vector.index, let size = vector.size {
      guard let leaf = vector.leafHash.flatMap({ Digest(base64: $0) }),
        let root = vector.root.flatMap({ Digest(base64: $0) })
      else { return false }
      return InclusionProof(index: index, size: size, path: path).verifies(leaf: leaf, root: root)
    }
    guard let older = vector.root1.flatMap({ Digest(base64: $0) }),
      let newer = vector.root2.flatMap({ Digest(base64: $0) }), let size1 = vector.size1,
      let size2 = vector.size2
    else { return false }
    return ConsistencyProof(older: size1, newer: size2, path: path)
      .verifies(olderRoot: older, newerRoot: newer)
  }
}
