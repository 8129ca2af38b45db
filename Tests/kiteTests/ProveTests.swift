import Foundation
import TestSupport
import Testing

/// `kite prove`: an entry for somebody who has no copy.
struct ProveTests {
  private static let script = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("EventLog/check.py").path

  private func check(_ proof: String, _ key: String) throws -> (status: Int32, out: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", Self.script, "--proof", proof, key]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }

  @Test func `each line of an entry gets a proof that the script takes, and with another key refuses`() throws
  {
    let story = try Greywether.asked()
    let home = try TemporaryDirectory()
    let answer = try #require(try story.json("prove", "E41", "--out", home.path("E41.tlog-proof")).first)
    let proofs = try #require(answer["proofs"] as? [[String: Any]])
    #expect(proofs.compactMap { $0["type"] as? String } == ["DecisionTaken", "VariationMade"])
    #expect(
      proofs.compactMap { $0["file"] as? String }
        == [home.path("E41.tlog-proof"), home.path("E41-2.tlog-proof")])
    let key = try #require(answer["key"] as? String)
    for proof in proofs {
      let file = try #require(proof["file"] as? String)
      let checked = try check(file, key)
      #expect(checked.status == 0)
      #expect(checked.out.contains("is line \(proof["position"] ?? "") of"))
      #expect(checked.out.contains(#""ref":"E41""#))
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let broken = try home.write(text.replacing("\nindex ", with: "\nindex 1"), to: "broken")
      #expect(try check(broken, key).status == 1)
    }
  }

  @Test func `a file is never overwritten, and the same proof again is no fault`() throws {
    let story = try Greywether.asked()
    let home = try TemporaryDirectory()
    let path = home.path("proof")
    let first = try story.kite("prove", "E41", "--out", path)
    #expect(first.status == 0)
    #expect(first.out.contains("python3 check.py --proof '\(path)'"))
    #expect(first.out.contains("only the digest is proven"))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(try story.kite("prove", "E41", "--out", path).status == 0)
    let other = try story.kite("prove", "E40", "--out", path)
    #expect(other.status == 64)
    #expect(other.err.contains("is not overwritten"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
    #expect(try story.kite("prove", "nobody", "--out", home.path("x")).status == 66)
    #expect(!FileManager.default.fileExists(atPath: home.path("x")))
  }

  @Test func `verify says what it compared with, and what an unfinished write is`() throws {
    let home = try TemporaryDirectory()
    try FileManager.default.copyItem(atPath: try Greywether.asked().record, toPath: home.path("record"))
    let environment = ["HOME": home.path, "KITE_RECORD": home.path("record")]
    let note = try home.write(try Kite.run(["checkpoint"], environment: environment).out, to: "minutes.txt")
    let log = try FileHandle(forWritingTo: URL(fileURLWithPath: home.path("record/EventLog/decisions.jsonl")))
    try log.seekToEnd()
    try log.write(contentsOf: Data("{\"specversion\"".utf8))
    let result = try Kite.run(["verify", "--against", note], environment: environment)
    #expect(result.status == 0)
    #expect(result.out.contains("with the checkpoint of 434 lines, signed by p-001"))
    #expect(result.out.contains("14 bytes of a write that was interrupted"))
  }
}
