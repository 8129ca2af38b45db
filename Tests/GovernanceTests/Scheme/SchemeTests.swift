import Governance
import JSON
import Schemas
import Testing

struct SchemeTests {
  private func adopting(_ change: (inout JSONValue) -> Void = { _ in }, on day: String = "2025-02-05")
    -> Commit
  {
    var scheme = SmallTrust.scheme.with(("scheme", "v2"), ("firstDay", "2025-03-01"))
    change(&scheme.data)
    return .board("adopt-scheme", day, school: nil, scheme)
  }

  @Test func `a new version takes over on its first day`() throws {
    let trust = try Story.smallTrust().when(adopting()).then().trust()
    #expect(trust.scheme(on: day("2025-02-28"))?.version.text == "v1")
    #expect(trust.scheme(on: day("2025-03-01"))?.version.text == "v2")
  }

  @Test func `a version is used once, and follows the one before`() throws {
    let story = try Story.smallTrust()
    try story.when(adopting { $0["scheme"] = "v1" }).thenRefused("scheme-version-used")
    let later = try story.when(adopting()).then()
    let between = adopting {
      $0["scheme"] = "v3"
      $0["firstDay"] = "2025-02-20"
    }
    try later.when(between).thenRefused("scheme-order")
    try story.when(adopting { $0["firstDay"] = "2025-02-04" }).thenRefused("in-force-before-decided")
  }

  @Test func `every function has exactly one holder, and every name is explained`() throws {
    let story = try Story.smallTrust()
    func functions(_ rows: JSONValue...) -> Commit {
      adopting { $0["functions"] = .array(SmallTrust.functions + rows) }
    }
    try story.when(functions(SmallTrust.row("F3", "Orders", "CFO"))).thenRefused("scheme-one-holder")
    try story.when(functions(SmallTrust.row("F9", "Cards", "XYZ"))).thenRefused("scheme-holder")
    func holders(_ rows: JSONValue...) -> Commit {
      adopting { $0["holders"] = .array(SmallTrust.holders + rows) }
    }
    try story.when(holders(SmallTrust.holder("XYZ", "Somebody", "somebody"))).thenRefused("scheme-holder")
    try story.when(holders(SmallTrust.holder("CFO", "Another", "office/other"))).thenRefused("scheme-holder")
  }

  @Test func `a power is bound once, to a function or to holders that the scheme has`() throws {
    let story = try Story.smallTrust()
    func powers(_ rows: JSONValue...) -> Commit {
      adopting { $0["powers"] = .array(SmallTrust.powers + rows) }
    }
    try story.when(powers(SmallTrust.bound("set-trust", to: "F9"))).thenRefused("scheme-power")
    try story.when(powers(SmallTrust.bound("set-trust", by: "XYZ"))).thenRefused("scheme-power")
    try story.when(powers(SmallTrust.bound("fly", by: "CEO"))).thenRefused("scheme-power")
    try story.when(powers(["power": "set-trust"])).thenRefused("scheme-power")
    try story.when(powers(["power": "set-trust", "function": "G3", "holders": ["CEO"]]))
      .thenRefused("scheme-power")
    try story.when(powers(SmallTrust.bound("allocate-leader", by: "CFO"))).thenRefused("scheme-power")
    try story.when(powers(SmallTrust.bound("set-trust", to: "G3"))).then()
  }

  @Test func `the power to vary cannot be varied`() throws {
    let loose = SmallTrust.functions.map { row in
      row["code"] == "G3" ? SmallTrust.row("G3", "Approve the scheme", "TB") : row
    }
    try Story.smallTrust().when(adopting { $0["functions"] = .array(loose) }).thenRefused("scheme-power")
  }

