import Foundation
import Testing

@testable import EventLog

struct ConcurrencyTests {
  @Test func `writers in turn make one history, and none takes what another took`() async throws {
    let record = try Record()
    do { _ = try record.make() }
    let folder = record.folder
    let name = record.clerk.key.name
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let signer = try SoftwareSigner(name: name, seed: Array(repeating: 7, count: 32))
          for number in 0..<8 {
            let log = try Log(opening: folder, for: .writing(waitUpTo: 60))
            let data = Array(#"{"head":\#(log.head)}"#.utf8)
            let event = NewEvent(
              type: "A", subject: "trust", dataSchema: "urn:a", tags: ["writer/\(writer)"], data: data)
            let commit = NewCommit(
              ref: "w\(writer)-\(number)", actor: "p-001", time: log.lastTime + 1, events: [event])
            let all = AppendCondition(noEventMatching: .everything, after: log.head)
            try log.append(commit, if: all, signer: signer)
          }
        }
      }
      try await group.waitForAll()
    }
    let log = try Log(opening: folder, for: .reading)
    #expect(log.head == Position(33))
    for position in 2...33 {
      let event = try #require(try log.event(at: Position(position)))
      #expect(String(decoding: event.data, as: UTF8.self) == #"{"head":\#(position - 1)}"#)
    }
    #expect(try Log.verify(folder).problem == nil)
  }

  @Test func `a reader beside a writer sees whole commits, and never fewer than before`() async throws {
    let record = try Record()
    do { _ = try record.make() }
    let folder = record.folder
    let name = record.clerk.key.name
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        let signer = try SoftwareSigner(name: name, seed: Array(repeating: 7, count: 32))
        let log = try Log(opening: folder, for: .writing(waitUpTo: 0))
        for number in 0..<250 {
          let event = NewEvent(type: "A", subject: "trust", dataSchema: "urn:a", data: Array("{}".utf8))
          let commit = NewCommit(
            ref: "r-\(number)", actor: "p-001", time: log.lastTime + 1, events: [event, event, event])
          try log.append(commit, signer: signer)
        }
      }
      group.addTask {
        var last = Position(0)
        while last < Position(751) {
          let log = try Log(opening: folder, for: .reading)
          #expect(log.damage == nil)
          #expect(log.head >= last)
          #expect(log.head.rawValue % 3 == 1)
          #expect(try log.event(at: log.head)?.hasSeal == true)
          last = log.head
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `a long tail goes to the index while the log stays open`() throws {
    let record = try Record()
    let log = try record.make()
    log.nextHandOver = 50
    try record.fill(log, 120)
    #expect(log.state.tail.base > 0)
    #expect(log.head == Position(121))
    #expect(
      try log.events(matching: Query(tags: ["case/1"])).map(\.position.rawValue)
        == Array(stride(from: 3, to: 122, by: 3)))
    #expect(try log.events(ref: "2024-3").map(\.position) == [Position(4)])
    #expect(refuses(log, record.commit(record.event("A", []), ref: "2024-3")) == "refInUse")
    #expect(try Log(opening: record.folder, for: .reading).state.tail.base == log.state.tail.base)
  }

  @Test func `a tail part of which another process has indexed goes to the index from there`() throws {
    let record = try Record()
    do { try record.fill(try record.make(), 600) }
    let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
    #expect(log.state.tail.base == 601)
    try record.fill(log, 600)
    #expect(try Log(opening: record.folder, for: .reading).state.tail.count == 0)
    try record.fill(log, 3)
    log.nextHandOver = 0
    try record.fill(log, 1)
    #expect(log.state.tail.base == 1205)
    let expected =
      (0..<600).filter { $0 % 7 == 5 }.map { $0 + 2 } + (0..<600).filter { $0 % 7 == 5 }.map { $0 + 602 }
    #expect(try log.events(matching: Query(tags: ["school/S5"])).map(\.position.rawValue) == expected)
    let checkpoint = try Checkpoint(try log.checkpoint().text)
    let leaf = try #require(try log.event(at: Position(1203))).leaf
    let proof = try log.proof(of: Position(1203))
    #expect(try proof.verify(leaf: leaf, origin: log.origin, known: [record.clerk.key]) == checkpoint)
  }
}

struct OutsiderTests {
  /// What the command `openssl` says, with its arguments.
  private func openssl(_ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test func `the command openssl verifies a seal, and refuses it over another text`() throws {
    guard try openssl(["version"]) == 0 else { return }
    let record = try Record()
    let log = try record.make()
    try record.fill(log, 3)
    let note = try log.checkpoint()
    let (text, key, signature) = (record.folder + "/text", record.folder + "/key", record.folder + "/sig")
    try writeFile(text, note.text)
    try writeFile(key, record.clerk.key.der)
    try writeFile(signature, try #require(note.signatures.first).bytes)
    let arguments = [
      "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", key, "-rawin", "-in", text, "-sigfile",
      signature,
    ]
    #expect(try openssl(arguments) == 0)
    try writeFile(text, note.text + [0x0a])
    #expect(try openssl(arguments) != 0)
  }

  @Test func `the command openssl reads a key file with its passphrase`() throws {
    guard try openssl(["version"]) == 0 else { return }
    let record = try Record()
    let path = record.folder + "/key.pem"
    try KeyFile.write(record.clerk, to: path, passphrase: "secret")
    #expect(try openssl(["pkey", "-in", path, "-passin", "pass:secret", "-noout"]) == 0)
    #expect(try openssl(["pkey", "-in", path, "-passin", "pass:other", "-noout"]) != 0)
  }
}
