import Foundation
import JSON
import TestSupport
import Testing

@testable import kite

/// The record as a file that must hold, through `kite verify`, `checkpoint` and `rebuild`.
struct KeepTests {
  @Test func `a whole record holds, and says what it holds`() throws {
    let bench = try Bench(until: "2024-11-19")
    let result = try bench.run("verify", "--json")
    #expect(result.status == 0)
    let said = try JSONValue.parse(result.out)
    #expect(said["ok"] == true)
    #expect(said["events"]?.integer == (try bench.bytes.count { $0 == 0x0a }))
    #expect(said["contents"]?["absent"] == 0)
    #expect(said["problem"] == .null)
    #expect(said["head"]?.string.map { $0.utf8.count } == 44)
    #expect(said.members?.map(\.name) == ["ok", "events", "seals", "head", "contents", "problem"])
  }

  @Test func `a changed byte is named, and nothing is written after it`() throws {
    let bench = try Bench(until: "2024-11-19")
    var bytes = try bench.bytes
    let at = try #require(bytes.range(of: Data("Fenwhistle".utf8))).lowerBound
    bytes[at] = UInt8(ascii: "G")
    try bytes.write(to: URL(fileURLWithPath: bench.log))
    let result = try bench.run("verify", "--json")
    #expect(result.status == 65)
    let problem = try #require(try JSONValue.parse(result.out)["problem"])
    let line = bytes[..<at].count { $0 == 0x0a } + 1
    #expect(problem["position"]?.integer ?? 0 >= line)
    #expect(problem["kind"]?.string == "seal")
    let spoken = try bench.run("verify")
    #expect(spoken.status == 65)
    #expect(spoken.out.contains("does not fit (seal)"))
  }

  @Test func `a shortened record is found by the checkpoint in the minutes`() throws {
    let bench = try Bench(until: "2024-11-19")
    let checkpoint = try bench.run("checkpoint").out
    let minutes = try bench.folder.write(checkpoint, to: "minutes.txt")
    #expect(try bench.run("verify", "--against", minutes).status == 0)
    #expect(try bench.run("verify", "--against", checkpoint).status == 0)
    #expect(try bench.run("verify", "--against", "-", input: checkpoint).status == 0)
    let lines = try bench.bytes.split(separator: 0x0a)
    let cut = try #require(lines.dropLast().lastIndex { $0.contains(Data("\"seal\"".utf8)) })
    let shorter = Data(lines[...cut].joined(separator: [0x0a]) + [0x0a])
    try shorter.write(to: URL(fileURLWithPath: bench.log))
    try? FileManager.default.removeItem(atPath: "\(bench.record)/Projections")
    #expect(try bench.run("verify").status == 0)
    let result = try bench.run("verify", "--against", minutes, "--json")
    #expect(result.status == 65)
    #expect(try JSONValue.parse(result.out)["problem"]?["kind"]?.string == "history")
  }

  @Test func `what is derived can be deleted, and is made anew`() throws {
    let bench = try Bench(until: "2024-11-19")
    let before = try bench.bytes
    #expect(try bench.run("status", "S02").status == 0)
    #expect(try bench.run("rebuild").status == 0)
    let folder = "\(bench.record)/Projections"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.contains("views.sqlite"))
    #expect(names.contains("synced-head"))
    #expect(try bench.bytes == before)
    try FileManager.default.removeItem(atPath: folder)
    #expect(try bench.run("status", "S02").status == 0)
    #expect(try bench.run("verify").status == 0)
  }
}
