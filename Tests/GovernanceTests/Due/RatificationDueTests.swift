import Governance
import JSON
import Schemas
import Testing

struct RatificationDueTests {
  @Test func `an urgent decision is ratified within the days that the trust sets`() throws {
    let story = try Story.smallTrust().when(DueTold.urgent).then()
    let duty = try story.onlyDue(.ratifyUrgent, "2024-11-06")
    #expect(duty.due == day("2024-11-20") && duty.owes == "TB" && duty.school == school("S1"))
    #expect(duty.what == "ratification of U-1" && duty.command == "kite risk ratify U-1 --school S1")
    #expect(
      try story.onlyDue(.ratifyUrgent, "2024-11-21").note == "every answer that rests on it is unratified")
    let short = try Story.smallTrust().setting(.urgentDays, 5).when(DueTold.urgent).then()
    #expect(try short.onlyDue(.ratifyUrgent, "2024-11-06").due == day("2024-11-13"))
    let ratified = try story.when(DueTold.ratified).then()
    #expect(try ratified.due(.ratifyUrgent, "2024-11-20").isEmpty)
    // On the day before, it was still owed.
    #expect(try ratified.due(.ratifyUrgent, "2024-11-19").count == 1)
  }

  @Test func `what rests on an urgent decision is unratified until it is ratified`() throws {
    let varied = try Story.smallTrust().when(DueTold.urgent).then()
      .when(.board("vary-scheme", "2024-11-13", SmallTrust.variation)).then()
    func standing(_ story: Story, _ on: String) throws -> Standing? {
      try story.trust(decidedBy: day(on)).holding(of: function("F3"), school: school("S1"), on: day(on))?
        .standing
    }
    #expect(try standing(varied, "2024-11-25") == .unratified)
    let ratified = try varied.when(DueTold.ratified).then()
    #expect(try standing(ratified, "2024-11-25") == .confirmed)
  }

  @Test func `an irregular decision is ratified by who holds what its deciders lacked`() throws {
    let story = try Story.schoolAtRisk().when(IrregularTold.varying).then(.irregular)
    let duty = try story.onlyDue(.ratifyIrregular, "2024-11-20")
    #expect(duty.due == day("2024-12-04") && duty.owes == "TB" && duty.concerns == "decision/IR-1")
    #expect(duty.command == "kite decide --ratifies IR-1")
    let ratified = try story.when(.board("vary-scheme", "2024-11-27", IrregularTold.ratified("2024-11-27")))
      .then()
    #expect(try ratified.due(.ratifyIrregular, "2024-11-27").isEmpty)
  }

  @Test func `what somebody else entered for a body is confirmed within the days of an entry`() throws {
    let commit = Commit.board("vary-scheme", "2024-11-20", SmallTrust.variation).recorded(by: "p-1")
      .referred("D-1")
    let story = try Story.schoolAtRisk().when(commit).then(.unconfirmed)
    let duty = try story.onlyDue(.confirm, "2024-11-20")
    #expect(duty.due == day("2024-11-22") && duty.owes == "TB" && duty.command == "kite confirm D-1")
    #expect(duty.otherwise == "kite minutes approve board --meeting-day 2024-11-20 --decision D-1")
    let confirmed = try story.given(
      .facts("2024-11-22", Told(DecisionConfirmed.self, ["decisions": ["D-1"], "body": "body/board"])))
    #expect(try confirmed.due(.confirm, "2024-11-22").isEmpty)
    #expect(try confirmed.due(.confirm, "2024-11-21").count == 1)
  }

  @Test func `minutes of a recorded meeting are approved at the next one`() throws {
    let met = Told(MeetingHeld.self, ["body": "board", "present": 5])
    let story = try Story.smallTrust().given(.facts("2024-10-02", met))
    #expect(try story.due(.minutes, "2024-11-05").isEmpty)
    let again = try story.given(.facts("2024-11-06", met))
    let duty = try again.onlyDue(.minutes, "2024-11-07")
    #expect(duty.due == day("2024-11-06") && duty.owes == "TB")
    #expect(duty.command == "kite minutes approve board --meeting-day 2024-10-02")
    let approved = try again.given(
      .facts(
        "2024-11-06", Told(MinutesApproved.self, ["body": "body/board", "meetingDay": "2024-10-02"])))
    #expect(try approved.due(.minutes, "2024-11-07").isEmpty)
  }
}
