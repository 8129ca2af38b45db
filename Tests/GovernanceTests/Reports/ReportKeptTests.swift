import Governance
import JSON
import Schemas
import Testing

/// A report belongs to a month of a case, and what was late stays late, whatever is corrected.
struct ReportKeptTests {
  private func late(_ fields: (String, JSONValue?)...) throws -> Story {
    var told = PlanTold.report("2024-12", "unchanged")
    for (name, value) in fields { told.data[name] = value }
    return try DueTold.reported([("red", "baseline")])
      .when(.facts("2025-01-15", school: "S1", by: "p-8", told)).then()
  }
  private func correcting(_ story: Story, _ field: String, _ was: JSONValue, _ now: JSONValue) throws
    -> Outcome
  {
    try story.when(
      .facts(
        "2025-01-16", school: "S1",
        Told(
          EntryCorrected.self,
          [
            "entry": .string(story.lastID()), "field": .string(field), "was": was, "now": now,
            "source": "The diary.",
          ])))
  }
  private func lateBy(_ story: Story) throws -> Int? {
    try story.trust().reports[ReportCode(unchecked: "S1-2024-12")]?.lateBy
  }

  @Test func `a correction cannot make a late report one in time`() throws {
    let story = try late()
    #expect(try lateBy(story) == 5)
    try correcting(story, "due", "2025-01-08", "2025-01-15").thenRefused("report-fixed")
    try correcting(story, "month", "2024-12", "2025-01").thenRefused("report-fixed")
    let stated = try late(("day", "2025-01-15"), ("lateBecause", "Illness."))
    let refusal = try correcting(stated, "day", "2025-01-15", "2025-01-08").thenRefused("report-stays-late")
    #expect(
      refusal.says == "'S1-2024-12' came in 5 working days late: a report that was late stays late")
    let explained = try late(("day", "2025-01-14"))
    try correcting(explained, "lateBecause", .null, "Illness.").thenRefused("report-stays-late")
    let rating = try correcting(story, "rating", "red", "red-amber").then()
    #expect(try lateBy(rating) == 5)
  }

  @Test func `a month before the case, or after it, has no report`() throws {
    let story = try DueTold.reported([("red", "baseline")])
    func handing(_ month: String, _ day: String) -> Commit {
      .facts(day, school: "S1", by: "p-8", PlanTold.report(month, "unchanged"))
    }
    let before = try story.when(handing("2024-10", "2024-12-09")).thenRefused("report-before-case")
    #expect(
      before.says == "case 'A' of 'S1' opened on Thu 7 Nov 2024: Oct 2024 was before it")
    #expect(before.instead == ["its first report is on Nov 2024"])
    let exit = Told(
      AtRiskEnded.self,
      [
        "school": "S1", "case": "A", "criteriaMet": ["Attendance is 94% or more.", "The budget balances."],
        "followUpUntil": "2025-12-19", "firstDay": "2025-03-03",
      ])
    let ended = try story.given(.board("end-at-risk", "2025-02-26", exit))
    let after = try ended.when(handing("2025-03", "2025-04-07")).thenRefused("report-case-ended")
    #expect(after.says == "case 'A' of 'S1' ended on Sun 2 Mar 2025: Mar 2025 has no report")
    try ended.when(handing("2025-02", "2025-03-07")).then()
  }
}
