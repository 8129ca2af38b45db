import Asking
import Foundation
import Governance
import Schemas
import TestSupport
import Testing

@testable import Exports

/// An auditor's bundle, and what its script finds when somebody worked on it.
struct BundleTests {
  private let record: Record
  private let out: TemporaryDirectory

  init() throws {
    record = try Record.whole()
    out = try TemporaryDirectory()
  }

  private func bundle(_ name: String = "bundle", known: String? = nil) throws {
    try Export.write(.bundle, record.trail(caseB(), for: .auditor, known: known), to: out.path(name))
  }

  /// The same with the hashes of other entries' lines in their place.
  private func shortened() throws {
    let format = ExportFormat("short", "", sign: "bagit.txt") { trail, folder in
      try Bundle(trail, limit: 0).write(into: folder)
    }
    try Export.write(format, record.trail(caseB(), for: .auditor), to: out.path("bundle"))
  }

  private func check(_ name: String = "bundle", _ more: String...) throws -> ProgramResult {
    try Kite.run(
      program: "/usr/bin/env", ["python3", out.path("\(name)/data/check.py")] + more.map(out.path),
      environment: ["PATH": "/usr/bin:/bin"])
  }

  private func lines() throws -> [String] {
    try out.read("bundle/data/log.jsonl").split(separator: "\n").map(String.init)
  }

  /// Writes a file of the bundle anew, and the manifests too: whoever changes a bundle can do that.
  private func write(_ text: String, to name: String) throws {
    _ = try out.write(text, to: "bundle/data/\(name)")
    let list = try record.shell(
      "cd $out/bundle && find data -type f | sort | xargs sha256sum >manifest-sha256.txt"
        + " && sha256sum bag-info.txt bagit.txt manifest-sha256.txt >tagmanifest-sha256.txt", out: out)
    #expect(list.status == 0, "\(list.err)")
  }

  private func write(_ lines: [String]) throws {
    try write(lines.map { "\($0)\n" }.joined(), to: "log.jsonl")
  }

  private func position(of ref: String, _ lines: [String]) throws -> Int {
    try #require(lines.firstIndex { $0.contains("\"ref\":\"\(ref)\"") })
  }

  private func expectWrong(_ words: String..., sourceLocation: SourceLocation = #_sourceLocation) throws {
    let found = try check()
    #expect(found.status != 0, sourceLocation: sourceLocation)
    for word in words {
      #expect(found.err.contains(word), "'\(word)' is not in: \(found.err)", sourceLocation: sourceLocation)
    }
  }

