import Governance
import JSON
import Schemas
import Testing

struct AuthorityTests {
  @Test func `a decision by anybody but the holder is refused in plain words`() throws {
    let refusal = try Story.schoolAtRisk()
      .when(.decided("vary-scheme", by: ["office/CEO"], "2024-11-19", [SmallTrust.variation]))
      .thenRefused("authority")
    #expect(
      refusal.description
        == "the Trust Board varies the scheme, not the CEO   (scheme v1, G3: the Trust Board cannot pass "
        + "it on)"
    )
    #expect(refusal.instead.first == "propose it to the Trust Board")
  }

  @Test func `a committee does not hold what the board holds`() throws {
    let refusal = try Story.schoolAtRisk()
      .when(.decided("vary-scheme", by: ["body/standards"], "2024-11-19", [SmallTrust.variation]))
      .thenRefused("authority")
    #expect(refusal.says == "the Trust Board varies the scheme, not the Standards Committee")
  }

  @Test func `what no scheme binds is the board's`() throws {
    let story = try Story.smallTrust()
    let setting = Told(SettingSet.self, ["setting": "report-working-day", "value": 7])
    try story.when(.board("set-trust", "2024-10-02", school: nil, setting)).then()
    let refusal = try story.when(
      .decided("set-trust", by: ["office/CEO"], "2024-10-02", school: nil, [setting])
    )
    .thenRefused("authority")
    #expect(refusal.whose == "scheme v1 does not delegate 'set-trust': it is the Trust Board's")
  }

  @Test func `a power bound to two offices needs both`() throws {
    let urgent = SmallTrust.placed.with(
      ("urgent", true), ("exitCriteria", []), ("firstDay", "2024-11-11"))
    let story = try Story.smallTrust()
    let both = Commit.decided(
      "place-at-risk-urgently", by: ["office/CEO", "office/chair"], "2024-11-11", [urgent])
    try story.when(both.recorded(by: "p-1")).then()
    let one = try story.when(.decided("place-at-risk-urgently", by: ["office/CEO"], "2024-11-11", [urgent]))
      .thenRefused("authority")
    #expect(one.says == "the CEO with the Chair of the Trust places a school at risk urgently, not the CEO")
  }

  @Test func `every effect needs its own power, not only the decision`() throws {
    let smuggled = Commit.decided("allocate-leader", by: ["office/CEO"], "2024-11-20", [SmallTrust.variation])
    try Story.schoolAtRisk().when(smuggled).thenRefused("authority")
  }

  @Test func `a power passes with its function`() throws {
    let plan = Commit.facts("2024-12-02", school: "S1", PlanTold.submitted("1"))
    let story = try Story.varied().when(plan).then()
    let approved = PlanTold.approved("1", "2024-12-04")
    try story.when(.decided("approve-plan", by: ["body/standards"], "2024-12-04", [approved])).then()
    try story.when(.decided("approve-plan", by: ["body/lgb-S1"], "2024-12-04", [approved]))
      .thenRefused("authority")
  }

  @Test func `a function with a limit asks for the amount, and has one holder for each`() throws {
    let story = try Story.varied()
      .when(
        .board(
          "vary-scheme", "2024-12-18",
          Told(
            VariationItemHandedBack.self,
            [
              "variation": "V-1", "function": "F3", "limit": ["pounds": 5000, "upTo": "HT"],
              "firstDay": "2025-01-06",
            ]))
      ).then()
    func order(_ by: String, _ pounds: JSONValue?) -> Commit {
      .decided("exercise-function", by: [by], "2025-01-08", [])
        .deciding(("function", "F3"), ("pounds", pounds))
    }
    try story.when(order("office/head-S1", nil)).thenRefused("amount-missing")
    try story.when(order("office/head-S1", 5000)).then(.unconfirmed)
    try story.when(order("office/head-S1", 5001)).thenRefused("authority")
    try story.when(order("office/CFO", 5001)).then(.unconfirmed)
    try story.when(order("office/CFO", 5000)).thenRefused("authority")
  }

  @Test func `a decision of another kind names a function that the scheme has`() throws {
    let story = try Story.smallTrust()
    let decision = Commit.decided("exercise-function", by: ["body/lgb-S1"], "2024-10-02", [])
    try story.when(decision).thenRefused("function-missing")
    try story.when(decision.deciding(("function", "F9"))).thenRefused("function-unknown")
    try story.when(decision.deciding(("function", "F4"))).then(.unconfirmed)
    try story.when(decision.deciding(("function", "F3"))).thenRefused("authority")
  }

  @Test func `a power is not exercised under the name of another function`() throws {
    try Story.schoolAtRisk()
      .when(.board("vary-scheme", "2024-11-20", SmallTrust.variation).deciding(("function", "F3")))
      .thenRefused("function-other")
  }

  @Test func `a holder who stands for nobody is named`() throws {
    // The watch list is the local body's here, and a decision that concerns no school has none.
    var scheme = SmallTrust.scheme
    scheme.data["powers"] = [SmallTrust.bound("watch-school", by: "LGB")]
    let story = try Story.smallTrust().when(
      .board(
        "adopt-scheme", "2024-10-02", school: nil,
        scheme.with(("scheme", "v2"), ("firstDay", "2024-10-02")))
    ).then()
    let watched = Told(
      SchoolWatched.self, ["school": "S1", "firstDay": "2024-10-03", "reviewBy": "2024-12-02"])
    try story.when(.decided("watch-school", by: ["body/lgb-S1"], "2024-10-03", school: nil, [watched]))
      .thenRefused("holder-absent")
    try story.when(.decided("watch-school", by: ["body/lgb-S1"], "2024-10-03", [watched])).then(.unconfirmed)
  }

  @Test func `an office of a school is nobody's where no school is named`() throws {
    let trust = try Story.smallTrust().trust()
    #expect(trust.party(for: "HT", school: nil, on: day("2024-10-01")) == nil)
  }

  @Test func `without a board nobody holds what is not delegated`() throws {
    let story = try Story().when(.facts(SmallTrust.day, SmallTrust.opened)).then()
      .when(.facts(SmallTrust.day, SmallTrust.person("p-1"))).then()
      .when(.facts(SmallTrust.day, SmallTrust.office("CEO", "p-1"))).then()
    try story.when(.decided("set-trust", by: ["office/CEO"], SmallTrust.day, school: nil, []))
      .thenRefused("power-unheld")
  }

  @Test func `an effect for one school is not decided in the name of another`() throws {
    let story = try Story.varied()
    let exit = Told(
      AtRiskEnded.self,
      [
        "school": "S1", "criteriaMet": ["Attendance is 94% or more.", "The budget balances."],
        "followUpUntil": "2025-12-19", "firstDay": "2025-03-03",
      ])
    try story.when(.board("end-at-risk", "2025-03-03", school: "S2", exit)).thenRefused("school-other")
    let governor = BodyTold.governor("lgb-S1", "p-14", "2025-03-04")
    try story.when(.decided("add-governors", by: ["body/lgb-S2"], "2025-03-03", school: "S2", [governor]))
      .thenRefused("body-other-school")
  }
}
