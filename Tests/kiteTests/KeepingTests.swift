import Foundation
import TestSupport
import Testing

/// What keeps a record: checking it, and not mistaking it for another.
struct KeepingTests {
  /// A copy of the story that may be damaged.
  private func copy() throws -> (home: TemporaryDirectory, record: String) {
    let home = try TemporaryDirectory()
    try FileManager.default.copyItem(atPath: try Greywether.asked().record, toPath: home.path("record"))
    return (home, home.path("record"))
  }

  private func kite(_ words: String..., home: TemporaryDirectory) throws -> ProgramResult {
    try Kite.run(words, environment: ["HOME": home.path, "KITE_RECORD": home.path("record")])
  }

  @Test func `an emptied log is damage, and no other record is made in its place`() throws {
    let (home, record) = try copy()
    try Data().write(to: URL(fileURLWithPath: "\(record)/EventLog/decisions.jsonl"))
    for command in ["status", "verify"] {
      let result = try kite(command, home: home)
      #expect(result.status == 65)
      #expect((result.out + result.err).contains("434 lines were durable on this machine"))
    }
    let made = try kite(
      "init", record, "--trust", "X", "--code", "x", "--person", "p-1", "--office", "clerk",
      "--no-passphrase",
      home: home)
    #expect(made.status == 65)
  }

  @Test func `a checkpoint that was changed is no evidence against the log`() throws {
    let (home, _) = try copy()
    let note = try kite("checkpoint", home: home).out
    let good = try home.write(note, to: "good.txt")
    #expect(try kite("verify", "--against", good, home: home).status == 0)
    let changed = try home.write(note.replacing("\n434\n", with: "\n433\n"), to: "changed.txt")
    let result = try kite("verify", "--against", changed, home: home)
    #expect(result.status == 65)
    #expect(result.err.contains("the signature of"))
    #expect(!result.out.contains("another history"))
  }

  @Test func `a checkpoint is one object in JSON`() throws {
    let (home, _) = try copy()
    let note = try kite("checkpoint", home: home).out
    let object =
      try JSONSerialization.jsonObject(
        with: Data(try kite("checkpoint", "--json", home: home).out.utf8)) as? [String: String]
    #expect(object == ["checkpoint": note])
  }
}
