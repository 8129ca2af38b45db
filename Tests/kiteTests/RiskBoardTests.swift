import Foundation
import JSON
import TestSupport
import Testing

@testable import kite

/// What a school at risk takes from its neighbours and still lacks, and who can help: asked of the built
/// program.
struct RiskBoardTests {
  @Test func `a loan of a leader is seen at the lender, at the borrower and on the board`() throws {
    let record = try Greywether.asked()
    let on = ["--on", "2025-03-03"]
    let board = try record.kite(["status"] + on).out
    #expect(board.contains("lends     S10  exec-head-secondary, 3 days a week to S02: effect medium"))
    #expect(board.contains("short     S02  Behaviour team of 2 until February, since 2 Dec 2024 (E47)"))
    let lender = try record.kite(["status", "S10"] + on).out
    #expect(lender.contains("lending     exec-head-secondary to S02: 3 days a week from 25 Nov 2024"))
    #expect(lender.contains("effect assessed: medium; One extra deputy is funded"))
    let borrower = try record.kite(["status", "S02"] + on).out
    #expect(borrower.contains("lent by Marrowdale High School,\n              effect there medium"))
    let line = try #require(try record.json("status", "S10", "--on", "2025-03-03").first)
    let lends = try #require((line["lends"] as? [[String: Any]])?.first)
    #expect(lends["school"] as? String == "S02" && lends["effect"] as? String == "medium")
    #expect(try record.kite("status", "--on", "2026-07-29").out.contains("lends") == false)
  }

  @Test func `the six actions of a school are told in JSON too`() throws {
    let line = try #require(try Greywether.asked().json("status", "S02", "--on", "2024-12-12").first)
    let actions = try #require(line["actions"] as? [[String: Any]])
    #expect(actions.map { $0["state"] as? String } == ["done", "done", "open", "done", "done", "open"])
    #expect(actions[2]["command"] as? String == "kite plan approve RP-S02 --version 1 --school S02")
    #expect(actions[5]["command"] as? String == "kite lgb finding lgb-S02 --school S02")
    let none = try #require(try Greywether.asked().json("status", "S01").first)
    #expect(none["actions"] is NSNull && none["capacity"] is NSNull)
  }

  @Test func `an added governor has the body that appoints, and a term`() throws {
    let out = try Greywether.asked().kite("status", "S03", "--on", "2024-02-01").out
    #expect(out.contains("added: p-046 from 1 Feb 2024 to 31 Jan 2028, by the Trust Board (E24)"))
  }

