import Governance
import JSON
import Schemas
import Testing

/// Rules 8 to 12 of the trust's process: a school at risk, its actions, its board, its leader, its plan.
struct RiskRuleTests {
  private func placing(_ triggers: JSONValue) -> Commit {
    .board("place-at-risk", "2024-11-06", SmallTrust.placed.with(("triggers", triggers)))
  }

  @Test func `rule 8: a school is placed at risk for a trigger, with evidence for each`() throws {
    let story = try Story.smallTrust()
    try story.when(placing([["trigger": "other", "evidence": ["A letter."]]])).thenRefused("trigger-other")
    try story.when(placing([["trigger": "other", "evidence": ["A letter."], "why": "The roof fell in."]]))
      .then()
    let one: JSONValue = ["trigger": "data-trend", "evidence": ["D-1"]]
    try story.when(placing([one])).then()
    try story.when(placing([one, ["trigger": "safeguarding", "evidence": ["D-1"]]]))
      .thenRefused("trigger-evidence")
    #expect(throws: (any Error).self) { _ = try story.when(placing([])) }
    #expect(throws: (any Error).self) {
      _ = try story.when(placing([["trigger": "data-trend", "evidence": []]]))
    }
  }

  @Test func `rule 9: six actions open with the case, and each closes by its own event alone`() throws {
    let story = try Story.schoolAtRisk()
    func done(_ story: Story, _ on: String) throws -> [Action] {
      let trust = try story.trust(decidedBy: day(on))
      let open = try #require(trust.riskCase(of: school("S1"), on: day(on)))
      return trust.actions(of: open, on: day(on)).filter(\.isDone).map(\.action)
    }
    #expect(try done(story, "2024-11-07") == [])
    let each: [(Action, Commit)] = [
      (.reviewScheme, .board("vary-scheme", "2024-11-20", SmallTrust.variation)),
      (
        .takeLead,
        .facts("2024-11-20", school: "S1", Told(LeadTaken.self, ["strategy": "Reading first."]))
      ),
      (.capacity, .facts("2024-11-20", school: "S1", Told(CapacityIdentified.self, [:]))),
      (.monthlyReporting, .facts("2024-11-20", school: "S1", Told(ReportingSet.self, [:]))),
    ]
    for (action, commit) in each {
      #expect(try done(story.when(commit).then(), "2024-11-20") == [action])
    }
    // A leader without a plan, or a review without what follows, closes nothing.
    #expect(try done(story.when(DueTold.leader).then(), "2024-11-20") == [])
    let found = Commit.facts(
      "2024-11-20", school: "S1",
      Told(BodyReviewReported.self, ["body": "lgb-S1", "barrier": "not-barrier"]))
    #expect(try done(story.when(found).then(), "2024-11-20") == [])
    let kept = Commit.decided("add-governors", by: ["body/lgb-S1"], "2024-11-21", [])
    #expect(
      try done(story.when(found).then().when(kept).then(.unconfirmed), "2024-11-21") == [.reviewLocalBody])
  }

  @Test func `rule 10: an interim board has its finding, its lesser steps, its hearing, seats and end`()
    throws
  {
    let reviewed = try Story.varied().given(.facts("2025-03-12", school: "S1", SmallTrust.barrier))
    func installing(_ fields: (String, JSONValue?)...) -> Commit {
      var board = SmallTrust.board
      for (name, value) in fields { board.data[name] = value }
      return .board("install-interim-board", "2025-04-02", board)
    }
    try Story.varied().when(installing()).thenRefused("barrier")
    try reviewed.when(installing().deciding(("lesserSteps", nil))).thenRefused("lesser-steps")
    try reviewed.when(installing(("parentSeats", 1))).thenRefused("parent-seats")
    try reviewed.when(installing(("size", 9))).thenRefused("interim-board-size")
    try reviewed.when(installing(("lastDay", "2025-04-21"))).thenRefused("last-day-first")
    for field in ["terms", "exitCriteria", "finding", "heard", "lastDay", "size"] {
      #expect(throws: (any Error).self, "\(field)") { _ = try reviewed.when(installing((field, nil))) }
    }
    // What the local body held is covered by its first day: owed until then.
    #expect(try reviewed.when(installing()).then().onlyDue(.cover, "2025-04-02").due == day("2025-04-22"))
    #expect(try Story.interim().due(.cover, "2025-04-22").isEmpty)
  }

  @Test func `rule 11: a leader comes from within, for five days at most, and somebody steps up`() throws {
    let allocated = Told(
      LeaderAllocated.self,
      [
        "deployment": "L-1", "leader": "head-S2", "home": "S2", "school": "S1", "daysPerWeek": 3,
        "authority": "advises", "homeCover": "deputy-S2", "homeEffect": "low", "firstDay": "2024-11-25",
        "lastDay": "2025-07-18",
      ])
    func deciding(_ told: Told, school: String = "S1") -> Commit {
      .decided("allocate-leader", by: ["office/CEO"], "2024-11-20", school: school, [told])
        .recorded(by: "p-1")
    }
    let story = try Story.schoolAtRisk()
    try story.when(deciding(allocated.with(("leader", "consultant")))).thenRefused("leader-from-within")
    try story.when(deciding(allocated.with(("homeCover", nil)))).thenRefused("home-cover")
    try story.when(deciding(allocated.with(("homeEffect", nil)))).thenRefused("home-effect")
    let second = allocated.with(("deployment", "L-2"), ("school", "S4"))
    try story.when(deciding(allocated)).then().when(deciding(second, school: "S4"))
      .thenRefused("leader-days")
  }

  @Test func `rule 12: the holder approves the plan, and a report names the version it goes by`() throws {
    let story = try Story.varied().when(
      .facts("2024-12-02", school: "S1", by: "p-8", PlanTold.submitted("1"))
    )
    .then()
    let approved = PlanTold.approved("1", "2024-12-12")
    // E2 is the committee's by the variation.
    try story.when(.decided("approve-plan", by: ["body/lgb-S1"], "2024-12-11", [approved]))
      .thenRefused("authority")
    let planned = try story.when(.decided("approve-plan", by: ["body/standards"], "2024-12-11", [approved]))
      .then()
    func handing(_ report: Told, _ on: String) -> Commit {
      .facts(on, school: "S1", by: "p-8", report)
    }
    let begun = try planned.when(handing(PlanTold.report("2024-11", "baseline"), "2024-12-12")).then()
    try begun.when(handing(PlanTold.report("2024-12", "unchanged", version: "2"), "2025-01-08"))
      .thenRefused("report-plan-version")
    try begun.when(handing(PlanTold.report("2024-12", "unchanged"), "2025-01-08")).then()
  }
}
