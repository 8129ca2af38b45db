import Governance
import JSON
import Schemas
import Testing

struct ReportTests {
  private func handing(_ report: Told, _ day: String, school: String = "S1") -> Commit {
    .facts(day, school: school, by: "p-8", report)
  }
  private func planned() throws -> Story {
    try Story.varied().when(.facts("2024-12-02", school: "S1", by: "p-8", PlanTold.submitted("1"))).then()
      .when(handing(PlanTold.report("2024-11", "baseline"), "2024-12-06")).then()
  }

  @Test func `a report is handed in by its due day, which the calendar sets`() throws {
    let trust = try planned().trust()
    let report = try #require(trust.reports[ReportCode(unchecked: "S1-2024-11")])
    #expect(report.due == day("2024-12-06") && report.lateBy == 0 && !report.isMissed)
    #expect(trust.reports(of: school("S1")).map(\.month.text) == ["2024-11"])
  }

  @Test func `what is late stays late`() throws {
    let story = try planned().when(handing(PlanTold.report("2024-12", "unchanged"), "2025-01-15")).then()
    #expect(try story.trust().reports[ReportCode(unchecked: "S1-2024-12")]?.lateBy == 5)
    // Recorded within the two days that need no reason, and dated back: it came in when it was recorded.
    let dated = PlanTold.report("2024-12", "unchanged").with(("day", "2025-01-08"))
    let back = try planned().when(handing(dated, "2025-01-10")).then()
    #expect(try back.trust().reports[ReportCode(unchecked: "S1-2024-12")]?.lateBy == 2)
    try planned().when(handing(dated, "2025-01-15")).thenRefused("late-without-reason")
    let explained = dated.with(("lateBecause", "It lay in the post box."))
    let told = try planned().when(handing(explained, "2025-01-15")).then()
    #expect(try told.trust().reports[ReportCode(unchecked: "S1-2024-12")]?.lateBy == 0)
  }

  @Test func `the first of a case is its baseline, the others have a direction`() throws {
    let story = try Story.varied()
    try story.when(handing(PlanTold.report("2024-11", "improving"), "2024-12-06")).thenRefused(
      "report-baseline")
    try planned().when(handing(PlanTold.report("2024-12", "baseline"), "2025-01-08"))
      .thenRefused("report-baseline")
    try planned().when(handing(PlanTold.report("2024-12", "worsening"), "2025-01-08")).then()
  }

  @Test func `it goes by the version of the plan that is to go by`() throws {
    let story = try planned()
    try story.when(handing(PlanTold.report("2024-12", "unchanged", version: "2"), "2025-01-08"))
      .thenRefused("report-plan-version")
    let baseline = try Story.varied()
      .when(.facts("2024-12-02", school: "S1", by: "p-8", PlanTold.submitted("1"))).then()
    try baseline.when(handing(PlanTold.report("2024-11", "baseline", version: "2"), "2024-12-06"))
      .thenRefused("report-plan-version")
    let none = PlanTold.report("2024-12", "unchanged").with(("plan", "RP-9"))
    try story.when(handing(none, "2025-01-08")).thenRefused("report-plan")
  }

