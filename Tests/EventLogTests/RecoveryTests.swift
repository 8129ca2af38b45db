import Testing

@testable import EventLog

struct RecoveryTests {
  /// A log of four commits, the last of three events, and where its commits end.
  private func example() throws -> (record: Record, bytes: [UInt8], ends: [Int]) {
    let record = try Record()
    var ends: [Int] = []
    let log = try record.make()
    ends.append(try record.bytes().count)
    for _ in 0..<2 {
      try record.fill(log, 1)
      ends.append(try record.bytes().count)
    }
    try log.append(
      record.commit(record.event("A", ["x"]), record.event("B", ["x"]), record.event("C", [])),
      signer: record.clerk)
    let bytes = try record.bytes()
    return (record, bytes, ends + [bytes.count])
  }

  private func open(_ record: Record, _ bytes: [UInt8]) throws -> Log {
    try? record.removeProjections()
    try record.write(bytes)
    return try Log(opening: record.folder, for: .reading)
  }

  @Test func `every prefix of a log shows the commits that are whole in it`() throws {
    let (record, bytes, ends) = try example()
    let heads = [1, 2, 3, 6]
    for length in 0...bytes.count {
      let whole = ends.lastIndex { $0 <= length }
      guard let whole else {
        #expect(throws: LogError.self, "\(length)") { _ = try open(record, Array(bytes[..<length])) }
        continue
      }
      let log = try open(record, Array(bytes[..<length]))
      #expect(log.head == Position(heads[whole]), "\(length)")
      #expect(log.damage == nil, "\(length)")
    }
  }

  @Test func `every changed byte is noticed by verify, and never opens as if nothing were`() throws {
    let (record, bytes, ends) = try example()
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1 << UInt8(index % 8)
      try? record.removeProjections()
      try record.write(changed)
      let verification = try? Log.verify(record.folder)
      // In the last commit a change that spoils the form of the seal looks like an unfinished write; the
      // synced head, here removed, or a checkpoint from elsewhere tells.
      let isNoticed = verification.map { $0.problem != nil || $0.unfinished > 0 || $0.events != 6 } ?? true
      #expect(isNoticed, "byte \(index)")
      if let problem = verification?.problem, let line = ends.firstIndex(where: { $0 > index }) {
        let last = [1, 2, 3, 6][line]
        #expect(problem.position.rawValue <= last, "byte \(index): \(problem)")
      }
      // Opening checks the last seal only, and no seal covers another's signature.
      let isInEarlierSeal = ends.dropLast().contains { ($0 - Line.sealTail..<$0).contains(index) }
      let log = isInEarlierSeal || index % 5 > 0 ? nil : try? Log(opening: record.folder, for: .reading)
      if let log, log.damage == nil { #expect(log.head < Position(6), "byte \(index)") }
    }
  }

  @Test func `a removed line is noticed, whichever it is`() throws {
    let (record, bytes, _) = try example()
    let lines = bytes.split(separator: 0x0a)
    for removed in lines.indices.dropFirst() {
      var rest: [UInt8] = []
      for index in lines.indices where index != removed { rest += lines[index] + [0x0a] }
      try? record.removeProjections()
      try record.write(rest)
      let verification = try Log.verify(record.folder)
      let isNoticed = verification.problem != nil || verification.unfinished > 0
      #expect(isNoticed, "line \(removed + 1)")
    }
  }

  @Test func `a seal that was taken out is noticed by the references`() throws {
    let (record, bytes, ends) = try example()
    let sealed = Array(bytes[ends[0]..<ends[1]])
    let bare = sealed[..<(sealed.count - 1 - Line.sealTail)] + Array("}\n".utf8)
    try record.write(Array(bytes[..<ends[0]]) + bare + bytes[ends[1]...])
    let problem = try #require(try Log.verify(record.folder).problem)
    #expect(problem.position == Position(3))
    #expect(problem.kind == .seal)
  }