  @Test func `a tier gives functions that the scheme has to holders that it has, each once`() throws {
    let story = try Story.smallTrust()
    func tiers(_ rows: JSONValue...) -> Commit { adopting { $0["tiers"] = .array(rows) } }
    func tier(_ functions: (String, String)...) -> JSONValue {
      [
        "name": "earned",
        "functions": .array(functions.map { ["function": .string($0.0), "holder": .string($0.1)] }),
      ]
    }
    try story.when(tiers(tier(("F9", "HT")))).thenRefused("scheme-tier")
    try story.when(tiers(tier(("F4", "XYZ")))).thenRefused("scheme-tier")
    try story.when(tiers(tier(("F4", "HT"), ("F4", "CFO")))).thenRefused("scheme-tier")
    try story.when(tiers(tier(("F4", "HT")), tier(("F1", "HT")))).thenRefused("scheme-tier")
    try story.when(tiers(tier(("F4", "HT")))).then()
  }

  @Test func `it says of every live variation what becomes of it`() throws {
    let story = try Story.varied()
    let refusal = try story.when(adopting()).thenRefused("scheme-carry-over")
    #expect(refusal.says.hasPrefix("'V-1' would be in force on Sat 1 Mar 2025 or later"))
    let carried = try story.when(adopting { $0["carried"] = ["V-1"] }).then().trust()
    #expect(carried.holder("F3", "S1", "2025-03-01") == "CFO")
    let ended = try story.when(adopting { $0["ended"] = ["V-1"] }).then().trust()
    #expect(ended.holder("F3", "S1", "2025-02-28") == "CFO")
    #expect(ended.holder("F3", "S1", "2025-03-01") == "HT")
    try Story.smallTrust().when(adopting { $0["ended"] = ["V-1"] }).thenRefused("scheme-carry-over")
    let both = adopting {
      $0["carried"] = ["V-1"]
      $0["ended"] = ["V-1"]
    }
    try story.when(both).thenRefused("scheme-carry-over")
  }

  @Test func `a variation that is decided and still ahead is asked for too`() throws {
    let ahead = SmallTrust.variation.with(("firstDay", "2025-03-10"))
    let story = try Story.schoolAtRisk().when(.board("vary-scheme", "2024-11-20", ahead)).then()
    try story.when(adopting()).thenRefused("scheme-carry-over")
    try story.when(adopting { $0["carried"] = ["V-1"] }).then()
    let ended = try story.when(adopting { $0["ended"] = ["V-1"] }).then().trust()
    #expect(ended.holder("F3", "S1", "2025-03-10") == "HT")
  }

  @Test func `what is carried over has its functions and holders in the new version`() throws {
    let story = try Story.varied()
    func carrying(_ change: @escaping (inout JSONValue) -> Void) -> Commit {
      adopting { data in
        data["carried"] = ["V-1"]
        change(&data)
      }
    }
    let without = SmallTrust.functions.filter { $0["code"] != "F3" }
    try story.when(carrying { $0["functions"] = .array(without) }).thenRefused("scheme-carry-over")
    try story.when(
      carrying { $0["functions"] = .array(without + [SmallTrust.row("F3", "Orders", "HT", never: true)]) }
    ).thenRefused("scheme-carry-over")
    let holders = SmallTrust.holders.filter { $0["code"] != "CFO" }
    try story.when(carrying { $0["holders"] = .array(holders) }).thenRefused("scheme-carry-over")
  }

  @Test func `a variation is judged by every version that it would live under`() throws {
    let functions = SmallTrust.functions.map { row in
      row["code"] == "F3" ? SmallTrust.row("F3", "Orders", "HT", never: true) : row
    }
    let story = try Story.schoolAtRisk()
      .when(
        adopting(
          { data in
            data["functions"] = .array(functions)
            data["firstDay"] = "2025-09-01"
          }, on: "2024-11-13")
      ).then()
    try story.when(.board("vary-scheme", "2024-11-20", SmallTrust.variation)).then()
    try story.when(
      .board("vary-scheme", "2024-11-20", SmallTrust.variation.with(("lastDay", "2025-10-31")))
    ).thenRefused("variation-never")
    let renewed = VariationTold.renewed("V-1", ["F3"], "2025-07-23", "2025-10-31", review: "2025-09-24")
    try story.when(.board("vary-scheme", "2024-11-20", SmallTrust.variation)).then()
      .when(.board("vary-scheme", "2025-07-16", renewed)).thenRefused("variation-never")
  }
}
