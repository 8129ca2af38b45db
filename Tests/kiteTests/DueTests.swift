import CommandLineKit
import Foundation
import Governance
import TestSupport
import Testing

@testable import kite

/// What was owed on days of the story, asked of the built program.
struct DueTests {
  private func due(_ on: String, _ kind: String? = nil) throws -> [[String: Any]] {
    try Greywether.asked().json("due", "--on", on, "--within", "100000").filter {
      kind == nil || $0["kind"] as? String == kind
    }
  }
  private func late(_ on: String) throws -> [[String: Any]] {
    try due(on).filter { $0["state"] as? String == "late" }
  }
  private func texts(_ lines: [[String: Any]], _ key: String) -> [String] {
    lines.compactMap { $0[key] as? String }
  }

  @Test func `nothing is late at the end of the story, and one review is ahead`() throws {
    for day in ["2026-07-29", "2026-08-31"] { #expect(try late(day).isEmpty) }
    let reviews = try due("2026-08-31", "review-variation")
    #expect(texts(reviews, "concerns") == ["variation/V-2026-01"])
    #expect(texts(reviews, "due") == ["2026-10-21"] && texts(reviews, "owes") == ["TB"])
  }

  @Test func `the report for January 2025 was late from the day after its due day until it came in`() throws {
    #expect(try late("2025-02-07").isEmpty)
    for (day, lateBy) in [("2025-02-10", 1), ("2025-02-12", 3), ("2025-02-13", 4)] {
      let lines = try late(day)
      #expect(texts(lines, "concerns") == ["report/S02-2025-01"], "\(day)")
      #expect(lines.first?["lateBy"] as? Int == lateBy)
      #expect(lines.first?["person"] as? String == "p-016")
    }
    #expect(try late("2025-02-14").isEmpty)
  }

  @Test func `the ladder asked for the notices that the clerk gave`() throws {
    // As it was known on the evening before.
    func steps(_ on: String, known: String) throws -> [String] {
      let lines = try Greywether.asked().json("due", "--on", on, "--known", known)
      return texts(lines.filter { $0["kind"] as? String == "report-escalation" }, "what")
    }
    #expect(
      try steps("2025-02-10", known: "2025-02-09") == [
        "tell CEO and exec-head-secondary that the report for Jan 2025 is missing"
      ])
    #expect(
      try steps("2025-02-12", known: "2025-02-11") == [
        "tell the chair of SEC that the report for Jan 2025 is missing"
      ])
    #expect(
      try steps("2025-02-14", known: "2025-02-13") == [
        "tell the chair of TB that the report for Jan 2025 is missing"
      ])
    #expect(try steps("2025-02-12", known: "2025-02-12").isEmpty)
  }

  @Test func `three reds forced a review by 21 March, and it was held`() throws {
    let forced = try due("2025-03-07", "review-forced")
    #expect(texts(forced, "due") == ["2025-03-21"] && texts(forced, "owes") == ["SEC"])
    #expect(try due("2025-03-19", "review-forced").isEmpty)
    #expect(try due("2025-04-07", "review-forced").isEmpty)
  }

  @Test func `an urgent decision that stays unratified is an alarm in every answer`() throws {
    let record = try Greywether.asked()
    let known = ["--on", "2024-11-26", "--known", "2024-11-19"]
    let line = try #require(
      try record.json("due", "--on", "2024-11-26", "--known", "2024-11-19").first {
        $0["kind"] as? String == "ratify-urgent"
      })
    #expect(line["state"] as? String == "late" && line["due"] as? String == "2024-11-25")
    #expect(line["note"] as? String == "every answer that rests on it is unratified")
    #expect(try record.kite(["status"] + known).out.contains("high, unratified"))
    #expect(try record.kite(["status", "S02"] + known).out.contains("OVERDUE"))
    #expect(try record.kite(["show", "E38"] + known).out.contains("unratified"))
    let entry = try #require(try record.json("trail", "--school", "S02", "--known", "2024-11-19").last)
    #expect(entry["ref"] as? String == "E39" || entry["standing"] as? String == "unratified")
  }

  @Test func `the last day of a variation does not pass in silence`() throws {
    let record = try Greywether.asked()
    func kinds(_ on: String, known: String) throws -> [String] {
      let lines = try record.json("due", "--on", on, "--known", known, "--school", "S02")
      return texts(lines.filter { $0["concerns"] as? String == "variation/V-2024-01" }, "kind")
    }
    #expect(try kinds("2025-07-12", known: "2025-07-12").contains("end-variation"))
    #expect(try kinds("2025-07-23", known: "2025-07-12").contains("lapsed"))
    #expect(try !kinds("2025-07-23", known: "2025-07-16").contains("lapsed"))
  }

  @Test(
    "the six actions are done by what the story did",
    arguments: [
      ("S03", "2024-02-05", ["E16", "E11", "E13 E22", "E19", "E14", "E24"]),
      ("S02", "2025-02-05", ["E41", "E43", "E42 E52", "E47", "E43", "E54"]),
    ])
  func actions(school: String, on: String, refs: [String]) throws {
    let text = try Greywether.asked().kite("status", school, "--on", on).out
    let found = text.split(separator: "\n").compactMap { $0.firstMatch(of: /: done, (.+)$/)?.1 }
    #expect(found.map(String.init) == refs)
    let opened = try Greywether.asked().kite(
      "status", school, "--on", school == "S03" ? "2023-11-10" : "2024-11-11")
    #expect(opened.out.contains("kite lgb review lgb-\(school) --school \(school)"))
  }

  @Test func `next on the risk board is the first that a school owes`() throws {
    for day in ["2023-12-01", "2024-11-11", "2025-02-12", "2025-05-01", "2026-03-03", "2026-08-01"] {
      let lines = try due(day)
      for state in try Greywether.asked().json("status", "--on", day) {
        let school = state["school"] as? String
        let first = lines.first {
          $0["school"] as? String == school
            && !["outcome", "withholding", "report-unread"].contains($0["kind"] as? String)
        }
        let next = state["next"] as? [String: Any]
        #expect(next?["what"] as? String == first?["what"] as? String, "\(school ?? "") on \(day)")
        #expect(next?["due"] as? String == first?["due"] as? String)
        #expect(next?["owes"] as? String == first?["owes"] as? String)
      }
    }
  }

  @Test func `each command that settles something takes the words that are given`() throws {
    let root = CommandTable(.quiet).tool.root
    var kinds: Set<String> = []
    var commands: Set<String> = []
    for day in [
      "2023-10-20", "2023-12-12", "2024-11-20", "2025-01-10", "2025-03-07", "2025-06-12", "2026-03-03",
    ] {
      for line in try due(day) {
        kinds.insert(try #require(line["kind"] as? String))
        commands.formUnion([line["command"], line["otherwise"]].compactMap { $0 as? String })
      }
    }
    #expect(kinds.count > 15)
    for command in commands {
      do throws(UsageError) {
        _ = try root.parse(command.split(separator: " ").dropFirst().map(String.init)) { _ in nil }
      } catch {
        guard case .missing = error.problem else {
          Issue.record("\(command): \(error)")
          continue
        }
      }
    }
  }

  @Test func `it fits a terminal of 80 columns, and says what comes later`() throws {
    for day in ["2024-12-12", "2025-02-12", "2025-07-01", "2026-07-29"] {
      let text = try Greywether.asked().ask(["due", "--on", day], width: 80).out
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
    try expectGolden(
      try Greywether.asked().ask(["due", "--on", "2025-02-12"], width: 80).out, "due.txt")
  }
}
