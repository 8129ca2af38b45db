import Governance
import Schemas
import Testing

struct HoldingTests {
  @Test func `what is not varied is held as the scheme says`() throws {
    let trust = try Story.smallTrust().trust()
    let holding = try #require(trust.holding(of: function("F3"), school: school("S1"), on: day("2024-10-01")))
    #expect(holding.holder == "HT")
    #expect(holding.party == .office(OfficeCode(unchecked: "head-S1")))
    #expect(holding.variation == nil)
  }

  @Test func `a variation holds from its first day to its last`() throws {
    let trust = try Story.varied().trust()
    #expect(trust.holder("F3", "S1", "2024-11-20") == "HT")
    #expect(trust.holder("F3", "S1", "2024-11-21") == "CFO")
    #expect(trust.holder("F3", "S1", "2025-07-22") == "CFO")
    #expect(trust.holder("F3", "S1", "2025-07-23") == "HT")
    #expect(trust.holder("F3", "S2", "2025-01-01") == "HT")
  }

  @Test func `an interim board holds the rest, and what may never move as the local body's successor`() throws
  {
    let trust = try Story.interim().trust()
    #expect(trust.holder("E3", "S1", "2025-04-21") == "LGB")
    #expect(trust.holder("E3", "S1", "2025-04-22") == "IEB")
    #expect(trust.holder("F1", "S1", "2025-04-22") == "FRC")
    #expect(trust.holder("P4", "S1", "2025-05-01") == "HT")
    let elections = try #require(
      trust.holding(of: function("G7"), school: school("S1"), on: day("2025-05-01")))
    #expect(elections.holder == "IEB" && elections.variation == nil)
    #expect(elections.party == .body(BodyCode(unchecked: "ieb-S1")))
  }
}

extension Trust {
  /// The code of the holder; empty when nobody holds it.
  func holder(_ name: String, _ code: String, _ on: String) -> String {
    holding(of: function(name), school: school(code), on: day(on))?.holder ?? ""
  }
}
