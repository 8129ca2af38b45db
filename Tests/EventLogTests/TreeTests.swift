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
    let changed: String?
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
  func `proofs of the vectors are accepted, or refused for their own reason`(file: String) throws {
    let proofs: Proofs = try vectors(file)
    #expect(proofs.vectors.count > 100)
    var reasons: Set<String> = []
    for vector in proofs.vectors {
      let found = answer(vector)
      #expect((found == "") == vector.valid, "\(vector.name), \(vector.changed ?? ""): \(found)")
      let expected = vector.valid ? [""] : expected(vector)
      #expect(expected.contains(found), "\(vector.name), \(vector.changed ?? ""): \(found), not \(expected)")
      reasons.insert(found)
    }
    #expect(reasons.count >= 5, "\(reasons)")
  }

  /// Empty where the proof holds. A hash that is not of 32 bytes is refused before there is a proof.
  private func answer(_ vector: Proof) -> String {
    let texts = vector.proof + [vector.leafHash, vector.root, vector.root1, vector.root2].compactMap(\.self)
    guard texts.allSatisfy({ Digest(base64: $0) != nil }) else { return "no hash" }
    let path = vector.proof.compactMap { Digest(base64: $0) }
    func digest(_ text: String?) -> Digest { text.flatMap { Digest(base64: $0) } ?? .of([]) }
    do {
      if let index = vector.index, let size = vector.size {
        let proof = InclusionProof(index: index, size: size, path: path)
        let (leaf, root) = (digest(vector.leafHash), digest(vector.root))
        #expect(proof.verifies(leaf: leaf, root: root) == vector.valid)
        try proof.check(leaf: leaf, root: root)
      } else {
        let proof = ConsistencyProof(older: vector.size1 ?? 0, newer: vector.size2 ?? 0, path: path)
        let (older, newer) = (digest(vector.root1), digest(vector.root2))
        #expect(proof.verifies(olderRoot: older, newerRoot: newer) == vector.valid)
        try proof.check(olderRoot: older, newerRoot: newer)
      }
      return ""
    } catch { return "\(error)" }
  }

  /// The reasons that may be, from lengths and sizes alone: no hash is computed here.
  private func expected(_ vector: Proof) -> Set<String> {
    func bytes(_ text: String?) -> Int { text.flatMap { Base64.decode($0)?.count } ?? -1 }
    let hashes = vector.proof + [vector.leafHash, vector.root, vector.root1, vector.root2].compactMap(\.self)
    if hashes.contains(where: { bytes($0) != 32 }) { return ["no hash"] }
    if let index = vector.index, let size = vector.size {
      guard index < size else { return [ProofError.beyondTree.description] }
      let length = length(index: index, size: size)
      if vector.proof.count < length { return [ProofError.tooShort.description] }
      if vector.proof.count > length { return [ProofError.tooLong.description] }
      return [ProofError.otherRoot.description]
    }
    let (older, newer) = (vector.size1 ?? 0, vector.size2 ?? 0)
    if older == 0 { return [ProofError.emptyTree.description] }
    if older > newer { return [ProofError.beyondTree.description] }
    let length = consistencyLength(older, newer)
    if vector.proof.count < length { return [ProofError.tooShort.description] }
    if vector.proof.count > length { return [ProofError.tooLong.description] }
    // Which of the two roots is the wrong one, the vector says in words.
    let changed = vector.changed ?? ""
    if changed.hasPrefix("root 1") {
      // The root of a perfect tree begins the path itself.
      return [(older.nonzeroBitCount == 1 ? ProofError.otherRoot : .otherOlderRoot).description]
    }
    if changed.hasPrefix("root 2") { return [ProofError.otherRoot.description] }
    return [ProofError.otherRoot.description, ProofError.otherOlderRoot.description]
  }

  private func length(index: UInt64, size: UInt64) -> Int {
    let fork = 64 - (index ^ (size - 1)).leadingZeroBitCount
    return fork + (fork > 63 ? 0 : (index >> UInt64(fork)).nonzeroBitCount)
  }

  /// RFC 9162, 2.1.4.1, counted by its recursion.
  private func consistencyLength(_ older: UInt64, _ newer: UInt64, isWhole: Bool = true) -> Int {
    if older == newer { return isWhole ? 0 : 1 }
    let half = UInt64(1) << UInt64(63 - (newer - 1).leadingZeroBitCount)
    return older <= half
      ? consistencyLength(older, half, isWhole: isWhole) + 1
      : consistencyLength(older - half, newer - half, isWhole: false) + 1
  }
}
