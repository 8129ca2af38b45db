import EventLog
import Foundation
import JSON
import TestSupport
import Testing

@testable import kite

/// Who sees what: audiences, readings that are recorded, releases and what is closed again.
struct ReadingTests {
  private func reading(
    _ bench: Bench, _ ref: String, as person: String = "p-010", _ more: String...
  ) throws -> Said {
    try bench.run(
      words: ["show", ref, "--reading-because", "Preparing a question.", "--office", "trustee"] + more,
      as: person)
  }

  /// The closed values of an entry's events in a class.
  private func values(_ bench: Bench, _ ref: String, _ contentClass: String) throws -> [String] {
    let shown = try JSONValue.parse(bench.run("show", ref, "--json").out)
    return try (shown["events"]?.array ?? []).flatMap { event in
      let id = try #require(event["id"]?.string)
      let path = "\(bench.record)/EventLog/closed/\(contentClass)/\(id).json"
      guard let bytes = FileManager.default.contents(atPath: path) else { return [String]() }
      return (try JSONValue.parse(bytes: Array(bytes)).members ?? []).compactMap { $0.value["value"]?.string }
    }
  }

  /// Without the line breaks of the sheet.
  private func flat(_ text: String) -> String {
    text.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
  }

  @Test func `restricted content is shown to who says why, and the reading is recorded first`() throws {
    let bench = try Bench(until: "2026-08-31")
    let secrets = try values(bench, "E36", "restricted")
    #expect(secrets.count > 2)
    for audience in ["public", "trustee", "auditor", "regulator"] {
      let shown = flat(try bench.run("show", "E36", "--audience", audience).out)
      for secret in secrets { #expect(!shown.contains(secret)) }
    }
    let read = try reading(bench, "E36")
    #expect(read.status == 0, "\(read.err)")
    for secret in secrets { #expect(flat(read.out).contains(secret)) }
    let recorded = try bench.last
    #expect(recorded["type"]?.string == "RestrictedRead")
    #expect(recorded["actor"]?.string == "p-010")
    #expect(recorded["data"]?["person"]?.string == "p-010")
    // Why somebody reads it is as closed as what is read.
    #expect(recorded["data"]?["reason"]?["closed"]?.string == "restricted")
    #expect(recorded["tags"]?.string?.contains("entry/E36") == true)
    #expect(try bench.run("show", "E36").out.contains("read"))
  }

  @Test func `nothing is recorded where nothing is read`() throws {
    let bench = try Bench(until: "2026-08-31")
    let before = try bench.bytes
    #expect(try reading(bench, "E01").status == 64)
    #expect(try reading(bench, "E36", as: "p-010", "--audience", "trustee").status == 64)
    #expect(try reading(bench, "E99").status == 66)
    // Somebody without a key.
    #expect(try reading(bench, "E36", as: "p-042").status != 0)
    #expect(try bench.bytes == before)
  }

  @Test func `a copy shows no restricted content, whatever the reason`() throws {
    let bench = try Bench(until: "2026-08-31")
    let copy = ["KITE_RECORD": bench.folder.path("copy")]
    #expect(try bench.run(words: ["pull", bench.record], environment: copy).status == 0)
    let read = try bench.run(
      words: ["show", "E36", "--reading-because", "A question."], as: "p-010", environment: copy)
    #expect(read.status != 0)
    #expect(read.err.contains("copy"))
  }

  @Test func `who may read may be named`() throws {
    let bench = try Bench(until: "2026-08-31")
    let set = try bench.run("setting", "set", "restricted-readers", "[\"dpo\"]", "--because", "Fewer eyes.")
    #expect(set.status == 0, "\(set.err)")
    let before = try bench.bytes
    let read = try reading(bench, "E36")
    #expect(read.status == 1)
    #expect(read.err.contains("restricted-readers"))
    #expect(read.out.isEmpty)
    #expect(try bench.bytes == before)
  }

  @Test func `a release of one class shows nothing of another`() throws {
    let bench = try Bench(until: "2026-08-31")
    let restricted = try values(bench, "E41", "restricted")
    #expect(!restricted.isEmpty)
    let released = try bench.run("evidence", "release", "E41", "--from", "part2", "--to", "open")
    #expect(released.status == 0, "\(released.err)")
    let shown = flat(try bench.run("show", "E41").out)
    for secret in restricted { #expect(!shown.contains(secret)) }
    #expect(shown.contains("[withheld: restricted]"))
    #expect(!shown.contains("[withheld: part2]"))
  }

  @Test func `what was public is closed for the future, and it is said that it was public`() throws {
    let bench = try Bench(until: "2026-08-31")
    let words = "Provisional result"
    #expect(flat(try bench.run("show", "E60").out).contains(words))
    let closed = try bench.run(
      "evidence", "release", "EV-2025-001", "--to", "part2", "--withheld-because",
      "A person can be recognised.",
      "--withheld-until", "2027-03-01")
    #expect(closed.status == 0, "\(closed.err)")
    let shown = flat(try bench.run("show", "E60").out)
    #expect(!shown.contains(words))
    #expect(shown.contains("A person can be recognised."))
    #expect(shown.contains("everybody could see it until Tue 24 Nov 2026"))
    #expect(!flat(try bench.run("show", "E67").out).contains(words))
    #expect(try bench.run("trail", "--text", "provisional").out.hasPrefix("no entry"))
    // Then is then, and those of the class see it still.
    #expect(flat(try bench.run("show", "E60", "--known", "2026-01-01").out).contains(words))
    #expect(flat(try bench.run("show", "E60", "--audience", "trustee").out).contains(words))
    #expect(try bench.run("due", "--within", "365").out.contains("E60"))
    #expect(try JSONValue.parse(bench.run("verify", "--json").out)["ok"] == true)
    let again = try bench.run("evidence", "release", "E60", "--to", "open")
    #expect(again.status == 0, "\(again.err)")
    #expect(flat(try bench.run("show", "E60").out).contains(words))
  }

  @Test func `an open entry is closed for the future`() throws {
    let bench = try Bench(until: "2026-08-31")
    let words = "Apprenticeship of nobody"
    let noted = try bench.run(
      "evidence", "add", "--school", "S09", "--kind", "governance", "--what", "\(words).", "--json")
    let ref = try #require(JSONValue.parse(noted.out)["ref"]?.string)
    #expect(try bench.run("trail", "--text", "apprenticeship").out.contains(words))
    let closed = try bench.run(
      "evidence", "release", ref, "--to", "restricted", "--withheld-because", "Entered by mistake.")
    #expect(closed.status == 0, "\(closed.err)")
    for words in [["show", ref], ["trail", "--school", "S09"], ["trail", "--text", "apprenticeship"]] {
      let said = try bench.run(words: words)
      #expect(!said.out.contains("Apprenticeship"), "\(words)")
    }
    #expect(try bench.run("trail", "--school", "S09").out.contains("[withheld: restricted]"))
    #expect(try bench.run("rebuild").status == 0)
    #expect(!(try bench.run("trail", "--school", "S09").out.contains("Apprenticeship")))
  }

  @Test func `a correction of what is closed is closed, and goes when that is erased`() throws {
    let bench = try Bench(until: "2026-08-31")
    let entry = "E54/PersonRegistered/2"
    let corrected = try bench.run(
      "correct", entry, "--field", "name", "--now", "Qzxperson Fortynine", "--source", "The register.")
    #expect(corrected.status == 0, "\(corrected.err)")
    let log = String(decoding: try bench.bytes, as: UTF8.self)
    #expect(!log.contains("Qzxperson"))
    #expect(!log.contains("Person 49 (invented)"))
    for words in [["show", "E54"], ["trail"], ["trail", "--type", "EntryCorrected"]] {
      #expect(!(try bench.run(words: words).out.contains("Qzxperson")), "\(words)")
    }
    let own = try bench.run("show", "E54", "--audience", "person:p-049")
    #expect(own.out.contains("Qzxperson Fortynine"))
    let erased = try bench.run(
      "erase", entry, "--field", "name", "--by", "dpo", "--because", "No longer needed.", as: "p-022")
    #expect(erased.status == 0, "\(erased.err)")
    let files = FileManager.default.enumerator(atPath: "\(bench.record)/EventLog")
    for case let name as String in files ?? .init() {
      guard let data = FileManager.default.contents(atPath: "\(bench.record)/EventLog/\(name)") else {
        continue
      }
      #expect(!String(decoding: data, as: UTF8.self).contains("Qzxperson"), "\(name)")
    }
    #expect(try JSONValue.parse(bench.run("verify", "--json").out)["ok"] == true)
  }

  @Test func `a field is closed for a reason`() throws {
    let bench = try Bench(until: "2026-08-31")
    let words = [
      "evidence", "add", "--school", "S09", "--kind", "governance", "--what", "A matter.", "--close",
      "what=restricted",
    ]
    #expect(try bench.run(words: words).err.contains("no lawful reason"))
    #expect(try bench.run(words: words + ["--withheld-because", "Staff matter."]).status == 0)
  }

  @Test func `a trail says why entries are withheld, and until when`() throws {
    let record = try Greywether.asked()
    let said = try record.kite("trail", "--type", "RestrictedRead")
    #expect(said.out.contains("X12: Tells what the restricted records are about."))
    #expect(said.out.contains("looked at again on Sat 8 Nov 2025"))
    let gap = try #require(try record.json("trail", "--type", "RestrictedRead")[0]["gap"] as? [String: Any])
    #expect(gap["until"] as? String == "2025-11-08")
  }

  @Test func `a body or a person is named, and is on the record`() throws {
    let record = try Greywether.asked()
    for (audience, status) in [("body", 64), ("person", 64), ("body:nobody", 66), ("person:p-999", 66)] {
      let said = try record.kite("trail", "--audience", audience)
      #expect(Int(said.status) == status, "\(audience): \(said.err)")
    }
    #expect(try record.kite("trail", "--audience", "body:lgb-S03").status == 0)
  }

  @Test func `what an audience sees follows the trust's settings`() throws {
    let bench = try Bench(until: "2026-08-31")
    #expect(try bench.run("show", "E38", "--audience", "auditor").out.contains("Delay would"))
    let set = try bench.run("setting", "set", "auditor-sees", "[]", "--because", "Not before the audit plan.")
    #expect(set.status == 0, "\(set.err)")
    #expect(!(try bench.run("show", "E38", "--audience", "auditor").out.contains("Delay would")))
    #expect(try bench.run("show", "E38", "--audience", "trustee").out.contains("Delay would"))
    #expect(
      try bench.run("show", "E38", "--audience", "auditor", "--known", "2026-07-01").out.contains(
        "Delay would"))
  }
}
