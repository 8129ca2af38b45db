import TestSupport
import Testing

@testable import EventLog

/// What may stand only once in a log is found in any log, also where it does not ascend.
@Suite struct RepeatTests {
  @Test func `numbers in references are compared as numbers`() {
    let sorted = [
      "1", "01", "2", "10", "2023", "2023-1", "2023-2", "2023-02", "2023-10", "2023-117", "2024-1", "A", "A9",
      "A10", "A10-1", "B", "a",
    ]
    for (index, left) in sorted.enumerated() {
      for (other, right) in sorted.enumerated() {
        let precedes = Repeats.precedes(left.utf8.span, right.utf8.span)
        #expect(precedes == (index < other), "\(left) and \(right)")
      }
    }
  }

  @Test(.tags(.property), arguments: 1...20 as ClosedRange<UInt64>)
  func `the order of references is an order`(seed: UInt64) {
    var random = Seeded(seed: seed)
    let letters = Array("0019-AZa".utf8)
    let refs = (0..<60).map { _ in
      (0..<Int.random(in: 1...6, using: &random)).map { _ in letters[Int.random(in: 0..<8, using: &random)] }
    }
    for a in refs {
      for b in refs {
        let forward = Repeats.precedes(a.span, b.span)
        let backward = Repeats.precedes(b.span, a.span)
        #expect((a == b) == (!forward && !backward), "seed \(seed): \(a) \(b)")
        for c in refs where forward && Repeats.precedes(b.span, c.span) {
          let isTransitive = Repeats.precedes(a.span, c.span)
          #expect(isTransitive, "seed \(seed): \(a) \(b) \(c)")
        }
      }
    }
  }

  @Test func `references and ids in any order hold as long as each is there once`() throws {
    let record = try Record()
    let log = try record.make()
    for (ref, id) in [("9", "f"), ("10", "1"), ("A", "5"), ("2", "3"), ("A-1", "4")] {
      var event = record.event("Any", [])
      event.id = "018c0000-0000-7000-8000-00000000000\(id)"
      try log.append(record.commit(event, ref: ref), signer: record.clerk)
    }
    let found = try Log.verify(record.folder)
    #expect(found.problem == nil && found.events == 6)
  }

  @Test(arguments: [true, false])
  func `a reference that is there twice is named by the later commit`(ascending: Bool) throws {
    let (record, forger) = try forged()
    try forger.append(ascending ? "E1" : "Z", id: 1)
    try forger.append("E2", id: 2)
    try forger.append("E3", id: 3)
    try forger.append("E2", id: 4)
    try forger.append("E4", id: 5)
    let found = try Log.verify(record.folder)
    #expect(found.problem?.position == Position(5) && found.problem?.kind == .seal)
    #expect(found.problem?.says == "its ref 'E2' is that of an earlier commit")
    #expect(found.events == 4 && found.seals == 4)
  }

  @Test func `an id that is there twice is named by the later line`() throws {
    let (record, forger) = try forged()
    for (number, id) in [5, 2, 9, 7, 2, 9].enumerated() { try forger.append("E\(number)", id: id) }
    let found = try Log.verify(record.folder)
    #expect(found.problem?.position == Position(6) && found.problem?.kind == .line)
    #expect(found.events == 5)
  }

  @Test func `what is wrong before a repeated id counts first`() throws {
    let (record, forger) = try forged()
    try forger.append("E1", id: 5)
    try forger.append("E2", id: 4, spoiled: true)
    try forger.append("E3", id: 5)
    let found = try Log.verify(record.folder)
    #expect(found.problem?.position == Position(3) && found.problem?.kind == .seal)
    #expect(found.events == 2)
  }

  private func forged() throws -> (Record, Forger) {
    let record = try Record()
    _ = try record.make()
    return (record, try Forger(record))
  }
}

/// Writes commits of one line with good seals and bad manners: references and ids that a log would refuse.
private final class Forger {
  private let record: Record
  private var tree = MerkleTree()
  private let hash = SHA256()
  private var bytes: [UInt8]

  init(_ record: Record) throws {
    self.record = record
    bytes = try record.bytes()
    let line = try RecordedEvent(bytes, 0..<(bytes.count - 1))
    tree.append(hash.leaf(line.leaf.span), hash)
  }

  func append(_ ref: String, id: Int, spoiled: Bool = false) throws {
    let event = record.event("Forged", [])
    let commit = record.commit(event, ref: ref)
    let id = try #require(EventID("018c0000-0000-7000-8000-00000000000\(id)"))
    var line: [UInt8] = []
    Line.writeLeaf(
      event, id: id, position: tree.size + 1, time: commit.time, of: commit,
      source: Array("urn:kite:example:\(record.logID)".utf8), to: &line)
    tree.append(hash.leaf(line.span), hash)
    let origin = Log.origin(trust: "example", logID: record.logID)
    let text = Checkpoint(origin: origin, size: UInt64(tree.size), root: tree.root(hash)).text
    var signature = record.clerk.sign(text)
    if spoiled { signature[9] ^= 1 }
    let keyID = record.clerk.key.id
    let raw = (0..<4).map { UInt8(truncatingIfNeeded: keyID >> (24 - 8 * $0)) } + signature
    Line.seal(raw, &line)
    bytes += line + [0x0a]
    try record.write(bytes)
  }
}
