import Governance
import JSON
import Schemas
import Testing

/// Voiding what others rest on.
struct RestingTests {
  private func voiding(_ ref: String, in story: Story, resting: [String] = []) throws -> Commit {
    let event = try #require(story.events.first { $0.ref == ref })
    return .facts(
      "2025-06-02",
      Told(
        EntryVoided.self,
        [
          "entry": .string(event.id), "reason": "Entered by mistake.",
          "resting": .array(resting.map(JSONValue.string)),
        ]))
  }

  private func ref(of type: any Happening.Type, in story: Story) throws -> String {
    try #require(story.events.first { $0.type == type.type }).ref
  }

  @Test func `a scheme on which decisions rest is not voided unless each of them is named`() throws {
    let story = try Story.varied()
    let adopted = try ref(of: SchemeAdopted.self, in: story)
    let refusal = try story.when(voiding(adopted, in: story)).thenRefused("void-resting")
    #expect(refusal.says.contains("'\(story.lastRef)'"))
    let named = refusal.instead.joined().split(separator: " ")
    let refs = zip(named, named.dropFirst()).filter { $0.0 == "--resting" }
      .map { String($0.1.drop { $0 == ";" }.prefix { $0 != ";" }) }
    #expect(!refs.isEmpty)
    try story.when(voiding(adopted, in: story, resting: refs)).then()
  }

  @Test func `offices, bodies and cases on which something rests are told too`() throws {
    let easing = Told(RiskLevelSet.self, ["school": "S1", "level": "moderate", "firstDay": "2024-12-12"])
    let story = try Story.schoolAtRisk().when(DueTold.leader).then()
      .when(.board("change-risk-level", "2024-12-11", easing)).then()
    for (type, code) in [
      (OfficeGiven.type, "CEO"), (BodyConstituted.type, "board"), (SchoolPlacedAtRisk.type, "S1"),
    ] {
      let event = try #require(
        story.events.first { event in
          event.type == type && ["office", "body", "school"].contains { event.data[$0]?.string == code }
        }, "\(type) \(code)")
      try story.when(voiding(event.ref, in: story)).thenRefused("void-resting")
    }
  }

  @Test func `what nothing rests on is voided as before`() throws {
    let story = try Story.varied()
    try story.when(voiding(story.lastRef, in: story)).then()
  }
}
