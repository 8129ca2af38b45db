import Governance
import JSON
import Schemas
import Testing

/// Rules 1 to 7 of the trust's process: who holds what, and how it moves.
struct SchemeRuleTests {
  private func varying(_ told: Told, _ on: String = "2024-11-20") -> Commit {
    .board("vary-scheme", on, told)
  }

  @Test func `rule 1: every function has one approver, in every school, on every day`() throws {
    let trust = try Story.interim().trust()
    for code in ["S1", "S2"] {
      for on in ["2024-09-02", "2024-11-21", "2025-04-22", "2025-07-23", "2026-03-28"] {
        for name in SmallTrust.functions.compactMap({ $0["code"]?.string }) {
          let holding = trust.holding(of: function(name), school: school(code), on: day(on))
          #expect(holding != nil && trust.namedHolders(of: name, in: code, on: day(on)) <= 1)
        }
      }
    }
    let twice = SmallTrust.scheme.with(
      ("scheme", "v2"), ("firstDay", "2025-09-01"),
      ("functions", .array(SmallTrust.functions + [SmallTrust.row("F1", "School budget", "FRC")])))
    try Story.smallTrust().when(.board("adopt-scheme", "2025-08-27", school: nil, twice))
      .thenRefused("scheme-one-holder")
  }

  @Test func `rule 2: only the holder of a power on the day decides by it`() throws {
    let story = try Story.schoolAtRisk()
    let committee = Commit.decided(
      "vary-scheme", by: ["body/standards"], "2024-11-20", [SmallTrust.variation])
    let refusal = try story.when(committee).thenRefused("authority")
    #expect(refusal.says == "the Trust Board varies the scheme, not the Standards Committee")
    // Entered as irregular it stands, and moves nothing.
    let irregular = try story.when(
      committee.deciding(("irregularBecause", "The Board could not meet."))
    ).then(.irregular)
    #expect(try irregular.trust().holder("F3", "S1", "2024-11-21") == "HT")
    try story.when(varying(SmallTrust.variation)).then()
  }

  @Test func `rule 3: nothing holds before it is decided, or is recorded before it is`() throws {
    let story = try Story.schoolAtRisk()
    try story.when(varying(SmallTrust.variation.with(("firstDay", "2024-11-19"))))
      .thenRefused("in-force-before-decided")
    try story.when(varying(SmallTrust.variation).recorded("2024-11-19")).thenRefused("day-ahead")
    try story.when(varying(SmallTrust.variation).recorded("2024-11-22")).then()
    let late = varying(SmallTrust.variation).recorded("2024-11-25")
    try story.when(late).thenRefused("late-without-reason")
    try story.when(late.deciding(("lateBecause", "The clerk was away."))).then()
  }

  @Test func `rule 4: a variation changes something, until a day, with a review before it`() throws {
    let story = try Story.schoolAtRisk()
    func refused(_ rule: String, _ fields: (String, JSONValue?)...) throws {
      var told = SmallTrust.variation
      for (name, value) in fields { told.data[name] = value }
      try story.when(varying(told)).thenRefused(rule)
    }
    try refused("variation-empty", ("items", []))
    try refused("variation-no-change", ("items", [SmallTrust.item("F3", "HT")]))
    try refused("variation-never", ("items", [SmallTrust.item("P4", "CEO")]))
    try refused("review-after-end", ("lastDay", "2025-01-17"))
    try refused("review-too-late", ("reviewBy", "2025-03-03"))
    try refused("variation-too-long", ("lastDay", "2025-11-26"))
  }

  @Test func `rule 5: a variation ends by itself, with a warning 30 and 10 days before`() throws {
    let story = try Story.varied()
    let trust = try story.trust()
    #expect(trust.holder("F3", "S1", "2025-07-22") == "CFO")
    #expect(trust.holder("F3", "S1", "2025-07-23") == "HT")
    for (on, warning) in [("2025-06-21", nil), ("2025-06-22", 30), ("2025-07-12", 10)] as [(String, Int?)] {
      #expect(try story.onlyDue(.endOfVariation, on).warning == warning, "\(on)")
    }
  }

  @Test func `rule 6: one named variation a function, and the interim board takes only the rest`() throws {
    let story = try Story.interim()
    let second = SmallTrust.variation.with(
      ("variation", "V-3"), ("items", [SmallTrust.item("F3", "CEO")]), ("firstDay", "2025-05-01"),
      ("reviewBy", "2025-06-04"))
    try story.when(varying(second, "2025-04-23")).thenRefused("variation-stacked")
    let trust = try story.trust()
    #expect(trust.holder("F1", "S1", "2025-04-22") == "FRC", "named by V-1")
    #expect(trust.holder("E3", "S1", "2025-04-22") == "IEB", "the local body's, and named by none")
    #expect(trust.holder("P4", "S1", "2025-04-22") == "HT", "never the local body's")
  }

  @Test func `rule 7: a new scheme says of every live variation what becomes of it`() throws {
    let story = try Story.varied()
    func adopting(_ carried: JSONValue, _ ended: JSONValue) -> Commit {
      .board(
        "adopt-scheme", "2025-02-26", school: nil,
        SmallTrust.scheme.with(
          ("scheme", "v2"), ("firstDay", "2025-03-03"), ("carried", carried), ("ended", ended)))
    }
    try story.when(adopting([], [])).thenRefused("scheme-carry-over")
    let carried = try story.when(adopting(["V-1"], [])).then().trust()
    #expect(carried.holder("F3", "S1", "2025-03-03") == "CFO")
    let ended = try story.when(adopting([], ["V-1"])).then().trust()
    #expect(ended.holder("F3", "S1", "2025-03-02") == "CFO")
    #expect(ended.holder("F3", "S1", "2025-03-03") == "HT")
  }
}
