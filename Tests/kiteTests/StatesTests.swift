import TestSupport
import Testing

/// The state of the story's schools on days, and what was known of it, asked of the built program.
struct StatesTests {
  private func state(_ school: String, _ on: String, known: String? = nil) throws -> [String: Any] {
    var words = ["status", school, "--on", on]
    if let known { words += ["--known", known] }
    let record = try Greywether.asked()
    let one = try record.kite(words + ["--json"])
    words.remove(at: 1)
    let all = try record.kite(words + ["--json"])
    let line = try #require(one.out.split(separator: "\n").first)
    #expect(all.out.split(separator: "\n").contains(line), "the board and the school's own answer agree")
    return try #require(try record.json("status", school, "--on", on, "--known", known ?? "2026-12-31").first)
  }

  @Test(
    "a school stands where the story has it on the day",
    arguments: [
      ("S03", "2023-11-08", "none", false), ("S03", "2023-11-09", "moderate", false),
      ("S03", "2024-07-08", "none", true), ("S02", "2024-11-11", "high", false),
      ("S02", "2024-11-20", "high", false), ("S02", "2026-07-22", "moderate", false),
      ("S02", "2026-08-31", "moderate", false), ("S12", "2023-12-01", "watch", false),
    ])
  func risk(school: String, on: String, risk: String, isFollowedUp: Bool) throws {
    let state = try state(school, on)
    #expect(state["risk"] as? String == risk)
    #expect((state["followUpUntil"] as? String != nil) == isFollowedUp)
  }

  @Test(
    "the schools at risk are those of the day",
    arguments: [
      ("2024-01-01", ["S03"]), ("2024-08-01", []), ("2025-01-01", ["S02"]), ("2026-08-01", ["S02"]),
    ])
  func atRisk(on: String, schools: [String]) throws {
    let states = try Greywether.asked().json("status", "--on", on)
    #expect(states.count == 12)
    let found = states.filter { ["moderate", "high"].contains($0["risk"] as? String) }
    #expect(found.map { $0["school"] as? String } == schools)
  }

  @Test func `an urgent decision is unratified until the Board ratifies it`() throws {
    #expect(try state("S02", "2024-11-11")["ratifyBy"] as? String == "2024-11-25")
    #expect(try state("S02", "2024-11-20")["ratifyBy"] as? String == nil)
  }

  @Test(
    "a school's local body is that of the day",
    arguments: [
      ("2025-04-21", "lgb-S02", false), ("2025-04-22", "ieb-S02", false), ("2026-03-02", "ieb-S02", true),
      ("2026-07-22", "lgb-S02", false),
    ])
  func localBody(on: String, body: String, hasShadow: Bool) throws {
    let state = try state("S02", on)
    #expect(state["localBody"] as? String == body)
    #expect((state["shadow"] as? String != nil) == hasShadow)
  }

  @Test(
    "an executive leader is there on the days of the deployment",
    arguments: [
      ("2024-11-22", nil), ("2024-11-25", 3), ("2025-11-03", 1), ("2026-07-22", nil),
    ] as [(String, Int?)])
  func leader(on: String, days: Int?) throws {
    let leader = try state("S02", on)["leader"] as? [String: Any]
    #expect(leader?["daysPerWeek"] as? Int == days)
  }

  @Test func `one variation is in force at the end of the story`() throws {
    #expect(try state("S02", "2026-08-31")["variations"] as? [String] == ["V-2026-01"])
  }

  @Test func `the one late report of three years stays late`() throws {
    let report = try #require(try state("S02", "2025-02-14")["lastReport"] as? [String: Any])
    #expect(report["month"] as? String == "2025-01")
    #expect(report["lateBy"] as? Int == 5)
  }

  @Test func `a status line has its keys in the fixed order`() throws {
    let answer = try Greywether.asked().kite("status", "S02", "--on", "2025-03-06", "--json")
    let expected = [
      #"{"school":"S02","name":"Ormerdyke Academy","risk":"high","since":"2024-11-11","#,
      #""levelSince":"2024-11-11","ratifyBy":null,"followUpUntil":null,"localBody":"lgb-S02","#,
      #""shadow":null,"variations":["V-2024-01"],"#,
      #""leader":{"office":"exec-head-secondary","daysPerWeek":3},"lastReport":{"month":"2025-02","#,
      #""rating":"red","direction":"unchanged","due":"2025-03-07","submitted":"2025-03-06","#,
      #""lateBy":0},"#,
      #""next":{"#,
    ]
    #expect(answer.out.hasPrefix(expected.joined()))
  }
}