  @Test func `who can lead is asked with the days that are free, and what it does at home`() throws {
    let record = try Greywether.asked()
    let words = [
      "leader", "free", "--school", "S02", "--days", "3", "--first-day", "2024-12-02", "--last-day",
      "2025-07-22", "--on", "2024-12-02",
    ]
    let out = try record.kite(words).out
    #expect(
      out.hasPrefix("Who can lead Ormerdyke Academy from Mon 2 Dec 2024 to Tue 22 Jul 2025, 3 days a week"))
    #expect(out.contains("x  p-016   exec-head-secondary head-S10  2     Marrowdale High School (S10)"))
    #expect(out.contains("3 at S02 to 22 Jul 2025, effect medium"))
    #expect(!out.contains("p-031"), "nobody is lent to their own school")
    #expect(out.contains("next      kite leader allocate exec-head-primary --school S02 --home S05"))
    let choices = try record.json("leader", "free", "--school", "S02", "--on", "2024-12-02")
    #expect(choices.first?["free"] as? Int == 5 && choices.last?["person"] as? String == "p-016")
    #expect(try record.kite("leader", "free", "--days", "6").status == 64)
    #expect(
      try record.kite("leader", "free", "--first-day", "2025-01-01", "--last-day", "2024-01-01").status == 64)
    #expect(try record.kite("leader", "free", "--school", "S99").status == 66)
    let also = try record.json("leader", "free", "--also", "director-primary")
    #expect(also.contains { $0["person"] as? String == "p-014" && $0["home"] is NSNull })
  }

  @Test func `the menu of a level says what moves, what stays and what never moves`() throws {
    let record = try Greywether.asked()
    let out = try record.kite("variation", "menu", "S03", "--level", "moderate", "--on", "2023-11-15").out
    #expect(out.contains("usually moves at level moderate: 12 of 40 functions"))
    #expect(out.contains("never     6 that no variation moves: G1, G2, G3, G4, G7 and P4"))
    #expect(out.contains("kite variation propose --school S03 --item 'G6: TB'"))
    let items = try record.json("variation", "menu", "S02", "--on", "2024-11-25")
    #expect(items.count == 25, "the school's own level")
    let orders = try #require(items.first { $0["function"] as? String == "F3" })
    #expect(orders["now"] as? String == "CFO" && orders["variedBy"] as? String == "V-2024-01")
    let steady = try record.kite("variation", "menu", "S01")
    #expect(steady.status == 66 && steady.err.contains("say for which level, --level moderate"))
    #expect(try record.kite("variation", "menu", "S01", "--level", "purple").status == 64)
  }

  @Test func `the urgent power in a holder's absence is a setting that who answers from`() throws {
    let bench = try Bench(until: "2024-11-10")
    let set = try bench.run(
      "setting", "set", "urgent-in-absence", "[\"CEO: director-primary\"]", "--because", "One deputy.",
      at: ("2024-11-11", 9))
    #expect(set.status == 0, "\(set.err)")
    let who = try bench.run("who", "place-at-risk-urgently", "--on", "2024-11-11").out
    #expect(who.contains("absence   of the Chief Executive, director-primary"))
    let place = [
      "risk", "place", "S02", "--level", "high", "--urgent", "--by", "director-primary", "--by",
      "chair-trust", "--trigger", "safeguarding: E37", "--because", "Delay would leave pupils less safe.",
      "--proportionality", "Nothing less keeps pupils safe.", "--option", "wait: pupils less safe",
      "--evidence", "E37",
      "--consulted", "Safeguarding lead: agrees", "--long-term", "None.", "--neighbours", "None.",
      "--people-affected", "Staff are told in person.",
    ]
    let refused = try bench.run(words: place, as: "p-014", at: ("2024-11-11", 17))
    #expect(refused.status == 1 && refused.err.contains("say who is away, and why: --capacity TEXT"))
    let placed = try bench.run(
      words: place + ["--capacity", "For the CEO, on leave to 18 November."], as: "p-014",
      at: ("2024-11-11", 17))
    #expect(placed.status == 0, "\(placed.err)")
    #expect(placed.out.contains("must ratify by Mon 25 Nov 2024"))
  }

  @Test func `the alliance grants half of what was asked, and the rest stays on the board`() throws {
    let bench = try Bench(until: "2024-11-28")
    func say(_ words: String..., on day: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
      let said = try bench.run(words: words + ["--school", "S02"], at: (day, 12))
      #expect(said.status == 0, "\(said.err)", sourceLocation: sourceLocation)
    }
    func status(_ day: String) throws -> String { try bench.run("status", "S02", "--on", day).out }
    try say("capacity", "confirm", "--need", "Attendance lead", "--days", "30", on: "2024-12-02")
    try say(
      "capacity", "confirm", "--need", "English specialist", "--days", "12", "--in-part", on: "2024-12-02")
    try say("capacity", "decline", "--need", "Behaviour team of 2", on: "2024-12-02")
    let half = try status("2024-12-03")
    #expect(half.contains("asked 3, granted 2, 1 in part (42 days), declined 1, used 0 days"))
    #expect(half.contains("short       English specialist, since 2 Dec 2024"))
    try say("capacity", "confirm", "--need", "Behaviour team of 2", "--days", "10", on: "2025-02-03")
    try say("capacity", "use", "--days", "5", on: "2025-02-07")
    let later = try status("2025-02-07")
    #expect(later.contains("granted 3, 1 in part (52 days), declined 1, used 5 days"))
    #expect(!later.contains("Behaviour team of 2, since"))
    #expect(later.contains("short       English specialist, since 2 Dec 2024"))
  }
}
