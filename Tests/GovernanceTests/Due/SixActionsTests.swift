import Governance
import JSON
import Schemas
import Testing

struct SixActionsTests {
  private func actions(_ story: Story, _ on: String) throws -> [ActionState] {
    let trust = try story.trust(decidedBy: day(on))
    return trust.actions(of: try #require(trust.riskCase(of: school("S1"), on: day(on))), on: day(on))
  }
  private func closed(_ story: Story, _ on: String) throws -> [Action] {
    try actions(story, on).filter(\.isDone).map(\.action)
  }
  private let assigned: JSONValue = [
    "actions": .array(
      Action.allCases.map { ["action": .string($0.rawValue), "owner": "CEO", "by": "2024-11-29"] })
  ]

  @Test func `rule 9: they open with the case, all six at once`() throws {
    let open = try actions(try Story.schoolAtRisk(), "2024-11-07")
    #expect(open.map(\.action) == Action.allCases)
    #expect(open.allSatisfy { !$0.isDone && $0.owner == nil && $0.command.hasPrefix("kite ") })
  }

  @Test func `rule 9: they close only by what they stand for, and no owner or date closes one`() throws {
    var story = try Story.schoolAtRisk().fact("2024-11-08", ActionsAssigned.self, assigned)
    #expect(try closed(story, "2024-11-08") == [])
    story = try story.fact("2024-11-08", LeadTaken.self, ["note": nil])
    #expect(try closed(story, "2024-11-08") == [], "a lead without a strategy is none")
    story = try story.fact("2024-11-08", LeadTaken.self, ["strategy": "Reading first."])
    #expect(try closed(story, "2024-11-08") == [.takeLead])
    story = try story.fact("2024-11-11", ReportingSet.self, [:])
    story = try story.fact("2024-11-11", CapacityIdentified.self, [:])
    story = try story.when(.board("vary-scheme", "2024-11-20", SmallTrust.variation)).then()
    #expect(
      try closed(story, "2024-11-20") == [.reviewScheme, .takeLead, .capacity, .monthlyReporting])
    story = try story.when(DueTold.leader).then()
    #expect(try actions(story, "2024-11-20")[2].command == "kite plan submit --school S1")
    story = try story.when(.facts("2024-12-02", school: "S1", by: "p-8", PlanTold.submitted("1"))).then()
    #expect(
      try actions(story, "2024-12-02")[2].command == "kite plan approve RP-S1 --version 1 --school S1")
    story = try story.when(
      .decided("approve-plan", by: ["body/standards"], "2024-12-11", [PlanTold.approved("1", "2024-12-12")])
    ).then()
    #expect(try actions(story, "2024-12-11")[2].closedBy.count == 2)
    #expect(try closed(story, "2024-12-10").count == 4, "the day before it was open")
    #expect(try actions(story, "2024-12-11")[5].command == "kite lgb review lgb-S1 --school S1")
    story = try story.fact("2024-12-12", BodyReviewOpened.self, ["body": "lgb-S1"])
    #expect(try actions(story, "2024-12-12")[5].command == "kite lgb finding lgb-S1 --school S1")
    story = try story.fact(
      "2025-01-22", BodyReviewReported.self, ["body": "lgb-S1", "barrier": "not-barrier"])
    #expect(try closed(story, "2025-01-22").count == 5)
    story = try story.when(
      .decided(
        "add-governors", by: ["body/lgb-S1"], "2025-01-29", [BodyTold.governor("lgb-S1", "p-9", "2025-01-30")]
      )
    ).then(.unconfirmed)
    #expect(try closed(story, "2025-01-29") == Action.allCases)
  }

  @Test func `a decision that varies nothing closes the review of the scheme`() throws {
    let story = try Story.schoolAtRisk().when(.board("vary-scheme", "2024-11-20")).then()
    #expect(try closed(story, "2024-11-20") == [.reviewScheme])
  }

  @Test func `what was done before the case opened closes nothing`() throws {
    let story = try Story.smallTrust().fact("2024-10-02", LeadTaken.self, ["strategy": "Reading first."])
      .when(.board("place-at-risk", "2024-11-06", SmallTrust.placed)).then()
    #expect(try closed(story, "2024-11-07") == [])
  }

  @Test func `open actions are owed by their owners, by their dates`() throws {
    let story = try Story.schoolAtRisk()
    let duty = try story.onlyDue(.assignActions, "2024-11-07")
    #expect(duty.what == "an owner and a date for 6 of the six actions" && duty.due == day("2024-11-08"))
    #expect(duty.owes == "CEO" && duty.command == "kite case assign --school S1")
    let owned = try story.fact("2024-11-08", ActionsAssigned.self, assigned)
    #expect(try owned.due(.assignActions, "2024-11-08").isEmpty)
    let open = try owned.due(.action, "2024-12-02")
    #expect(open.count == 6 && open.allSatisfy { $0.isLate(on: day("2024-12-02")) && $0.owes == "CEO" })
    // Of an urgent case, nobody need own them before it is ratified.
    let urgent = try Story.smallTrust().when(DueTold.urgent).then()
    #expect(try urgent.due(.assignActions, "2024-11-18").isEmpty)
    let ratified = try urgent.when(DueTold.ratified).then()
    #expect(try ratified.onlyDue(.assignActions, "2024-11-20").due == day("2024-11-22"))
  }
}
