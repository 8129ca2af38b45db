import Foundation
import JSON
import TestSupport
import Testing

@testable import kite

/// `kite pull`, and what a copy answers.
struct CopyTests {
  private func copy(_ bench: Bench) -> String { bench.folder.path("copy") }

  /// Asks the record and its copy the same.
  private func answers(
    _ bench: Bench, _ words: [String], at time: (day: String, hour: Int) = ("2026-11-24", 12)
  ) throws -> (record: Said, copy: Said) {
    let record = try bench.run(words: words, at: time)
    let copied = try bench.run(words: words, at: time, environment: ["KITE_RECORD": copy(bench)])
    return (record, copied)
  }

  private func pull(_ bench: Bench, _ more: String..., at hour: Int = 12) throws -> Said {
    try bench.run(
      words: ["pull", bench.record] + more, at: ("2026-11-24", hour),
      environment: ["KITE_RECORD": copy(bench)]
    )
  }

  private func files(_ folder: String) throws -> [Data] {
    var files: [Data] = []
    for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      if let data = FileManager.default.contents(atPath: "\(folder)/\(name)") { files.append(data) }
    }
    return files
  }

  /// The values of closed content of a class that no entry has opened.
  private func words(_ bench: Bench, _ contentClass: String) throws -> [String] {
    let folder = "\(bench.record)/EventLog/closed/\(contentClass)"
    let log = String(decoding: try bench.bytes, as: UTF8.self)
    return try FileManager.default.contentsOfDirectory(atPath: folder).flatMap { name in
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
      return try (JSONValue.parse(bytes: bytes).members ?? []).compactMap { $0.value["value"]?.string }
    }.filter { $0.utf8.count > 12 && !log.contains($0) }
  }

  private static let questions = [
    ["status"], ["status", "S02"], ["status", "--json"], ["status", "--known", "2025-03-03"],
    ["who", "F3", "--school", "S02"], ["why", "F3", "--school", "S02"],
    ["why", "F3", "--school", "S02", "--json"], ["trail"], ["trail", "--json"], ["trail", "--case", "B"],
    ["show", "E40"], ["show", "E54", "--json"], ["changes", "--since", "2025-03-01"], ["checkpoint"],
  ]

  @Test func `a copy answers like the record, and says how old it is`() throws {
    let bench = try Bench(until: "2026-08-31")
    #expect(try pull(bench).status == 0)
    for words in Self.questions {
      let (record, copied) = try answers(bench, words)
      #expect(copied.out == record.out, "\(words)")
      #expect(copied.status == 0 && record.status == 0 && record.err.isEmpty, "\(words)")
      #expect(
        copied.err.hasPrefix(
          "kite: a copy, as of entry 434 of 28 Jul 2026; brought up to date just now from"), "\(copied.err)")
    }
    let later = try answers(bench, ["status"], at: ("2026-11-27", 13))
    #expect(later.copy.err.contains("brought up to date 3 days ago from '\(bench.record)'"))
    #expect(try words(bench, "part2").count > 10)
    for word in try words(bench, "part2") + words(bench, "restricted") + words(bench, "personal") {
      #expect(try files(copy(bench)).allSatisfy { $0.range(of: Data(word.utf8)) == nil }, "\(word)")
    }
  }

  @Test func `a copy with part 2 shows it to those who may see it, and holds nothing restricted`() throws {
    let bench = try Bench(until: "2026-08-31")
    #expect(try pull(bench, "--classes", "open,part2,personal").status == 0)
    for words in Self.questions.filter({ $0[0] != "who" && $0[0] != "status" && $0[0] != "checkpoint" }) {
      let (record, copied) = try answers(bench, words + ["--audience", "trustee"])
      #expect(copied.out == record.out, "\(words)")
    }
    let restricted = try words(bench, "restricted")
    #expect(!restricted.isEmpty)
    for word in restricted {
      #expect(try files(copy(bench)).allSatisfy { $0.range(of: Data(word.utf8)) == nil }, "\(word)")
    }
    let (record, copied) = try answers(bench, ["verify", "--json"])
    let (whole, ours) = (try JSONValue.parse(record.out), try JSONValue.parse(copied.out))
    for name in ["ok", "events", "seals", "head", "problem"] { #expect(whole[name] == ours[name], "\(name)") }
    #expect(whole["contents"]?["erased"] == ours["contents"]?["erased"])
    let sum = { (value: JSONValue) in
      ["held", "absent"].compactMap { value["contents"]?[$0]?.integer }.reduce(0, +)
    }
    #expect(sum(whole) == sum(ours))
    #expect(ours["contents"]?["absent"]?.integer ?? 0 > 0)
  }

  @Test func `nothing is recorded in a copy, but it may be tried there`() throws {
    let bench = try Bench(until: "2025-02-04")
    #expect(try pull(bench).status == 0)
    let notify = ["notify", "--kind", "website", "--to", "public"]
    let before = try files("\(copy(bench))/EventLog")
    let refused = try bench.run(words: notify, environment: ["KITE_RECORD": copy(bench)])
    #expect(refused.status == 77)
    #expect(refused.err.contains("this is a copy of '\(bench.record)', and nothing is recorded in a copy"))
    let tried = try bench.run(words: notify + ["--dry-run"], environment: ["KITE_RECORD": copy(bench)])
    #expect(tried.status == 0, "\(tried.err)")
    #expect(try files("\(copy(bench))/EventLog") == before)
    // After a disaster the copy becomes the record by one deliberate act.
    try FileManager.default.removeItem(atPath: "\(copy(bench))/EventLog/copy.json")
    let recorded = try bench.run(words: notify, environment: ["KITE_RECORD": copy(bench)])
    #expect(recorded.status == 0, "\(recorded.err)")
  }

  @Test func `what is recorded and erased in the record comes to the copy with the next pull`() throws {
    let bench = try Bench(until: "2025-02-04")
    #expect(try pull(bench, "--classes", "open,personal").status == 0)
    let mail = Data("p-048@".utf8)
    #expect(try files(copy(bench)).contains { $0.range(of: mail) != nil })
    let erased = try bench.run(
      "erase", "E54/PersonRegistered/1", "--field", "contact", "--by", "dpo", "--decided", "2025-02-05",
      "--because", "No longer needed.", as: "p-022", at: ("2025-02-05", 17))
    #expect(erased.status == 0, "\(erased.err)")
    let pulled = try pull(bench)
    #expect(pulled.out.hasPrefix("2 new events: the copy is as '\(bench.record)' is\n"))
    #expect(try files(copy(bench)).allSatisfy { $0.range(of: mail) == nil })
    let verified = try answers(bench, ["verify", "--json"]).copy.out
    #expect(try JSONValue.parse(verified)["contents"]?["erased"] == 1)
    let again = try pull(bench, "--json")
    #expect(try JSONValue.parse(again.out)["new"] == 0)
    #expect(try pull(bench).out.hasPrefix("nothing new"))
  }

  @Test func `a source that parts from the copy is refused with both heads`() throws {
    let bench = try Bench(until: "2025-02-04")
    let backup = bench.folder.path("backup")
    try FileManager.default.copyItem(atPath: bench.record, toPath: backup)
    let notify = ["notify", "--kind", "website", "--to", "public"]
    #expect(try bench.run(words: notify).status == 0)
    #expect(try pull(bench).status == 0)
    let before = try files("\(copy(bench))/EventLog")
    let ours = try JSONValue.parse(answers(bench, ["verify", "--json"]).copy.out)["head"]?.string ?? "?"
    for way in ["behind", "fork"] {
      let environment = ["KITE_RECORD": copy(bench)]
      if way == "fork" {
        let other = try bench.run(words: notify + ["--to", "staff"], environment: ["KITE_RECORD": backup])
        #expect(other.status == 0, "\(other.err)")
      }
      let theirs = try JSONValue.parse(
        bench.run("verify", "--json", environment: ["KITE_RECORD": backup]).out)["head"]?.string
      let said = try bench.run(words: ["pull", backup], environment: environment)
      #expect(said.status == 65)
      for part in [ours, theirs ?? "?", "the same   up to entry 325"] {
        #expect(said.err.contains(part), "\(way)")
      }
      #expect(said.err.contains(way == "fork" ? "another history" : "ends before this copy does"))
      let object = try JSONValue.parse(
        bench.run(words: ["pull", backup, "--json"], environment: environment).err)["error"]
      #expect(object?["common"] == 325 && object?["copy"]?["head"]?.string == ours)
    }
    #expect(try files("\(copy(bench))/EventLog") == before)
  }

  @Test func `what can't be copied is said, with what may be done`() throws {
    let bench = try Bench(until: "2024-11-19")
    let restricted = try pull(bench, "--classes", "open,restricted")
    #expect(restricted.status == 1)
    #expect(restricted.err.contains("restricted content is never copied"))
    #expect(!FileManager.default.fileExists(atPath: copy(bench)))
    #expect(try pull(bench, "--classes", "open,secret").status == 64)
    let same = try bench.run("pull", bench.record)
    #expect(same.status == 64 && same.err.contains("both the copy and its source"))
    let nowhere = try bench.run("pull", "/nowhere", environment: ["KITE_RECORD": copy(bench)])
    #expect(nowhere.status == 66 && nowhere.err.contains("'/nowhere' holds no record"))
    #expect(!FileManager.default.fileExists(atPath: copy(bench)))
  }

  @Test func `a copy is rebuilt without a key, and keeps that it is one`() throws {
    let bench = try Bench(until: "2025-02-04")
    #expect(try pull(bench).status == 0)
    let rebuilt = try bench.run(
      "rebuild", as: nil, environment: ["KITE_RECORD": copy(bench), "HOME": bench.folder.path("nobody")])
    #expect(rebuilt.status == 0, "\(rebuilt.err)")
    #expect(FileManager.default.fileExists(atPath: "\(copy(bench))/EventLog/copy.json"))
  }

  @Test(arguments: [
    (0, "just now"), (90_000, "1 minute ago"), (7_000_000, "116 minutes ago"), (7_300_000, "2 hours ago"),
    (172_000_000, "47 hours ago"), (172_900_000, "2 days ago"),
  ])
  func `an age is said in the largest unit that there are two of`(milliseconds: Int, says: String) {
    #expect(CopyAge.ago(milliseconds) == says)
  }
}
