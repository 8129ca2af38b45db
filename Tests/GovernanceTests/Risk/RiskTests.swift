import Governance
import JSON
import Schemas
import Testing

struct RiskTests {
  private let placed = SmallTrust.placed
  private func placing(_ placed: Told) -> Commit { .board("place-at-risk", "2024-11-06", placed) }

  @Test func `a school is at risk from the first day, with level and criteria`() throws {
    let trust = try Story.schoolAtRisk().trust()
    #expect(trust.risk(of: school("S1"), on: day("2024-11-06")).level == .none)
    #expect(trust.risk(of: school("S1"), on: day("2024-11-07")).level == .high)
    #expect(trust.riskCase(of: school("S1"), on: day("2024-11-07"))?.exitCriteria.count == 2)
    #expect(trust.risk(of: school("S2"), on: day("2024-11-07")).level == .none)
  }

  @Test func `it is placed once, at a level of the category, for a reason, with criteria`() throws {
    let story = try Story.smallTrust()
    try story.when(placing(placed.with(("level", "watch")))).thenRefused("risk-level")
    try story.when(placing(placed.with(("exitCriteria", [])))).thenRefused("exit-criteria")
    let other: JSONValue = ["trigger": "other", "evidence": ["A letter."]]
    try story.when(placing(placed.with(("triggers", [other])))).thenRefused("trigger-other")
    try story.when(placing(placed.with(("firstDay", "2024-11-05")))).thenRefused("in-force-before-decided")
    try story.when(placing(placed.with(("school", "S2")))).thenRefused("school-other")
    let atRisk = try Story.schoolAtRisk()
    try atRisk.when(placing(placed.with(("case", "B")))).thenRefused("risk-already")
    var second = placing(placed.with(("school", "S2")))
    second.school = "S2"
    try atRisk.when(second).thenRefused("case-used")
  }

  @Test func `two stays in the category do not overlap, whichever begins first`() throws {
    let ahead = try Story.smallTrust().when(placing(placed.with(("firstDay", "2024-12-02")))).then()
    try ahead.when(placing(placed.with(("case", "B")))).thenRefused("risk-already")
  }

  @Test func `a school that has left the trust cannot be placed`() throws {
    let left = Told(SchoolLeft.self, ["school": "S1", "lastDay": "2024-10-31"])
    try Story.smallTrust().when(.facts("2024-10-31", left)).then().when(placing(placed))
      .thenRefused("school-not-in-trust")
  }

  @Test func `the level is changed to another of the category`() throws {
    let story = try Story.schoolAtRisk()
    func setting(_ level: String, _ code: String = "S1") -> Commit {
      var commit = Commit.board(
        "change-risk-level", "2025-01-29",
        Told(
          RiskLevelSet.self,
          ["school": .string(code), "level": .string(level), "firstDay": "2025-02-01"]))
      commit.school = code
      return commit
    }
    let trust = try story.when(setting("moderate")).then().trust()
    #expect(trust.risk(of: school("S1"), on: day("2025-01-31")).level == .high)
    #expect(trust.risk(of: school("S1"), on: day("2025-02-01")).level == .moderate)
    try story.when(setting("high")).thenRefused("risk-level")
    try story.when(setting("none")).thenRefused("risk-level")
    try story.when(setting("high", "S2")).thenRefused("not-at-risk")
  }
}

struct WatchTests {
  private func watching(_ effect: Told, _ day: String = "2024-10-02") -> Commit {
    .decided("watch-school", by: ["body/standards"], day, [effect])
  }
  private let watched = Told(
    SchoolWatched.self, ["school": "S1", "firstDay": "2024-10-03", "reviewBy": "2024-12-02"])
  private let ended = Told(WatchEnded.self, ["school": "S1", "firstDay": "2024-11-01"])

  @Test func `the watch list is not the at-risk category`() throws {
    let story = try Story.smallTrust().when(watching(watched)).then()
    let found = try story.trust().risk(of: school("S1"), on: day("2024-10-03"))
    #expect(found.level == .watch && !found.level.isAtRisk)
    try story.when(watching(watched)).thenRefused("risk-already")
    try Story.smallTrust().when(watching(watched.with(("reviewBy", "2024-10-03"))))
      .thenRefused("review-in-the-past")
  }

