import EventLog
import Foundation
import JSON
import TestSupport
import Testing

@testable import kite

/// `kite doctor` names each thing that is missing, and only that; `kite stats` counts.
struct DoctorTests {
  /// What the doctor says, by check; and the exit status.
  private func ask(
    _ trust: KeyBench, at time: (String, Int) = ("2026-11-24", 12)
  ) throws -> (found: [String: JSONValue], status: Int32) {
    let said = try trust.bench.run(
      words: ["doctor", "--json"], as: nil, at: (day: time.0, hour: time.1),
      environment: ["HOME": trust.folder.path("clerk")])
    var found: [String: JSONValue] = [:]
    for line in said.out.split(separator: "\n") {
      let json = try JSONValue.parse(String(line))
      found[json["check"]?.string ?? ""] = json
    }
    return (found, said.status)
  }

  private func toDo(_ trust: KeyBench, at time: (String, Int) = ("2026-11-24", 12)) throws -> [String] {
    let (found, status) = try ask(trust, at: time)
    let open = found.filter { $0.value["state"] == "to do" }.keys.sorted()
    #expect(status == (open.isEmpty ? 0 : 78))
    for name in open { #expect(found[name]?["do"]?.string?.isEmpty == false, "\(name)") }
    return open
  }

  /// A trust for which nothing is to do.
  private func healthy() throws -> KeyBench {
    let trust = try KeyBench()
    let key = try trust.expect("key", "make", "p-031", home: "head").dropLast()
    try trust.expect("key", "enrol", "p-031", "--key", String(key))
    try trust.expect("body", "recorder", "trust-board", "p-031", "--first-day", "2026-11-24")
    try trust.expect("checkpoint")
    return trust
  }

  private func set(_ mode: Int, _ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  @Test func `a record that is cared for has nothing to do`() throws {
    let trust = try healthy()
    #expect(try toDo(trust) == [])
    let checks = [
      "record", "recovery key", "second enroller", "your key", "key files", "writing", "closed content",
      "locks",
      "free space", "projections", "clock", "set aside", "checkpoint",
    ]
    #expect(try ask(trust).found.keys.sorted() == checks.sorted())
    let words = try trust.run("doctor").out
    #expect(words.hasSuffix("nothing is to do\n"))
  }

  @Test func `a new record is told what it lacks`() throws {
    let trust = try KeyBench()
    #expect(try toDo(trust) == ["checkpoint", "second enroller"])
    #expect(try ask(trust).found["checkpoint"]?["minutes"] == .null)
  }

  @Test func `a recovery key in the own folder, and one that is revoked, are to do`() throws {
    let trust = try healthy()
    try FileManager.default.copyItem(atPath: trust.stick, toPath: try trust.path("recovery.pem"))
    #expect(try toDo(trust) == ["recovery key"])
    try FileManager.default.removeItem(atPath: try trust.path("recovery.pem"))
    #expect(try toDo(trust) == [])
    try trust.expect("key", "revoke", "recovery", "--why", "Lost.")
    #expect(try toDo(trust) == ["recovery key"])
  }

  @Test func `keys that others can read, or that are revoked, are to do`() throws {
    let trust = try healthy()
    let file = try trust.path("p-001.pem")
    try set(0o640, file)
    #expect(try toDo(trust) == ["key files"])
    try set(0o600, file)
    try trust.expect("key", "revoke", "p-001", "--why", "Lost.", "--key-file", trust.stick)
    #expect(try toDo(trust) == ["second enroller", "your key"])
  }

  @Test func `closed content that everybody can look into is to do`() throws {
    let trust = try healthy()
    try trust.expect("person", "register", "p-050", "--name", "A Name")
    #expect(try toDo(trust) == [])
    try set(0o755, "\(trust.bench.record)/EventLog/closed/personal")
    #expect(try toDo(trust) == ["closed content"])
  }

  @Test func `a clock behind the last entry is to do`() throws {
    #expect(try toDo(try healthy(), at: ("2026-11-24", 11)) == ["clock"])
  }

  @Test func `the age of the last checkpoint is told in minutes, and an old one is to do`() throws {
    let trust = try healthy()
    #expect(try ask(trust, at: ("2026-11-24", 13)).found["checkpoint"]?["minutes"] == 60)
    // Old, but nothing came since.
    #expect(try toDo(trust, at: ("2027-02-01", 12)) == [])
    try trust.expect("person", "register", "p-050")
    #expect(try toDo(trust, at: ("2026-12-24", 12)) == [])
    #expect(try toDo(trust, at: ("2027-02-01", 12)) == ["checkpoint"])
  }

  @Test func `a checkpoint in approved minutes counts as one that was printed`() throws {
    let trust = try healthy()
    let note = try trust.expect("checkpoint")
    try FileManager.default.removeItem(atPath: trust.folder.path("clerk/.cache/kite/checkpoints"))
    #expect(try toDo(trust) == ["checkpoint"])
    let said = try trust.run(
      "minutes", "approve", "trust-board", "--meeting-day", "2026-11-24", "--checkpoint", note)
    #expect(said.status == 0, "\(said.err)")
    #expect(try toDo(trust) == [])
    #expect(try ask(trust, at: ("2026-11-24", 12)).found["checkpoint"]?["minutes"] == 0)
  }

  @Test func `a log that is not the one of the printed checkpoint is to do`() throws {
    let trust = try healthy()
    let copy = trust.folder.path("copy")
    try FileManager.default.copyItem(atPath: trust.bench.record, toPath: copy)
    try trust.expect("person", "register", "p-050")
    try trust.expect("checkpoint")
    #expect(try toDo(trust) == [])
    // A backup that is behind is put back.
    try FileManager.default.removeItem(atPath: trust.bench.record)
    try FileManager.default.moveItem(atPath: copy, toPath: trust.bench.record)
    let (found, status) = try ask(trust)
    #expect(status == 78)
    #expect(found["checkpoint"]?["says"]?.string?.contains("it was cut, or put back") == true)
    // Another entry in the place of the one that was printed.
    try trust.expect("person", "register", "p-060")
    #expect(try ask(trust).found["checkpoint"]?["says"]?.string?.contains("it was changed") == true)
  }

  @Test func `a note of a checkpoint that was spoiled counts for nothing`() throws {
    let trust = try healthy()
    let folder = trust.folder.path("clerk/.cache/kite/checkpoints")
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
    for spoiled in ["", "yesterday", "2026-11-24T12:00:00.000Z -4 x", "\u{0} \u{0} \u{0}"] {
      try Data(spoiled.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
      #expect(try toDo(trust) == ["checkpoint"], "\(spoiled)")
    }
  }

  @Test func `a damaged log and one of a newer format are named, with all that can be seen without them`()
    throws
  {
    let trust = try healthy()
    let bytes = try trust.bench.bytes
    let log = URL(fileURLWithPath: trust.bench.log)
    try bytes.dropLast(400).write(to: log)
    #expect(try toDo(trust).contains("record"))
    let newer = String(decoding: bytes, as: UTF8.self).replacing("\"format\":1", with: "\"format\":2")
    try Data(newer.utf8).write(to: log)
    try FileManager.default.removeItem(atPath: "\(trust.bench.record)/Projections")
    let (found, status) = try ask(trust)
    #expect(status == 78)
    #expect(found["record"]?["state"] == "to do")
    #expect(found["locks"]?["state"] == "ok")
  }

  @Test func `a write that was interrupted is to do until an entry says so`() throws {
    let trust = try healthy()
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: trust.bench.log))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("{\"specversion\":\"1.0\",\"id\":\"".utf8))
    try handle.close()
    // Opening for writing moves it aside; a command that then fails has not recorded that.
    _ = try Log(opening: trust.bench.record, for: .writing(waitUpTo: 0), cache: nil)
    #expect(try toDo(trust) == ["set aside"])
  }

  @Test func `stats counts events, seals, sizes and keys`() throws {
    let trust = try healthy()
    let said = try JSONValue.parse(String(try trust.expect("stats", "--json").dropLast()))
    let lines = try trust.bench.bytes.split(separator: 0x0a).map { try JSONValue.parse(bytes: Array($0)) }
    #expect(said["events"]?.integer == lines.count)
    #expect(said["seals"]?.integer == lines.count { $0["seal"] != nil })
    #expect(said["bytes"]?["log"]?.integer == (try trust.bench.bytes.count))
    #expect(said["types"]?["RecorderAppointed"]?.integer == 2)
    #expect(said["years"]?["2026"]?.integer == lines.count)
    #expect(said["sealedBy"]?["p-001"]?.integer == said["seals"]?.integer)
    #expect(said["keys"] == ["enrolled": 3, "revoked": 0])
    #expect(try trust.expect("stats").contains("\(lines.count) under"))
  }
}
