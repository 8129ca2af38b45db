import Governance
import JSON
import Schemas
import Testing

/// Tiers of autonomy: sets of holders, of which a school has one on each day.
struct TierTests {
  private func setting(_ tier: String, _ on: String = "2024-10-02", from first: String = "2024-10-07")
    -> Commit
  {
    .board(
      "set-tier", on, Told(TierSet.self, ["school": "S1", "tier": .string(tier), "firstDay": .string(first)]))
  }

  @Test func `a school is put in a tier, and its functions follow on the day`() throws {
    let story = try Story.smallTrust().when(setting("earned")).then()
    let trust = try story.trust()
    #expect(trust.holder("F4", "S1", "2024-10-06") == "LGB")
    #expect(trust.holder("F4", "S1", "2024-10-07") == "HT")
    #expect(trust.holder("F4", "S2", "2024-10-07") == "LGB")
    let earned = try #require(trust.holding(of: function("F4"), school: school("S1"), on: day("2024-10-07")))
    #expect(earned.isByTier && earned.tier == "earned" && earned.decision?.text == story.lastRef)
    let other = try #require(trust.holding(of: function("F3"), school: school("S1"), on: day("2024-10-07")))
    #expect(!other.isByTier && other.tier == "earned" && other.decision?.text != story.lastRef)
  }

  @Test func `a school goes back to the first tier, and the later decision wins`() throws {
    let story = try Story.smallTrust().when(setting("earned")).then()
      .when(setting("standard", "2025-01-15", from: "2025-02-01")).then()
    #expect(try story.trust().holder("F4", "S1", "2025-01-31") == "HT")
    #expect(try story.trust().holder("F4", "S1", "2025-02-01") == "LGB")
    try story.when(setting("standard", "2025-02-10", from: "2025-02-10")).thenRefused("tier-already")
  }

  @Test func `a tier that nobody has is refused with those that there are, and whose rule it is`() throws {
    let refusal = try Story.smallTrust().when(setting("best")).thenRefused("tier-unknown")
    #expect(refusal.whose == "scheme v1")
    #expect(refusal.instead == ["choose one of 'standard' and 'earned'"])
    try Story.smallTrust().when(setting("earned", "2024-10-02", from: "2024-10-01"))
      .thenRefused("in-force-before-decided")
  }

  @Test func `only the holder of the power moves a school to another tier`() throws {
    let other = Commit.decided(
      "set-tier", by: ["office/CEO"], "2024-10-02",
      [Told(TierSet.self, ["school": "S1", "tier": "earned", "firstDay": "2024-10-07"])])
    let refusal = try Story.smallTrust().when(other).thenRefused("authority")
    #expect(refusal.says == "the Trust Board sets a school's tier, not the CEO")
    #expect(refusal.whose == "scheme v1, G3: the Trust Board cannot pass it on")
  }

  @Test func `a scheme without tiers has none to put a school in`() throws {
    let story = try Story.smallTrust().when(SchemeVersions.adopting { $0["tiers"] = [] }).then()
    try story.when(setting("earned", "2025-03-05", from: "2025-03-05")).thenRefused("tier-unknown")
    #expect(try story.trust().tier(of: school("S1"), on: day("2025-03-05")) == nil)
  }

  @Test func `a new version has the tiers that schools are in, or says where each goes`() throws {
    let story = try Story.smallTrust().when(setting("earned")).then()
    let tiers: JSONValue = [
      SchemeVersions.tier("standard"), SchemeVersions.tier("trusted", ("F4", "HT"), ("F1", "HT")),
    ]
    let refusal = try story.when(SchemeVersions.adopting { $0["tiers"] = tiers }).thenRefused("scheme-tier")
    #expect(refusal.says == "'S1' is in tier 'earned', which 'v2' does not have")
    #expect(
      refusal.instead == ["say in which it will be, of 'standard' and 'trusted': --school-tier 'S1: TIER'"])
    func placing(_ tier: String) -> Commit {
      SchemeVersions.adopting {
        $0["tiers"] = tiers
        $0["schoolTiers"] = [["school": "S1", "tier": .string(tier)]]
      }
    }
    try story.when(placing("earned")).thenRefused("scheme-tier")
    let trust = try story.when(placing("trusted")).then().trust()
    #expect(trust.holder("F1", "S1", "2025-02-28") == "LGB")
    #expect(trust.holder("F1", "S1", "2025-03-01") == "HT")
    #expect(trust.tier(of: school("S1"), on: day("2025-02-28")) == "earned")
    #expect(trust.tier(of: school("S1"), on: day("2025-03-01")) == "trusted")
  }

  @Test func `what may never move, no tier moves`() throws {
    let commit = SchemeVersions.adopting { $0["tiers"] = [SchemeVersions.tier("earned", ("P4", "CEO"))] }
    try Story.smallTrust().when(commit).thenRefused("scheme-tier")
  }

  @Test func `a variation is made on top of a tier, and what it changes is measured by it`() throws {
    let story = try Story.schoolAtRisk().when(setting("earned", "2024-11-13", from: "2024-11-18")).then()
    let same = SmallTrust.variation.with(("items", [SmallTrust.item("F4", "HT")]))
    try story.when(.board("vary-scheme", "2024-11-20", same)).thenRefused("variation-no-change")
    let back = SmallTrust.variation.with(("items", [SmallTrust.item("F4", "CFO")]))
    let trust = try story.when(.board("vary-scheme", "2024-11-20", back)).then().trust()
    let holding = try #require(trust.holding(of: function("F4"), school: school("S1"), on: day("2024-11-21")))
    #expect(holding.holder == "CFO" && holding.normally == "HT")
  }
}
