import JSON

@testable import EventLog

/// What the bytes of a log say, read line by line without anything of the log's own reading.
struct LogScan {
  struct Line: Equatable {
    let id: String
    let type: String
    let tags: [String]
    let ref: String
    let bytes: [UInt8]
  }

  private(set) var lines: [Line] = []
  private(set) var byType: [String: [Int]] = [:]
  private(set) var byTag: [String: [Int]] = [:]
  private(set) var byRef: [String: ClosedRange<Int>] = [:]
  private(set) var byID: [String: Int] = [:]
  /// The tree's stored hashes, in the order in which the log stores them.
  private(set) var hashes: [Digest] = []
  private(set) var roots: [Digest] = []

  /// - Throws: `Wrong` when lines are not numbered from 1 without a gap, or the last one has no seal.
  init(_ bytes: [UInt8]) throws {
    let hash = SHA256()
    var tree = MerkleTree()
    var isSealed = true
    for slice in bytes.split(separator: 0x0a, omittingEmptySubsequences: false).dropLast() {
      let value = try JSONValue.parse(bytes: Array(slice))
      let position = lines.count + 1
      guard value["position"]?.integer == position else { throw Wrong("line \(position) is not numbered so") }
      let line = Line(
        id: value["id"]?.string ?? "", type: value["type"]?.string ?? "",
        tags: (value["tags"]?.string ?? "").split(separator: " ").map(String.init),
        ref: value["ref"]?.string ?? "", bytes: Array(slice))
      var leaf = Array(slice)
      if let seal = value["seal"]?.string {
        leaf.removeLast(#","seal":"\#(seal)"}"#.utf8.count)
        leaf.append(UInt8(ascii: "}"))
      }
      isSealed = value["seal"] != nil
      tree.append(hash.leaf(leaf.span), hash) { hashes.append($0) }
      roots.append(tree.root(hash))
      byType[line.type, default: []].append(position)
      for tag in line.tags { byTag[tag, default: []].append(position) }
      byRef[line.ref] = (byRef[line.ref]?.lowerBound ?? position)...position
      byID[line.id] = position
      lines.append(line)
    }
    guard isSealed, bytes.isEmpty || bytes.last == 0x0a else { throw Wrong("the log does not end in a seal") }
  }

  /// Compares all that a log answers through its index with these lines; asked is also for what `other` has.
  func compare(_ log: Log, askingFor other: LogScan) throws {
    guard log.head.rawValue == lines.count else {
      throw Wrong("the head is \(log.head), and there are \(lines.count) lines")
    }
    for (place, line) in lines.enumerated() {
      let bytes = try log.event(at: Position(place + 1))?.line
      guard bytes == line.bytes else { throw Wrong("line \(place + 1) is answered as another") }
    }
    func positions(_ query: Query) throws -> [Int] {
      try log.positions(matching: query, after: 0, upTo: log.head.rawValue, limit: nil)
    }
    for type in Set(byType.keys).union(other.byType.keys) {
      guard try positions(Query(types: [type])) == byType[type] ?? [] else {
        throw Wrong("type '\(type)' is answered otherwise than the log says")
      }
    }
    for tag in Set(byTag.keys).union(other.byTag.keys) {
      guard try positions(Query(tags: [tag])) == byTag[tag] ?? [] else {
        throw Wrong("tag '\(tag)' is answered otherwise than the log says")
      }
    }
    if let line = lines.last(where: { !$0.tags.isEmpty }) {
      let found = lines.indices.filter { index in
        lines[index].type == line.type && line.tags.allSatisfy { lines[index].tags.contains($0) }
      }
      guard try positions(Query(types: [line.type], tags: line.tags)) == found.map({ $0 + 1 }) else {
        throw Wrong("a query of type and tags is answered otherwise than the log says")
      }
    }
    for ref in Set(byRef.keys).union(other.byRef.keys) where try log.range(of: ref) != byRef[ref] {
      throw Wrong("reference '\(ref)' is answered otherwise than the log says")
    }
    for id in Set(byID.keys).union(other.byID.keys) {
      guard let eventID = EventID(id), try log.position(of: eventID) == byID[id] else {
        throw Wrong("id '\(id)' is answered otherwise than the log says")
      }
    }
    try compareHashes(log)
  }

  private func compareHashes(_ log: Log) throws {
    for (place, hash) in hashes.enumerated() {
      var stored = log.state.tail.hash(at: place)
      if stored == nil { stored = try log.index?.hash(place) }
      guard stored == hash else { throw Wrong("hash \(place) of the tree is another") }
    }
    for (place, root) in roots.enumerated() where try log.root(at: Position(place + 1)) != root {
      throw Wrong("the root at \(place + 1) is another")
    }
  }
}
