import Foundation
import JSON
import TestSupport
import Testing

@testable import kite

/// Rules 17 to 20 of the trust's process, asked of the story's record as an outsider reads it; and what the
/// story's own register of compliance says.
struct StoryRulesTests {
  private func lines() throws -> [JSONValue] {
    let path = "\(try Greywether.asked().record)/EventLog/decisions.jsonl"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    return try bytes.split(separator: 0x0a).map { try JSONValue.parse(bytes: Array($0)) }
  }
  private func events(_ type: String) throws -> [JSONValue] {
    try lines().filter { $0["type"]?.string == type }
  }
  private func refs(_ events: [JSONValue]) -> [String] { events.compactMap { $0["ref"]?.string } }

  @Test func `rule 17: a correction names its entry, no line is deleted, and the log verifies`() throws {
    let lines = try lines()
    #expect(lines.map { $0["position"]?.integer } == Array(1...434))
    let ids = Set(lines.compactMap { $0["id"]?.string })
    for type in ["EntryCorrected", "EntryVoided"] {
      let amending = lines.filter { $0["type"]?.string == type }
      #expect(amending.count == 1)
      #expect(amending.allSatisfy { ids.contains($0["data"]?["entry"]?.string ?? "") })
    }
    let verified = try Greywether.asked().kite("verify", "--json")
    #expect(verified.status == 0 && verified.out.contains(#""ok":true"#))
  }

  @Test func `rule 18: an answer as known on a day is the one that was given on that day`() throws {
    for day in ["2024-06-07", "2024-11-19", "2025-04-30"] {
      let then = try Bench(until: day)
      for words in [
        ["status", "S02", "--on", day], ["status", "S03", "--on", day],
        ["who", "F3", "--school", "S02", "--on", day], ["trail", "--school", "S02"],
      ] {
        let known = try Greywether.asked().kite(words + ["--known", day, "--json"]).out
        // The two records differ in their ids alone, which are made when a record is played.
        let unlike = /"(id|event)":"[^"]*"/
        let asked = try then.asked(words + ["--json"]).out
        #expect(known.replacing(unlike, with: "") == asked.replacing(unlike, with: ""), "\(words) on \(day)")
      }
    }
  }

  @Test func `rule 19: what is restricted is counted for every audience, and shown to none`() throws {
    let record = try Greywether.asked()
    let secrets = ["absence of the headteacher", "serious failings in record keeping"]
    for audience in ["public", "trustee", "auditor", "body:lgb-S03"] {
      let trail = try record.kite("trail", "--case", "B", "--audience", audience).out
      for ref in ["E36", "E37"] {
        #expect(trail.contains("\(ref)  p-001"), "its existence may be seen")
        let shown = try record.kite("show", ref, "--audience", audience).out
        for text in [trail, shown] {
          #expect(secrets.allSatisfy { !text.localizedCaseInsensitiveContains($0) })
          #expect(text.contains("[withheld: restricted]"))
        }
      }
    }
  }

  @Test func `rule 20: no name of a person is anywhere in the log`() throws {
    let registered = try events("PersonRegistered")
    #expect(registered.count > 50)
    for event in registered {
      let person = try #require(event["data"]?["person"]?.string)
      #expect(person.wholeMatch(of: /p-[0-9]{3}/) != nil)
      for field in ["name", "contact"] {
        if let value = event["data"]?[field] { #expect(value["closed"]?.string == "personal") }
      }
    }
    #expect(try lines().allSatisfy { $0["actor"]?.string?.wholeMatch(of: /p-[0-9]{3}/) != nil })
  }

  @Test func `the register of compliance counts what the story counts`() throws {
    let decisions = try events("DecisionTaken")
    #expect(decisions.count == 36)
    func with(_ field: String) -> [JSONValue] {
      decisions.filter { !($0["data"]?[field]?.array ?? []).isEmpty }
    }
    #expect(refs(with("dissent")) == ["E41"])
    let interested = with("interests")
    #expect(
      Set(refs(interested)) == ["E09", "E16", "E24", "E26", "X29", "E31", "E62", "E76"]
        && interested.count == 8)
    for decision in interested {
      let handled = (decision["data"]?["interests"]?.array ?? []).compactMap { $0["handled"]?.string }
      #expect(handled == ["withdrew"])
      #expect(decision["data"]?["votes"]?["abstained"]?.integer == 0)
    }
    #expect(refs(try events("PlanReturned")) == ["E50"])
    #expect(refs(try events("SchoolWatched")) == ["E06"], "the one decision not to place a school at risk")
  }
}
