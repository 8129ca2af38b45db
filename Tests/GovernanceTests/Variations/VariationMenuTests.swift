import Governance
import JSON
import Schemas
import Testing

/// What a scheme usually moves at a level: a menu to choose from.
struct VariationMenuTests {
  private func story() throws -> Story {
    let rows: [JSONValue] = SmallTrust.functions.map { row in
      var row = row
      switch row["code"]?.string {
      case "E2":
        row["moderate"] = "SEC"
        row["high"] = "TB"
      case "F1": row["high"] = "FRC"
      case "P4": row["high"] = "CEO"
      default: break
      }
      return row
    }
    let scheme = SmallTrust.scheme.with(
      ("scheme", "v2"), ("firstDay", "2024-10-02"), ("functions", .array(rows)))
    return try Story.smallTrust().when(.board("adopt-scheme", "2024-10-01", school: nil, scheme)).then()
      .when(.board("place-at-risk", "2024-11-06", SmallTrust.placed)).then()
  }

  @Test func `each level has its own, and what never moves is in none`() throws {
    let trust = try story().trust()
    let on = day("2024-11-07")
    let moderate = try #require(trust.variationMenu(of: school("S1"), level: .moderate, on: on))
    #expect(moderate.items.map(\.function.text) == ["E2"] && moderate.items[0].to == "SEC")
    let high = try #require(trust.variationMenu(of: school("S1"), level: .high, on: on))
    #expect(high.items.map(\.function.text) == ["E2", "F1"])
    #expect(high.items[0].to == "TB" && high.items[0].now == "LGB")
    #expect(high.staying.count == 10 && high.never.map(\.text) == ["G1", "G3", "G4", "G7", "P4"])
    #expect(high.items.allSatisfy { $0.isOpen })
    let watch = try #require(trust.variationMenu(of: school("S1"), level: .watch, on: on))
    #expect(watch.items.isEmpty)
    #expect(trust.variationMenu(of: school("S1"), level: .high, on: day("2020-01-01")) == nil)
  }

  @Test func `what is moved already says by which variation`() throws {
    let trust = try story().when(.board("vary-scheme", "2024-11-20", SmallTrust.variation)).then().trust()
    let menu = try #require(
      trust.variationMenu(of: school("S1"), level: .high, on: day("2024-11-21")))
    #expect(menu.items[0].variedBy?.text == "V-1" && menu.items[0].now == "SEC")
    #expect(!menu.items[0].isOpen)
  }
}
