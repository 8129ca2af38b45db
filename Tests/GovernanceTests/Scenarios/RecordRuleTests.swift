import Governance
import JSON
import Schemas
import Testing

/// Rules 13 to 18 of the trust's process: reports, examinations, interests, the exit, corrections, what was
/// known.
struct RecordRuleTests {
  private func handing(_ report: Told, _ on: String) -> Commit { .facts(on, school: "S1", by: "p-8", report) }

  @Test func `rule 13: one report a month, due by the calendar, and late for ever`() throws {
    let story = try DueTold.reported([("red", "baseline")])
    try story.when(handing(PlanTold.report("2024-11", "unchanged"), "2024-12-09")).thenRefused("report-once")
    let late = try story.when(handing(PlanTold.report("2024-12", "unchanged"), "2025-01-10")).then()
    let report = try #require(try late.trust().reports[ReportCode(unchecked: "S1-2024-12")])
    #expect(report.due == day("2025-01-08") && report.lateBy == 2)
    let years = try #require(
      late.trust(decidedBy: day("2026-08-31")).reports[ReportCode(unchecked: "S1-2024-12")])
    #expect(years.lateBy == 2)
  }

  @Test func `rule 14: the local body examines the Report Card before the School Review Meeting`() throws {
    let meeting = Commit.facts("2025-03-12", school: "S1", Told(SchoolReviewMeetingHeld.self, [:]))
    func examined(_ body: String) throws -> Story {
      try Story.smallTrust().fact("2025-03-05", ReportCardExamined.self, ["body": .string(body)])
    }
    try Story.smallTrust().when(meeting).thenRefused("examined-first")
    try examined("standards").when(meeting).thenRefused("examined-first")
    try examined("lgb-S1").when(meeting).then()
  }

  @Test func `rule 15: who has an interest that is not cleared has no vote, and makes no quorum`() throws {
    let story = try Story.schoolAtRisk()
    func deciding(_ present: Int, _ cast: Int, _ handled: String) -> Commit {
      Commit.board("vary-scheme", "2024-11-20", SmallTrust.variation).deciding(
        ("present", .integer(present)), ("votes", ["for": .integer(cast), "against": 0, "abstained": 0]),
        ("withdrew", handled == "withdrew" ? ["p-2"] : []),
        ("interests", [["who": "p-2", "what": "A cousin works there.", "handled": .string(handled)]]))
    }
    try story.when(deciding(4, 4, "withdrew")).thenRefused("vote-count")
    try story.when(deciding(3, 2, "withdrew")).thenRefused("quorum")
    try story.when(deciding(4, 3, "withdrew")).then()
    try story.when(deciding(4, 4, "cleared")).then()
    try story.when(deciding(4, 3, "withdrew").deciding(("withdrew", [])))
      .thenRefused("vote-count")
  }

  @Test func `rule 16: an exit has its criteria met, nothing live, and a follow-up with a day`() throws {
    func exiting(_ story: Story, _ criteria: JSONValue, also effects: Told...) throws -> Outcome {
      let ended = Told(
        AtRiskEnded.self,
        ["school": "S1", "criteriaMet": criteria, "followUpUntil": "2025-12-19", "firstDay": "2025-07-08"])
      return try story.when(.decided("end-at-risk", by: ["body/board"], "2025-07-02", effects + [ended]))
    }
    let all: JSONValue = ["Attendance is 94% or more.", "The budget balances."]
    let story = try Story.varied().fact(
      "2025-06-18", ExternallyValidated.self, ["criteriaMet": 2, "criteria": 2])
    let ended = VariationTold.ended("2025-07-07")
    try exiting(story, all).thenRefused("exit-while-varied")
    try exiting(story, ["The budget balances."], also: ended).thenRefused("exit-criteria")
    try exiting(Story.varied(), all, also: ended).thenRefused("exit-unvalidated")
    let trust = try exiting(story, all, also: ended).then().trust()
    #expect(trust.risk(of: school("S1"), on: day("2025-07-08")).level == .none)
    #expect(trust.followUp(of: school("S1"), on: day("2025-07-08")) == day("2025-12-19"))
    try story.when(
      .decided("end-at-risk", by: ["body/standards"], "2025-07-02", [ended])
    ).thenRefused("authority")
  }

  @Test func `rule 17: a correction names its entry, and no entry is taken away`() throws {
    let story = try Story.varied()
    let correction = Told(
      EntryCorrected.self,
      [
        "entry": .string(story.lastID(1)), "field": "reviewBy", "was": "2025-01-29", "now": "2025-01-28",
        "source": "The minutes.",
      ])
    let corrected = try story.when(.facts("2024-11-22", correction)).then()
    #expect(corrected.events.count == story.events.count + 1)
    for (before, after) in zip(story.events, corrected.events) { #expect(before.text == after.text) }
    #expect(
      try corrected.trust().variations[VariationCode(unchecked: "V-1")]?.reviewBy == day("2025-01-28"))
    let nowhere = correction.with(("entry", "018bf7e1-0c5a-7000-8000-999999999999"))
    try story.when(.facts("2024-11-22", nowhere)).thenRefused("entry-unknown")
  }

  @Test func `rule 18: what was known on a day never rests on a later entry`() throws {
    let story = try Story.varied()
    let handed = try story.when(
      .board("vary-scheme", "2025-01-29", VariationTold.handedBack("F3", "2025-02-03"))
    ).then()
    let known = Array(handed.events.prefix(story.events.count))
    #expect(try Trust(folding: known).holder("F3", "S1", "2025-02-03") == "CFO")
    #expect(try handed.trust().holder("F3", "S1", "2025-02-03") == "HT")
    // Nor does the answer change when what came later is voided.
    let voided = try handed.when(
      .facts(
        "2025-01-30", Told(EntryVoided.self, ["entry": .string(handed.lastID()), "reason": "Wrong school."]))
    ).then()
    #expect(try voided.trust().holder("F3", "S1", "2025-02-03") == "CFO")
    let before = Array(voided.events.prefix(handed.events.count))
    #expect(try Trust(folding: before).holder("F3", "S1", "2025-02-03") == "HT")
  }
}
