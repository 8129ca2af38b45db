import Governance
import JSON
import Schemas
import Testing

/// A milestone slips once by what a report says; twice, and its new date is agreed at trust level.
struct MilestoneSlipTests {
  private static let milestones: JSONValue = [
    ["code": "1.1", "objective": 1, "what": "Visits.", "due": "2025-01-31"]
  ]

  private func planned() throws -> Story {
    let plan = PlanTold.submitted("1").with(("milestones", Self.milestones))
    return try Story.varied().when(.facts("2024-12-02", school: "S1", by: "p-8", plan)).then()
      .when(reporting("2024-11", "2024-12-06", "baseline")).then()
  }

  private func reporting(
    _ month: String, _ day: String, _ direction: String = "unchanged", slips: JSONValue? = nil,
    version: String = "1"
  ) -> Commit {
    .facts(
      day, school: "S1", by: "p-8", PlanTold.report(month, direction, version: version).with(("slips", slips))
    )
  }

  private func slip(_ due: String?, _ code: String = "1.1") -> JSONValue {
    var slip: JSONValue = ["milestone": .string(code), "why": "The visitor was ill."]
    slip["due"] = due.map(JSONValue.string)
    return [slip]
  }

  private func moving(_ was: String, _ due: String, _ day: String) -> Commit {
    .decided(
      "agree-milestone", by: ["office/CEO"], day,
      [
        Told(
          MilestoneMoved.self,
          [
            "plan": "RP-S1", "milestone": "1.1", "was": .string(was), "due": .string(due), "why": "Illness.",
          ])
      ]
    ).recorded(by: "p-1")
  }

  private func once() throws -> Story {
    try planned().when(reporting("2024-12", "2025-01-08", slips: slip("2025-02-14"))).then()
  }

  @Test func `a report moves a milestone once, to a later day`() throws {
    let story = try once()
    #expect(try story.plan().timesSlipped("1.1") == 1)
    let due = try story.due(.milestone, "2025-01-08")
    #expect(due.map(\.due) == [day("2025-02-14")] && due.first?.note == "it slipped once already")
    let early = reporting("2024-12", "2025-01-08", slips: slip("2025-01-31"))
    try planned().when(early).thenRefused("milestone-day")
    let unknown = reporting("2024-12", "2025-01-08", slips: slip("2025-02-14", "9.9"))
    try planned().when(unknown).thenRefused("milestone-unknown")
    var both = slip("2025-02-14").array ?? []
    both += both
    try planned().when(reporting("2024-12", "2025-01-08", slips: .array(both))).thenRefused("plan-twice")
  }

  @Test func `a second new date is agreed at trust level, and never in a report`() throws {
    let refusal = try once().when(reporting("2025-01", "2025-02-07", slips: slip("2025-03-14")))
      .thenRefused("milestone-slips")
    #expect(refusal.whose == "the trust's setting 'milestone-slips'")
    #expect(
      refusal.instead.first?.hasSuffix("kite plan milestone RP-S1 1.1 --was 2025-02-14 --due 2025-03-14")
        == true)
    let told = try once().when(reporting("2025-01", "2025-02-07", slips: slip(nil))).then()
    let duty = try told.onlyDue(.milestoneSlipped, "2025-02-07")
    #expect(duty.what == "milestone 1.1 of RP-S1 slipped twice" && duty.owes == "CEO")
    #expect(duty.command == "kite plan milestone RP-S1 1.1 --was 2025-02-14 --school S1")
    let agreed = try told.when(moving("2025-02-14", "2025-03-14", "2025-02-10")).then()
    #expect(try agreed.due(.milestoneSlipped, "2025-02-10").isEmpty)
    #expect(try agreed.due(.milestone, "2025-02-10").map(\.due) == [day("2025-03-14")])
    // Agreed first, it is told in the report.
    let first = try once().when(moving("2025-02-14", "2025-03-14", "2025-02-05")).then()
      .when(reporting("2025-01", "2025-02-07", slips: slip("2025-03-14"))).then()
    #expect(try first.due(.milestoneSlipped, "2025-02-07").isEmpty)
  }

  @Test func `the date until now is the one that holds`() throws {
    let refusal = try once().when(moving("2025-01-31", "2025-03-14", "2025-02-05"))
      .thenRefused("milestone-was")
    #expect(refusal.instead == ["say --was 2025-02-14"])
  }

  @Test func `from how many slips on is a setting`() throws {
    let strict = try planned().setting(.milestoneSlips, 1)
    try strict.when(reporting("2024-12", "2025-01-08", slips: slip("2025-02-14"))).thenRefused(
      "milestone-slips")
    let lenient = try once().setting(.milestoneSlips, 3)
    let twice = try lenient.when(reporting("2025-01", "2025-02-07", slips: slip("2025-03-14"))).then()
    #expect(try twice.due(.milestoneSlipped, "2025-02-07").isEmpty)
    #expect(try twice.due(.milestone, "2025-02-07").map(\.due) == [day("2025-03-14")])
  }

  @Test func `a version that is approved later begins with its own dates`() throws {
    let again: JSONValue = [["code": "1.1", "objective": 1, "what": "Visits.", "due": "2025-05-02"]]
    let story = try once()
      .when(
        .facts(
          "2025-01-20", school: "S1", by: "p-8", PlanTold.submitted("2").with(("milestones", again)))
      ).then()
      .when(
        .decided("approve-plan", by: ["body/standards"], "2025-01-22", [PlanTold.approved("2", "2025-01-22")])
      ).then()
    #expect(try story.due(.milestone, "2025-01-23").map(\.due) == [day("2025-05-02")])
  }
}

extension Story {
  fileprivate func plan() throws -> Plan {
    try #require(try trust().plans[PlanCode(unchecked: "RP-S1")])
  }
}
