import Governance
import JSON
import Schemas
import Testing

/// Nothing that is owed names a body or a code: a trust with other codes, days and powers is asked alike.
struct OtherTrustDueTests {
  private let placed = Told(
    SchoolPlacedAtRisk.self,
    [
      "school": "North", "case": "North-1", "level": "moderate", "urgent": true, "firstDay": "2025-03-06",
      "triggers": [["trigger": "other", "why": "The roof fell in.", "evidence": ["A survey."]]],
      "exitCriteria": ["Lessons are taught on site."], "noticeBecause": "The school was closed that day.",
    ])
  private let varied = Told(
    VariationMade.self,
    [
      "variation": "first", "firstDay": "2025-03-20", "lastDay": "2025-12-19", "reviewBy": "2025-05-30",
      "items": [["function": "2.1", "holder": "inspector"]],
    ])

  private func story() throws -> Story {
    try OtherTrust.story().given(
      OtherTrust.fact(
        OtherTrust.day,
        [
          Told(SettingSet.self, ["setting": "urgent-ratify-working-days", "value": 4]),
          Told(SettingSet.self, ["setting": "register-notice-days", "value": 21]),
          Told(SettingSet.self, ["setting": "lateness-ladder-working-days", "value": [2, 4]]),
        ])
    ).when(
      OtherTrust.decided(
        "place-at-risk-urgently", by: ["office/director-of-schools"], "2025-03-06", placed)
    ).then()
  }

  @Test func `holders, days and commands are its own`() throws {
    let story = try story()
    let ratify = try story.onlyDue(.ratifyUrgent, "2025-03-06")
    #expect(ratify.owes == "improvement" && ratify.due == day("2025-03-12"))
    let decided = try story.when(
      OtherTrust.decided("vary-scheme", by: ["body/council"], "2025-03-19", varied)
    ).then()
    let review = try decided.onlyDue(.reviewVariation, "2025-03-19")
    #expect(review.owes == "council" && review.due == day("2025-05-30"))
    #expect(try decided.onlyDue(.publish, "2025-03-20").due == day("2025-04-10"))
    // The eighth working day of April; whoever closes a month reports while there is no leader.
    let report = try #require(try decided.due(.report, "2025-03-20").first)
    #expect(report.due == day("2025-04-10") && report.owes == "inspector")
    #expect(report.person?.text == "u.4")
    let steps = try decided.due(.escalation, "2025-04-16")
    #expect(
      steps.map(\.what) == [
        "tell inspector that the report for Mar 2025 is missing",
        "tell the chair of council that the report for Mar 2025 is missing",
      ])
    #expect(steps.allSatisfy { $0.person?.text == "u.1" })
    let words = try decided.trust(decidedBy: day("2025-04-16")).duties(on: day("2025-04-16"))
      .flatMap { [$0.owes, $0.what, $0.command] }
    for code in ["TB", "SEC", "CEO", "LGB", "GP", "trust-board"] {
      #expect(!words.contains { $0.split(separator: " ").contains(Substring(code)) })
    }
  }

  @Test func `a new principal is told to the register, although its scheme calls the office otherwise`()
    throws
  {
    let given = Told(
      OfficeGiven.self,
      [
        "office": "principal.South", "person": "u.9", "appointedBy": "body/council",
        "firstDay": "2025-05-01",
      ])
    let duty = try story().given(OtherTrust.fact("2025-05-01", [given])).onlyDue(.register, "2025-05-01")
    #expect(duty.due == day("2025-05-22") && duty.school == school("South"))
  }
}