  @Test func `it ends by a decision, or by placing the school at risk`() throws {
    let story = try Story.smallTrust().when(watching(watched)).then()
    let off = try story.when(watching(ended, "2024-10-30")).then().trust()
    #expect(off.risk(of: school("S1"), on: day("2024-11-01")).level == .none)
    try Story.smallTrust().when(watching(ended, "2024-10-30")).thenRefused("not-watched")
    let placed = try story.when(.board("place-at-risk", "2024-11-06", SmallTrust.placed)).then().trust()
    #expect(placed.risk(of: school("S1"), on: day("2024-11-06")).level == .watch)
    #expect(placed.risk(of: school("S1"), on: day("2024-11-07")).level == .high)
    let late = ended.with(("firstDay", "2024-12-02"))
    try story.when(.board("place-at-risk", "2024-11-06", SmallTrust.placed)).then()
      .when(watching(late, "2024-12-02")).thenRefused("not-watched")
  }
}

struct UrgentTests {
  private let urgent = SmallTrust.placed.with(
    ("urgent", true), ("exitCriteria", []), ("firstDay", "2024-11-11"))
  private func placing(_ placed: Told) -> Commit {
    .decided("place-at-risk-urgently", by: ["office/CEO", "office/chair"], "2024-11-11", [placed])
      .recorded(by: "p-1").referred("U-1")
  }
  private func ratifying(_ fields: (String, JSONValue?)..., on day: String = "2024-11-20") -> Commit {
    var ratified = Told(
      UrgentDecisionRatified.self,
      ["decision": "U-1", "exitCriteria": ["Attendance is 94%."], "firstDay": .string(day)])
    for (name, value) in fields { ratified.data[name] = value }
    return .board("place-at-risk", day, ratified)
  }

  @Test func `it is in force at once, and to be ratified within ten working days`() throws {
    let story = try Story.smallTrust().when(placing(urgent)).then()
    let trust = try story.trust()
    let stay = try #require(trust.riskCase(of: school("S1"), on: day("2024-11-11")))
    #expect(stay.awaitsRatification(on: day("2024-11-12")) == day("2024-11-25"))
    #expect(trust.decisions[DecisionRef(unchecked: "U-1")]?.standing == .unratified)
    #expect(stay.awaitsRatification(on: day("2025-01-01")) == day("2024-11-25"))
  }

  @Test func `the day of ratification is not put off`() throws {
    let story = try Story.smallTrust()
    try story.when(placing(urgent.with(("ratifyBy", "2024-11-26")))).thenRefused("urgent-ratify-by")
    try story.when(placing(urgent.with(("ratifyBy", "2024-11-11")))).thenRefused("urgent-ratify-by")
    try story.when(placing(urgent.with(("ratifyBy", "2024-11-20")))).then()
  }

  @Test func `the board ratifies it, and sets the criteria`() throws {
    let story = try Story.smallTrust().when(placing(urgent)).then()
    let ratified = try story.when(ratifying()).then()
    let trust = try ratified.trust()
    let stay = try #require(trust.riskCase(of: school("S1"), on: day("2024-11-20")))
    #expect(stay.awaitsRatification(on: day("2024-11-19")) != nil)
    #expect(stay.awaitsRatification(on: day("2024-11-20")) == nil)
    #expect(stay.exitCriteria.count == 1)
    #expect(trust.decisions[DecisionRef(unchecked: "U-1")]?.standing == .confirmed)
    try ratified.when(ratifying()).thenRefused("ratified-already")
    try story.when(ratifying(("exitCriteria", []))).thenRefused("exit-criteria")
    try story.when(ratifying(("decision", "U-2"))).thenRefused("decision-unknown")
    try story.when(ratifying(("firstDay", "2024-11-19"))).thenRefused("in-force-before-decided")
    var other = ratifying()
    other.school = "S2"
    try story.when(other).thenRefused("school-other")
  }

  @Test func `what was not urgent needs no ratification`() throws {
    let story = try Story.smallTrust()
      .when(.board("place-at-risk", "2024-11-06", SmallTrust.placed).referred("U-1")).then()
    try story.when(ratifying()).thenRefused("not-urgent")
  }

  @Test func `criteria are set once`() throws {
    let set = Told(ExitCriteriaSet.self, ["exitCriteria": ["Attendance is 94%."]])
    let story = try Story.smallTrust().when(placing(urgent)).then()
    let after = try story.when(.facts("2024-11-18", school: "S1", set)).then()
    #expect(try after.trust().riskCase(of: school("S1"), on: day("2024-11-18"))?.exitCriteria.count == 1)
    try after.when(.facts("2024-11-19", school: "S1", set)).thenRefused("exit-criteria-set")
    try story.when(.facts("2024-11-18", school: "S2", set)).thenRefused("not-at-risk")
  }
}

