import Governance
import JSON
import Schemas
import Testing

struct ReportDueTests {
  private func told(_ day: String) -> Commit {
    .facts(
      day, school: "S1", Told(NoticeGiven.self, ["kind": "escalated", "concerns": ["report/S1-2024-11"]]))
  }

  @Test func `each month of a case asks for a report, of its leader`() throws {
    let story = try Story.schoolAtRisk()
    let duty = try story.onlyDue(.report, "2024-11-07")
    #expect(duty.what == "report for Nov 2024" && duty.due == day("2024-12-06") && duty.owes == "CEO")
    #expect(duty.command == "kite report submit S1-2024-11" && duty.concerns == "report/S1-2024-11")
    let led = try story.when(DueTold.leader).then()
    #expect(try led.onlyDue(.report, "2024-11-25").owes == "director")
    #expect(try led.onlyDue(.report, "2024-11-25").person?.text == "p-8")
    #expect(try story.onlyDue(.report, "2024-11-28").warning == nil)
    #expect(try story.onlyDue(.report, "2024-11-29").warning == 5)
    #expect(try story.setting(.reportReminderDays, 2).onlyDue(.report, "2024-11-29").warning == nil)
    #expect(try Story.smallTrust().due(.report, "2024-11-07").isEmpty)
  }

  @Test func `a month that is handed in is done, and the next follows`() throws {
    let story = try DueTold.reported([("red", "baseline")])
    #expect(try story.onlyDue(.report, "2024-12-06").what == "report for Dec 2024")
    #expect(
      try story.due(.report, "2025-02-10").map(\.what) == [
        "report for Dec 2024", "report for Jan 2025", "report for Feb 2025",
      ])
    // August has no report of its own.
    #expect(try story.due(.report, "2025-09-01").map(\.what).contains("report for Sep 2025"))
    #expect(try !story.due(.report, "2025-09-01").map(\.what).contains("report for Aug 2025"))
  }

  @Test func `lateness climbs the ladder, and a notice about the report takes a step`() throws {
    let story = try Story.schoolAtRisk()
    #expect(try story.due(.escalation, "2024-12-06").isEmpty)
    let first = try story.onlyDue(.escalation, "2024-12-09")
    #expect(
      first.what == "tell CEO that the report for Nov 2024 is missing" && first.due == day("2024-12-09"))
    #expect(first.owes == "GP" && first.person?.text == "p-3")
    #expect(
      first.command == "kite notify --school S1 --kind escalated --concerns report/S1-2024-11")
    #expect(try story.due(.escalation, "2024-12-11").count == 2)
    let once = try story.given(told("2024-12-09"))
    #expect(try once.due(.escalation, "2024-12-10").isEmpty)
    let second = try once.onlyDue(.escalation, "2024-12-11")
    #expect(second.what == "tell the chair of LGB that the report for Nov 2024 is missing")
    #expect(second.note == "it goes on the next agenda")
    let third = try once.given(told("2024-12-11")).onlyDue(.escalation, "2024-12-13")
    #expect(third.what == "tell the chair of TB that the report for Nov 2024 is missing")
    #expect(third.note == "a review of the plan is opened")
  }

  @Test func `after the last step the case is blind, and the month may be closed as missed`() throws {
    let story = try Story.schoolAtRisk()
    #expect(try story.trust().isBlind(school("S1"), on: day("2024-12-12")) == nil)
    #expect(try story.trust().isBlind(school("S1"), on: day("2024-12-13")) == Month("2024-11"))
    #expect(try story.due(.report, "2024-12-12").first?.otherwise == nil)
    let duty = try #require(try story.due(.report, "2024-12-13").first)
    #expect(duty.otherwise == "kite report close S1-2024-11")
    let closing = Told(
      ReportMonthClosed.self, ["report": "S1-2024-11", "month": "2024-11", "why": "Nobody was there."])
    let closed = try story.when(
      .decided("close-report-month", by: ["office/CEO"], "2024-12-16", [closing]).recorded(by: "p-1")
    ).then()
    #expect(try closed.onlyDue(.report, "2024-12-16").what == "report for Dec 2024")
    #expect(try closed.due(.escalation, "2024-12-16").isEmpty)
    #expect(try closed.trust().isBlind(school("S1"), on: day("2024-12-16")) == nil)
  }

  @Test func `a red safeguarding line is told on the day on which the report comes in`() throws {
    let planned = try DueTold.reported([("red", "baseline")])
    func handing(_ rating: String) throws -> Story {
      let told = PlanTold.report("2024-12", "unchanged").with(("safeguardingRating", .string(rating)))
      return try planned.when(.facts("2025-01-07", school: "S1", by: "p-8", told)).then()
    }
    #expect(try handing("amber").due(.safeguarding, "2025-01-07").isEmpty)
    let duty = try handing("red-plus").onlyDue(.safeguarding, "2025-01-07")
    #expect(duty.due == day("2025-01-07") && duty.concerns == "report/S1-2024-12")
    #expect(duty.what == "tell the safeguarding lead and CEO: red line in S1-2024-12")
    let told = try handing("red").given(
      .facts(
        "2025-01-07", school: "S1",
        Told(NoticeGiven.self, ["kind": "safeguarding", "concerns": ["report/S1-2024-12"]])))
    #expect(try told.due(.safeguarding, "2025-01-08").isEmpty)
  }

  @Test func `the ladder's steps are a setting of the trust`() throws {
    let story = try Story.schoolAtRisk().setting(.latenessLadder, [2, 10])
    #expect(try story.due(.escalation, "2024-12-09").isEmpty)
    #expect(try story.onlyDue(.escalation, "2024-12-10").due == day("2024-12-10"))
    #expect(try story.trust().isBlind(school("S1"), on: day("2024-12-13")) == nil)
    #expect(try Story.schoolAtRisk().setting(.latenessLadder, []).due(.escalation, "2024-12-20").isEmpty)
  }
}
