import Foundation
import JSON
import TestSupport
import Testing

@testable import kite

/// What a decision must say by its weight, as it is typed, asked for and refused.
struct WeightTests {
  private static let placing = [
    "risk", "place", "S05", "--level", "moderate", "--trigger", "data-trend: E33", "--exit-criterion",
    "Attendance is 95%.", "--first-day", "2026-08-03", "--by", "TB", "--present", "9", "--vote", "9-0-0",
    "--because", "The trend is significant.", "--decided", "2026-07-30", "--proportionality",
    "Leaders are willing.", "--notice-because", "The chair asked for it.",
  ]
  private static let ethics = [
    "--option", "watch list: too little", "--evidence", "E33", "--consulted", "Chair: accepts it",
    "--long-term", "None.", "--neighbours", "None.", "--people-affected", "Staff hear first.",
  ]

  @Test func `off a terminal what is missing is refused by name, and nothing is recorded`() throws {
    let bench = try Bench(until: "2026-07-29")
    let before = try bench.bytes
    let result = try bench.run(words: Self.placing, at: ("2026-07-30", 17))
    #expect(result.status == 1)
    for word in [
      "the trust's setting 'decision-weights'", "--option \"what: why rejected\"", "--evidence REF",
      "--consulted", "--long-term", "--neighbours", "--people-affected",
    ] {
      #expect(result.err.contains(word), "\(result.err)")
    }
    #expect(try bench.bytes == before)
    let whole = try bench.run(words: Self.placing + Self.ethics, at: ("2026-07-30", 17))
    #expect(whole.status == 0, "\(whole.err)")
  }

  @Test func `on a terminal it is asked for, one question at a time`() throws {
    let bench = try Bench(until: "2026-07-29")
    let answered = Answered([
      "watch list: too little", "", "E33", "", "Chair: accepts it", "", "None.", "None.", "Staff hear first.",
      "yes",
    ])
    let result = try bench.run(
      words: Self.placing, at: ("2026-07-30", 17), ask: { answered.next($0) })
    #expect(result.status == 0, "\(result.err)")
    #expect(answered.questions.count == 10)
    #expect(answered.questions.first?.hasPrefix("Options rejected, each with the reason.") == true)
    let decision = try bench.data("DecisionTaken")
    #expect(decision["options"]?[0]?["why"]?.string == "too little")
    #expect(decision["peopleAffected"]?.string == "Staff hear first.")
  }

  @Test func `a trust sets its own table, and is told what no table is`() throws {
    let bench = try Bench(until: "2026-07-29")
    func set(_ value: String) throws -> Said {
      try bench.run(
        words: ["setting", "set", "decision-weights", value, "--first-day", "2026-07-30"],
        at: ("2026-07-30", 16))
    }
    let wrong = try set(#"[{"weight":"any","of":[],"fields":["colour"]}]"#)
    #expect(wrong.status == 1)
    #expect(wrong.err.contains("'decision-weights' cannot be"))
    let right = try set(#"[{"weight":"any","of":[],"fields":["risks"]}]"#)
    #expect(right.status == 0, "\(right.err)")
    let refused = try bench.run(words: Self.placing, at: ("2026-07-30", 17))
    #expect(refused.err.contains("the risks seen") && !refused.err.contains("--neighbours"))
    let placed = try bench.run(
      words: Self.placing + ["--risk", "It may be late."], at: ("2026-07-30", 17))
    #expect(placed.status == 0, "\(placed.err)")
  }

  @Test func `the settings are explained with the table`() throws {
    let help = try Greywether.asked().ask(["help", "settings"])
    #expect(help.out.contains("decision-weights"))
  }
}