struct ExitTests {
  private let met: JSONValue = ["Attendance is 94% or more.", "The budget balances."]
  private func exiting(_ fields: (String, JSONValue?)..., also effects: Told...) -> Commit {
    var ended = Told(
      AtRiskEnded.self,
      ["school": "S1", "criteriaMet": met, "followUpUntil": "2025-12-19", "firstDay": "2025-07-08"])
    for (name, value) in fields { ended.data[name] = value }
    return .decided("end-at-risk", by: ["body/board"], "2025-07-02", effects + [ended])
  }

  private func validated(_ story: Story, met: Int = 2) throws -> Story {
    let validation = Told(
      ExternallyValidated.self, ["criteriaMet": .integer(met), "criteria": 2, "what": "Two days' visit."])
    return try story.when(.facts("2025-06-18", school: "S1", validation)).then()
  }
  private func atRisk() throws -> Story { try validated(Story.schoolAtRisk()) }

  @Test func `a school leaves when its criteria are met, and is followed up`() throws {
    let trust = try atRisk().when(exiting()).then().trust()
    #expect(trust.risk(of: school("S1"), on: day("2025-07-07")).level == .high)
    #expect(trust.risk(of: school("S1"), on: day("2025-07-08")).level == .none)
    #expect(trust.followUp(of: school("S1"), on: day("2025-07-08")) == day("2025-12-19"))
    #expect(trust.followUp(of: school("S1"), on: day("2025-12-20")) == nil)
  }

  @Test func `every criterion is named, and each once`() throws {
    let story = try atRisk()
    try story.when(exiting(("criteriaMet", ["The budget balances."]))).thenRefused("exit-criteria")
    try story.when(exiting(("criteriaMet", ["The budget balances.", "The budget balances."])))
      .thenRefused("exit-criteria")
    try story.when(exiting(("followUpUntil", "2025-07-07"))).thenRefused("follow-up")
  }

  @Test func `no item is live on the exit's first day; the decision may end them itself`() throws {
    let story = try validated(Story.varied())
    let refusal = try story.when(exiting()).thenRefused("exit-while-varied")
    #expect(refusal.says == "'V-1' is live on Tue 8 Jul 2025: 'E2', 'F1' and 'F3'")
    try story.when(exiting(also: VariationTold.ended("2025-07-08"))).thenRefused("exit-while-varied")
    try story.when(exiting(also: VariationTold.ended("2025-07-07"))).then()
  }

  @Test func `somebody from outside looks at the criteria first, or the reason stands`() throws {
    let story = try Story.schoolAtRisk()
    let none = try story.when(exiting()).thenRefused("exit-unvalidated")
    #expect(none.says == "nobody from outside has looked at whether the criteria are met")
    let half = try validated(story, met: 1).when(exiting()).thenRefused("exit-unvalidated")
    #expect(half.says.hasPrefix("from outside 1 of 2 criteria were found met (R-"))
    try validated(validated(story, met: 1)).when(exiting()).then()
    try story.when(exiting(("notValidatedBecause", "The reviewer is ill; the visit is in May."))).then()
    try story.when(
      .facts("2025-06-18", school: "S1", Told(ExternallyValidated.self, ["criteriaMet": 3, "criteria": 2]))
    ).thenRefused("criteria-count")
  }

  @Test func `no school leaves while an interim board stands, or while its case is not ratified`() throws {
    let ends = [VariationTold.ended("2025-07-07"), VariationTold.ended("2025-07-07", "V-2")]
    let board = try validated(Story.interim()).when(
      exiting(also: ends[0], ends[1])
    ).thenRefused("exit-interim-board")
    #expect(board.says == "the interim board 'ieb-S1' stands on Tue 8 Jul 2025")
    let urgent = try Story.smallTrust().when(DueTold.urgent).then()
    let refusal = try validated(urgent).when(exiting()).thenRefused("exit-unratified")
    #expect(refusal.says == "'U-1', which placed it at risk, is not ratified")
  }

  @Test func `all that is missing is told at once`() throws {
    let refusal = try Story.interim().when(exiting(("criteriaMet", ["The budget balances."])))
      .thenRefused("exit-while-varied")
    #expect(
      refusal.says
        == "'V-1' is live on Tue 8 Jul 2025: 'E2', 'F1' and 'F3'; "
        + "'V-2' is live on Tue 8 Jul 2025: the remainder; "
        + "the interim board 'ieb-S1' stands on Tue 8 Jul 2025; 1 of 2 exit criteria are met; "
        + "nobody from outside has looked at whether the criteria are met")
    #expect(refusal.instead.count == 5)
  }

  @Test func `only who is in the category leaves it`() throws {
    try Story.smallTrust().when(exiting()).thenRefused("not-at-risk")
  }
}
