import Governance
import JSON
import Schemas
import Testing

struct VariationTests {
  private let made = SmallTrust.variation
  private func varying(_ effects: Told..., on day: String = "2024-11-20") -> Commit {
    .decided("vary-scheme", by: ["body/board"], day, effects)
  }

  @Test func `it is in force from the day decided at the earliest, and ends by itself`() throws {
    let story = try Story.schoolAtRisk()
    try story.when(varying(made.with(("firstDay", "2024-11-19")))).thenRefused("in-force-before-decided")
    let trust = try story.when(varying(made.with(("firstDay", "2024-11-20")))).then().trust()
    #expect(trust.holder("F3", "S1", "2024-11-20") == "CFO")
  }

  @Test func `what is marked never cannot be moved, whoever asks`() throws {
    let story = try Story.schoolAtRisk()
    for (function, holder) in [("P4", "CEO"), ("G1", "TB"), ("G3", "SEC"), ("G7", "CEO")] {
      let refusal = try story.when(varying(made.with(("items", [SmallTrust.item(function, holder)]))))
        .thenRefused("variation-never")
      #expect(refusal.whose == "scheme v1, \(function): marked 'never'")
    }
  }

  @Test func `each item moves one function that the scheme has to a holder that it has`() throws {
    let story = try Story.schoolAtRisk()
    func items(_ items: JSONValue...) -> Commit { varying(made.with(("items", .array(items)))) }
    try story.when(items(SmallTrust.item("F9", "CFO"))).thenRefused("function-unknown")
    try story.when(items(SmallTrust.item("F4", "XYZ"))).thenRefused("holder-unknown")
    try story.when(items(SmallTrust.item("F4", "LGB"))).thenRefused("variation-no-change")
    try story.when(items(SmallTrust.item("F4", "CFO"), SmallTrust.item("F4", "FRC")))
      .thenRefused("variation-twice")
    try story.when(items()).thenRefused("variation-empty")
    let nothing: JSONValue = ["function": "F3", "holder": "CFO", "limit": ["pounds": 500, "upTo": "CFO"]]
    try story.when(items(nothing)).thenRefused("limit-holder")
    let nobody: JSONValue = ["function": "F3", "holder": "CFO", "limit": ["pounds": 500, "upTo": "XYZ"]]
    try story.when(items(nobody)).thenRefused("holder-unknown")
    let limited: JSONValue = ["function": "F3", "holder": "CFO", "limit": ["pounds": 500, "upTo": "HT"]]
    try story.when(items(limited)).then()
  }

  @Test func `it names its school and a code of its own`() throws {
    let story = try Story.varied()
    var nowhere = varying(made.with(("variation", "V-9")))
    nowhere.school = nil
    try story.when(nowhere).thenRefused("school-missing")
    nowhere.school = "S9"
    try story.when(nowhere).thenRefused("school-unknown")
    try story.when(varying(made.with(("items", [SmallTrust.item("F4", "CFO")]))))
      .thenRefused("variation-code-used")
    // Another school's code is taken too, and one that history entered later has for a later day.
    var other = varying(made)
    other.school = "S2"
    try story.when(other).thenRefused("variation-code-used")
    let earlier = varying(
      made.with(
        ("items", [SmallTrust.item("F4", "CFO")]), ("firstDay", "2024-10-03"), ("lastDay", "2024-11-29"),
        ("reviewBy", "2024-11-01")), on: "2024-10-02"
    ).deciding(("lateBecause", "Found in the minutes.")).recorded("2024-11-21")
    try story.when(earlier).thenRefused("variation-code-used")
  }

