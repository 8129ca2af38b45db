import Governance
import JSON
import Schemas
import Testing

/// A new version says of each live variation, by name, whether it goes on, ends, or is decided anew.
struct CarryOverTests {
  private func redeciding(_ old: String = "V-1", as new: String = "V-9") -> Commit {
    SchemeVersions.adopting { $0["redecided"] = [["variation": .string(old), "anew": .string(new)]] }
  }

  private func anew(_ first: String = "2025-03-01", code: String = "V-9") -> Told {
    SmallTrust.variation.with(
      ("variation", .string(code)), ("items", [SmallTrust.item("F3", "CFO")]), ("firstDay", .string(first)),
      ("lastDay", "2025-10-31"), ("reviewBy", "2025-05-07"))
  }

  @Test func `a variation that is decided anew ends the day before, and the new one takes its place`() throws
  {
    let story = try Story.varied().when(redeciding()).then()
    let between = try story.trust()
    #expect(between.holder("F3", "S1", "2025-02-28") == "CFO")
    #expect(between.holder("F3", "S1", "2025-03-01") == "HT")
    let trust = try story.when(.board("vary-scheme", "2025-02-12", anew())).then().trust()
    #expect(trust.holder("F3", "S1", "2025-03-01") == "CFO")
    #expect(trust.holder("E2", "S1", "2025-03-01") == "LGB")
    let holding = try #require(trust.holding(of: function("F3"), school: school("S1"), on: day("2025-03-01")))
    #expect(holding.variation?.text == "V-9" && holding.scheme.text == "v2")
  }

  @Test func `both may be one decision`() throws {
    let commit = Commit.board(
      "adopt-scheme", "2025-02-05",
      SchemeVersions.version { $0["redecided"] = [["variation": "V-1", "anew": "V-9"]] }, anew())
    let trust = try Story.varied().when(commit).then().trust()
    #expect(trust.holder("F3", "S1", "2025-03-01") == "CFO")
    #expect(trust.duties(on: day("2025-02-06")).filter { $0.kind == .redecide }.isEmpty)
  }

  @Test func `until it is decided it is owed, and afterwards late`() throws {
    let story = try Story.varied().when(redeciding()).then()
    let duty = try story.onlyDue(.redecide, "2025-02-12")
    #expect(duty.what == "V-1 decided anew as V-9" && duty.due == day("2025-02-28") && duty.owes == "TB")
    #expect(duty.command == "kite variation approve V-9 --school S1" && duty.note == nil)
    let late = try story.onlyDue(.redecide, "2025-03-03")
    #expect(late.note == "nothing of V-1 is in force since Sat 1 Mar 2025")
    let decided = try story.when(.board("vary-scheme", "2025-02-12", anew())).then()
    #expect(try decided.due(.redecide, "2025-02-12").isEmpty)
  }

  @Test func `the new variation begins with the version, or on the day of the decision where that is past`()
    throws
  {
    let story = try Story.varied().when(redeciding()).then()
    let early = try story.when(.board("vary-scheme", "2025-02-12", anew("2025-02-20")))
      .thenRefused("redecided-first-day")
    #expect(early.instead == ["begin it on Sat 1 Mar 2025"])
    try story.when(.board("vary-scheme", "2025-02-12", anew("2025-03-10"))).thenRefused("redecided-first-day")
    try story.when(.board("vary-scheme", "2025-03-12", anew("2025-03-12"))).then()
    try story.when(.board("vary-scheme", "2025-02-12", school: "S2", anew())).thenRefused("redecided-school")
  }

  @Test func `a code that is given already takes nobody's place`() throws {
    try Story.varied().when(redeciding(as: "V-1")).thenRefused("variation-code-used")
    try Story.varied().when(redeciding("V-7")).thenRefused("scheme-carry-over")
    let both = SchemeVersions.adopting {
      $0["redecided"] = [["variation": "V-1", "anew": "V-9"]]
      $0["ended"] = ["V-1"]
    }
    try Story.varied().when(both).thenRefused("scheme-carry-over")
  }

  @Test func `what is to be said is said with its options`() throws {
    let refusal = try Story.varied().when(SchemeVersions.adopting()).thenRefused("scheme-carry-over")
    #expect(
      refusal.instead == [
        "carry 'V-1' on, end it, or decide it anew",
        "say it of each: --carry VARIATION, --end VARIATION, or --redecide 'VARIATION: NEW VARIATION'",
      ])
  }
}
