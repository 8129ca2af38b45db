import Governance
import JSON
import Schemas
import Testing

struct PlanDueTests {
  private func submitted(_ version: String) -> Commit {
    .facts(
      "2024-12-02", school: "S1", by: "p-8",
      PlanTold.submitted(version).with(
        ("milestones", [["code": "1.1", "what": "Visits.", "due": "2025-01-31", "owner": "The director"]])))
  }
  private func objective(due: Int, met: Int) -> JSONValue {
    [["number": 1, "milestonesDue": .integer(due), "milestonesMet": .integer(met)]]
  }
  private func reported(_ month: String, _ day: String, _ direction: String, due: Int, met: Int) -> Commit {
    .facts(
      day, school: "S1", by: "p-8",
      PlanTold.report(month, direction).with(("objectives", objective(due: due, met: met))))
  }

  @Test func `a version that is handed in waits for the holder of the power to approve it`() throws {
    let story = try Story.varied().when(submitted("1")).then()
    let duty = try story.onlyDue(.planDecision, "2024-12-02")
    // Nobody gave the action a date: the next report has to name a version.
    #expect(duty.owes == "SEC" && duty.due == day("2024-12-06"))
    #expect(duty.command == "kite plan approve RP-S1 --version 1 --school S1")
    #expect(duty.otherwise == "kite plan return RP-S1 --version 1 --school S1")
    let dated = try story.fact(
      "2024-12-02", ActionsAssigned.self,
      ["actions": [["action": "executive-leader", "owner": "CEO", "by": "2025-01-15"]]])
    #expect(try dated.onlyDue(.planDecision, "2024-12-02").due == day("2025-01-15"))
  }

  @Test func `a returned plan waits for a new version, and an approved one for nothing`() throws {
    func deciding(_ effect: Told) -> Commit {
      .decided("approve-plan", by: ["body/standards"], "2024-12-11", [effect])
    }
    let story = try Story.varied().when(submitted("1")).then()
    let returned = try story.when(deciding(PlanTold.returned("1", "2024-12-11"))).then()
    let duty = try returned.onlyDue(.planVersion, "2024-12-11")
    #expect(duty.command == "kite plan submit RP-S1 --school S1" && duty.owes == "CEO")
    #expect(try returned.due(.planDecision, "2024-12-11").isEmpty)
    let approved = try story.when(deciding(PlanTold.approved("1", "2024-12-12"))).then()
    #expect(try approved.due(.planDecision, "2024-12-12").isEmpty)
    #expect(try approved.due(.planVersion, "2024-12-12").isEmpty)
  }

  @Test func `a milestone is ahead until its day, then the report tells of it`() throws {
    let story = try Story.varied().when(submitted("1")).then()
    let duty = try story.onlyDue(.milestone, "2025-01-31")
    #expect(duty.what == "milestone 1.1 of RP-S1" && duty.command == "kite report submit S1-2025-01")
    #expect(try story.due(.milestone, "2025-02-03").isEmpty)
  }

  @Test func `milestones that a report counts as due and not met are late, and twice need the trust`() throws
  {
    let story = try Story.varied().when(submitted("1")).then()
      .when(reported("2024-11", "2024-12-06", "baseline", due: 0, met: 0)).then()
      .when(reported("2024-12", "2025-01-08", "unchanged", due: 2, met: 1)).then()
    let late = try #require(try story.due(.milestone, "2025-01-08").first)
    #expect(late.what.hasPrefix("objective 1 of RP-S1: 1 of 2 milestones not met"))
    #expect(try story.due(.milestoneSlipped, "2025-01-08").isEmpty)
    // Three are due and two met: those that were due before may be among them.
    let another = try story.when(reported("2025-01", "2025-02-07", "unchanged", due: 3, met: 2)).then()
    #expect(try another.due(.milestoneSlipped, "2025-02-07").isEmpty)
    let twice = try story.when(reported("2025-01", "2025-02-07", "unchanged", due: 3, met: 1)).then()
    let slipped = try twice.onlyDue(.milestoneSlipped, "2025-02-07")
    #expect(slipped.owes == "CEO" && slipped.command == "kite plan milestone RP-S1 --school S1")
    let moving = Told(
      MilestoneMoved.self,
      ["plan": "RP-S1", "milestone": "1.1", "was": "2025-01-31", "due": "2025-03-14", "why": "Illness."])
    let moved = try twice.when(
      .decided("agree-milestone", by: ["office/CEO"], "2025-02-10", [moving]).recorded(by: "p-1")
    ).then()
    #expect(try moved.due(.milestoneSlipped, "2025-02-10").isEmpty)
    #expect(
      try moved.due(.milestone, "2025-02-10").contains {
        $0.what == "milestone 1.1 of RP-S1" && $0.due == day("2025-03-14")
      })
  }
}
