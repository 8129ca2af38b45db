import Governance
import JSON
import Schemas
import Testing

/// What may be destroyed, on whose word, and what stops it.
struct ErasureTests {
  private let story: Story
  private let erased: Told

  init() throws {
    story = try Story.varied()
    erased = Told(ContentErased.self, ["entry": .string(story.lastID()), "fields": ["because"]])
  }

  private func erasing(by actor: String = "p-3") -> Commit {
    .decided("erase-content", by: ["office/dpo"], "2024-11-22", [erased]).recorded(by: actor)
  }

  private func hold(_ concerns: JSONValue, by actor: String = "p-8") -> Commit {
    .facts(
      "2024-11-21", by: actor,
      Told(HoldPlaced.self, ["concerns": concerns, "why": "A claim is before the tribunal."]))
  }

  @Test func `an erasure is entered by the holder of the power or their recorder`() throws {
    try story.when(erasing()).then(.unconfirmed)
    let refusal = try story.when(erasing(by: "p-1")).thenRefused("erase-unconfirmed")
    #expect(refusal.says.contains("'dpo'"))
  }

  @Test func `an irregular erasure would destroy at once, and is refused`() throws {
    let irregular = Commit.decided("erase-content", by: ["office/CEO"], "2024-11-22", [erased])
      .deciding(("irregularBecause", "In haste.")).recorded(by: "p-1")
    try story.when(irregular).thenRefused("erase-irregular")
  }

  @Test(arguments: ["school/S1", "entry/"])
  func `a legal hold stops it, with its reason`(concern: String) throws {
    let concern = concern == "entry/" ? "entry/\(story.lastRef)" : concern
    let held = try story.when(hold([.string(concern)])).then()
    let refusal = try held.when(erasing()).thenRefused("legal-hold")
    #expect(refusal.says.contains("A claim is before the tribunal"))
    #expect(refusal.instead.first?.contains("--concerns \(concern)") == true)
  }

  @Test func `a hold on something else stops nothing`() throws {
    try story.when(hold(["school/S2"])).then().when(erasing()).then(.unconfirmed)
  }

  @Test func `a hold counts although the erasure was decided before it was placed`() throws {
    let held = try story.when(hold(["school/S1"]).recorded("2024-11-25")).then()
    try held.when(erasing().recorded("2024-11-26")).thenRefused("legal-hold")
  }

  @Test func `a hold is lifted by who placed it or by the board's recorder`() throws {
    let held = try story.when(hold(["school/S1", .string("entry/\(story.lastRef)")])).then()
    func lifting(_ concerns: JSONValue, by actor: String) -> Commit {
      .facts("2024-11-22", by: actor, Told(HoldLifted.self, ["concerns": concerns]))
    }
    try held.when(lifting(["school/S1"], by: "p-1")).thenRefused("recorder")
    try held.when(lifting(["school/S3"], by: "p-3")).thenRefused("hold-unknown")
    let half = try held.when(lifting(["school/S1"], by: "p-8")).then()
    try half.when(erasing()).thenRefused("legal-hold")
    try half.when(lifting([.string("entry/\(story.lastRef)")], by: "p-3")).then().when(erasing()).then(
      .unconfirmed)
  }
}
