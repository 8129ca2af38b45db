import Governance
import JSON
import Schemas
import Testing

/// Earlier decisions, marked with the rules that they did not keep.
struct BreachTests {
  private let watched = Told(
    SchoolWatched.self, ["school": "S2", "firstDay": "2024-10-03", "reviewBy": "2024-12-02"])

  private func old(_ rules: String...) -> Commit {
    let breaches = rules.map { ["rule": .string($0), "says": "It is known."] as JSONValue }
    return Commit.decided("watch-school", by: ["body/standards"], "2024-10-02", school: "S2", [watched])
      .deciding(
        ("basis", "from-minutes"), ("minutes", ["source": "Minutes 7"]), ("breaches", .array(breaches))
      ).recorded("2025-09-01")
  }

  @Test func `a vote that old minutes do not give is known to be missing, and the decision counts`() throws {
    let story = try Story.smallTrust()
    let silent = [("present", nil), ("votes", nil)] as [(String, JSONValue?)]
    try story.when(old().deciding(silent[0], silent[1])).thenRefused("vote-missing")
    let trust = try story.when(old("vote-missing").deciding(silent[0], silent[1])).then().trust()
    #expect(trust.watches.contains { $0.school == school("S2") })
  }

  @Test func `a rule that is not named is kept all the same`() throws {
    let story = try Story.schoolAtRisk()
    let long = SmallTrust.variation.with(("lastDay", "2026-11-01"), ("reviewBy", "2026-01-01"))
    func varying(_ rules: String...) -> Commit {
      Commit.board("vary-scheme", "2024-11-20", long).deciding(
        ("basis", "from-minutes"), ("minutes", ["source": "Minutes 8"]),
        ("breaches", .array(rules.map { ["rule": .string($0), "says": "It is known."] })))
    }
    try story.when(varying()).thenRefused("variation-too-long")
    try story.when(varying("variation-too-long")).thenRefused("review-too-late")
    try story.when(varying("variation-too-long", "review-too-late")).then()
  }

  @Test func `only what is taken from minutes has breaches, of rules that it may have broken`() throws {
    let story = try Story.smallTrust()
    try story.when(old("vote-missing").deciding(("basis", "late"), ("lateBecause", "Found.")))
      .thenRefused("breaches-from-minutes")
    try story.when(old("variation-never")).thenRefused("breach-unknown")
  }

  @Test func `without power or quorum it is irregular, and moves nothing until the whole body ratifies it`()
    throws
  {
    let story = try Story.smallTrust()
    let few = old("quorum").deciding(
      ("present", 1), ("votes", ["for": 1, "against": 0, "abstained": 0]))
    try story.when(few).thenRefused("breach-irregular")
    let told = try story.when(
      few.deciding(("irregularBecause", "The minutes show one member.")).referred("IR-1")
    ).then(.irregular)
    #expect(try !told.trust().watches.contains { $0.school == school("S2") })
    let ratified = IrregularTold.ratified("2025-09-03")
    try told.when(.decided("allocate-leader", by: ["office/CEO"], "2025-09-03", school: "S2", [ratified]))
      .thenRefused("authority")
    let whole = try told.when(
      .decided("watch-school", by: ["body/standards"], "2025-09-03", school: "S2", [ratified])
    ).then()
    #expect(try whole.trust().watches.contains { $0.school == school("S2") })
  }

  @Test func `a decision of which nobody knows the function stands, and brings about nothing by itself`()
    throws
  {
    let story = try Story.smallTrust()
    let roof = Commit.decided("exercise-function", by: ["body/finance"], "2024-10-02", school: "S2", [])
      .deciding(("basis", "from-minutes"), ("minutes", ["source": "Minutes 9"]))
    try story.when(roof).thenRefused("function-missing")
    try story.when(
      roof.deciding(("breaches", [["rule": "function-missing", "says": "It is not known."]]))
    ).then(.unconfirmed)
  }
}
