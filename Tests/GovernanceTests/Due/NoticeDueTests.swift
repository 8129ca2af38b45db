import Governance
import JSON
import Schemas
import Testing

struct NoticeDueTests {
  private func registered(_ day: String, since: String, _ concerns: String...) -> Commit {
    .facts(
      day,
      Told(
        NoticeGiven.self,
        [
          "kind": "GIAS", "register": "GIAS", "since": .string(since),
          "concerns": .array(concerns.map(JSONValue.string)),
        ]))
  }

  @Test func `a register is told of a new holder of an office that the scheme names`() throws {
    let given = SmallTrust.office("head-S1", "p-9").with(("firstDay", "2025-01-06"))
    let gone = Told(OfficeEnded.self, ["office": "head-S1", "person": "p-5", "lastDay": "2025-01-05"])
    let story = try Story.smallTrust().given(.facts("2025-01-06", gone, given))
    let duty = try story.onlyDue(.register, "2025-01-06")
    #expect(duty.due == day("2025-01-20") && duty.owes == "GP" && duty.school == school("S1"))
    #expect(
      duty.command
        == "kite notify --school S1 --kind GIAS --register GIAS --since 2025-01-06 --concerns office/head-S1")
    #expect(try story.setting(.registerDays, 5).onlyDue(.register, "2025-01-06").due == day("2025-01-11"))
    let told = try story.given(registered("2025-01-09", since: "2025-01-06", "office/head-S1"))
    #expect(try told.due(.register, "2025-01-09").isEmpty)
    #expect(try told.trust().registerChanges(by: day("2025-01-09")).map(\.daysUsed) == [3])
    // A notice of another day, or of nothing that changed, settles nothing.
    let other = try story.given(
      registered("2025-01-09", since: "2024-09-02", "office/head-S1"),
      registered("2025-01-09", since: "2025-01-06", "office/head-S2"))
    #expect(try other.due(.register, "2025-01-09").count == 1)
  }

  @Test func `it is told of added governors and of an interim board, and not of anybody else`() throws {
    let adviser = SmallTrust.office("adviser", "p-9").with(("firstDay", "2025-01-06"))
    #expect(try Story.smallTrust().given(.facts("2025-01-06", adviser)).due(.register, "2025-01-06").isEmpty)
    let board = try Story.interim()
    #expect(try board.due(.register, "2025-04-21").isEmpty)
    let duty = try board.onlyDue(.register, "2025-04-22")
    #expect(duty.what == "register: ieb-S1, lgb-S1 from Tue 22 Apr 2025")
    // One of the two on the register is not enough.
    let half = try board.given(registered("2025-04-30", since: "2025-04-22", "body/ieb-S1"))
    #expect(try half.due(.register, "2025-04-30").count == 1)
    let whole = try board.given(registered("2025-04-30", since: "2025-04-22", "body/ieb-S1", "body/lgb-S1"))
    #expect(try whole.due(.register, "2025-04-30").isEmpty)
  }

  @Test func `what stood when the record was opened is history`() throws {
    #expect(try Story.smallTrust().due(.register, "2024-12-02").isEmpty)
    #expect(try Story.smallTrust().due(.publish, "2024-12-02").isEmpty)
  }

  @Test func `a variation is published by a notice on the website that names it`() throws {
    let story = try Story.varied()
    let duty = try story.onlyDue(.publish, "2024-11-20")
    #expect(duty.what == "publication of V-1" && duty.due == day("2024-12-05") && duty.owes == "GP")
    #expect(duty.command == "kite notify --school S1 --kind website --concerns variation/V-1")
    func told(_ concerns: [JSONValue], school: String? = "S1", kind: String = "website") -> Commit {
      .facts(
        "2024-11-22", school: school,
        Told(NoticeGiven.self, ["kind": .string(kind), "concerns": .array(concerns)]))
    }
    #expect(try story.given(told(["variation/V-1"], school: nil)).due(.publish, "2024-11-22").isEmpty)
    #expect(try story.given(told([])).due(.publish, "2024-11-22").isEmpty)
    #expect(try story.given(told(["variation/V-1"], kind: "school")).due(.publish, "2024-11-22").count == 1)
    #expect(try story.given(told(["body/lgb-S1"])).due(.publish, "2024-11-22").count == 1)
  }

  @Test func `conditions are tested by their day`() throws {
    let setting = Told(
      ConditionsSet.self,
      [
        "body": "lgb-S1", "conditions": ["Visits.", "Minutes."], "metBy": "2025-03-26",
        "firstDay": "2025-01-30",
      ])
    let story = try Story.varied().when(
      .decided("add-governors", by: ["body/lgb-S1"], "2025-01-29", [setting])
    ).then(.unconfirmed)
    let duty = try story.onlyDue(.conditions, "2025-03-27")
    #expect(duty.what == "test of 2 conditions set for lgb-S1" && duty.isLate(on: day("2025-03-27")))
    #expect(duty.command == "kite lgb test lgb-S1 --school S1")
    let tested = try story.fact(
      "2025-03-26", ConditionsTested.self, ["body": "lgb-S1", "by": "standards", "met": 1])
    #expect(try tested.due(.conditions, "2025-03-27").isEmpty)
  }

  @Test func `rule 10: what the local body held is covered from the interim board's first day`() throws {
    var alone = SmallTrust.installing
    alone.happenings.removeLast()
    let story = try Story.varied().given(.facts("2025-03-12", school: "S1", SmallTrust.barrier)).when(alone)
      .then()
    let duty = try story.onlyDue(.cover, "2025-04-02")
    #expect(duty.due == day("2025-04-22") && duty.owes == "TB" && duty.note == "G6 E3 F4")
    #expect(duty.command == "kite variation approve --school S1 --input FILE")
    #expect(try Story.interim().due(.cover, "2025-04-02").isEmpty)
  }

  @Test func `those affected may answer until their day`() throws {
    let story = try Story.smallTrust().fact(
      "2024-10-22", NoticeOfIntentionGiven.self, ["to": ["The head."], "answerBy": "2024-10-28"])
    let duty = try story.onlyDue(.answer, "2024-10-28")
    #expect(duty.owes == "LGB" && duty.command == "kite case answer --school S1")
    #expect(try story.due(.answer, "2024-10-29").isEmpty)
    let answered = try story.fact("2024-10-24", RepresentationReceived.self, ["body": "lgb-S1"])
    #expect(try answered.due(.answer, "2024-10-24").isEmpty)
  }
}
