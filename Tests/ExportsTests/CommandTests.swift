import Exports
import Foundation
import TestSupport
import Testing

/// `kite export`, as its users type it.
struct CommandTests {
  private let record: Record
  private let out: TemporaryDirectory

  init() throws {
    record = try Record.whole()
    out = try TemporaryDirectory()
  }

  @Test func `an export tells what it wrote, under which head, and its hash`() throws {
    let made = try record.kite("export", "--case", "B", "--format", "csv", "--out", out.path("b.csv"))
    #expect(
      made.status == 0 && made.out.hasPrefix("trail of case B, for the audience public\n"), "\(made.err)")
    let sum = try record.shell("sha256sum $out/b.csv", out: out).out.prefix(64)
    #expect(made.out.contains(sum), "\(made.out)")
    let next = "kite handover check \(out.path("b.csv"))"
    let said = made.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains("before it leaves, somebody else looks at it: \(next)"), "\(made.out)")
    let inside = try record.kite(
      "export", "--format", "csv", "--audience", "trustee", "--out", out.path("t.csv"))
    #expect(inside.status == 0 && !inside.out.contains("handover"))
    let json = try record.kite("export", "--format", "jsonl", "--out", out.path("b.jsonl"), "--json").out
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(object["audience"] as? String == "public" && object["events"] as? Int == 434)
  }

  @Test func `what is held about a person is theirs alone, and names nobody else`() throws {
    let made = try record.kite("export", "--person", "p-042", "--format", "csv", "--out", out.path("p.csv"))
    #expect(
      made.out.hasPrefix("trail of whatever concerns p-042, for the audience person:p-042\n"), "\(made.err)")
    let listed = try record.kite("trail", "--person", "p-042", "--json").out.split(separator: "\n").count
    let rows = try record.shell("tail -n +2 $out/p.csv | grep -c '^[EXR][0-9]'", out: out).out
    #expect(listed > 0 && rows == "\(listed)\n", "\(listed) in the trail, \(rows) in the export")
    for format in ["csv-machine", "ics", "cloudevents"] {
      _ = try record.kite("export", "--person", "p-042", "--format", format, "--out", out.path(format))
    }
    let others = try record.shell("grep -rhoE 'p-0[0-9]+' $out | sort -u", out: out).out
    #expect(others == "p-042\n")
    let raw = try record.kite("export", "--person", "p-042", "--format", "bundle", "--out", out.path("b"))
    #expect(raw.status == 64 && raw.err.contains("for a person take csv, html or cloudevents"))
    let none = try record.kite("export", "--text", "\"", "--format", "csv", "--out", out.path("q.csv"))
    #expect(none.status == 64 && none.err.contains("holds no word to look for"))
  }

  @Test func `what can't be exported is refused in words, with the status that scripts go by`() throws {
    _ = try out.write("mine", to: "there")
    let cases: [(words: [String], status: Int32, says: String)] = [
      (["--format", "csv", "--out", out.path("there")], 64, "exists, and is not overwritten"),
      (["--format", "cvs", "--out", out.path("a")], 64, "did you mean 'csv'?"),
      (["--format", "csv", "--out", out.path("a"), "--audience", "world"], 64, "'--audience' is 'world'"),
      (["--format", "csv", "--out", out.path("none/a")], 66, "there is no folder"),
      (["--format", "csv", "--out", "\(record.folder)/EventLog/a"], 64, "lies in the record itself"),
      (["--format", "csv", "--out", out.path("a"), "--report", "board"], 64, "has no report 'board'"),
      (
        ["--format", "html", "--report", "board", "--case", "B", "--out", out.path("a")], 64,
        "is about the whole trust: leave out --case"
      ),
      (["--format", "html", "--year", "2024-25", "--out", out.path("a")], 64, "--year belongs to"),
      (["--format", "csv"], 64, "--out"),
      (["--format", "csv", "--out", out.path("a"), "--case", "Z"], 66, "there is no case 'Z'"),
      (
        ["--format", "jsonl", "--out", out.path("a"), "--audience", "person:p-017"], 64,
        "they name other persons by their ids"
      ),
    ]
    for (words, status, says) in cases {
      let answer = try Kite.run(
        ["export"] + words, environment: ["HOME": record.home.path, "KITE_RECORD": record.folder])
      #expect(answer.status == status && answer.err.contains(says), "\(words): \(answer.err)")
    }
    #expect(try out.names == ["there"])
  }

  @Test func `a bundle until a day holds the log as it was then`() throws {
    let made = try record.kite(
      "export", "--case", "B", "--until", "2025-09-30", "--audience", "auditor", "--format", "bundle",
      "--out",
      out.path("trail-B"))
    #expect(made.status == 0, "\(made.err)")
    #expect(made.out.contains("check.py") && made.out.contains("data/closed/"), "\(made.out)")
    let checked = try record.shell("python3 $out/trail-B/data/check.py", out: out)
    #expect(checked.status == 0, "\(checked.err)")
    #expect(checked.out.contains("manifest OK, every line under the seal of 2025-09-"), "\(checked.out)")
    #expect(checked.out.contains("case B, recorded until 30 Sep 2025"), "\(checked.out)")
    let log = try out.read("trail-B/data/log.jsonl")
    #expect(!log.contains("\"time\":\"2025-10") && !log.contains("\"time\":\"2026"))
  }

  /// The words of all closed content that no event of the log says openly.
  private func closedWords() throws -> [String: String] {
    let log = try String(contentsOfFile: "\(record.folder)/EventLog/decisions.jsonl", encoding: .utf8)
    var words: [String: String] = [:]
    let closed = URL(fileURLWithPath: "\(record.folder)/EventLog/closed")
    for case let file as URL in FileManager.default.enumerator(at: closed, includingPropertiesForKeys: nil)
      ?? .init()
    {
      guard file.pathExtension == "json" else { continue }
      let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: [String: Any]]
      for value in (object ?? [:]).values.compactMap({ $0["value"] as? String })
      where value.utf8.count > 12 && !log.contains(value) {
        words[value] = file.deletingLastPathComponent().lastPathComponent
      }
    }
    return words
  }

  @Test(arguments: ExportFormat.all.map { ($0.name, $0.report) })
  func `no export for the public holds a word that is closed`(format: String, report: String?) throws {
    let words = try closedWords()
    #expect(words.count > 20)
    let more = report.map { "--report \($0)\($0 == "year" ? " --year 2024-25" : "")" } ?? ""
    let made = try record.shell("$kite export --format \(format) \(more) --out $out/public", out: out)
    #expect(made.status == 0, "\(made.err)")
    // A workbook is an archive of texts.
    let texts = try record.shell(
      """
      python3 - <<'END'
      import os, sys, zipfile
      path = os.environ["out"] + "/public"
      names = [f"{at}/{name}" for at, _, files in os.walk(path) for name in files] or [path]
      for name in names:
          if zipfile.is_zipfile(name):
              archive = zipfile.ZipFile(name)
              for inside in archive.namelist(): print(archive.read(inside).decode())
          else: print(open(name, encoding="utf-8").read())
      END
      """, out: out)
    #expect(texts.status == 0 && texts.out.utf8.count > 1000, "\(texts.err)")
    for (word, contentClass) in words where texts.out.contains(word) {
      Issue.record("'\(word)' (\(contentClass)) is in \(format)")
    }
  }

  @Test func `an auditor's export holds part 2, and nothing that is restricted or personal`() throws {
    let made = try record.kite(
      "export", "--format", "csv", "--audience", "auditor", "--out", out.path("a.csv"))
    #expect(made.status == 0, "\(made.err)")
    let text = try out.read("a.csv").replacing("\"\"", with: "\"")
    let found = try closedWords().filter { text.contains($0.key) }
    #expect(Set(found.values) == ["part2"], "\(found)")
  }
}
