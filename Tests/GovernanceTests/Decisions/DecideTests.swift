import Governance
import JSON
import Schemas
import Testing

struct DecideTests {
  private let watched = Told(
    SchoolWatched.self, ["school": "S2", "firstDay": "2024-10-03", "reviewBy": "2024-12-02"])
  private var watching: Commit {
    .decided("watch-school", by: ["body/standards"], "2024-10-02", school: "S2", [watched])
  }

  @Test func `an effect needs its decision, and a decision makes no facts`() throws {
    let story = try Story.smallTrust()
    try story.when(.facts("2024-10-02", school: "S2", watched)).thenRefused("effect-alone")
    let met = Told(MeetingHeld.self, ["body": "board"])
    try story.when(.board("set-trust", "2024-10-02", met)).thenRefused("fact-in-decision")
  }

  @Test func `a decision cannot be slipped in as a fact`() throws {
    let data = try #require(watching.decision)
    try Story.smallTrust().when(.facts("2024-10-02", Told(DecisionTaken.self, data)))
      .thenRefused("decision-alone")
  }

  @Test func `a reference stands for one decision, on whatever day it was taken`() throws {
    let story = try Story.smallTrust().when(watching.referred("2024-7")).then()
    try story.when(watching.referred("2024-7")).thenRefused("ref-used")
    let earlier = Commit.decided("exercise-function", by: ["body/lgb-S1"], "2024-09-20", [])
      .deciding(("function", "F4"), ("lateBecause", "The minutes came late.")).recorded("2024-10-03")
    try story.when(earlier.referred("2024-7")).thenRefused("ref-used")
    try story.when(earlier).then(.unconfirmed)
  }

  @Test func `a late entry needs its reason, and nothing is recorded before it happened`() throws {
    let story = try Story.smallTrust()
    // Wednesday to Friday is two working days, to Monday three.
    try story.when(watching.recorded("2024-10-04")).then()
    let refusal = try story.when(watching.recorded("2024-10-07")).thenRefused("late-without-reason")
    #expect(refusal.whose == "the trust's setting 'late-entry-working-days'")
    try story.when(watching.deciding(("lateBecause", "The clerk was ill.")).recorded("2024-10-07")).then()
    try story.when(watching.deciding(("basis", "late"))).thenRefused("late-without-reason")
    try story.when(watching.recorded("2024-10-01")).thenRefused("day-ahead")
  }

  @Test func `what is taken from minutes names them, and may be as old as it is`() throws {
    let story = try Story.smallTrust()
    let old = watching.deciding(("basis", "from-minutes")).recorded("2025-09-01")
    try story.when(old).thenRefused("minutes-missing")
    try story.when(old.deciding(("minutes", ["source": "Minutes of 2 October 2024"]))).then()
  }

  @Test func `what is withheld needs a lawful reason`() throws {
    let story = try Story.smallTrust()
    try story.when(watching.deciding(("class", "part2"))).thenRefused("withheld-without-reason")
    try story.when(watching.deciding(("class", "part2"), ("withheldBecause", "Staff are named."))).then()
    let met = Told(MeetingHeld.self, ["body": "board", "class": "restricted"])
    try story.when(.facts("2024-10-02", met)).thenRefused("withheld-without-reason")
  }

  @Test func `who decides exists on the day`() throws {
    let story = try Story.smallTrust()
    try story.when(.decided("watch-school", by: ["body/nobody"], "2024-10-02", [])).thenRefused(
      "body-unknown")
    try story.when(.decided("watch-school", by: ["office/nobody"], "2024-10-02", []))
      .thenRefused("office-vacant")
    let before = Commit.decided("watch-school", by: ["body/standards"], "2024-09-01", [])
      .deciding(("lateBecause", "Found later.")).recorded("2024-10-02")
    try story.when(before).thenRefused("body-unknown")
  }

  @Test func `a body votes, those who withdrew do not, and the count is right`() throws {
    let story = try Story.smallTrust()
    func votes(_ present: JSONValue?, _ votes: (Int, Int, Int)?, withdrew: [JSONValue] = []) -> Commit {
      watching.deciding(
        ("present", present), ("withdrew", .array(withdrew)),
        (
          "votes",
          votes.map { ["for": .integer($0.0), "against": .integer($0.1), "abstained": .integer($0.2)] }
        ))
    }
    try story.when(votes(nil, (3, 0, 0))).thenRefused("vote-missing")
    try story.when(votes(3, nil)).thenRefused("vote-missing")
    try story.when(votes(3, (4, 0, 0))).thenRefused("vote-count")
    try story.when(votes(3, (3, 0, 0), withdrew: ["p-5"])).thenRefused("vote-count")
    try story.when(votes(3, (2, 0, 0), withdrew: ["p-5"])).then()
    try story.when(votes(3, (2, 0, 0), withdrew: ["p-5", "p-5"])).then()
    try story.when(votes(6, (6, 0, 0))).thenRefused("vote-count")
    try story.when(votes(2, (1, 0, 0), withdrew: ["p-5"])).thenRefused("quorum")
    try story.when(votes(3, (1, 1, 1))).thenRefused("vote-lost")
    try story.when(votes(3, (2, 1, 0))).then()
  }

