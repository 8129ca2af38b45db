import Governance
import JSON
import Schemas
import Testing

/// Who is to see a report, who saw it, and what is still to be seen.
struct ReportSeenTests {
  private func seeing(_ party: String, _ day: String, report: String = "S1-2024-11") -> Commit {
    .facts(
      day, school: "S1",
      Told(
        ReportSeen.self,
        ["report": .string(report), "by": .string(party), "comment": "Ask for the attendance plan."]))
  }
  private func reported() throws -> Story { try DueTold.reported([("red", "baseline")]) }
  private func readers(_ story: Story, _ on: String) throws -> [String] {
    try story.due(.reportUnread, on).map(\.owes)
  }

  @Test func `the last report is to be seen by who may close the month, the body, and who monitors`() throws {
    let story = try reported()
    #expect(try readers(story, "2024-12-06") == ["CEO", "LGB", "SEC"])
    let duty = try #require(try story.due(.reportUnread, "2024-12-06").first)
    #expect(duty.what == "report for Nov 2024 to be seen: red, baseline")
    #expect(duty.due == day("2024-12-13") && duty.command == "kite report seen S1-2024-11 --by CEO")
    #expect(duty.kind.looksBack)
    #expect(
      try story.setting(.reportReadingDays, 1).due(.reportUnread, "2024-12-06").first?.due
        == day("2024-12-09"))
  }

  @Test func `who saw it need not see it again, and the next report is new`() throws {
    let seen = try reported().when(seeing("office/CEO", "2024-12-09")).then()
    #expect(try readers(seen, "2024-12-09") == ["LGB", "SEC"])
    let all = try seen.when(seeing("body/lgb-S1", "2024-12-10")).then()
      .when(seeing("body/standards", "2024-12-10")).then()
    #expect(try readers(all, "2024-12-10").isEmpty)
    let report = try #require(try all.trust().reports[ReportCode(unchecked: "S1-2024-11")])
    #expect(report.seen.map(\.by.text) == ["CEO", "lgb-S1", "standards"])
    let next = try all.when(
      .facts("2025-01-08", school: "S1", by: "p-8", PlanTold.report("2024-12", "unchanged"))
    ).then()
    #expect(try readers(next, "2025-01-08") == ["CEO", "LGB", "SEC"])
  }

  @Test func `an interim board sees it in the place of the local body`() throws {
    let story = try Story.interim().given(
      .facts("2025-04-24", school: "S1", by: "p-8", PlanTold.report("2025-03", "baseline")))
    #expect(try readers(story, "2025-04-24") == ["CEO", "IEB", "SEC"])
  }

  @Test func `nobody sees what is not there, or before it is there`() throws {
    let story = try reported()
    try story.when(seeing("office/CEO", "2024-12-09", report: "S1-2031-01")).thenRefused("report-unknown")
    var early = seeing("office/CEO", "2024-12-06")
    early.happenings[0].data["day"] = "2024-12-05"
    try story.when(early).thenRefused("report-seen-early")
    try story.when(seeing("office/nobody", "2024-12-09")).thenRefused("office-vacant")
    try story.when(seeing("body/nobody", "2024-12-09")).thenRefused("body-unknown")
    let closing = Told(
      ReportMonthClosed.self, ["report": "S1-2024-12", "month": "2024-12", "why": "The author left."])
    let closed = try story.when(
      .decided("close-report-month", by: ["office/CEO"], "2025-01-09", [closing]).recorded(by: "p-1")
    ).then()
    try closed.when(seeing("office/CEO", "2025-01-10", report: "S1-2024-12")).thenRefused("report-missed")
  }
}
