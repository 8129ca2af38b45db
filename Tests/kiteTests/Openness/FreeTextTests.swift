import Foundation
import JSON
import TestSupport
import Testing

@testable import Recording
@testable import kite

/// What does not belong into free text is warned of before it is saved, however it is recorded.
struct FreeTextTests {
  private static let suspicious: [(text: String, says: String)] = [
    ("The letter of Mrs Ashby was read.", "looks like a name"),
    ("Sarah Jones spoke for the staff.", "looks like a name"),
    ("The pupil Tom was excluded twice.", "pupil's name"),
    ("A child named Zed was at the meeting.", "pupil's name"),
    ("The head, date of birth 3 May 1970, agreed.", "date of birth"),
    ("The deputy was diagnosed in March.", "matter of health"),
    ("Absent after surgery.", "matter of health"),
    ("Write to somebody@example.org about it.", "contact data"),
    ("Call 07700 900123 for the papers.", "contact data"),
    ("As person 49 (invented) said.", "the name of p-049"),
  ]

  private static let innocent = [
    "Pupil Premium money is kept apart.", "The Trust Board met at Ormerdyke Academy.",
    "Child Protection training is done.", "The decision of 20 November 2024 stands, paper TB/25/03.",
    "Special needs support is reviewed each month.", "Seven complaints in 60 days, numbers only.",
  ]

  private func noting(_ bench: Bench, _ text: String, _ more: [String] = []) throws -> Said {
    try bench.run(words: ["evidence", "add", "--kind", "governance", "--what", text] + more)
  }

  @Test func `names, births, health and contact data are warned of`() throws {
    let bench = try Bench(until: "2026-08-31")
    for (text, says) in Self.suspicious {
      let said = try noting(bench, text, ["--dry-run"])
      #expect(said.status == 0)
      #expect(said.err.contains(says), "\(text): \(said.err)")
    }
    for text in Self.innocent {
      let said = try noting(bench, text, ["--dry-run"])
      #expect(!said.err.contains("warning"), "\(text): \(said.err)")
    }
  }

  @Test func `the story itself is free of them`() throws {
    let record = try Greywether.asked().record
    let log = try #require(FileManager.default.contents(atPath: "\(record)/EventLog/decisions.jsonl"))
    var texts = Set<String>()
    for line in log.split(separator: 0x0a) {
      let event = try JSONValue.parse(bytes: Array(line))
      guard event["type"]?.string != "PersonRegistered", let data = event["data"] else { continue }
      collect(data, into: &texts)
    }
    let closed = "\(record)/EventLog/closed/part2"
    for name in try FileManager.default.contentsOfDirectory(atPath: closed) {
      let bytes = try #require(FileManager.default.contents(atPath: "\(closed)/\(name)"))
      collect(try JSONValue.parse(bytes: Array(bytes)), into: &texts)
    }
    #expect(texts.count > 1000)
    let check = FreeText([])
    let found = texts.compactMap { text in check.suspicion(text).map { "\(text): \($0)" } }
    #expect(found.sorted() == [])
  }

  private func collect(_ value: JSONValue, into texts: inout Set<String>) {
    switch value {
    case .string(let text): texts.insert(text)
    case .array(let items): for item in items { collect(item, into: &texts) }
    case .object(let members): for member in members { collect(member.value, into: &texts) }
    case .null, .bool, .integer: return
    }
  }

  @Test func `an input file is looked through, in every event and every depth`() throws {
    let bench = try Bench(until: "2026-08-31")
    let decision = """
      {"school":"S02","decision":{"power":"exercise-function","function":"F6","by":["FRC"],"present":4,
      "votes":{"for":4,"against":0,"abstained":0},"decision":"The contract is let.","because":"It is best.",
      "options":[{"what":"wait","why":"Mr Brown would not have it"}]}}
      """
    let said = try bench.run("decide", "--input", "-", "--dry-run", input: decision)
    #expect(said.err.contains("'options/0/why' holds what looks like a name ('Mr Brown')"), "\(said.err)")
    let facts = """
      {"events":[{"type":"EvidenceAdded","data":{"kind":"governance","lateBecause":"Dr Grey was away."}}]}
      """
    let fact = try bench.run("record", "EvidenceAdded", "--input", "-", "--dry-run", input: facts)
    #expect(fact.err.contains("'lateBecause' holds"), "\(fact.err)")
  }

  @Test func `somebody at a terminal may stop it`() throws {
    let bench = try Bench(until: "2026-08-31")
    let before = try bench.bytes
    let words = ["evidence", "add", "--kind", "governance", "--what", "Mrs Ashby spoke."]
    let no = Answered(["no"])
    let stopped = try bench.run(words: words, ask: { no.next($0) })
    #expect(stopped.status == 1)
    #expect(stopped.err.contains("looks like a name"))
    #expect(try bench.bytes == before)
    let yes = Answered(["yes"])
    #expect(try bench.run(words: words, ask: { yes.next($0) }).status == 0)
    #expect(try bench.bytes != before)
    // Without a doubt nobody is asked.
    let silent = Answered([])
    let clear = ["evidence", "add", "--kind", "governance", "--what", "The chair spoke."]
    #expect(try bench.run(words: clear, ask: { silent.next($0) }).status == 0)
    #expect(silent.questions.isEmpty)
  }
}
