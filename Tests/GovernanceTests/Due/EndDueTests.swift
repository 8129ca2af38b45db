import Governance
import JSON
import Schemas
import Testing

struct EndDueTests {
  @Test func `the last day of a variation is told, with the warnings that the trust sets`() throws {
    let story = try Story.varied()
    let duty = try story.onlyDue(.endOfVariation, "2025-06-20")
    #expect(duty.what == "last day of V-1" && duty.due == day("2025-07-22") && duty.owes == "TB")
    #expect(duty.warning == nil && duty.command == "kite variation renew V-1")
    #expect(try story.onlyDue(.endOfVariation, "2025-06-22").warning == 30)
    #expect(try story.onlyDue(.endOfVariation, "2025-07-12").warning == 10)
    let other = try story.setting(.warningDays, [45, 20])
    #expect(try other.onlyDue(.endOfVariation, "2025-06-20").warning == 45)
    #expect(try other.onlyDue(.endOfVariation, "2025-07-12").warning == 20)
  }

  @Test func `what is renewed ends later, and what is handed back has no end to decide on`() throws {
    let renewal = VariationTold.renewed("V-1", ["F1"], "2025-07-23", "2026-02-27", review: "2025-10-22")
    let back = ["E2", "F3"].map { VariationTold.handedBack($0, "2025-07-23") }
    let story = try Story.varied()
    let part = try story.when(.board("vary-scheme", "2025-07-16", renewal)).then()
    #expect(
      try part.due(.endOfVariation, "2025-07-16").map(\.what) == [
        "last day of V-1: E2 F3", "last day of V-1: F1",
      ])
    let whole = try story.when(.board("vary-scheme", "2025-07-16", renewal, back[0], back[1])).then()
    #expect(try whole.onlyDue(.endOfVariation, "2025-07-16").due == day("2026-02-27"))
    #expect(try whole.due(.lapsed, "2025-07-23").isEmpty)
    // The day before it was decided, the old end stood.
    #expect(try whole.onlyDue(.endOfVariation, "2025-07-15").due == day("2025-07-22"))
  }

  @Test func `what lapses without a decision is an alarm until somebody decides`() throws {
    let story = try Story.varied()
    #expect(try story.due(.lapsed, "2025-07-22").isEmpty)
    let duty = try story.onlyDue(.lapsed, "2025-07-23")
    #expect(duty.what == "V-1 lapsed without a decision: E2 F1 F3" && duty.due == day("2025-07-22"))
    #expect(duty.owes == "TB" && duty.isLate(on: day("2025-07-23")))
    let none = try story.when(.board("vary-scheme", "2025-07-24")).then()
    #expect(try none.due(.lapsed, "2025-07-24").isEmpty)
    let ended = try story.when(.board("vary-scheme", "2025-07-16", VariationTold.ended("2025-07-22"))).then()
    #expect(try ended.due(.lapsed, "2025-07-23").isEmpty)
  }

  @Test func `the last day of a deployment is told, unless the leader was released`() throws {
    let story = try Story.varied().when(DueTold.leader).then()
    let duty = try story.onlyDue(.endOfDeployment, "2025-07-15")
    #expect(duty.what == "last day of L-1, director" && duty.owes == "CEO" && duty.person?.text == "p-1")
    #expect(duty.due == day("2025-07-22") && duty.warning == 10)
    let release = Told(
      LeaderReleased.self, ["deployment": "L-1", "leader": "director", "lastDay": "2025-07-22"])
    let released = try story.when(
      .decided("allocate-leader", by: ["office/CEO"], "2025-07-14", [release]).recorded(by: "p-1")
    ).then()
    #expect(try released.due(.endOfDeployment, "2025-07-15").isEmpty)
  }

  @Test func `the last days of an interim board and its shadow are told`() throws {
    let story = try Story.interim().when(
      .board("constitute-local-body", "2025-09-03", BodyTold.shadow("shadow-S1", "2025-09-08"))
    ).then()
    let board = try story.onlyDue(.endOfBoard, "2026-03-02")
    #expect(board.due == day("2026-03-27") && board.owes == "TB" && board.command == "kite ieb extend ieb-S1")
    #expect(try story.onlyDue(.endOfShadow, "2026-03-02").warning == 30)
    let ended = try story.when(
      .board(
        "install-interim-board", "2026-03-11", BodyTold.ended("ieb-S1", "2026-03-27"),
        BodyTold.restored("lgb-S1", "2026-03-28"), VariationTold.ended("2026-03-27", "V-2"))
    ).then()
    #expect(try ended.due(.endOfBoard, "2026-03-12").isEmpty)
    #expect(try ended.due(.endOfShadow, "2026-03-12").isEmpty)
    #expect(try ended.due(.lapsed, "2026-03-28").allSatisfy { !$0.what.hasPrefix("ieb-S1") })
  }

  @Test func `an interim board that lapses leaves the school without a local body, which is an alarm`() throws
  {
    let lapsed = try Story.interim().due(.lapsed, "2026-03-28")
    #expect(
      lapsed.contains {
        $0.what == "ieb-S1 lapsed without a decision: S1 has no local body" && $0.owes == "TB"
      })
  }

  @Test func `a term of office that ends is told when the first warning is reached`() throws {
    let story = try Story.smallTrust().given(
      .facts(
        "2024-10-01", SmallTrust.office("treasurer", "p-9", seatOn: "board").with(("lastDay", "2025-01-31"))))
    #expect(try story.due(.endOfTerm, "2024-12-31").isEmpty)
    let duty = try story.onlyDue(.endOfTerm, "2025-01-01")
    #expect(duty.what == "term of p-9 as treasurer" && duty.owes == "TB" && duty.warning == 30)
    let added = try Story.smallTrust().when(
      .decided(
        "add-governors", by: ["body/lgb-S2"], "2024-10-02", school: "S2",
        [BodyTold.governor("lgb-S2", "p-9", "2024-10-03")])
    ).then(.unconfirmed)
    #expect(try added.onlyDue(.endOfTerm, "2028-02-20").what == "term of p-9 on lgb-S2")
  }

  @Test func `an office that the scheme needs and nobody holds is vacant`() throws {
    let gone = Told(OfficeEnded.self, ["office": "head-S1", "person": "p-5", "lastDay": "2024-12-31"])
    let story = try Story.smallTrust().given(.facts("2024-12-02", gone))
    #expect(try story.due(.vacancy, "2024-12-31").isEmpty)
    let duty = try story.onlyDue(.vacancy, "2025-01-02")
    #expect(duty.what == "nobody holds head-S1" && duty.school == school("S1") && duty.owes == "TB")
    let filled = try story.given(
      .facts("2025-01-06", SmallTrust.office("head-S1", "p-9").with(("firstDay", "2025-01-06"))))
    #expect(try filled.due(.vacancy, "2025-01-06").isEmpty)
  }
}
