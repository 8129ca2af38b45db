import Governance
import JSON
import Schemas
import Testing

struct VariationLaterTests {
  private func varying(_ effects: Told..., on day: String = "2025-01-29") -> Commit {
    .decided("vary-scheme", by: ["body/board"], day, effects)
  }

  @Test func `a function is handed back wholly, the others stay`() throws {
    let story = try Story.varied()
    let trust = try story.when(varying(VariationTold.handedBack("F1", "2025-03-01"))).then().trust()
    #expect(trust.holder("F1", "S1", "2025-02-28") == "FRC")
    #expect(trust.holder("F1", "S1", "2025-03-01") == "LGB")
    #expect(trust.holder("F3", "S1", "2025-03-01") == "CFO")
    try story.when(varying(VariationTold.handedBack("F4", "2025-03-01"))).thenRefused("variation-not-held")
    try story.when(varying(VariationTold.handedBack("F1", "2025-01-28"))).thenRefused(
      "in-force-before-decided")
    try story.when(varying(VariationTold.handedBack("F1", "2025-03-01").with(("variation", "V-9"))))
      .thenRefused("variation-unknown")
  }

  @Test func `a function is handed back up to an amount, which only grows`() throws {
    let story = try Story.varied()
    let softer = try story.when(varying(VariationTold.handedBack("F3", "2025-02-03", upTo: 5000))).then()
    let holding = try #require(
      try softer.trust().holding(of: function("F3"), school: school("S1"), on: day("2025-02-03")))
    #expect(holding.holder == "CFO" && holding.limit?.pounds == 5000 && holding.limit?.upTo == "HT")
    #expect(
      try softer.trust().holding(of: function("F3"), school: school("S1"), on: day("2025-02-02"))?.limit
        == nil)
    try softer.when(varying(VariationTold.handedBack("F3", "2025-03-03", upTo: 5000), on: "2025-02-26"))
      .thenRefused("limit-lower")
    try softer.when(varying(VariationTold.handedBack("F3", "2025-03-03", upTo: 8000), on: "2025-02-26"))
      .then()
    var wrong = VariationTold.handedBack("F3", "2025-02-03", upTo: 5000)
    wrong.data["limit"] = ["pounds": 5000, "upTo": "CEO"]
    try story.when(varying(wrong)).thenRefused("limit-holder")
    let ended = VariationTold.handedBack("F3", "2025-07-23", upTo: 5000)
    try story.when(varying(ended)).thenRefused("variation-not-held")
    try story.when(varying(VariationTold.handedBack("F3", "2025-07-23"))).then()
  }

  @Test func `a limit set before a renewal begins holds now and stays with the renewal`() throws {
    let renewed = VariationTold.renewed("V-1", ["F3"], "2025-07-23", "2025-12-19", review: "2025-09-24")
    let story = try Story.varied().when(varying(renewed, on: "2025-07-02")).then()
      .when(varying(VariationTold.handedBack("F3", "2025-07-14", upTo: 5000), on: "2025-07-09")).then()
    let trust = try story.trust()
    for (on, limit) in [
      ("2025-07-13", nil), ("2025-07-14", 5000), ("2025-07-22", 5000), ("2025-12-19", 5000),
    ] {
      let holding = try #require(trust.holding(of: function("F3"), school: school("S1"), on: day(on)))
      #expect(holding.holder == "CFO" && holding.limit?.pounds == limit, "\(on)")
    }
  }

  @Test func `named functions are renewed, the others end on their last day`() throws {
    let story = try Story.varied()
    let renewed = VariationTold.renewed(
      "V-1", ["F1", "F3"], "2025-07-23", "2025-12-19", review: "2025-09-24")
    let trust = try story.when(varying(renewed, on: "2025-07-16")).then().trust()
    #expect(trust.holder("F1", "S1", "2025-12-19") == "FRC")
    #expect(trust.holder("E2", "S1", "2025-07-22") == "SEC")
    #expect(trust.holder("E2", "S1", "2025-07-23") == "LGB")
    #expect(trust.holder("F1", "S1", "2025-12-20") == "LGB")
  }

  @Test func `only what is in force is renewed`() throws {
    let story = try Story.varied()
    func renewing(
      _ first: String, _ last: String, _ functions: [String] = ["F1"], review: String = "2025-09-24"
    )
      -> Commit
    {
      varying(VariationTold.renewed("V-1", functions, first, last, review: review), on: "2025-07-16")
    }
    try story.when(renewing("2025-09-01", "2025-12-19")).thenRefused("variation-lapsed")
    try story.when(renewing("2025-07-23", "2025-12-19", ["F4"])).thenRefused("variation-lapsed")
    try story.when(renewing("2025-07-23", "2025-12-19", [])).thenRefused("variation-empty")
    try story.when(renewing("2025-07-23", "2026-07-31")).thenRefused("variation-too-long")
    try story.when(renewing("2025-07-23", "2025-12-19", review: "2025-12-20")).thenRefused("review-after-end")
    let late = VariationTold.renewed("V-1", ["F1"], "2025-07-24", "2025-12-19", review: "2025-09-24")
    try story.when(varying(late, on: "2025-07-23")).thenRefused("variation-lapsed")
    let rest = VariationTold.renewed("V-1", [], "2025-07-23", "2025-12-19", review: "2025-09-24")
      .with(("remainderTo", "CEO"))
    try story.when(varying(rest, on: "2025-07-16")).thenRefused("variation-lapsed")
  }

  @Test func `a review keeps it, and sets the next`() throws {
    let story = try Story.varied()
    let variation = try story.when(varying(VariationTold.reviewed("2025-04-30"))).then().trust()
      .variations[VariationCode(unchecked: "V-1")]
    #expect(variation?.reviewBy == day("2025-04-30"))
    #expect(variation?.reviews.map(\.due) == [day("2025-01-29")])
    try story.when(varying(VariationTold.reviewed("2025-07-23"), on: "2025-07-02"))
      .thenRefused("review-after-end")
    try story.when(varying(VariationTold.reviewed("2025-05-08"))).thenRefused("review-too-late")
    try story.when(varying(VariationTold.reviewed("2025-01-29"))).thenRefused("review-in-the-past")
  }

  @Test func `it is ended before its last day or on it, and never after`() throws {
    let story = try Story.varied()
    let trust = try story.when(varying(VariationTold.ended("2025-03-31"))).then().trust()
    #expect(trust.holder("F3", "S1", "2025-03-31") == "CFO")
    #expect(trust.holder("F3", "S1", "2025-04-01") == "HT")
    try story.when(varying(VariationTold.ended("2025-01-28"))).thenRefused("end-in-the-past")
    try story.when(varying(VariationTold.ended("2025-07-23"))).thenRefused("variation-lapsed")
    try story.when(varying(VariationTold.ended("2025-08-01"), on: "2025-07-23")).thenRefused(
      "variation-lapsed")
    var other = varying(VariationTold.ended("2025-03-31"))
    other.school = "S2"
    try story.when(other).thenRefused("variation-other-school")
  }

  @Test func `one decision hands back, renews and reviews, each on the state before it`() throws {
    let commit = varying(
      VariationTold.handedBack("E2", "2025-02-01"),
      VariationTold.renewed("V-1", ["F1"], "2025-07-23", "2025-12-19", review: "2025-04-30"), on: "2025-01-29"
    )
    let trust = try Story.varied().when(commit).then().trust()
    #expect(trust.holder("E2", "S1", "2025-02-01") == "LGB")
    #expect(trust.holder("F1", "S1", "2025-12-19") == "FRC")
    let twice = varying(
      VariationTold.handedBack("E2", "2025-02-01"), VariationTold.handedBack("E2", "2025-03-01"))
    try Story.varied().when(twice).thenRefused("variation-not-held")
  }

  @Test func `history entered later falls into its place, and the later decision wins on its days`() throws {
    // Found in January: in October, F3 had gone to the chief executive until Christmas.
    let found = SmallTrust.variation.with(
      ("variation", "V-0"), ("items", [SmallTrust.item("F3", "CEO")]), ("firstDay", "2024-10-10"),
      ("lastDay", "2024-12-20"), ("reviewBy", "2024-12-02"))
    let late = Commit.board("vary-scheme", "2024-10-09", found)
      .deciding(("basis", "from-minutes"), ("minutes", ["source": "Minutes of 9 October 2024"]))
      .recorded("2025-01-15")
    let story = try Story.varied().when(late).then()
    let trust = try story.trust()
    #expect(trust.holder("F3", "S1", "2024-10-09") == "HT")
    #expect(trust.holder("F3", "S1", "2024-10-10") == "CEO")
    #expect(trust.holder("F3", "S1", "2024-11-20") == "CEO")
    #expect(trust.holder("F3", "S1", "2024-11-21") == "CFO")
    #expect(trust.holder("F3", "S1", "2025-07-22") == "CFO")
    for variation in trust.variations.values {
      #expect(variation.code.text != "V-0" || variation.lastDay == day("2024-11-20"))
    }
  }

  @Test func `where the later decision covers fewer days, the earlier holds before and after`() throws {
    let short = SmallTrust.variation.with(
      ("variation", "V-0"), ("items", [SmallTrust.item("F3", "CEO")]), ("firstDay", "2024-10-10"),
      ("lastDay", "2025-09-30"), ("reviewBy", "2024-12-02"))
    let late = Commit.board("vary-scheme", "2024-10-09", short)
      .deciding(("basis", "from-minutes"), ("minutes", ["source": "Minutes"])).recorded("2025-01-15")
    let trust = try Story.varied().when(late).then().trust()
    #expect(trust.holder("F3", "S1", "2024-11-20") == "CEO")
    #expect(trust.holder("F3", "S1", "2025-01-15") == "CFO")
    #expect(trust.holder("F3", "S1", "2025-07-23") == "CEO")
  }
}
