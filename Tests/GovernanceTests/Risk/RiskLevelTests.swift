import Governance
import JSON
import Schemas
import Testing

/// Levels of risk: as many as the trust tells apart, called as it calls them.
struct RiskLevelTests {
  private func naming(_ names: JSONValue..., from first: String? = nil) -> Commit {
    .facts(
      "2024-10-02",
      Told(SettingSet.self, ["setting": "risk-levels", "value": .array(names)]).with(
        ("firstDay", first.map(JSONValue.string))))
  }

  private func placing(_ level: String) -> Commit {
    .board("place-at-risk", "2024-11-06", SmallTrust.placed.with(("level", .string(level))))
  }

  @Test func `a trust may tell more levels apart, or fewer`() throws {
    let six = try Story.smallTrust().when(
      naming("green", "blue", "yellow", "amber", "red", "crimson")
    ).then()
    let trust = try six.when(placing("rank-5")).then().trust()
    #expect(trust.risk(of: school("S1"), on: day("2024-11-07")).level == .rank5)
    #expect(trust.name(of: .rank5, on: day("2024-11-07")) == "crimson")
    #expect(trust.level(named: "Amber", on: day("2024-11-07")) == .high)
    #expect(trust.level(named: "rank-4", on: day("2024-11-07")) == .rank4)
    #expect(trust.level(named: "rank-6", on: day("2024-11-07")) == nil)
    try six.when(placing("rank-6")).thenRefused("risk-level")
    let three = try Story.smallTrust().when(naming("fine", "watched", "at risk")).then()
    try three.when(placing("moderate")).then()
    let refusal = try three.when(placing("high")).thenRefused("risk-level")
    #expect(refusal.whose == "the trust's setting 'risk-levels'")
    #expect(refusal.instead.first == "choose one of 'at risk'")
  }

  @Test func `without names of the trust's own there are four, and codes are names`() throws {
    let trust = try Story.smallTrust().trust()
    #expect(trust.levels(on: day("2024-10-02")) == [.none, .watch, .moderate, .high])
    #expect(trust.name(of: .high, on: day("2024-10-02")) == "high")
    try Story.smallTrust().when(placing("rank-4")).thenRefused("risk-level")
  }

  @Test func `a level goes up and down among the trust's own`() throws {
    let story = try Story.smallTrust().when(naming("a", "b", "c", "d", "e")).then().when(placing("moderate"))
      .then()
    func changing(_ level: String) -> Commit {
      .board(
        "change-risk-level", "2024-11-13",
        Told(RiskLevelSet.self, ["school": "S1", "level": .string(level), "firstDay": "2024-11-14"]))
    }
    let trust = try story.when(changing("rank-4")).then().trust()
    #expect(trust.risk(of: school("S1"), on: day("2024-11-14")).level == .rank4)
    try story.when(changing("watch")).thenRefused("risk-level")
    let same = try story.when(changing("moderate")).thenRefused("risk-level")
    #expect(same.says == "'S1' is at level 'c' already")
  }

  @Test func `a name says one level, and a level at which a school stands keeps its name`() throws {
    let story = try Story.smallTrust()
    for names: [JSONValue] in [
      ["a", "b"], ["a", "b", "c", "C"], ["none", "watch", "high", "moderate"], ["a", "b", "c", ""],
      (1...9).map { .string("level \($0)") },
    ] {
      let commit = Commit.facts(
        "2024-10-02", Told(SettingSet.self, ["setting": "risk-levels", "value": .array(names)]))
      try story.when(commit).thenRefused("setting-value")
    }
    let placed = try Story.schoolAtRisk()
    let fewer = naming("fine", "watched", "at risk", from: "2024-11-13")
    let refusal = try placed.when(fewer.recorded("2024-11-13")).thenRefused("setting-value")
    #expect(refusal.says == "'S1' stands at level 'high', for which 3 names have none")
  }
}
