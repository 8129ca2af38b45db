import Governance
import JSON
import Schemas
import Testing

struct GeneralityTests {
  private let watched = Told(
    SchoolWatched.self, ["school": "North", "firstDay": "2025-02-04", "reviewBy": "2025-03-31"])
  private let placed = Told(
    SchoolPlacedAtRisk.self,
    [
      "school": "North", "case": "North-1", "level": "moderate", "urgent": false, "firstDay": "2025-03-10",
      "triggers": [["trigger": "other", "why": "The roof fell in.", "evidence": ["A survey."]]],
      "exitCriteria": ["Lessons are taught on site."], "noticeBecause": "The school was closed that day.",
    ])
  private let varied = Told(
    VariationMade.self,
    [
      "variation": "first", "firstDay": "2025-03-20", "lastDay": "2025-12-19", "reviewBy": "2025-05-30",
      "items": [
        ["function": "2.1", "holder": "inspector"],
        ["function": "3.1", "holder": "bursar", "limit": ["pounds": 250, "upTo": "principal"]],
      ],
    ])
  private let allocated = Told(
    LeaderAllocated.self,
    [
      "deployment": "lead.1", "leader": "principal.South", "home": "South", "school": "North",
      "daysPerWeek": 2,
      "authority": "advises", "homeCover": "vice-principal.South", "homeEffect": "low",
      "firstDay": "2025-03-24",
      "lastDay": "2025-10-24",
    ])

  private func placing(_ parties: [String] = ["body/improvement"]) -> Commit {
    OtherTrust.decided("place-at-risk", by: parties, "2025-03-06", placed)
  }

  @Test func `powers lie where this scheme puts them`() throws {
    let story = try OtherTrust.story()
    try story.when(OtherTrust.decided("watch-school", by: ["office/inspector"], "2025-02-03", watched)).then()
    let refusal = try story.when(placing(["body/council"])).thenRefused("authority")
    #expect(
      refusal.description
        == "the Improvement Committee places a school at risk, not the Council of Trustees   (scheme "
        + "2025, 1.2)"
    )
    let moved = varied.with(("items", [["function": "1.1", "holder": "inspector"]]))
    let never = try story.when(placing()).then()
      .when(OtherTrust.decided("vary-scheme", by: ["body/council"], "2025-03-19", moved))
      .thenRefused("variation-never")
    #expect(never.says == "'1.1' (Framework of delegated matters) can never be moved by a variation")
  }

  @Test func `a school goes from the watch list to its exit`() throws {
    var story = try OtherTrust.story()
    let commits = [
      OtherTrust.decided("watch-school", by: ["office/inspector"], "2025-02-03", watched), placing(),
      OtherTrust.decided("vary-scheme", by: ["body/council"], "2025-03-19", varied),
    ]
    for commit in commits { story = try story.when(commit).then() }
    try story.when(
      OtherTrust.decided("allocate-leader", by: ["office/director-of-schools"], "2025-03-19", allocated)
    )
    .thenRefused("authority")
    story = try story.when(
      OtherTrust.decided(
        "allocate-leader", by: ["office/director-of-schools", "office/bursar"], "2025-03-19", allocated)
    ).then()
    story = try story.when(
      OtherTrust.fact(
        "2025-04-10", school: "North",
        [PlanTold.submitted("one", plan: "roof"), report("2025-03", "baseline")])
    ).then()
    story = try story.when(
      OtherTrust.decided(
        "approve-plan", by: ["office/inspector"], "2025-04-14",
        PlanTold.approved("one", "2025-04-14", plan: "roof"))
    ).then()
    let trust = try story.trust()
    #expect(trust.risk(of: school("North"), on: day("2025-03-09")).level == .watch)
    #expect(trust.risk(of: school("North"), on: day("2025-03-10")).level == .moderate)
    #expect(trust.value(of: .riskLevels, on: day("2025-03-10"))[2] == "supported")
    #expect(trust.holder("2.1", "North", "2025-04-14") == "inspector")
    let purchases = try #require(
      trust.holding(of: function("3.1"), school: school("North"), on: day("2025-04-14")))
    #expect(
      purchases.holder == "bursar" && purchases.limit?.upTo == "principal"
        && purchases.normally == "principal")
    #expect(trust.reports[ReportCode(unchecked: "North-2025-03")]?.due == day("2025-04-10"))
    #expect(!trust.isReporting(try #require(Month("2025-07"))))

    let exit = Told(
      AtRiskEnded.self,
      [
        "school": "North", "criteriaMet": ["Lessons are taught on site."], "followUpUntil": "2026-01-30",
        "firstDay": "2025-10-06",
      ])
    story = try story.when(
      OtherTrust.fact(
        "2025-09-24", school: "North", [Told(ExternallyValidated.self, ["criteriaMet": 1, "criteria": 1])])
    ).then()
    try story.when(OtherTrust.decided("end-at-risk", by: ["body/improvement"], "2025-10-02", exit))
      .thenRefused("exit-while-varied")
    let ended = try story.when(
      OtherTrust.decided(
        "vary-scheme", by: ["body/council"], "2025-10-01", VariationTold.ended("2025-10-05", "first"))
    ).then().when(OtherTrust.decided("end-at-risk", by: ["body/improvement"], "2025-10-02", exit)).then()
      .trust()
    #expect(ended.risk(of: school("North"), on: day("2025-10-06")).level == .none)
    #expect(ended.followUp(of: school("North"), on: day("2025-10-06")) == day("2026-01-30"))
    #expect(ended.holder("3.1", "North", "2025-10-06") == "principal")
  }

  @Test func `a transition board takes the academy council's place`() throws {
    let finding = Told(BodyReviewReported.self, ["body": "academy-council.North", "barrier": "barrier"])
    let installed = SmallTrust.board.with(
      ("body", "transition.North"), ("replaces", "academy-council.North"), ("members", ["u.8", "u.9"]),
      ("parentMembers", ["u.9"]), ("parentSeats", 1))
    let story = try OtherTrust.story().when(OtherTrust.fact("2025-03-12", school: "North", [finding])).then()
      .when(
        OtherTrust.decided("install-interim-board", by: ["body/council"], "2025-04-02", installed)
          .deciding(("lesserSteps", ["A mentor for the chair."]))
      ).then()
    let trust = try story.trust()
    #expect(trust.holder("2.1", "North", "2025-04-21") == "academy-council")
    #expect(trust.holder("2.1", "North", "2025-04-22") == "transition")
    #expect(trust.holder("3.2", "North", "2025-04-22") == "principal")
    #expect(trust.holder("2.1", "South", "2025-04-22") == "academy-council")
  }

  @Test
  func `a scheme without an interim holder leaves its functions with the local holder, who is the board`()
    throws
  {
    var scheme = SmallTrust.scheme.with(
      ("scheme", "v2"), ("firstDay", "2025-05-01"), ("carried", ["V-1"]), ("ended", ["V-2"]))
    scheme.data["holders"] = .array(SmallTrust.holders.filter { $0["code"] != "IEB" })
    let trust = try Story.interim().when(.board("adopt-scheme", "2025-04-30", school: nil, scheme)).then()
      .trust()
    let holding = try #require(trust.holding(of: function("E3"), school: school("S1"), on: day("2025-05-01")))
    #expect(holding.holder == "LGB" && holding.party == .body(BodyCode(unchecked: "ieb-S1")))
  }

  private func report(_ month: String, _ direction: String) -> Told {
    PlanTold.report(month, direction, version: "one").with(("plan", "roof"))
  }
}
