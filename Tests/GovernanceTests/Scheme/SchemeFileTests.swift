import Governance
import JSON
import Schemas
import Testing

/// What a trust's own scheme may bring: bodies, letters, levels and rows without end.
struct SchemeFileTests {
  private func row(_ code: String, _ holder: String) -> JSONValue {
    SmallTrust.row(code, "Title \(code)", holder)
  }

  @Test func `whoever approves is a body that the trust has by then`() throws {
    func holding(_ stands: String) -> Commit {
      SchemeVersions.adopting {
        $0["holders"] = .array(SmallTrust.holders + [SmallTrust.holder("ARC", "Audit Committee", stands)])
        $0["functions"] = .array(SmallTrust.functions + [row("F9", "ARC")])
      }
    }
    let story = try Story.smallTrust()
    let refusal = try story.when(holding("body/audit")).thenRefused("scheme-body")
    #expect(
      refusal.says == "'ARC', who holds 'F9', stands for the body 'audit', which the trust does not have on "
        + "Sat 1 Mar 2025")
    #expect(refusal.instead.first?.hasPrefix("constitute it first: kite body constitute audit") == true)
    try story.when(holding("body/finance")).then()
    let dissolved = try story.when(
      .facts("2025-01-15", Told(BodyDissolved.self, ["body": "finance", "lastDay": "2025-01-31"]))
    ).then()
    try dissolved.when(holding("body/finance")).thenRefused("scheme-body")
    // Who only advises may come later.
    try story.when(
      SchemeVersions.adopting {
        $0["holders"] = .array(SmallTrust.holders + [SmallTrust.holder("ARC", "Audit", "body/audit")])
      }
    ).then()
  }

  @Test func `letters of the trust's own are explained, and keep their meaning`() throws {
    func labelled(_ labels: JSONValue...) -> Commit {
      SchemeVersions.adopting { $0["labels"] = .array(labels) }
    }
    let story = try Story.smallTrust()
    let trust = try story.when(
      labelled(
        ["label": "X", "letter": "A"], ["label": "*", "letter": "C", "meaning": "must consult"],
        ["label": "V", "meaning": "has a veto"])
    ).then().trust()
    let scheme = try #require(trust.scheme(on: day("2025-03-01")))
    #expect(scheme.meaning(of: "X") == .approves && scheme.meaning(of: "*") == .consulted)
    #expect(scheme.meaning(of: "V") == nil && scheme.labels["V"]?.meaning == "has a veto")
    // Beside an X for who approves, an A is something else; an R is still ours.
    #expect(scheme.meaning(of: "A") == nil && scheme.meaning(of: "R") == .recommends)
    try story.when(labelled(["label": "X", "letter": "Q"])).thenRefused("scheme-label")
    try story.when(labelled(["label": "X"])).thenRefused("scheme-label")
    try story.when(labelled(["label": "X", "letter": "A"], ["label": "X", "letter": "R"]))
      .thenRefused("scheme-label")
  }

  @Test func `whoever monitors by the trust's own letter is asked to look at reports`() throws {
    func duty(_ letter: String, _ labels: JSONValue) throws -> String {
      let plan: JSONValue = [
        "code": "E2", "title": "School improvement plan", "holder": "LGB",
        "letters": [["holder": "SEC", "letter": .string(letter)]],
      ]
      let functions = SmallTrust.functions.map { $0["code"] == "E2" ? plan : $0 }
      let story = try Story.smallTrust().when(
        SchemeVersions.adopting {
          $0["functions"] = .array(functions)
          $0["labels"] = labels
        }
      ).then().when(
        .board("place-at-risk", "2025-03-03", SmallTrust.placed.with(("firstDay", "2025-03-03")))
      ).then()
      let conditions = Told(
        ConditionsSet.self,
        ["body": "lgb-S1", "conditions": ["Meet monthly."], "metBy": "2025-04-30", "firstDay": "2025-03-04"])
      let set = try story.when(
        .decided("add-governors", by: ["body/lgb-S1"], "2025-03-04", [conditions])
      )
      return try set.after.onlyDue(.conditions, "2025-03-05").owes
    }
    #expect(try duty("M", []) == "SEC")
    #expect(try duty("~", [["label": "~", "letter": "M"]]) == "SEC")
    #expect(try duty("~", []) == "LGB")
  }

  @Test func `holders beside the one who approves are explained too`() throws {
    func naming(_ change: (inout JSONValue) -> Void) -> Commit {
      var row = row("F9", "CFO")
      change(&row)
      return SchemeVersions.adopting { $0["functions"] = .array(SmallTrust.functions + [row]) }
    }
    let story = try Story.smallTrust()
    try story.when(naming { $0["letters"] = [["holder": "XYZ", "letter": "R"]] }).thenRefused("scheme-holder")
    try story.when(naming { $0["high"] = "XYZ" }).thenRefused("scheme-holder")
    try story.when(naming { $0["levels"] = [["level": "rank-4", "holder": "XYZ"]] }).thenRefused(
      "scheme-holder")
    try story.when(naming { $0["levels"] = [["level": "rank-4", "holder": "TB"]] }).then()
  }

  @Test func `rows that one entry cannot hold are listed before it, in the same decision`() throws {
    let listed = (1...3).map { part in
      Told(
        SchemeFunctionsListed.self,
        ["scheme": "v2", "functions": .array((1...4).map { row("L\(part)-\($0)", "TB") })])
    }
    func adopting(_ effects: [Told]) -> Commit {
      .decided("adopt-scheme", by: ["body/board"], "2025-02-05", school: nil, effects)
    }
    let story = try Story.smallTrust()
    let trust = try story.when(adopting(listed + [SchemeVersions.version()])).then().trust()
    let scheme = try #require(trust.scheme(on: day("2025-03-01")))
    #expect(scheme.order.count == SmallTrust.functions.count + 12 && scheme.order.first?.text == "L1-1")
    #expect(trust.holder("L3-4", "S1", "2025-03-01") == "TB")
    // A power may be bound to a row that is listed before.
    let moved = SchemeVersions.version {
      $0["powers"] = .array(SmallTrust.powers + [SmallTrust.bound("set-trust", to: "L2-2")])
    }
    try story.when(adopting(listed + [moved])).then()
    try story.when(adopting(listed)).thenRefused("scheme-not-adopted")
    try story.when(adopting([listed[0], listed[0], SchemeVersions.version()])).thenRefused(
      "scheme-one-holder")
    let again = listed[0].with(("scheme", "v1"))
    try story.when(adopting([again, SchemeVersions.version()])).thenRefused("scheme-version-used")
  }
}