  @Test func `one report a school and month, under its own code and due day`() throws {
    let story = try planned()
    try story.when(handing(PlanTold.report("2024-11", "unchanged"), "2024-12-09")).thenRefused("report-once")
    let code = PlanTold.report("2024-12", "unchanged").with(("report", "S2-2024-12"))
    try story.when(handing(code, "2025-01-08")).thenRefused("report-code")
    let due = PlanTold.report("2024-12", "unchanged").with(("due", "2025-01-31"))
    let refusal = try story.when(handing(due, "2025-01-08")).thenRefused("report-due")
    #expect(refusal.says == "the report for Dec 2024 is due on Wed 8 Jan 2025, not on Fri 31 Jan 2025")
    try story.when(handing(PlanTold.report("2025-02", "unchanged"), "2025-01-08")).thenRefused("report-ahead")
    let early = try story.when(handing(PlanTold.report("2025-02", "unchanged"), "2025-02-27"))
      .thenRefused("report-ahead")
    #expect(
      early.says == "Feb 2025 is not over on Thu 27 Feb 2025: a report is on a whole month")
    try story.when(handing(PlanTold.report("2025-02", "unchanged"), "2025-02-28")).then()
    try story.when(handing(PlanTold.report("2025-08", "unchanged"), "2025-09-01")).thenRefused("report-month")
    try story.when(handing(PlanTold.report("2024-12", "unchanged"), "2025-01-08", school: "S2"))
      .thenRefused("not-at-risk")
  }

  @Test func `a month without a report is closed by a decision, when it is past`() throws {
    let story = try planned()
    func closing(_ month: String, _ day: String, school: String = "S1") -> Commit {
      .decided(
        "close-report-month", by: ["office/CEO"], day, school: school,
        [
          Told(
            ReportMonthClosed.self,
            ["report": .string("\(school)-\(month)"), "month": .string(month), "why": "The author left."])
        ]
      ).recorded(by: "p-1")
    }
    try story.when(closing("2024-12", "2025-01-08")).thenRefused("report-not-missed")
    let closed = try story.when(closing("2024-12", "2025-01-09")).then()
    #expect(try closed.trust().reports[ReportCode(unchecked: "S1-2024-12")]?.isMissed == true)
    let late = try closed.when(handing(PlanTold.report("2024-12", "unchanged"), "2025-01-10"))
      .thenRefused("report-once")
    #expect(late.says == "Dec 2024 was closed as missed")
    try story.when(closing("2024-12", "2025-01-09", school: "S2")).thenRefused("not-at-risk")
  }

  @Test func `another day, and other months, are settings of the trust`() throws {
    let settings = Commit.facts(
      "2024-12-02",
      Told(SettingSet.self, ["setting": "report-working-day", "value": 3]),
      Told(SettingSet.self, ["setting": "non-reporting-months", "value": [12]]))
    let trust = try planned().when(settings).then().trust()
    #expect(trust.reportDue(for: try #require(Month("2025-01"))) == day("2025-02-05"))
    #expect(!trust.isReporting(try #require(Month("2024-12"))))
    #expect(trust.isReporting(try #require(Month("2025-08"))))
  }

  @Test(arguments: ReportRegister.rows)
  func `the 28 reports of the demonstration are due when its register says`(row: ReportRegister.Row) throws {
    let month = try #require(Month(row.month))
    #expect(try Story.smallTrust().trust().reportDue(for: month).text == row.due)
  }
}

/// Months and due days of the demonstration's register.
enum ReportRegister {
  struct Row: Sendable, CustomTestStringConvertible {
    let month: String
    let due: String
    var testDescription: String { month }
  }

  static let rows: [Row] = [
    ("2023-11", "2023-12-07"), ("2023-12", "2024-01-08"), ("2024-01", "2024-02-07"),
    ("2024-02", "2024-03-07"),
    ("2024-03", "2024-04-08"), ("2024-04", "2024-05-08"), ("2024-05", "2024-06-07"),
    ("2024-06", "2024-07-05"),
    ("2024-11", "2024-12-06"), ("2024-12", "2025-01-08"), ("2025-01", "2025-02-07"),
    ("2025-02", "2025-03-07"),
    ("2025-03", "2025-04-07"), ("2025-04", "2025-05-08"), ("2025-05", "2025-06-06"),
    ("2025-06", "2025-07-07"),
    ("2025-07", "2025-08-07"), ("2025-09", "2025-10-07"), ("2025-10", "2025-11-07"),
    ("2025-11", "2025-12-05"),
    ("2025-12", "2026-01-08"), ("2026-01", "2026-02-06"), ("2026-02", "2026-03-06"),
    ("2026-03", "2026-04-09"),
    ("2026-04", "2026-05-08"), ("2026-05", "2026-06-05"), ("2026-06", "2026-07-07"),
    ("2026-07", "2026-08-07"),
  ].map { Row(month: $0.0, due: $0.1) }
}