  @Test func `a bundle is checked without Kite, and its script lists every entry of the case`() throws {
    try bundle()
    let found = try check()
    #expect(found.status == 0, "\(found.err)")
    #expect(
      found.out.hasSuffix(
        "manifest OK, every line under the seal of 2026-07-28 OK, 35 closed files OK, 87 closed values are "
          + "not here (withheld or erased), case B complete\ndecisions.csv and index.html are for reading; "
          + "what was recorded stands in log.jsonl and closed/.\n"),
      "\(found.out)")
    let trail = try record.kite("trail", "--case", "B", "--json").out.split(separator: "\n")
    #expect(found.out.split(separator: "\n").count == trail.count + 2)
    #expect(found.out.contains("  E41        2024-11-20  DecisionTaken, VariationMade\n"))
  }

  @Test func `what the bundle says of itself is under its last list`() throws {
    try bundle()
    let info = try out.read("bundle/bag-info.txt")
    _ = try out.write(info.replacing("auditor", with: "public"), to: "bundle/bag-info.txt")
    try expectWrong("bag-info.txt: it is not the file that was packed")
  }

  @Test(arguments: ["A", "B", nil])
  func `the script selects what Kite selects`(riskCase: String?) throws {
    var selection = EntrySelection()
    selection.riskCase = riskCase.flatMap { CaseCode($0) }
    selection.since = Day("2023-11-01")
    try Export.write(.bundle, record.trail(selection), to: out.path("bundle"))
    let found = try check()
    #expect(found.status == 0, "\(found.err)")
    #expect(found.out.contains("complete"))
  }

  @Test func `the log goes on from a checkpoint that the auditor has, and a log that does not is told`()
    throws
  {
    try bundle()
    try bundle("earlier", known: "2024-11-30")
    let whole = try check("bundle", "earlier/data/checkpoint.txt")
    #expect(whole.status == 0 && whole.out.contains("it goes on from your checkpoint"), "\(whole.err)")
    let cut = try check("earlier", "bundle/data/checkpoint.txt")
    #expect(cut.status != 0 && cut.err.contains("the log ends before line 434"), "\(cut.err)")
  }

  @Test func `a changed file is named`() throws {
    try bundle()
    _ = try out.write("nothing to see", to: "bundle/data/keys.txt")
    try expectWrong(
      "data/keys.txt: it is not the file that was packed", "keys.txt: these are not the log's keys")
    _ = try out.write("more", to: "bundle/data/closed/more.txt")
    try expectWrong("data/closed/more.txt: it was added")
  }

  @Test func `a changed entry is named`() throws {
    try bundle()
    var lines = try lines()
    let at = try position(of: "E41", lines)
    lines[at] = lines[at].replacing("Ormerdyke", with: "Ormerdike").replacing("212,000", with: "312,000")
    try write(lines)
    try expectWrong("entry E41: the seal does not hold")
  }

  @Test func `a line that is no JSON any more is named`() throws {
    try bundle()
    var lines = try lines()
    let at = try position(of: "E41", lines)
    lines[at] = String(lines[at].dropLast(120))
    try write(lines)
    try expectWrong("line \(at + 1): it is no line of a log")
  }

  @Test func `a dropped line, and a dropped entry, is named`() throws {
    try bundle()
    let lines = try lines()
    let at = try position(of: "E41", lines)
    var fewer = lines
    fewer.remove(at: at)
    try write(fewer)
    try expectWrong("line \(at + 1), entry E41", "here one was dropped, added or moved")
    try write(lines.filter { !$0.contains("\"ref\":\"E41\"") })
    try expectWrong(
      "line \(at + 1), entry", "entry E41: it is listed, and the log has no such entry of case B")
  }

  @Test func `an added entry is named`() throws {
    try bundle()
    var lines = try lines()
    let last = try #require(lines.last)
    lines.append(
      last.replacing("\"position\":\(lines.count)", with: "\"position\":\(lines.count + 1)")
        .replacing(try Regex("\"ref\":\"[^\"]+\""), with: "\"ref\":\"E99\""))
    try write(lines)
    try expectWrong("line \(lines.count), entry E99: the seal does not hold")
  }

  @Test func `reordered entries are named`() throws {
    try bundle()
    var lines = try lines()
    let at = try position(of: "E41", lines)
    lines.swapAt(at, at + 1)
    try write(lines)
    try expectWrong("line \(at + 1), entry E41: it says that it is line \(at + 2)")
  }

  @Test func `an entry that is left out of the readable lists is named, and one that is put in`() throws {
    try bundle()
    let table = try out.read("bundle/data/decisions.csv")
    let rows = table.components(separatedBy: "\r\n")
    try write(rows.filter { !$0.hasPrefix("E41,") }.joined(separator: "\r\n"), to: "decisions.csv")
    try expectWrong("index.html and decisions.csv list other entries: ['E41']")
    let page = try out.read("bundle/data/index.html")
    try write(page.replacing("<section id=\"E41\"", with: "<section"), to: "index.html")
    try expectWrong("entry E41: it is of case B, and not listed")
  }

  @Test func `closed content that was changed is named, and what this audience may not see is not there`()
    throws
  {
    try bundle()
    let folder = out.path("bundle/data/closed")
    // Of what is restricted, only what was released since.
    let released = try record.kite("show", "E60", "--json").out
    for name in try FileManager.default.contentsOfDirectory(atPath: "\(folder)/restricted") {
      #expect(released.contains("\"id\":\"\(name.dropLast(5))\""))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["part2", "restricted"])
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/part2").min())
    let text = try out.read("bundle/data/closed/part2/\(name)")
    try write(text.replacing("\"value\":\"", with: "\"value\":\"not "), to: "closed/part2/\(name)")
    try expectWrong("closed/part2/\(name)", "is not what was recorded")
  }

  @Test
  func `a log that is too large has the hashes of other entries' lines, and the script says what they prove`()
    throws
  {
    try shortened()
    let lines = try lines()
    #expect(lines.count == 434 && lines.count { $0.hasPrefix("{\"leaf\":\"") } > 200)
    let found = try check()
    #expect(found.status == 0, "\(found.err)")
    #expect(found.out.contains("case B complete in the lines that are shown; of "), "\(found.out)")
    var other = lines
    let leaf = try #require(lines.firstIndex { $0.hasPrefix("{\"leaf\"") })
    other[leaf] = try #require(lines.last { $0.hasPrefix("{\"leaf\"") })
    try write(other)
    try expectWrong("or what stands above them since line")
    other = lines
    let at = try position(of: "E41", lines)
    other[at] = other[at].replacing("212,000", with: "312,000")
    try write(other)
    try expectWrong("entry E41: the seal does not hold")
  }
}
