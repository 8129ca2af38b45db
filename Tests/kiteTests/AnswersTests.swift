import Foundation
import TestSupport
import Testing

/// The asking commands' texts, word for word.
struct AnswersTests {
  @Test(
    "an answer reads as it should",
    arguments: [
      ("who-function.txt", ["who", "F3", "--school", "S02", "--on", "2025-03-03"], 118),
      ("who-limit.txt", ["who", "F3", "--school", "S02", "--on", "2026-03-03"], 118),
      ("who-power.txt", ["who", "place-at-risk-urgently"], 118),
      ("who-office.txt", ["who", "head-S02", "--on", "2024-11-04"], 118),
      ("why-varied.txt", ["why", "F3", "--school", "S02", "--on", "2025-03-03"], 118),
      ("why-varied-80.txt", ["why", "F3", "--school", "S02", "--on", "2025-03-03"], 80),
      (
        "why-known.txt", ["why", "F3", "--school", "S02", "--on", "2025-03-03", "--known", "2025-03-03"], 118
      ),
      ("why-remainder.txt", ["why", "E3", "--school", "S02", "--on", "2025-06-01"], 118),
      ("why-default.txt", ["why", "F3", "--school", "S02"], 118),
      ("why-anew.txt", ["why", "F1", "--school", "S02"], 118),
      ("show-variation.txt", ["show", "E41"], 80),
      ("show-corrected.txt", ["show", "E13"], 80),
      ("show-closed.txt", ["show", "E38", "--known", "2024-11-12"], 80),
      ("status.txt", ["status", "--on", "2024-11-11"], 118),
      ("status-narrow.txt", ["status", "--on", "2024-11-11"], 60),
      ("status-school.txt", ["status", "S02", "--on", "2026-03-03"], 118),
      ("status-urgent.txt", ["status", "S02", "--on", "2024-11-11"], 80),
      ("trail.txt", ["trail", "--case", "B", "--until", "2024-12-31"], 118),
      ("changes.txt", ["changes", "--since", "2026-07-01"], 118),
      ("help-json.txt", ["help", "json"], 80),
    ] as [(String, [String], Int)])
  func reads(golden: String, words: [String], width: Int) throws {
    let answer = try Greywether.asked().ask(words, width: width)
    #expect(answer.status == 0)
    #expect(answer.err.isEmpty)
    try expectGolden(answer.out, golden)
  }

  @Test("no line is wider than the terminal", arguments: [48, 60, 80, 100])
  func fits(width: Int) throws {
    let record = try Greywether.asked()
    for words in [
      ["status"], ["status", "S02", "--on", "2026-03-03"],
      ["why", "F3", "--school", "S02", "--on", "2025-03-03"],
      ["trail", "--case", "B"], ["show", "E38"], ["changes", "--since", "2025-01-01"],
      ["who", "E3", "--school", "S02"],
    ] {
      let lines = record.ask(words, width: width).out.split(separator: "\n")
      let wide = lines.filter { $0.count > width }
      #expect(wide.isEmpty, "\(words)")
    }
  }

  @Test func `a demonstration says so in text, and its JSON is only JSON`() throws {
    let record = try Greywether.asked()
    for words in [
      ["who", "CEO"], ["status"], ["trail", "--case", "A"], ["show", "E01"],
      ["changes", "--since", "2026-07-01"],
    ] {
      #expect(record.ask(words).out.hasSuffix("a demonstration: today is 29 Jul 2026\n"))
      #expect(
        record.ask(words + ["--json"]).out.split(separator: "\n").allSatisfy {
          $0.hasPrefix("{") && $0.hasSuffix("}")
        })
    }
  }

  @Test func `every type of the catalogue has a schema`() throws {
    let record = try Greywether.asked()
    let all = record.ask(["schema", "--json"]).out.split(separator: "\n")
    #expect(all.count > 100)
    #expect(
      record.ask(["schema", "VariationMade"]).out.hasPrefix(
        #"{"$schema":"https://json-schema.org/draft/2020-12/schema""#))
    #expect(record.ask(["schema"]).out.contains("VariationMade"))
    #expect(record.ask(["schema", "VariationMade", "--table"]).out.hasPrefix("| field |"))
  }

  @Test func `an entry about several schools is no single school's`() throws {
    let greywether = try Greywether.asked()
    let setUp = try #require(try greywether.json("trail", "--school", "S12").first)
    #expect(setUp["ref"] as? String == "X23")
    #expect(setUp["school"] is NSNull)
  }
}
