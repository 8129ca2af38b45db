import Governance
import JSON
import Schemas
import Testing

struct InterimBoardTests {
  private let board = SmallTrust.board
  private func reviewed() throws -> Story {
    try Story.varied().given(.facts("2025-03-12", school: "S1", SmallTrust.barrier))
  }
  private func installing(_ board: Told) -> Commit {
    .board("install-interim-board", "2025-04-02", board)
      .deciding(("lesserSteps", ["Two governors were added in January."]))
  }

  @Test func `an interim board takes the local body's place from its first day`() throws {
    let trust = try Story.interim().trust()
    #expect(trust.localBody("S1", "2025-04-21") == "lgb-S1")
    #expect(trust.localBody("S1", "2025-04-22") == "ieb-S1")
    #expect(trust.bodies[BodyCode(unchecked: "lgb-S1")]?.term(on: day("2025-04-22")) == nil)
    #expect(trust.members(of: BodyCode(unchecked: "ieb-S1"), on: day("2025-05-01")).count == 3)
  }

  @Test func `it needs a finding that the local body is a barrier`() throws {
    let refusal = try Story.varied().when(installing(board)).thenRefused("barrier")
    #expect(
      refusal.whose
        == "an interim board needs evidence that leadership, including the local body, is a barrier to "
        + "progress"
    )
    let cleared = SmallTrust.barrier.with(("barrier", "not-barrier"))
    try reviewed().given(.facts("2025-03-19", school: "S1", cleared)).when(installing(board))
      .thenRefused("barrier")
  }

  @Test func `the local body is heard for five working days, or the reason stands`() throws {
    let story = try Story.varied().given(.facts("2025-03-27", school: "S1", SmallTrust.barrier))
    try story.when(installing(board)).thenRefused("heard")
    try story.when(installing(board.with(("noticeBecause", "Pupils are not safe.")))).then()
  }

  @Test func `conditions that were set are tested first, or the reason why not`() throws {
    let set = Told(
      ConditionsSet.self,
      [
        "body": "lgb-S1", "conditions": ["Every report is questioned."], "metBy": "2025-03-28",
        "firstDay": "2025-01-30",
      ])
    let story = try reviewed().when(
      .decided("add-governors", by: ["body/lgb-S1"], "2025-01-29", [set])
    ).then(.unconfirmed)
    let refusal = try story.when(installing(board)).thenRefused("conditions-untested")
    #expect(
      refusal.says
        == "the conditions set for 'lgb-S1', to be met by Fri 28 Mar 2025, are not tested")
    try story.when(installing(board.with(("noticeBecause", "Pupils are not safe.")))).then()
    let tested = try story.fact(
      "2025-03-31", ConditionsTested.self, ["body": "lgb-S1", "by": "standards", "met": 0])
    try tested.when(installing(board)).then()
  }

  @Test func `it ends when its criteria are met, or with the reason why not`() throws {
    let ended = BodyTold.ended("ieb-S1", "2025-10-31").with(("criteriaMet", nil))
    let others = [
      BodyTold.restored("lgb-S1", "2025-11-01"),
      Told(VariationEnded.self, ["variation": "V-2", "lastDay": "2025-10-31"]),
    ]
    func deciding(_ ended: Told) -> Commit {
      .decided("install-interim-board", by: ["body/board"], "2025-10-15", [ended] + others)
    }
    let refusal = try Story.interim().when(deciding(ended)).thenRefused("interim-board-criteria")
    #expect(refusal.says == "0 of 1 exit criteria of 'ieb-S1' are met")
    try Story.interim().when(deciding(ended.with(("criteriaBecause", "The school closes.")))).then()
  }

  @Test func `it meets soon, and who leaves for it is told before`() throws {
    let story = try Story.interim()
    let meeting = try story.onlyDue(.firstMeeting, "2025-04-03")
    #expect(meeting.due == day("2025-05-07") && meeting.owes == "IEB")
    #expect(meeting.command == "kite meeting body ieb-S1 --school S1")
    let leavers = try story.onlyDue(.tellLeavers, "2025-04-03")
    #expect(leavers.due == day("2025-04-21") && leavers.what == "notice to those who leave lgb-S1")
    let told = try story.fact(
      "2025-04-03", NoticeGiven.self,
      ["kind": "governors", "to": ["Each governor."], "concerns": ["body/lgb-S1"]])
    #expect(try told.due(.tellLeavers, "2025-04-03").isEmpty)
    let met = try told.fact("2025-04-24", MeetingHeld.self, ["body": "ieb-S1"])
    #expect(try met.due(.firstMeeting, "2025-04-24").isEmpty)
  }

  @Test func `lesser steps come first, or the reason why not`() throws {
    try reviewed().when(installing(board).deciding(("lesserSteps", nil))).thenRefused("lesser-steps")
  }

  @Test func `its seats, members and parents fit`() throws {
    let story = try reviewed()
    try story.when(installing(board.with(("size", 2), ("quorum", 2)))).thenRefused("interim-board-size")
    try story.when(installing(board.with(("size", 8)))).thenRefused("interim-board-size")
    try story.when(installing(board.with(("quorum", 6)))).thenRefused("quorum-too-large")
    try story.when(installing(board.with(("members", ["p-11", "p-11"]), ("parentMembers", []))))
      .thenRefused("interim-board-members")
    try story.when(installing(board.with(("members", ["p-99"]), ("parentMembers", []))))
      .thenRefused("person-unknown")
    try story.when(installing(board.with(("parentMembers", ["p-14"])))).thenRefused("parent-seats")
    try story.when(installing(board.with(("parentSeats", 1)))).thenRefused("parent-seats")
    try story.when(
      installing(board.with(("parentSeats", 1), ("parentSeatsBecause", "A forum meets each month.")))
    ).then()
  }

  @Test func `members may be registered in the same decision`() throws {
    let commit = Commit.board(
      "install-interim-board", "2025-04-02", SmallTrust.person("p-99"),
      board.with(("members", ["p-99"]), ("parentMembers", []))
    ).deciding(("lesserSteps", ["Two governors were added."]))
    try reviewed().when(commit).then()
  }

  @Test func `nobody decides on a seat of their own`() throws {
    let own = board.with(("members", ["p-2", "p-13"]))
    let story = try reviewed()
    try story.when(installing(own)).thenRefused("own-seat")
    try story.when(
      installing(own).deciding(
        ("present", 4), ("withdrew", ["p-2"]),
        ("interests", [["who": "p-2", "what": "A seat of their own.", "handled": "withdrew"]]))
    ).then()
  }

  @Test func `it stands in the place of the school's own local body, under a code of its own`() throws {
    let story = try reviewed()
    try story.when(installing(board.with(("replaces", "lgb-S2")))).thenRefused("interim-board-replaces")
    try story.when(installing(board.with(("lastDay", "2025-04-22")))).thenRefused("last-day-first")
    try story.when(installing(board.with(("body", "finance")))).thenRefused("body-used")
    try story.when(installing(board.with(("body", "lgb-S1")))).thenRefused("body-used")
    let installed = try Story.interim()
    try installed.when(
      .board("install-interim-board", "2025-05-07", board.with(("body", "ieb-2"), ("firstDay", "2025-05-08")))
        .deciding(("lesserSteps", ["None."]))
    ).thenRefused("interim-board-there")
  }

  @Test func `a body of two schools goes on for the other one`() throws {
    let finding = SmallTrust.barrier.with(("body", "lgb-S3-S4"))
    let shared = board.with(("body", "ieb-S3"), ("replaces", "lgb-S3-S4"))
    let story = try Story.smallTrust().given(.facts("2025-03-12", school: "S3", finding))
      .when(
        .board("install-interim-board", "2025-04-02", school: "S3", shared)
          .deciding(("lesserSteps", ["Support."]))
      ).then()
    let trust = try story.trust()
    #expect(trust.localBody("S3", "2025-04-10") == "lgb-S3-S4")
    #expect(trust.localBody("S3", "2025-04-22") == "ieb-S3")
    #expect(trust.localBody("S4", "2025-04-22") == "lgb-S3-S4")
    let back = try story.when(
      .board(
        "install-interim-board", "2025-09-03", school: "S3", BodyTold.ended("ieb-S3", "2025-09-30"),
        BodyTold.restored("lgb-S3-S4", "2025-10-01"))
    ).then().trust()
    #expect(back.localBody("S3", "2025-09-30") == "ieb-S3")
    #expect(back.localBody("S3", "2025-10-01") == "lgb-S3-S4")
    #expect(back.localBody("S4", "2025-09-30") == "lgb-S3-S4")
    #expect(back.bodies[BodyCode(unchecked: "lgb-S3-S4")]?.term(on: day("2025-09-30"))?.quorum == 3)
    #expect(back.bodies[BodyCode(unchecked: "lgb-S3-S4")]?.term(on: day("2025-10-01"))?.quorum == 5)
  }

  @Test func `its term is lengthened from the day after its last`() throws {
    let story = try Story.interim()
    func extended(_ first: String, _ last: String, _ body: String = "ieb-S1") -> Commit {
      .board(
        "install-interim-board", "2026-03-04",
        Told(
          InterimBoardExtended.self,
          ["body": .string(body), "firstDay": .string(first), "lastDay": .string(last)]))
    }
    try story.when(extended("2026-04-01", "2026-07-21")).thenRefused("interim-board-gap")
    try story.when(extended("2026-03-28", "2026-03-27")).thenRefused("last-day-first")
    try story.when(extended("2026-03-28", "2026-07-21", "ieb-S9")).thenRefused("interim-board-unknown")
    let trust = try story.when(extended("2026-03-28", "2026-07-21")).then().trust()
    #expect(trust.localBody("S1", "2026-07-21") == "ieb-S1")
    try story.when(
      extended("2026-03-28", "2026-07-21").recorded("2026-04-08").deciding(("day", "2026-04-08"))
    )
    .thenRefused("interim-board-over")
    var other = extended("2026-03-28", "2026-07-21")
    other.school = "S2"
    try story.when(other).thenRefused("school-other")
  }

  @Test func `it ends when a local body takes over, and nothing is left in its hands`() throws {
    let story = try Story.interim()
    let ended = BodyTold.ended("ieb-S1", "2025-10-31")
    let restored = BodyTold.restored("lgb-S1", "2025-11-01")
    let varied = Told(VariationEnded.self, ["variation": "V-2", "lastDay": "2025-10-31"])
    func deciding(_ effects: Told...) -> Commit {
      .decided("install-interim-board", by: ["body/board"], "2025-10-15", effects)
    }
    try story.when(deciding(ended, varied)).thenRefused("local-body-missing")
    try story.when(deciding(ended, restored)).thenRefused("variation-no-interim-board")
    let trust = try story.when(deciding(ended, restored, varied)).then().trust()
    #expect(trust.localBody("S1", "2025-10-31") == "ieb-S1")
    #expect(trust.localBody("S1", "2025-11-01") == "lgb-S1")
    #expect(trust.holder("E3", "S1", "2025-11-01") == "LGB")
    try story.when(deciding(BodyTold.ended("ieb-S1", "2025-10-14"))).thenRefused("end-in-the-past")
    try story.when(deciding(BodyTold.ended("ieb-S1", "2026-05-01"))).thenRefused("interim-board-over")
  }

  @Test func `a shadow body works beside the interim board and ends with it`() throws {
    let story = try Story.interim()
    func appointing(_ shadow: Told) -> Commit { .board("constitute-local-body", "2025-09-03", shadow) }
    let shadow = BodyTold.shadow("shadow-S1", "2025-09-08")
    try story.when(appointing(shadow.with(("beside", "lgb-S1")))).thenRefused("shadow-beside")
    try story.when(appointing(shadow.with(("body", "finance")))).thenRefused("body-there")
    try story.when(appointing(shadow.with(("body", "lgb-S1")))).thenRefused("body-kind")
    try story.when(appointing(shadow.with(("quorum", 8)))).thenRefused("quorum-too-large")
    try story.when(appointing(shadow.with(("lastDay", "2025-09-01")))).thenRefused("last-day-first")
    let beside = try story.when(appointing(shadow)).then()
    #expect(try beside.trust().shadow(of: school("S1"), on: day("2025-10-01"))?.text == "shadow-S1")
    let after = try beside.when(
      .board(
        "install-interim-board", "2025-10-15", BodyTold.ended("ieb-S1", "2025-10-31"),
        BodyTold.restored("lgb-S1", "2025-11-01"),
        Told(VariationEnded.self, ["variation": "V-2", "lastDay": "2025-10-31"]))
    ).then().trust()
    #expect(after.shadow(of: school("S1"), on: day("2025-11-01")) == nil)
    #expect(after.bodies[BodyCode(unchecked: "shadow-S1")]?.term(on: day("2025-11-01")) == nil)
  }

  @Test func `nothing is given to an interim board for days on which there is none`() throws {
    let story = try Story.interim()
    let longer = Told(
      VariationRenewed.self,
      [
        "variation": "V-2", "remainderTo": "IEB", "firstDay": "2026-03-28", "lastDay": "2026-07-21",
        "reviewBy": "2026-05-06",
      ])
    try story.when(.board("vary-scheme", "2026-03-04", longer)).thenRefused("variation-no-interim-board")
    let extended = Told(
      InterimBoardExtended.self,
      ["body": "ieb-S1", "firstDay": "2026-03-28", "lastDay": "2026-07-21"])
    try story.when(.board("vary-scheme", "2026-03-04", longer, extended)).then()
    try Story.varied().when(.board("vary-scheme", "2025-04-02", SmallTrust.remainder))
      .thenRefused("variation-no-interim-board")
  }
}

extension Trust {
  func localBody(_ code: String, _ on: String) -> String? { localBody(of: school(code), on: day(on))?.text }
}