  @Test func `an unfinished write is moved aside by the next writer, and never read as history`() throws {
    let (record, bytes, ends) = try example()
    let torn = Array(bytes[..<(ends[3] - 40)])
    try? record.removeProjections()
    try record.write(torn)
    let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
    #expect(log.head == Position(3))
    let tail = try #require(log.tailSetAside)
    let rest = Array(torn[ends[2]...])
    #expect(
      tail
        == TailSetAside(
          after: Position(3), bytes: rest.count, digest: .of(rest), file: "set-aside-3.bin", signed: false))
    #expect(try readFile(record.folder + "/EventLog/set-aside-3.bin") == rest)
    #expect(try record.bytes() == Array(bytes[..<ends[2]]))
    try record.fill(log, 1)
    #expect(log.tailSetAside == tail)
    try log.append(
      record.commit(record.event("TailSetAside", [], #"{"after":3,"file":"set-aside-3.bin"}"#)),
      signer: record.clerk)
    #expect(log.tailSetAside == nil)
    #expect(try Log.verify(record.folder).problem == nil)
  }

  @Test func `a tail whose event was not recorded is offered again by the next opening`() throws {
    let (record, bytes, ends) = try example()
    try record.removeProjections()
    try record.write(Array(bytes[..<(ends[3] - 40)]))
    let first: TailSetAside?
    do { first = try Log(opening: record.folder, for: .writing(waitUpTo: 0)).tailSetAside }
    do {
      let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
      #expect(log.tailSetAside == first)
      #expect(first != nil)
      try log.append(
        record.commit(record.event("TailSetAside", [], #"{"file":"set-aside-3.bin"}"#)), signer: record.clerk)
    }
    #expect(try Log(opening: record.folder, for: .writing(waitUpTo: 0)).tailSetAside == nil)
  }

  @Test func `a hole of zeros in the last commit is an unfinished write, even with its seal`() throws {
    let (record, bytes, ends) = try example()
    var torn = bytes
    for index in (ends[2] + 300)..<(ends[2] + 340) { torn[index] = 0 }
    try record.removeProjections()
    try record.write(torn)
    let reader = try Log(opening: record.folder, for: .reading)
    #expect(reader.head == Position(3))
    #expect(reader.damage == nil)
    let verification = try Log.verify(record.folder)
    #expect(verification.problem == nil)
    #expect(verification.unfinished == torn.count - ends[2])
    let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
    #expect(log.tailSetAside?.signed == true)
  }

  @Test func `a hole of zeros before a later good commit is damage`() throws {
    let (record, bytes, ends) = try example()
    var damaged = bytes
    for index in (ends[0] + 50)..<(ends[0] + 90) { damaged[index] = 0 }
    try record.removeProjections()
    try record.write(damaged)
    let reader = try Log(opening: record.folder, for: .reading)
    #expect(reader.head == Position(1))
    #expect(reader.damage?.position == Position(2))
    #expect(try Log.verify(record.folder).problem == reader.damage)
    do {
      _ = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
      Issue.record("a damaged log opened for writing")
    } catch {
      guard case .damaged(let damage) = error else { throw error }
      #expect(damage == reader.damage)
    }
    #expect(try record.bytes() == damaged)
  }

  @Test func `a last commit that was cut off or changed is damage where the synced head knows of it`() throws
  {
    let (record, bytes, ends) = try example()
    let synced = try readFile(record.folder + "/Projections/synced-head")
    #expect(SyncedHead(synced)?.position == 6)
    for changed in [Array(bytes[..<ends[2]]), Array(bytes[..<(bytes.count - 3)])] {
      try record.write(changed)
      #expect(try Log(opening: record.folder, for: .reading).damage?.kind == .history)
      #expect(throws: LogError.self) { _ = try Log(opening: record.folder, for: .writing(waitUpTo: 0)) }
      #expect(try Log.verify(record.folder).problem?.position == Position(4))
    }
    #expect(try record.bytes() == Array(bytes[..<(bytes.count - 3)]))
  }

  @Test func `a log rewritten from an earlier point is found by the synced head and by a checkpoint`() throws
  {
    let (record, bytes, ends) = try example()
    let note = try Log(opening: record.folder, for: .reading).checkpoint().bytes
    #expect(try Log.verify(record.folder, against: note).problem == nil)
    let synced = try readFile(record.folder + "/Projections/synced-head")
    try record.removeProjections()
    try record.write(Array(bytes[..<ends[1]]))
    #expect(try Log.verify(record.folder, against: note).problem?.position == Position(3))
    do {
      let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
      for number in 0..<6 {
        try log.append(record.commit(record.event("Z", []), ref: "2025-\(number)"), signer: record.clerk)
      }
    }
    #expect(try Log.verify(record.folder).problem == nil)
    #expect(try Log.verify(record.folder, against: note).problem?.kind == .history)
    try writeFile(record.folder + "/Projections/synced-head", synced)
    #expect(try Log.verify(record.folder).problem?.kind == .history)
    #expect(try Log(opening: record.folder, for: .reading).damage?.kind == .history)
  }

  @Test func `a commit that goes over the head that was durable is of another history`() throws {
    let (record, bytes, ends) = try example()
    let synced = try readFile(record.folder + "/Projections/synced-head")
    try record.removeProjections()
    try record.write(Array(bytes[..<ends[1]]))
    do {
      let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
      let events = (0..<6).map { record.event("Z", ["\($0)"]) }
      var commit = record.commit(ref: "2025-1")
      commit.events = events
      try log.append(commit, signer: record.clerk)
    }
    try writeFile(record.folder + "/Projections/synced-head", synced)
    let problem = try #require(try Log.verify(record.folder).problem)
    #expect(problem.position == Position(6) && problem.kind == .history)
    #expect(try Log(opening: record.folder, for: .reading).damage?.position == Position(6))
  }

  @Test func `verify says what it compared with`() throws {
    let (record, _, _) = try example()
    let note = try Log(opening: record.folder, for: .reading).checkpoint().bytes
    #expect(
      try Log.verify(record.folder, against: note).compared
        == .init(size: 6, signers: ["p-001"], recorded: record.time))
    #expect(try Log.verify(record.folder).compared == nil)
  }

  @Test func `a checkpoint of another log, or by nobody's key, proves nothing`() throws {
    let (record, _, _) = try example()
    let stranger = try SoftwareSigner.random(name: "kite/example/\(record.logID)/p-009")
    let text = Checkpoint(origin: "kite/example/\(record.logID)", size: 6, root: .of([])).text
    let note = SignedNote(
      text: text,
      signatures: [.init(name: stranger.key.name, keyID: stranger.key.id, bytes: stranger.sign(text))])
    #expect(try Log.verify(record.folder, against: note.bytes).problem != nil)
    let other = try Record(logID: "other")
    let foreign = try other.make().checkpoint().bytes
    #expect(throws: LogError.self) { _ = try Log.verify(record.folder, against: foreign) }
    #expect(throws: LogError.self) { _ = try Log.verify(record.folder, against: Array("nonsense".utf8)) }
  }
}
