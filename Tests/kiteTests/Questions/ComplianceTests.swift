import Foundation
import TestSupport
import Testing

/// `kite accountability` and `kite gaps` on the record of Greywether.
struct ComplianceTests {
  private static let principles = [
    "selflessness", "integrity", "objectivity", "accountability", "openness", "honesty", "leadership",
  ]

  @Test func `G9 anything without a reason, a rejected option, a review date?`() throws {
    let record = try Greywether.asked()
    let answer = record.ask(["gaps"])
    #expect(answer.status == 0)
    #expect(answer.out.hasPrefix("0 errors, 2 warnings in 36 decisions on Wed 29 Jul 2026\n"))
    let gaps = try record.json("gaps")
    #expect(gaps.map { $0["gap"] as? String } == ["register", "looked-first"])
    #expect(gaps.allSatisfy { $0["severity"] as? String == "warning" })
    #expect(
      Set(gaps[0].keys) == [
        "gap", "severity", "ref", "school", "by", "day", "says", "fields", "why", "todo",
      ])
  }

  @Test func `while an urgent decision waits for the Board it is a warning, and later an error`() throws {
    let record = try Greywether.asked()
    // E40 stood unconfirmed for two days; until it was recorded, E38 was unratified.
    let waiting = try record.json("gaps", "--school", "S02", "--on", "2024-11-12", "--known", "2024-11-12")
    #expect(waiting.map { $0["ref"] as? String } == ["E38"])
    #expect(waiting.first?["severity"] as? String == "warning")
    let late = record.ask(["gaps", "--school", "S02", "--on", "2024-11-26", "--known", "2024-11-12"])
    #expect(late.status == 65)
    #expect(late.out.contains("1 error, 0 warnings") && late.out.contains("kite risk ratify E38"))
    let unconfirmed = try record.json("gaps", "--by", "TB", "--on", "2024-11-21", "--known", "2024-11-21")
    #expect(unconfirmed.map { $0["ref"] as? String } == ["E40"])
    #expect((unconfirmed.first?["todo"] as? String) == "kite confirm E40")
  }

  @Test func `gaps are selected by school, body and period`() throws {
    let record = try Greywether.asked()
    #expect(try record.json("gaps", "--school", "S02").isEmpty)
    #expect(try record.json("gaps", "--since", "2024-01-01").isEmpty)
    #expect(record.ask(["gaps", "--since", "2025-01-01", "--until", "2024-01-01"]).status == 64)
    #expect(record.ask(["gaps", "--school", "S99"]).status == 66)
    let nobody = record.ask(["gaps", "--by", "TV"])
    #expect(nobody.status == 66)
    #expect(nobody.err.contains("did you mean 'TB'?"))
  }

  @Test func `the seven principles are evidence, with what is missing by reference`() throws {
    let record = try Greywether.asked()
    let lines = try record.json("accountability")
    #expect(lines.compactMap { $0["principle"] as? String } == Self.principles)
    for line in lines {
      #expect(line["decisions"] as? Int == 36)
      #expect((line["wording"] as? String)?.contains("Committee on Standards in Public Life") == true)
      let checks = try #require(line["checks"] as? [[String: Any]])
      for check in checks {
        let held = try #require(check["held"] as? [Any])
        let lacking = try #require(check["lacking"] as? [Any])
        #expect(held.count + lacking.count == check["asked"] as? Int)
      }
    }
    let text = record.ask(["accountability"]).out
    #expect(text.contains("a change of the scheme was published: 6 of 7; not E63"))
    #expect(text.contains("no rule broken"))
  }

  @Test func `a selection asks fewer decisions`() throws {
    let record = try Greywether.asked()
    func decisions(_ words: String...) throws -> [String] {
      let answer = record.ask(["accountability", "--principle", "objectivity", "--json"] + words)
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(answer.out.utf8)) as? [String: Any])
      let checks = try #require(object["checks"] as? [[String: Any]])
      let held = try #require(checks.first?["held"] as? [[String: Any]])
      #expect(held.count == object["decisions"] as? Int)
      return held.compactMap { $0["ref"] as? String }
    }
    #expect(try decisions("--school", "S12") == ["E06", "X05"])
    #expect(try decisions("--by", "SEC") == ["E06", "E22", "X05"])
    #expect(try decisions("--by", "sec", "--until", "2023-12-31") == ["E06", "E22"])
    #expect(try decisions("--since", "2026-02-01", "--school", "S02") == ["X20", "E73", "E76", "E78"])
    #expect(try decisions("--on", "2023-10-18") == ["X24", "X26", "E01", "E06"])
  }

  @Test func `a decision speaks in the words that the audience may read`() throws {
    let record = try Greywether.asked()
    let words = ["accountability", "--principle", "honesty", "--school", "S02"]
    let closed = record.ask(words).out
    let open = record.ask(words + ["--audience", "trustee"]).out
    let gap = try #require(closed.split(separator: "\n").first { $0.contains("E40") })
    #expect(gap.contains("[withheld: part2]"))
    let told = try #require(open.split(separator: "\n").first { $0.contains("E40") })
    #expect(!told.contains("[withheld"))
    #expect(closed.contains("Whether") || closed.contains("cause of overspend"))
  }

  @Test("no line is wider than the terminal", arguments: [48, 80, 118])
  func fits(width: Int) throws {
    let record = try Greywether.asked()
    for words in [
      ["gaps"], ["accountability"], ["accountability", "--principle", "integrity"],
      ["accountability", "--by", "p-012"], ["status", "--powers"], ["status", "S02", "--working"],
      ["status", "S02", "S03", "S12"], ["status", "S10"], ["trail", "--text", "overspend"],
    ] {
      let wide = record.ask(words, width: width).out.split(separator: "\n").filter { $0.count > width }
      #expect(wide.isEmpty, "\(words)")
    }
  }

  @Test(
    "these answers read as they should",
    arguments: [
      ("gaps.txt", ["gaps"]), ("accountability.txt", ["accountability"]),
      ("accountability-person.txt", ["accountability", "--by", "p-012"]),
      (
        "accountability-openness.txt", ["accountability", "--principle", "openness", "--since", "2024-09-01"]
      ),
      ("status-powers.txt", ["status", "--powers", "--on", "2025-03-03"]),
      ("status-working.txt", ["status", "S02", "--working"]),
      ("status-alike.txt", ["status", "S02", "S03", "S12"]), ("status-lending.txt", ["status", "S10"]),
      ("trail-text.txt", ["trail", "--text", "\"daily work\""]),
    ])
  func reads(golden: String, words: [String]) throws {
    let answer = try Greywether.asked().ask(words, width: 110)
    #expect(answer.status == 0 && answer.err.isEmpty)
    let beside = #filePath.replacing("/Questions/ComplianceTests.swift", with: "/ComplianceTests.swift")
    try expectGolden(answer.out, golden, file: beside)
  }
}
