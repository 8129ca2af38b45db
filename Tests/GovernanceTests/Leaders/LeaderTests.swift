import Governance
import JSON
import Schemas
import Testing

struct LeaderTests {
  private let allocated = Told(
    LeaderAllocated.self,
    [
      "deployment": "L-1", "leader": "head-S2", "home": "S2", "school": "S1", "daysPerWeek": 3,
      "authority": "manages", "homeCover": "deputy-S2", "homeEffect": "low", "firstDay": "2024-11-25",
      "lastDay": "2025-07-18",
    ])
  private func deciding(_ effect: Told, on day: String = "2024-11-20") -> Commit {
    .decided("allocate-leader", by: ["office/CEO"], day, [effect]).recorded(by: "p-1")
  }
  private func changed(_ days: Int, _ first: String, _ last: String) -> Told {
    Told(
      DeploymentChanged.self,
      [
        "deployment": "L-1", "leader": "head-S2", "home": "S2", "daysPerWeek": .integer(days),
        "firstDay": .string(first), "lastDay": .string(last),
      ])
  }
  private func deployed() throws -> Story { try Story.schoolAtRisk().when(deciding(allocated)).then() }

  @Test func `a leader of the trust works at the school for so many days a week`() throws {
    let trust = try deployed().trust()
    #expect(trust.days("L-1", "2024-11-24") == nil)
    #expect(trust.days("L-1", "2024-11-25") == 3)
    #expect(trust.days("L-1", "2025-07-18") == 3)
    #expect(trust.days("L-1", "2025-07-19") == nil)
    #expect(trust.deployments(at: school("S1"), on: day("2025-01-01")).map(\.leader.text) == ["head-S2"])
    #expect(trust.deployments(at: school("S2"), on: day("2025-01-01")).isEmpty)
  }

  @Test func `the leader comes from within the trust, and somebody steps up at home`() throws {
    let story = try Story.schoolAtRisk()
    try story.when(deciding(allocated.with(("leader", "consultant")))).thenRefused("leader-from-within")
    try story.when(deciding(allocated.with(("homeCover", nil)))).thenRefused("home-cover")
    try story.when(deciding(allocated.with(("homeCover", "head-S2")))).thenRefused("home-cover")
    try story.when(deciding(allocated.with(("homeCover", "nobody")))).thenRefused("home-cover")
    try story.when(deciding(allocated.with(("home", "S1")))).thenRefused("leader-home")
    // Whoever leads a school has one to lose; an officer of the trust has none.
    try story.when(deciding(allocated.with(("home", nil), ("homeCover", nil)))).thenRefused("home-missing")
    try story.when(
      deciding(allocated.with(("leader", "director"), ("home", nil), ("homeCover", nil)))
    ).then()
  }

  @Test func `what it does to the school that lends is assessed, and what is done about it said`() throws {
    let story = try Story.schoolAtRisk()
    try story.when(deciding(allocated.with(("homeEffect", nil)))).thenRefused("home-effect")
    let refusal = try story.when(deciding(allocated.with(("homeEffect", "medium"))))
      .thenRefused("home-mitigation")
    #expect(refusal.says == "the effect on 'S2' is medium, and nothing says what is done about it")
    let lent = try story.when(
      deciding(allocated.with(("homeEffect", "medium"), ("mitigation", "A second deputy is paid for.")))
    ).then().trust()
    let deployment = try #require(lent.lent(by: school("S2"), on: day("2025-01-06")).first)
    #expect(deployment.school == school("S1") && deployment.homeEffect == .medium)
    #expect(lent.lent(by: school("S2"), on: day("2025-07-19")).isEmpty)
  }

  @Test func `its days are in order, its code is new, its school is the decision's`() throws {
    let story = try Story.schoolAtRisk()
    try story.when(deciding(allocated.with(("lastDay", "2024-11-24")))).thenRefused("last-day-first")
    try story.when(deciding(allocated.with(("firstDay", "2024-11-19")))).thenRefused(
      "in-force-before-decided")
    try story.when(deciding(allocated.with(("school", "S3")))).thenRefused("school-other")
    try deployed().when(deciding(allocated.with(("leader", "director")))).thenRefused("deployment-used")
  }

