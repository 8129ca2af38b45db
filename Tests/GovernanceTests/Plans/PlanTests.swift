import Governance
import JSON
import Schemas
import Testing

struct PlanTests {
  private func submitting(_ plan: Told, _ day: String = "2024-12-02", school: String = "S1") -> Commit {
    .facts(day, school: school, by: "p-8", plan)
  }
  private func deciding(_ effect: Told, _ day: String = "2024-12-04") -> Commit {
    .decided("approve-plan", by: ["body/standards"], day, [effect])
  }
  private func submitted() throws -> Story {
    try Story.varied().when(submitting(PlanTold.submitted("1"))).then()
  }

  @Test func `a plan is handed in for a school at risk, each version once`() throws {
    let story = try submitted()
    try story.when(submitting(PlanTold.submitted("1"))).thenRefused("plan-version-used")
    try story.when(submitting(PlanTold.submitted("2"))).then()
    try story.when(submitting(PlanTold.submitted("1", plan: "RP-S2"), school: "S2")).thenRefused(
      "not-at-risk")
    var placed = SmallTrust.placed
    placed.data["school"] = "S2"
    placed.data["case"] = "B"
    let two = try story.when(
      .board("place-at-risk", "2024-11-13", school: "S2", placed.with(("firstDay", "2024-11-14")))
        .deciding(("lateBecause", "The minutes came late.")).recorded("2024-12-02")
    ).then()
    try two.when(submitting(PlanTold.submitted("2"), school: "S2")).thenRefused("plan-other-school")
    var wrong = deciding(PlanTold.approved("1", "2024-12-04"))
    wrong.school = "S2"
    wrong.decision?["by"] = ["body/lgb-S2"]
    try two.when(wrong).thenRefused("plan-other-school")
  }

  @Test func `the holder of the power approves it, or sends it back`() throws {
    let story = try submitted()
    let approved = try story.when(deciding(PlanTold.approved("1", "2024-12-04"))).then()
    #expect(try approved.version(on: "2024-12-10") == "1")
    let returned = try story.when(deciding(PlanTold.returned("1", "2024-12-04"))).then()
      .when(submitting(PlanTold.submitted("2"), "2025-01-08")).then()
    #expect(try returned.version(on: "2025-01-08") == "2")
    try returned.when(deciding(PlanTold.approved("1", "2025-01-15"), "2025-01-15")).thenRefused(
      "plan-decided")
    try story.when(deciding(PlanTold.approved("9", "2024-12-04"))).thenRefused("plan-version")
    try story.when(deciding(PlanTold.approved("1", "2024-12-04", plan: "RP-9"))).thenRefused("plan-unknown")
    try story.when(deciding(PlanTold.approved("1", "2024-12-03"))).thenRefused("in-force-before-decided")
    try story.when(deciding(PlanTold.returned("1", "2024-12-03"))).thenRefused("in-force-before-decided")
  }

  @Test func `changes made by the approval are a version of their own`() throws {
    let story = try submitted()
    let changed = PlanTold.approved("1", "2024-12-04").with(("changes", ["Add a milestone."]))
    try story.when(deciding(changed)).thenRefused("plan-changed")
    let approved = try story.when(deciding(changed.with(("approvedAs", "1.1")))).then()
    #expect(try approved.version(on: "2024-12-10") == "1.1")
    try approved.when(submitting(PlanTold.submitted("1.1"), "2024-12-11")).thenRefused("plan-version-used")
    let two = try story.when(submitting(PlanTold.submitted("2"))).then()
    try two.when(deciding(changed.with(("approvedAs", "2")))).thenRefused("plan-version-used")
  }

  @Test func `the version to go by is the last approved, else the last handed in`() throws {
    let story = try submitted().when(deciding(PlanTold.approved("1", "2024-12-04"))).then()
      .when(submitting(PlanTold.submitted("2"), "2025-02-03")).then()
    #expect(try story.version(on: "2024-12-03") == "1")
    #expect(try story.version(on: "2025-02-03") == "1")
  }

  @Test func `a milestone moves to a later day, in the school's own plan`() throws {
    var plan = PlanTold.submitted("1")
    plan.data["milestones"] = [["code": "M1", "what": "Staff are trained.", "due": "2025-01-31"]]
    let story = try Story.varied().when(submitting(plan)).then()
    func moving(_ fields: (String, JSONValue?)...) -> Commit {
      var moved = Told(
        MilestoneMoved.self,
        [
          "plan": "RP-S1", "milestone": "M1", "was": "2025-01-31", "due": "2025-03-14",
          "why": "The trainer was ill.",
        ])
      for (name, value) in fields { moved.data[name] = value }
      return .decided("agree-milestone", by: ["office/CEO"], "2025-01-29", [moved]).recorded(by: "p-1")
    }
    try story.when(moving()).then()
    try story.when(moving(("plan", "RP-9"))).thenRefused("plan-unknown")
    try story.when(moving(("milestone", "M9"))).thenRefused("milestone-unknown")
    try story.when(moving(("due", "2025-01-31"))).thenRefused("milestone-day")
    var other = moving()
    other.school = "S2"
    try story.when(other).thenRefused("plan-other-school")
  }
}

extension Story {
  func version(on text: String) throws -> String? {
    try trust().plans[PlanCode(unchecked: "RP-S1")]?.version(on: day(text))
  }
}
