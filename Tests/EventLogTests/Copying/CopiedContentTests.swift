import Foundation
import JSON
import Testing

@testable import EventLog

/// What lies beside a copy's log.
struct CopiedContentTests {
  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test func `only the classes that are asked for come, with their permissions`() throws {
    let bench = try CopyBench()
    let closed = try bench.close("a secret", "part2")
    try bench.close("a name", "personal")
    try bench.close("a danger", "restricted")
    try bench.attach("an open file", nil)
    let file = try bench.attach("a closed file", "part2")
    try bench.attach("a restricted file", "restricted")
    try bench.pull()
    #expect(try bench.holds("an open file"))
    for words in ["a secret", "a name", "a danger", "a closed file", "a restricted file"] {
      #expect(try !bench.holds(words))
    }
    let pulled = try bench.pull(["part2"])
    #expect(pulled.classes == ["open", "part2"] && pulled.brought == 3)
    for words in ["a name", "a danger", "a restricted file"] { #expect(try !bench.holds(words)) }
    let base = bench.copy + "/EventLog"
    for folder in ["closed/part2", "evidence/part2"] { #expect(try mode("\(base)/\(folder)") == 0o700) }
    for path in ["closed/part2/\(closed).json", "evidence/part2/\(file)"] {
      #expect(try mode("\(base)/\(path)") == 0o600)
      #expect(try readFile("\(base)/\(path)") == readFile("\(bench.record.folder)/EventLog/\(path)"))
    }
    // The classes stay as they are until others are asked for.
    try bench.close("another secret", "part2")
    try bench.pull()
    #expect(try bench.holds("another secret"))
    #expect(bench.refused(["open", "restricted"]).contains("restricted content is never copied"))
  }

  @Test func `a class that is not asked for any more goes`() throws {
    let bench = try CopyBench()
    try bench.close("a secret", "part2")
    try bench.attach("a closed file", "part2")
    try bench.close("a name", "personal")
    try bench.pull(["part2", "personal"])
    let pulled = try bench.pull(["open", "personal"])
    #expect(pulled.dropped == ["part2"] && pulled.removed == 3)
    #expect(try !bench.holds("a secret") && !bench.holds("a closed file") && bench.holds("a name"))
    try bench.pull(["part2"])
    #expect(try bench.holds("a secret") && bench.holds("a closed file") && !bench.holds("a name"))
  }

  @Test func `what was erased goes from the copy, and does not come back`() throws {
    let bench = try CopyBench()
    let id = try bench.close("a secret", "part2")
    let file = try bench.attach("a closed file", "part2")
    let path = bench.record.folder + "/EventLog/closed/part2/\(id).json"
    let kept = try readFile(path)
    try bench.pull(["part2"])
    try bench.erase(id)
    try bench.erase(file, "what")
    // The source did not do yet what its entry says.
    try writeFile(path, kept)
    let pulled = try bench.pull()
    #expect(pulled.removed == 3)
    #expect(try !bench.holds("a secret") && !bench.holds("a closed file"))
    #expect(try Log.verify(bench.copy).contents.erased == 2)
    try bench.pull(["part2"])
    #expect(try !bench.holds("a secret"))
  }

  @Test func `what was released to another class moves, or goes`() throws {
    let bench = try CopyBench()
    let up = try bench.close("a danger", "part2")
    let down = try bench.close("no danger", "restricted")
    let file = try bench.attach("a moved file", "part2")
    let opened = try bench.attach("an opened file", "restricted")
    try bench.pull(["part2", "personal"])
    #expect(try !bench.holds("no danger") && !bench.holds("an opened file"))
    try bench.release(up, "part2", "restricted")
    try bench.release(down, "restricted", "part2")
    try bench.release(file, "part2", "personal", evidence: "a moved file")
    try bench.release(opened, "restricted", "open", evidence: "an opened file")
    try bench.pull()
    #expect(try !bench.holds("a danger"))
    #expect(try bench.holds("no danger") && bench.holds("an opened file"))
    let files = try bench.files()
    #expect(files["evidence/personal/\(file)"] == Array("a moved file".utf8))
    #expect(files["evidence/part2/\(file)"] == nil && files["closed/part2/\(file).json"] == nil)
    #expect(files["closed/personal/\(file).json"] != nil)
    #expect(files.keys.allSatisfy { !$0.contains("restricted") })
    #expect(try Log.verify(bench.copy).problem == nil)
  }

  @Test func `content that does not fit its digest stays at the source, and is tried again`() throws {
    let bench = try CopyBench()
    let id = try bench.close("a secret", "part2")
    let file = try bench.attach("an open file", nil)
    let path = bench.record.folder + "/EventLog/closed/part2/\(id).json"
    let good = try readFile(path)
    let digest = Digest.of(Array("an open file".utf8))
    let evidence = bench.record.folder + "/EventLog/evidence/" + EvidenceFiles.name(digest)
    try writeFile(evidence, Array("another file".utf8))
    for bad in [String(decoding: good, as: UTF8.self).replacing("a secret", with: "a sacred"), "no JSON"] {
      try writeFile(path, Array(bad.utf8))
      let pulled = try bench.pull(["part2"])
      #expect(pulled.unfit.count == 2 && pulled.unfit.contains("closed/part2/\(id).json"))
      #expect(try !bench.holds("a sacred") && !bench.holds("another file"))
      let note = try #require(try CopyNote(in: bench.copy))
      #expect(note.contents == .start && note.position == Position(3))
    }
    try writeFile(path, good)
    try writeFile(evidence, Array("an open file".utf8))
    #expect(try bench.pull().unfit.isEmpty)
    #expect(try bench.holds("a secret") && bench.holds("an open file"))
    #expect(file != id)
  }

  @Test func `content that was damaged in the copy is mended when all is compared`() throws {
    let bench = try CopyBench()
    let id = try bench.close("a secret", "part2")
    try bench.pull(["part2"])
    let path = bench.copy + "/EventLog/closed/part2/\(id).json"
    try writeFile(path, Array("no JSON".utf8))
    #expect(try Log.verify(bench.copy).problem != nil)
    try bench.pull(["part2"])
    #expect(try Log.verify(bench.copy).problem == nil)
    #expect(try bench.holds("a secret"))
  }

  @Test func `a copy of a copy has no more classes than that`() throws {
    let bench = try CopyBench()
    try bench.close("a secret", "part2")
    try bench.pull()
    let second = bench.copy + "-2"
    defer { try? removeFile(second) }
    do {
      _ = try Log.pull(from: bench.copy, into: second, classes: ["part2"], time: 0)
      Issue.record("it was made")
    } catch { #expect("\(error)".contains("is a copy itself")) }
    #expect(try Log.pull(from: bench.copy, into: second, time: 0).head == Position(2))
  }

  @Test func `settling a copy needs no source, and never keeps what it may not hold`() throws {
    let bench = try CopyBench()
    let up = try bench.close("a danger", "part2")
    let gone = try bench.close("a secret", "part2")
    try bench.pull(["part2"])
    let kept = try bench.files()
    try bench.release(up, "part2", "restricted")
    try bench.erase(gone)
    try bench.pull()
    // As if the pull had been interrupted after the lines.
    for (name, bytes) in kept where name.hasPrefix("closed/") {
      try writeFile(bench.copy + "/EventLog/" + name, bytes)
    }
    try removeFile(bench.record.folder)
    #expect(try Log(opening: bench.copy, for: .writing(waitUpTo: 0)).settleCopy())
    #expect(try !bench.holds("a danger") && !bench.holds("a secret"))
    #expect(try Log.verify(bench.copy).stillHeld.isEmpty)
  }
}
