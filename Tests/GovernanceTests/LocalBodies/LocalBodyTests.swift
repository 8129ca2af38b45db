import Governance
import JSON
import Schemas
import Testing

struct LocalBodyTests {
  private func adding(_ governor: Told, by body: String = "body/lgb-S1") -> Commit {
    .decided("add-governors", by: [body], "2024-10-02", [governor])
  }

  @Test func `a governor is added by the holder of the power`() throws {
    let story = try Story.smallTrust()
    let governor = BodyTold.governor("lgb-S1", "p-14", "2024-10-03")
    let after = try story.when(adding(governor)).then(.unconfirmed)
    #expect(
      try after.trust().members(of: BodyCode(unchecked: "lgb-S1"), on: day("2024-10-03")).map(\.text) == [
        "p-14"
      ])
    let added = try #require(try after.trust().bodies[BodyCode(unchecked: "lgb-S1")]?.members.first)
    #expect(added.appointedBy.map(\.text) == ["lgb-S1"] && added.days.last == day("2028-03-03"))
    try after.when(adding(governor)).thenRefused("governor-twice")
    try story.when(adding(governor, by: "body/board")).thenRefused("authority")
    try story.when(adding(governor.with(("person", "p-99")))).thenRefused("person-unknown")
    try story.when(adding(governor.with(("lastDay", "2024-10-03")))).thenRefused("last-day-first")
    try story.when(adding(governor.with(("body", "finance")))).thenRefused("governor-body")
    try story.when(adding(governor.with(("body", "lgb-S2")))).thenRefused("body-other-school")
    try story.when(adding(governor.with(("body", "lgb-S9")))).thenRefused("body-unknown")
    try story.when(adding(governor.with(("firstDay", "2024-10-01")))).thenRefused("in-force-before-decided")
  }

  @Test func `conditions are for the school's own body, and have a day to be met by`() throws {
    let story = try Story.smallTrust()
    let conditions = Told(
      ConditionsSet.self,
      [
        "body": "lgb-S1", "conditions": ["Data are asked for."], "metBy": "2024-12-18",
        "firstDay": "2024-10-02",
      ])
    try story.when(adding(conditions)).then(.unconfirmed)
    try story.when(adding(conditions.with(("metBy", "2024-10-02")))).thenRefused("conditions-day")
    try story.when(adding(conditions.with(("body", "lgb-S2")))).thenRefused("body-other-school")
  }

  @Test func `a local body is restored where there is none`() throws {
    let story = try Story.interim()
    func restoring(_ restored: Told) -> Commit { .board("constitute-local-body", "2025-10-15", restored) }
    let restored = BodyTold.restored("lgb-S1", "2025-11-01")
    try story.when(restoring(restored)).thenRefused("interim-board-there")
    try Story.varied().when(restoring(restored).recorded("2025-10-15")).thenRefused("one-local-body")
    // The board's term ran out on 27 March 2026, and nobody took over.
    func late(_ restored: Told) -> Commit {
      .board("constitute-local-body", "2026-04-15", restored.with(("firstDay", "2026-04-16")))
    }
    try story.when(late(restored.with(("quorum", 10)))).thenRefused("quorum-too-large")
    try story.when(late(restored.with(("parentSeats", 1)))).thenRefused("parent-seats")
    try story.when(late(restored.with(("chair", "p-99")))).thenRefused("person-unknown")
    try story.when(late(restored.with(("body", "finance")))).thenRefused("body-kind")
    let trust = try story.when(late(restored.with(("chair", "p-14")))).then().trust()
    #expect(trust.localBody("S1", "2026-04-15") == nil)
    #expect(trust.localBody("S1", "2026-04-16") == "lgb-S1")
    #expect(trust.bodies[BodyCode(unchecked: "lgb-S1")]?.terms.count == 2)
    try story.when(late(BodyTold.restored("lgb-new", "2026-04-16"))).then()
  }

  @Test func `members sit on a body while it exists`() throws {
    let seated = SmallTrust.office("chair-S1", "p-14", seatOn: "lgb-S1")
    let story = try Story.interim().given(.facts(SmallTrust.day, seated))
    let trust = try story.trust()
    let local = BodyCode(unchecked: "lgb-S1")
    #expect(trust.members(of: local, on: day("2025-04-21")).map(\.text) == ["p-14"])
    #expect(trust.members(of: local, on: day("2025-04-22")).isEmpty)
  }
}
