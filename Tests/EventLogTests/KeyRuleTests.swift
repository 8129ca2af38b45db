import Testing

@testable import EventLog

struct KeyRuleTests {
  private func enrol(_ record: Record, _ key: VerifierKey, _ type: String = "KeyEnrolled") -> NewEvent {
    record.event(type, [], #"{"key":"\#(key)"}"#)
  }

  private func by(_ actor: String, _ commit: NewCommit) -> NewCommit {
    var commit = commit
    commit.actor = actor
    return commit
  }

  @Test func `a person records after their key is enrolled, and not after it is revoked`() throws {
    let record = try Record()
    let log = try record.make()
    let chair = try SoftwareSigner.random(name: "\(log.origin)/p-002")
    #expect(refuses(log, by("p-002", record.commit(record.event("A", []))), chair) == "keyNotEnrolled")
    try log.append(record.commit(enrol(record, chair.key)), signer: record.clerk)
    try log.append(by("p-002", record.commit(record.event("A", []))), signer: chair)
    #expect(refuses(log, by("p-001", record.commit(record.event("A", []))), chair) == "keyNotEnrolled")
    #expect(refuses(log, by("p-002", record.commit(record.event("A", []))), record.clerk) == "keyNotEnrolled")
    try log.append(record.commit(enrol(record, chair.key, "KeyRevoked")), signer: record.clerk)
    #expect(refuses(log, by("p-002", record.commit(record.event("A", []))), chair) == "keyRevoked")
    let verification = try Log.verify(record.folder)
    #expect(verification.problem == nil)
    #expect(log.keys.map(\.person) == ["p-001", "recovery", "p-002"])
    #expect(log.keys.last?.revoked == log.head)
  }

  @Test func `the recovery key enrols and revokes, and records nothing else`() throws {
    let record = try Record()
    let log = try record.make()
    let next = try SoftwareSigner.random(name: "\(log.origin)/p-001")
    #expect(
      refuses(log, by("recovery", record.commit(record.event("A", []))), record.recovery) == "recoveryKeyOnly"
    )
    try log.append(
      by("recovery", record.commit(enrol(record, record.clerk.key, "KeyRevoked"), enrol(record, next.key))),
      signer: record.recovery)
    #expect(refuses(log, record.commit(record.event("A", []))) == "keyRevoked")
    try log.append(record.commit(record.event("A", [])), signer: next)
    #expect(try Log.verify(record.folder).problem == nil)
  }

  @Test func `keys of another log, of nobody, or enrolled before are refused`() throws {
    let record = try Record()
    let log = try record.make()
    let names = ["kite/other/1/p-002", "\(log.origin)", "p-002", "\(log.origin)/a/p-002"]
    for name in names {
      let key = try SoftwareSigner.random(name: name).key
      #expect(refuses(log, record.commit(enrol(record, key))) == "invalid", "\(name)")
    }
    #expect(refuses(log, record.commit(enrol(record, record.clerk.key))) == "invalid")
    let shared = try VerifierKey(name: "\(log.origin)/p-002", publicKey: record.clerk.key.publicKey)
    #expect(refuses(log, record.commit(enrol(record, shared))) == "invalid")
    let unknown = try SoftwareSigner.random(name: "\(log.origin)/p-003").key
    #expect(refuses(log, record.commit(enrol(record, unknown, "KeyRevoked"))) == "invalid")
  }

  @Test func `a key that opens the log is that of the person who does`() throws {
    let record = try Record()
    let stranger = try SoftwareSigner.random(name: record.clerk.key.name)
    #expect(throws: LogError.self) {
      _ = try Log.create(in: record.folder, trust: "example", first: record.opening(), signer: stranger)
    }
    #expect(throws: LogError.self) {
      _ = try Log.create(in: record.folder, trust: "other", first: record.opening(), signer: record.clerk)
    }
    #expect(try record.make().head == Position(1))
  }

  @Test func `keys are known again when they come from the index`() throws {
    let record = try Record()
    let chair: SoftwareSigner
    do {
      let log = try record.make()
      chair = try SoftwareSigner.random(name: "\(log.origin)/p-002")
      try log.append(record.commit(enrol(record, chair.key)), signer: record.clerk)
      try log.append(record.commit(enrol(record, record.clerk.key, "KeyRevoked")), signer: record.clerk)
      for _ in 0..<600 { try log.append(by("p-002", record.commit(record.event("A", []))), signer: chair) }
    }
    _ = try Log(opening: record.folder, for: .reading)
    let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
    #expect(log.state.tail.base == log.head.rawValue)
    #expect(refuses(log, record.commit(record.event("A", []))) == "keyRevoked")
    try log.append(by("p-002", record.commit(record.event("A", []))), signer: chair)
  }
}