  @Test func `no leader is away for more than five days a week, over all schools`() throws {
    let story = try deployed()
    func second(_ days: JSONValue, _ leader: JSONValue = "head-S2") -> Commit {
      var commit = deciding(
        allocated.with(
          ("deployment", "L-2"), ("school", "S3"), ("daysPerWeek", days), ("leader", leader),
          ("firstDay", "2024-12-02")))
      commit.school = "S3"
      return commit
    }
    let refusal = try story.when(second(3)).thenRefused("leader-days")
    #expect(refusal.says == "'head-S2' is away 3 days a week already: 3 more make 6, over 5")
    try story.when(second(2)).then()
    // The same person in another office has the same week.
    let acting = try story.given(.facts("2024-11-21", SmallTrust.office("lead-of-heads", "p-6")))
    try acting.when(second(3, "lead-of-heads")).thenRefused("leader-days")
    // After a release the days are free again.
    let released = Told(
      LeaderReleased.self, ["deployment": "L-1", "leader": "head-S2", "lastDay": "2024-11-29"])
    try story.when(deciding(released)).then().when(second(5)).then()
  }

  @Test func `days and last day are changed while it runs, or go on from its end`() throws {
    let story = try deployed()
    let fewer = try story.when(deciding(changed(1, "2025-03-03", "2025-10-31"), on: "2025-02-26")).then()
      .trust()
    #expect(fewer.days("L-1", "2025-03-02") == 3)
    #expect(fewer.days("L-1", "2025-03-03") == 1)
    #expect(fewer.days("L-1", "2025-10-31") == 1)
    #expect(fewer.deployments[DeploymentCode(unchecked: "L-1")]?.lastDay == day("2025-10-31"))
    try story.when(deciding(changed(1, "2025-07-20", "2025-10-31"), on: "2025-02-26")).thenRefused(
      "deployment-gap")
    try story.when(deciding(changed(1, "2025-03-03", "2025-03-02"), on: "2025-02-26"))
      .thenRefused("last-day-first")
    try story.when(deciding(changed(1, "2025-07-21", "2025-10-31"), on: "2025-07-21"))
      .thenRefused("deployment-over")
    try story.when(
      deciding(changed(1, "2025-03-03", "2025-10-31").with(("deployment", "L-9")), on: "2025-02-26")
    )
    .thenRefused("deployment-unknown")
    try story.when(
      deciding(changed(1, "2025-03-03", "2025-10-31").with(("leader", "director")), on: "2025-02-26")
    )
    .thenRefused("deployment-leader")
    var other = deciding(changed(1, "2025-03-03", "2025-10-31"), on: "2025-02-26")
    other.school = "S2"
    try story.when(other).thenRefused("school-other")
    let gone = Told(OfficeEnded.self, ["office": "head-S2", "person": "p-6", "lastDay": "2025-02-28"])
    try story.given(.facts("2025-02-26", gone))
      .when(deciding(changed(1, "2025-03-03", "2025-10-31"), on: "2025-02-26")).thenRefused(
        "leader-from-within")
  }

  @Test func `a leader is released before the last day, and not in the past`() throws {
    let story = try deployed()
    func released(_ last: String) -> Told {
      Told(LeaderReleased.self, ["deployment": "L-1", "leader": "head-S2", "lastDay": .string(last)])
    }
    let trust = try story.when(deciding(released("2025-03-31"), on: "2025-03-05")).then().trust()
    #expect(trust.days("L-1", "2025-03-31") == 3)
    #expect(trust.days("L-1", "2025-04-01") == nil)
    try story.when(deciding(released("2025-03-04"), on: "2025-03-05")).thenRefused("end-in-the-past")
    try story.when(deciding(released("2025-07-19"), on: "2025-03-05")).thenRefused("deployment-over")
    // Released before it began: nothing of it is left.
    let never = try story.when(deciding(released("2024-11-22"), on: "2024-11-21")).then()
    #expect(try never.trust().days("L-1", "2024-11-25") == nil)
    try never.when(deciding(released("2024-11-22"), on: "2024-11-22")).thenRefused("deployment-over")
  }
}

extension Trust {
  func days(_ code: String, _ on: String) -> Int? {
    deployments[DeploymentCode(unchecked: code)]?.daysPerWeek(on: day(on))
  }
}
