import Governance
import JSON
import Schemas
import Testing

/// What a decision must say depends on its weight.
struct WeightTests {
  private static let placing = Commit.board("place-at-risk", "2024-11-06", SmallTrust.placed)

  @Test func `a grave decision says what its weight asks, or is refused with every field by name`() throws {
    let story = try Story.smallTrust()
    let bare = Self.placing.deciding(("options", []), ("neighbours", nil), ("consulted", nil))
    let refusal = try story.when(bare).thenRefused("decision-incomplete")
    #expect(refusal.says.contains("'heavy'"))
    #expect(refusal.whose.contains("decision-weights"))
    for word in ["an option that was rejected", "who was consulted", "the effect on neighbouring schools"] {
      #expect(refusal.says.contains(word), "\(refusal.says)")
    }
    #expect(refusal.instead.count == 3)
    #expect(refusal.instead.contains { $0.hasSuffix("--option \"what: why rejected\"") })
    try story.when(Self.placing).then()
  }

  @Test func `whoever lacks the power is told so first`() throws {
    let bare = Commit.decided("place-at-risk", by: ["office/CEO"], "2024-11-06", [SmallTrust.placed])
      .deciding(("options", []))
    try Story.smallTrust().when(bare).thenRefused("authority")
  }

  @Test func `a decision of middle weight needs an option that was rejected, and no more`() throws {
    let story = try Story.varied()
    let adding = Commit.decided(
      "add-governors", by: ["body/lgb-S1"], "2025-03-05", [BodyTold.governor("lgb-S1", "p-9", "2025-03-06")])
    let spare = adding.deciding(
      ("evidence", nil), ("unknown", nil), ("consulted", nil), ("longTerm", nil), ("neighbours", nil),
      ("pupilsFirst", nil), ("peopleAffected", nil))
    try story.when(spare).then(.unconfirmed)
    let refusal = try story.when(spare.deciding(("options", nil))).thenRefused("decision-incomplete")
    #expect(refusal.says.contains("'middle'") && refusal.says.contains("an option that was rejected"))
  }

  @Test func `a review that keeps a variation is light, and so is a decision without an effect`() throws {
    let reviewed = Told(VariationReviewed.self, ["variation": "V-1", "reviewBy": "2025-04-01"])
    let bare = Commit.board("vary-scheme", "2025-01-28", reviewed).deciding(
      ("options", nil), ("evidence", nil), ("unknown", nil), ("consulted", nil), ("longTerm", nil),
      ("neighbours", nil), ("pupilsFirst", nil), ("peopleAffected", nil))
    try Story.varied().when(bare).then()
    // The same power, and nothing that lightens it.
    let none = Commit.board("vary-scheme", "2025-01-28").deciding(("options", nil))
    try Story.varied().when(none).thenRefused("decision-incomplete")
  }

  @Test func `a decision weighs as much as its heaviest effect`() throws {
    let reviewed = Told(VariationReviewed.self, ["variation": "V-1", "reviewBy": "2025-04-01"])
    let level = Told(
      RiskLevelSet.self, ["school": "S1", "case": "A", "level": "moderate", "firstDay": "2025-01-29"])
    let both = Commit.board("change-risk-level", "2025-01-28", level, reviewed).deciding(("options", nil))
    try Story.varied().when(both).thenRefused("decision-incomplete")
  }

  @Test func `a trust weighs as it likes, from a day on`() throws {
    let table: JSONValue = [
      ["weight": "any", "of": [], "fields": ["equality"]],
      ["weight": "grave", "of": ["place-at-risk"], "fields": ["risks"]],
    ]
    let set = Commit.facts(
      "2024-10-02",
      Told(
        SettingSet.self, ["setting": "decision-weights", "value": table, "firstDay": "2024-11-01"]))
    let story = try Story.smallTrust().when(set).then()
    let refusal = try story.when(Self.placing).thenRefused("decision-incomplete")
    #expect(refusal.says.contains("'grave'") && refusal.says.contains("the risks seen"))
    try story.when(Self.placing.deciding(("risks", ["It may be late."]), ("options", []))).then()
    let watched = Told(
      SchoolWatched.self, ["school": "S2", "firstDay": "2024-11-07", "reviewBy": "2025-02-07"])
    let watching = Commit.decided(
      "watch-school", by: ["body/standards"], "2024-11-06", school: "S2", [watched])
    try story.when(watching).thenRefused("decision-incomplete")
    try story.when(watching.deciding(("equality", "Looked at."))).then()
  }

  @Test(
    "a table that nobody could follow is refused",
    arguments: [
      [], [["weight": "a", "of": [], "fields": ["colour"]]],
      [["weight": "a", "of": ["rule-the-world"], "fields": []]],
      [
        ["weight": "a", "of": ["vary-scheme"], "fields": []],
        ["weight": "b", "of": ["vary-scheme"], "fields": []],
      ],
      [["weight": "a", "of": [], "fields": []], ["weight": "a", "of": [], "fields": []]],
      [["weight": "a", "of": ["EvidenceAdded"], "fields": []]], ["heavy"], [["weight": "a", "of": []]],
    ] as [JSONValue])
  func tables(value: JSONValue) throws {
    let set = Commit.facts(
      "2024-10-02", Told(SettingSet.self, ["setting": "decision-weights", "value": value]))
    try Story.smallTrust().when(set).thenRefused("setting-value")
  }

  @Test func `what is taken from minutes or irregular is entered as it was`() throws {
    let story = try Story.smallTrust()
    let minutes: JSONValue = ["source": "Minutes of 6 November 2024"]
    try story.when(
      Self.placing.deciding(("options", nil), ("basis", "from-minutes"), ("minutes", minutes))
        .recorded("2025-03-01")
    ).then()
    let irregular = Commit.decided("place-at-risk", by: ["body/finance"], "2024-11-06", [SmallTrust.placed])
      .deciding(("options", nil), ("irregularBecause", "The committee took itself to be the Board."))
    try story.when(irregular).then(.irregular)
  }

  @Test func `closed content counts as said`() throws {
    let closed: JSONValue = ["closed": "part2", "digest": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]
    try Story.smallTrust().when(
      Self.placing.deciding(
        ("consulted", [["who": closed, "answer": closed]]), ("neighbours", closed), ("class", "part2"),
        ("withheldBecause", "Confidential."))
    ).then()
  }
}