  @Test func `who declared an interest withdrew, or was cleared`() throws {
    let story = try Story.smallTrust()
    func interest(_ handled: JSONValue, _ withdrew: JSONValue) -> Commit {
      watching.deciding(
        ("interests", [["who": "p-5", "what": "A child at the school.", "handled": handled]]),
        ("withdrew", withdrew))
    }
    try story.when(interest("withdrew", [])).thenRefused("interest-not-withdrawn")
    try story.when(interest("cleared", [])).then()
  }

  @Test func `a commit that holds nothing is refused`() throws {
    try Story.smallTrust().when(.facts("2024-10-02")).thenRefused("nothing-to-record")
  }

  @Test func `an irregular decision stands in the trail and moves nothing`() throws {
    let outcome = try Story.schoolAtRisk().when(IrregularTold.varying)
    let story = outcome.then(.irregular)
    let trust = try story.trust()
    #expect(trust.holder("F3", "S1", "2025-01-01") == "HT")
    #expect(trust.decisions[DecisionRef(unchecked: "IR-1")]?.standing == .irregular)
  }

  @Test func `an irregular decision counts from the day on which the right body ratified it`() throws {
    let story = try Story.schoolAtRisk().when(IrregularTold.varying).then(.irregular)
      .when(.board("vary-scheme", "2024-12-04", IrregularTold.ratified("2024-12-09"))).then()
    let trust = try story.trust()
    #expect(trust.decisions[DecisionRef(unchecked: "IR-1")]?.isIrregular == false)
    #expect(trust.holder("F3", "S1", "2024-12-08") == "HT")
    #expect(trust.holder("F3", "S1", "2024-12-09") == "CFO")
    #expect(try story.trust(decidedBy: day("2024-12-03")).holder("F3", "S1", "2024-12-09") == "HT")
  }

  @Test func `only the holder of every power that it used ratifies an irregular decision`() throws {
    let story = try Story.schoolAtRisk().when(IrregularTold.varying).then(.irregular)
    try story.when(
      .decided("allocate-leader", by: ["office/CEO"], "2024-12-04", [IrregularTold.ratified("2024-12-04")])
    ).thenRefused("authority")
    try story.when(.board("vary-scheme", "2024-12-04", IrregularTold.ratified("2024-12-03")))
      .thenRefused("in-force-before-decided")
    let unknown = IrregularTold.ratified("2024-12-04").with(("decision", "IR-9"))
    try story.when(.board("vary-scheme", "2024-12-04", unknown)).thenRefused("decision-unknown")
    let regular = try story.when(watching.referred("2024-7").recorded("2024-10-03")).then()
    try regular.when(
      .decided(
        "watch-school", by: ["body/standards"], "2024-12-04", school: "S2",
        [IrregularTold.ratified("2024-12-04").with(("decision", "2024-7"))])
    ).thenRefused("not-irregular")
  }

  @Test func `an office given without the power to appoint is not ratified by who gave it`() throws {
    let given = SmallTrust.office("CFO", "p-14").with(
      ("appointedBy", "office/CEO"), ("firstDay", "2024-11-21"))
    let story = try Story.smallTrust().when(
      .decided("allocate-leader", by: ["office/CEO"], "2024-11-20", [given])
        .deciding(("irregularBecause", "The Board could not be reached.")).referred("IR-1")
    ).then(.irregular)
    let ratified = IrregularTold.ratified("2024-12-04")
    try story.when(.decided("allocate-leader", by: ["office/CEO"], "2024-12-04", [ratified]))
      .thenRefused("authority")
    try story.when(.board("set-trust", "2024-12-04", ratified)).then()
  }

  @Test func `an irregular ratification ratifies nothing`() throws {
    let story = try Story.schoolAtRisk().when(IrregularTold.varying).then(.irregular)
      .when(
        .decided("allocate-leader", by: ["office/CEO"], "2024-12-04", [IrregularTold.ratified("2024-12-04")])
          .deciding(("irregularBecause", "The Board could not be reached."))
      ).then(.irregular)
    #expect(try story.trust().holder("F3", "S1", "2025-01-01") == "HT")
  }
}

enum IrregularTold {
  /// The chief executive varies the scheme, under a power of that office's own.
  static let varying = Commit.decided(
    "allocate-leader", by: ["office/CEO"], "2024-11-20", [SmallTrust.variation]
  ).deciding(("irregularBecause", "The Board could not be reached.")).referred("IR-1")

  static func ratified(_ day: String) -> Told {
    Told(IrregularDecisionRatified.self, ["decision": "IR-1", "firstDay": .string(day)])
  }
}
