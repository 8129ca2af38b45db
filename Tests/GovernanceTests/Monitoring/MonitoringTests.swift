import Governance
import JSON
import Schemas
import Testing

struct MonitoringTests {
  private let examined = Told(ReportCardExamined.self, ["body": "lgb-S1"])
  private let meeting = Told(SchoolReviewMeetingHeld.self, [:])
  private func met(_ story: Story, _ day: String = "2025-03-12") throws -> Outcome {
    try story.when(.facts(day, school: "S1", meeting))
  }

  @Test func `the local body examines the report card before the school review meeting`() throws {
    let story = try Story.smallTrust()
    let refusal = try met(story).thenRefused("examined-first")
    #expect(refusal.whose == "the monitoring cycle: the local body looks before the trust does")
    try met(try story.when(.facts("2025-03-05", school: "S1", examined)).then()).then()
    try met(try story.when(.facts("2025-03-12", school: "S1", examined)).then()).then()
  }

  @Test func `an examination of another body, or of the year before, does not stand for it`() throws {
    let story = try Story.smallTrust()
    try met(try story.when(.facts("2025-03-05", school: "S1", examined.with(("body", "standards")))).then())
      .thenRefused("examined-first")
    try met(try story.when(.facts("2024-10-02", school: "S1", examined)).then()).then()
    try met(try story.when(.facts("2024-10-02", school: "S1", examined)).then(), "2025-10-01")
      .thenRefused("examined-first")
    try met(try story.when(.facts("2025-03-05", school: "S2", examined.with(("body", "lgb-S2")))).then())
      .thenRefused("examined-first")
  }

  @Test func `the interim board looks in the local body's place`() throws {
    let story = try Story.interim()
    try met(
      try story.when(.facts("2025-09-10", school: "S1", examined.with(("body", "ieb-S1")))).then(),
      "2025-10-01"
    )
    .then()
  }
}
