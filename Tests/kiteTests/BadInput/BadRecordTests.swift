import Foundation
import JSON
import TestSupport
import Testing

/// Records that are damaged, mixed up, or out of reach, as a clerk meets them.
struct BadRecordTests {
  private let day = "2023-11-21"
  private let add = ["evidence", "add", "--school", "S03", "--kind", "finance", "--what", "Note."]

  private func change(_ path: String, _ edit: (String) -> String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let edited = edit(text)
    #expect(edited != text)
    try edited.write(toFile: path, atomically: true, encoding: .utf8)
  }

  private func closed(_ bench: Bench) throws -> [String] {
    let folder = "\(bench.record)/EventLog/closed/part2"
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { "\(folder)/\($0)" }
  }

  @Test func `a record of a later format is refused by asking, recording and checking`() throws {
    let bench = try Bench(until: day)
    try change(bench.log) { $0.replacing(#""format":1"#, with: #""format":2"#) }
    for words in [["status"], ["verify"], ["checkpoint"], ["rebuild"], add] {
      let result = try bench.run(words: words)
      #expect(result.status == 78)
      #expect(result.err.contains("format 2") && result.err.contains("formats up to 1"), "\(result.err)")
    }
  }

  @Test func `a file of somebody else is not made a record`() throws {
    let bench = try Bench()
    let folder = bench.folder.path("other")
    try bench.folder.write("My letters.\n", to: "other/EventLog/decisions.jsonl")
    let result = try bench.run(
      words: [
        "init", folder, "--trust", "X", "--code", "x", "--person", "p-001", "--office", "clerk",
        "--no-passphrase",
      ])
    #expect(result.status == 64)
    #expect(result.err.contains("a log is never overwritten"))
    #expect(try bench.folder.read("other/EventLog/decisions.jsonl") == "My letters.\n")
    let keys = (try? FileManager.default.contentsOfDirectory(atPath: "\(bench.home)/.config/kite/keys")) ?? []
    #expect(keys == [])
  }

  @Test func `closed content that somebody changed is not shown, and named`() throws {
    let bench = try Bench(until: "2024-11-19")
    for path in try closed(bench) {
      try change(path) { $0.replacing(#""value":""#, with: #""value":"Forged. "#) }
    }
    for words in [["trail"], ["status", "S03"], ["changes", "--since", "2023-01-01"]] {
      let result = try bench.run(words: words + ["--audience", "auditor"])
      #expect(result.status == 0, "\(result.err)")
      #expect(!result.out.contains("Forged."))
    }
    let log = try String(contentsOfFile: bench.log, encoding: .utf8)
    let lines = try log.split(separator: "\n").map { try JSONValue.parse(String($0)) }
    let refs = Set(lines.filter { $0.text.contains(#""closed":"part2""#) }.compactMap { $0["ref"]?.string })
    #expect(refs.count > 3)
    for ref in refs.sorted().prefix(6) {
      let result = try bench.run("show", ref, "--audience", "auditor")
      #expect(!result.out.contains("Forged."))
      #expect(result.out.contains("damaged: it does not fit its digest"), "\(ref): \(result.out)")
    }
    let verified = try bench.run("verify")
    #expect(verified.status == 65)
    #expect(verified.out.contains("its digest is another"))
  }

  @Test func `closed content that can't be read is named where it is shown`() throws {
    let bench = try Bench(until: "2024-11-19")
    let path = try #require(try closed(bench).last)
    let id = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    let log = try String(contentsOfFile: bench.log, encoding: .utf8)
    let line = try JSONValue.parse(String(try #require(log.split(separator: "\n").first { $0.contains(id) })))
    let ref = try #require(line["ref"]?.string)
    try "no JSON".write(toFile: path, atomically: true, encoding: .utf8)
    let result = try bench.run("show", ref, "--audience", "auditor")
    #expect(result.status == 0, "\(result.err)")
    #expect(result.out.contains("[damaged: it does not fit its digest"))
    #expect(try bench.run("verify").status == 65)
  }

  @Test func `two records of one trust are not taken for each other`() throws {
    let (mine, other) = (try Bench(until: day), try Bench())
    let made = try Kite.run(["demo", other.record, "--until", day], environment: ["HOME": other.home])
    #expect(made.status == 0, "\(made.err)")
    let checkpoint = try other.folder.write(try other.run("checkpoint").out, to: "checkpoint.txt")
    let against = try mine.run("verify", "--against", checkpoint)
    #expect(against.status == 65)
    #expect(against.err.contains("the checkpoint is of 'kite/greywether/"), "\(against.err)")
    // The key of one person for the other record, in the place where that is looked for.
    func keys(_ bench: Bench) throws -> String {
      let folder = "\(bench.home)/.config/kite/keys"
      return "\(folder)/\(try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first))"
    }
    let before = try mine.bytes
    try FileManager.default.removeItem(atPath: "\(try keys(mine))/p-001.pem")
    try FileManager.default.copyItem(
      atPath: "\(try keys(other))/p-001.pem", toPath: "\(try keys(mine))/p-001.pem")
    let recorded = try mine.run(words: add)
    #expect(recorded.status == 77)
    #expect(recorded.err.contains("not enrolled for 'p-001'"), "\(recorded.err)")
    #expect(try mine.bytes == before)
    // The projections of one beside the log of the other.
    try FileManager.default.removeItem(atPath: "\(mine.record)/Projections")
    try FileManager.default.copyItem(
      atPath: "\(other.record)/Projections", toPath: "\(mine.record)/Projections")
    for words in [["status"], ["verify"], ["rebuild"], ["trail"]] {
      let result = try mine.run(words: words)
      #expect(result.status == 0, "\(words): \(result.err)")
    }
  }

  @Test func `an entry that is too long is refused before anything is written, and its longest field named`()
    throws
  {
    let bench = try Bench(until: day)
    let before = try bench.bytes
    let files = FileManager.default.subpaths(atPath: bench.record)?.sorted()
    let long = String(repeating: "x", count: 18_000)
    let words = add.dropLast() + [long, "--why", long, "--evidence", long, "--evidence", long + "y"]
    for extra in [[], ["--dry-run"]] {
      let result = try bench.run(words: words + extra)
      #expect(result.status == 65)
      #expect(result.err.contains("'--evidence', item 2: expected less text"), "\(result.err.prefix(200))")
      #expect(result.err.contains("65536 are possible: attach long text as evidence"))
    }
    #expect(try bench.bytes == before)
    #expect(FileManager.default.subpaths(atPath: bench.record)?.sorted() == files)
    let one = try bench.run(words: add.dropLast() + [String(repeating: "x", count: 70_000)])
    #expect(one.status == 64)
    #expect(one.err.contains("keep longer text as evidence"))
    // Closed texts lie beside the log, and do not count.
    let closed = try bench.run(words: words + ["--class", "part2", "--withheld-because", "Staff."])
    #expect(closed.status == 0, "\(closed.err.prefix(200))")
  }

  @Test(arguments: ["S 03", "S\t03", "", "S03 case/A", "É1"]) func `a code that no tag can hold is refused`(
    code: String
  ) throws {
    let bench = try Bench(until: day)
    let before = try bench.bytes
    for words in [
      ["evidence", "add", "--school", code, "--kind", "finance", "--what", "x"],
      ["evidence", "add", "--school", "S03", "--code", code, "--kind", "finance", "--what", "x"],
      ["school", "join", code, "--name", "x", "--first-day", "2023-11-22"],
      ["person", "register", code],
    ] {
      let result = try bench.run(words: words)
      #expect(result.status == 64, "\(words): \(result.err)")
      let told = result.err.split { $0.isWhitespace }.joined(separator: " ")
      #expect(told.contains("of letters, digits"), "\(words): \(told)")
    }
    let input = #"{"type":"EvidenceAdded","data":{"code":"\#(code)","kind":"finance","what":"x"}}"#
    let result = try bench.run(
      "evidence", "add", "--input", "-", input: input.replacing("\t", with: "\\t"))
    #expect(result.status == 65, "\(result.err)")
    #expect(result.err.contains("'code' in"), "\(result.err)")
    #expect(try bench.bytes == before)
  }

  @Test func `a clock that is behind is told with both times, and let in with the reason everywhere`() throws
  {
    let bench = try Bench(until: day)
    let early = (day: "2023-10-02", hour: 9)
    let commands = [
      add, ["notify", "--kind", "website", "--to", "public"],
      ["person", "register", "p-099", "--name", "A. Person"],
      ["office", "end", "clerk-x", "--last-day", "2023-10-01"],
    ]
    let refused = try bench.run(words: commands[0], at: early)
    #expect(refused.status == 78)
    #expect(refused.err.contains("on 2 Oct 2023 at 09:00"), "\(refused.err)")
    #expect(refused.err.contains("Nov 2023 at") && refused.err.contains("--clock-because TEXT"))
    // A torn end is recorded first, and by the same clock.
    let handle = try #require(FileHandle(forWritingAtPath: bench.log))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("{\"spec".utf8))
    try handle.close()
    let because = ["--clock-because", "The battery was empty."]
    let explained = try bench.run(words: commands[0] + because, at: early)
    #expect(explained.status == 0, "\(explained.err)")
    #expect(explained.err.contains("'kite verify' checks them"))
    for words in commands[1...2] {
      // The first entry with such a time explains those after it.
      #expect(try bench.run(words: words + because, at: ("2023-10-02", 10)).status == 0)
    }
    let log = try String(contentsOfFile: bench.log, encoding: .utf8)
    #expect(log.split(separator: "\n").count { $0.contains(#""type":"ClockExplained""#) } == 1)
    #expect(try bench.run("verify").status == 0)
  }

  @Test func `every command that records takes the reason of a clock that is behind`() throws {
    let bench = try Bench(until: day)
    for name in ["decide", "confirm", "correct", "void", "erase", "notify"] {
      #expect(try bench.run("help", name).out.contains("--clock-because"), "\(name)")
    }
  }

  @Test func `a home that is not set, or empty, is no place for keys`() throws {
    let bench = try Bench(until: day)
    for home in [nil, ""] as [String?] {
      let environment =
        home.map { ["HOME": $0, "KITE_RECORD": bench.record] } ?? ["KITE_RECORD": bench.record]
      #expect(try Kite.run(["status"], environment: environment).status == 0)
      let result = try Kite.run(add, environment: environment)
      #expect(result.status == 78)
      #expect(result.err.contains("set HOME to your home folder"), "\(result.err)")
    }
  }

  @Test func `projections that are a file, or hold folders, keep nobody from working`() throws {
    let bench = try Bench(until: day)
    let derived = "\(bench.record)/Projections"
    try FileManager.default.removeItem(atPath: derived)
    try "no folder".write(toFile: derived, atomically: true, encoding: .utf8)
    for words in [["status"], ["verify"], add, ["rebuild"]] {
      #expect(try bench.run(words: words).status == 0, "\(words)")
    }
    try FileManager.default.removeItem(atPath: derived)
    for name in ["index.sqlite", "views.sqlite"] {
      try FileManager.default.createDirectory(
        atPath: "\(derived)/\(name)", withIntermediateDirectories: true)
    }
    for words in [["status"], add, ["rebuild"], ["status"]] {
      let result = try bench.run(words: words)
      #expect(result.status == 0, "\(words): \(result.err)")
    }
  }
}
