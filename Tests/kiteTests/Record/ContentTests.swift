import EventLog
import Foundation
import JSON
import Recording
import TestSupport
import Testing

@testable import kite

/// Closed content: erased, released, moved, and what a crash leaves of it.
struct ContentTests {
  private let entry = "E54/PersonRegistered/1"

  private func personal(_ bench: Bench) throws -> [String] {
    let folder = "\(bench.record)/EventLog/closed/personal"
    return try FileManager.default.contentsOfDirectory(atPath: folder).map {
      try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)
    }.filter { $0.contains("p-048@") }
  }

  private let erase = [
    "--field", "contact", "--by", "dpo", "--decided", "2025-02-05", "--because", "No longer needed.",
  ]

  @Test func `what is erased is gone, and every proof still holds`() throws {
    let bench = try Bench(until: "2025-02-04")
    #expect(try personal(bench).count == 1)
    let result = try bench.run(words: ["erase", entry] + erase, as: "p-022", at: ("2025-02-05", 17))
    #expect(result.status == 0, "\(result.err)")
    #expect(try personal(bench).isEmpty)
    let verified = try JSONValue.parse(try bench.run("verify", "--json").out)
    #expect(verified["ok"] == true)
    #expect(verified["contents"]?["erased"] == 1)
  }

  @Test func `what is erased is told as erased in the history, not as kept`() throws {
    let bench = try Bench(until: "2025-02-04")
    let words = ["erase", "E53", "--field", "what"] + erase.dropFirst(2)
    #expect(try bench.run(words: words, as: "p-022", at: ("2025-02-05", 17)).status == 0)
    let ref = try #require(try bench.last["ref"]?.string)
    for audience in ["public", "trustee"] {
      let trail = try bench.run(
        "trail", "--school", "S02", "--type", "BodyReviewReported", "--audience", audience,
        at: ("2025-02-06", 12)
      ).out
      #expect(trail.contains("[erased by \(ref)]") && !trail.contains("withheld"), "\(trail)")
    }
  }

  @Test func `what is erased on paper only goes at the next opening`() throws {
    let bench = try Bench(until: "2025-02-04")
    let kept = bench.folder.path("kept")
    let folder = "\(bench.record)/EventLog/closed/personal"
    try FileManager.default.copyItem(atPath: folder, toPath: kept)
    #expect(try bench.run(words: ["erase", entry] + erase, as: "p-022", at: ("2025-02-05", 17)).status == 0)
    // As after a crash between the entry and the deed.
    try FileManager.default.removeItem(atPath: folder)
    try FileManager.default.copyItem(atPath: kept, toPath: folder)
    #expect(try personal(bench).count == 1)
    let next = try bench.run("notify", "--kind", "website", "--to", "public", at: ("2025-02-06", 12))
    #expect(next.status == 0, "\(next.err)")
    #expect(try personal(bench).isEmpty)
  }

  @Test func `only what is closed can be erased`() throws {
    let bench = try Bench(until: "2025-02-04")
    let words = ["erase", entry, "--field", "person"] + erase.dropFirst(2)
    let result = try bench.run(words: words, as: "p-022", at: ("2025-02-05", 17))
    #expect(result.status == 65)
    #expect(result.err.contains("closed are 'name' or 'contact'"))
  }

  @Test func `evidence is kept by its class, moved, and opened with its salt`() throws {
    let bench = try Bench(until: "2024-11-19")
    let file = try bench.folder.write("an audit note", to: "note.txt")
    let added = try bench.run(
      "evidence", "add", file, "--school", "S02", "--kind", "finance", "--what", "Audit note.", "--class",
      "restricted",
      "--withheld-because", "Staff.", "--json")
    #expect(added.status == 0, "\(added.err)")
    let id = try #require(try bench.last["id"]?.string)
    let code = try #require(try bench.data("EvidenceAdded")["code"]?.string)
    let folder = "\(bench.record)/EventLog/evidence"
    let lies = { (path: String) in FileManager.default.fileExists(atPath: "\(folder)/\(path)") }
    #expect(lies("restricted/\(id)"))
    #expect(try bench.data("EvidenceAdded")["file"] == nil)

    #expect(try bench.run("evidence", "release", code, "--to", "part2").status == 0)
    #expect(lies("part2/\(id)") && !lies("restricted/\(id)"))
    #expect(FileManager.default.fileExists(atPath: "\(bench.record)/EventLog/closed/part2/\(id).json"))

    #expect(try bench.run("evidence", "release", code, "--to", "open").status == 0)
    let contents = try bench.data("ContentReleased")["contents"]
    #expect(contents?["what"]?["value"]?.string == "Audit note.")
    let digest = try #require(
      try bench.data("EvidenceAdded")["digest"]?.string.flatMap { Digest(base64: $0) })
    #expect(lies(EvidenceFiles.name(digest)) && !lies("part2/\(id)"))
    #expect(try JSONValue.parse(bench.run("verify", "--json").out)["ok"] == true)

    let again = try bench.run("evidence", "release", code, "--to", "part2")
    #expect(again.status == 1)
    #expect(again.err.contains("everybody could see it"))
  }

  @Test func `open evidence lies under its digest`() throws {
    let bench = try Bench(until: "2024-11-19")
    let file = try bench.folder.write("a public paper", to: "paper.txt")
    #expect(try bench.run("evidence", "add", file, "--kind", "governance").status == 0)
    let name = EvidenceFiles.name(.of(Array("a public paper".utf8)))
    #expect(try bench.data("EvidenceAdded")["file"]?.string == "evidence/\(name)")
    #expect(FileManager.default.fileExists(atPath: "\(bench.record)/EventLog/evidence/\(name)"))
    #expect(try bench.run("evidence", "add", "/nowhere", "--kind", "governance").status == 66)
  }

  @Test func `the story's own erasure and release were done`() throws {
    let bench = try Bench(until: "2026-02-04")
    #expect(try personal(bench).isEmpty)
    #expect(try bench.data("ContentReleased")["contents"]?["what"]?["value"]?.string?.isEmpty == false)
    let verified = try JSONValue.parse(try bench.run("verify", "--json").out)
    #expect(verified["ok"] == true)
    #expect(verified["contents"]?["erased"] == 1)
  }
}