  @Test func `its days and its review keep the limits that the trust set`() throws {
    let story = try Story.schoolAtRisk()
    try story.when(varying(made.with(("lastDay", "2024-11-20")))).thenRefused("last-day-first")
    let long = try story.when(varying(made.with(("lastDay", "2025-11-26")))).thenRefused("variation-too-long")
    #expect(long.says == "Wed 26 Nov 2025 is 371 days after the decision, at most 370 are allowed")
    try story.when(varying(made.with(("lastDay", "2025-11-25")))).then()
    try story.when(varying(made.with(("reviewBy", "2024-11-20")))).thenRefused("review-in-the-past")
    try story.when(varying(made.with(("reviewBy", "2025-02-27")))).thenRefused("review-too-late")
    try story.when(varying(made.with(("reviewBy", "2025-02-26")))).then()
    try story.when(varying(made.with(("lastDay", "2024-12-20")))).thenRefused("review-after-end")
    let stricter = Told(
      SettingSet.self, ["setting": "variation-review-days", "value": 42, "firstDay": "2024-11-01"])
    try story.given(.facts("2024-11-01", stricter)).when(varying(made)).thenRefused("review-too-late")
  }

  @Test func `at most one named variation holds a function on a day`() throws {
    let story = try Story.varied()
    let second = made.with(("variation", "V-3"), ("items", [SmallTrust.item("F3", "CEO")]))
    let refusal = try story.when(varying(second)).thenRefused("variation-stacked")
    #expect(refusal.says == "'F3' is varied by 'V-1' until Tue 22 Jul 2025")
    let after = second.with(("firstDay", "2025-07-23"), ("lastDay", "2025-10-31"))
    let stacked = try story.when(varying(after)).then()
    #expect(try stacked.trust().holder("F3", "S1", "2025-07-23") == "CEO")
    // What is renewed does not go over what was varied since.
    let renewed = VariationTold.renewed("V-1", ["F3"], "2025-07-23", "2025-12-19", review: "2025-09-24")
    try stacked.when(varying(renewed, on: "2025-07-16")).thenRefused("variation-stacked")
    let others = VariationTold.renewed("V-1", ["F1"], "2025-07-23", "2025-12-19", review: "2025-09-24")
    try stacked.when(varying(others, on: "2025-07-16")).then()
  }

  @Test func `one variation at most takes the remainder`() throws {
    let second = SmallTrust.remainder.with(("variation", "V-3"), ("remainderTo", "CEO"))
    try Story.interim().when(varying(second, on: "2025-04-02")).thenRefused("variation-stacked")
  }

  @Test func `the remainder is what else the local body would hold, but for what never moves`() throws {
    let rest = SmallTrust.remainder.with(
      ("remainderTo", "CEO"), ("firstDay", "2024-11-21"), ("lastDay", "2025-07-22"),
      ("reviewBy", "2025-01-29"))
    let trust = try Story.varied().when(varying(rest)).then().trust()
    #expect(trust.holder("E3", "S1", "2025-01-01") == "CEO")
    #expect(trust.holder("F1", "S1", "2025-01-01") == "FRC")
    #expect(trust.holder("G7", "S1", "2025-01-01") == "LGB")
    #expect(trust.holder("P4", "S1", "2025-01-01") == "HT")
    try Story.varied().when(varying(rest.with(("remainderTo", "XYZ")))).thenRefused("holder-unknown")
  }

  @Test func `there is nothing to vary before there is a scheme`() throws {
    var story = Story()
    for commit in SmallTrust.setUp.prefix(while: { $0.decision == nil }) {
      story = try story.when(commit).then()
    }
    try story.when(varying(made)).thenRefused("scheme-missing")
  }
}

enum VariationTold {
  static func renewed(
    _ variation: String, _ functions: [String], _ first: String, _ last: String, review: String
  ) -> Told {
    Told(
      VariationRenewed.self,
      [
        "variation": .string(variation),
        "items": .array(functions.map { ["function": .string($0)] }), "firstDay": .string(first),
        "lastDay": .string(last), "reviewBy": .string(review),
      ])
  }

  static func handedBack(_ function: String, _ first: String, upTo pounds: Int? = nil) -> Told {
    Told(
      VariationItemHandedBack.self,
      ["variation": "V-1", "function": .string(function), "firstDay": .string(first)]
    ).with(("limit", pounds.map { ["pounds": .integer($0), "upTo": "HT"] }))
  }

  static func reviewed(_ by: String) -> Told {
    Told(VariationReviewed.self, ["variation": "V-1", "reviewBy": .string(by)])
  }

  static func ended(_ last: String, _ code: String = "V-1") -> Told {
    Told(VariationEnded.self, ["variation": .string(code), "lastDay": .string(last)])
  }
}
