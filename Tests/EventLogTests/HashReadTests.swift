import TestSupport
import Testing

@testable import EventLog

/// A root and a proof cost as many reads of stored hashes as the tree has levels, not as it has leaves.
struct HashReadTests {
  /// What a root takes, a hash for each 1 bit of the size; and what a proof takes at most.
  private func rootReads(_ size: Int) -> Int { size.nonzeroBitCount }
  private func proofReads(_ size: Int) -> Int {
    Int.bitWidth - 1 - size.leadingZeroBitCount + size.nonzeroBitCount
  }

  @Test(.tags(.property), arguments: 1...8 as ClosedRange<UInt64>)
  func `roots and proofs of any size read at most so many hashes`(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    let hash = SHA256()
    // Reads are counted, and what is read does not matter: the places come from the sizes alone.
    var places: Set<Int> = []
    var reads = 0
    func stored(_ place: Int) -> Digest {
      reads += 1
      places.insert(place)
      return .of([])
    }
    func count(_ work: () -> Void) -> Int {
      (reads, places) = (0, [])
      work()
      #expect(places.count == reads, "a hash was read twice")
      return reads
    }
    for round in 0..<300 {
      let limit = round < 100 ? 70 : round < 200 ? 5_000 : Int(Int32.max)
      let size = Int.random(in: 1...limit, using: &random)
      let index = Int.random(in: 0..<size, using: &random)
      #expect(count { _ = TreeReader.root(0, size, hash, stored) } == rootReads(size), "root of \(size)")
      #expect(places.allSatisfy { $0 < StoredHashes.count(size: size) })
      let inclusion = count { _ = TreeReader.inclusion(index, 0, size, hash, stored) }
      #expect(inclusion <= proofReads(size), "\(index) in \(size)")
      let consistency = count { _ = TreeReader.consistency(index + 1, size, hash, stored) }
      #expect(consistency <= proofReads(size), "\(index + 1) to \(size)")
    }
  }

  @Test func `through the index on disk and the tail in memory it is the same number, and the same hashes`()
    throws
  {
    let record = try Record()
    do { try record.fill(try record.make(), 1_000) }
    let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
    try record.fill(log, 300)
    // The tree as it grows from the lines themselves.
    var tree = MerkleTree()
    var roots: [Digest] = [tree.root(log.reader.hash)]
    var leaves: [Digest] = []
    try log.forEach(matching: .everything) { event in
      leaves.append(log.reader.hash.leaf(event.leaf.span))
      tree.append(leaves[leaves.count - 1], log.reader.hash)
      roots.append(tree.root(log.reader.hash))
    }
    let base = log.state.tail.base
    #expect(base == 1_001 && log.state.head == 1_301)
    var (reads, fromIndex, fromTail) = (0, 0, 0)
    func stored(_ place: Int) throws(LogError) -> Digest {
      reads += 1
      if log.state.tail.hash(at: place) == nil { fromIndex += 1 } else { fromTail += 1 }
      return try log.hash(place)
    }
    for size in [1, 2, 511, 512, 1_000, 1_001, 1_002, 1_024, 1_100, 1_279, 1_280, 1_301] {
      reads = 0
      #expect(try TreeReader.root(0, size, log.reader.hash, stored) == roots[size])
      #expect(reads == rootReads(size))
      for index in Set([0, size / 3, size / 2, size - 1]) {
        reads = 0
        let path = try TreeReader.inclusion(index, 0, size, log.reader.hash, stored)
        #expect(reads <= proofReads(size), "\(index) in \(size)")
        let proof = InclusionProof(index: UInt64(index), size: UInt64(size), path: path)
        #expect(proof.verifies(leaf: leaves[index], root: roots[size]))
        #expect(try log.inclusionProof(of: Position(index + 1), in: Position(size)) == proof)
        reads = 0
        let older = index + 1
        let links = try TreeReader.consistency(older, size, log.reader.hash, stored)
        #expect(reads <= proofReads(size), "\(older) to \(size)")
        let extending = ConsistencyProof(older: UInt64(older), newer: UInt64(size), path: links)
        #expect(extending.verifies(olderRoot: roots[older], newerRoot: roots[size]))
        #expect(try log.consistencyProof(from: Position(older), to: Position(size)) == extending)
      }
    }
    #expect(fromIndex > 0 && fromTail > 0)
  }
}
