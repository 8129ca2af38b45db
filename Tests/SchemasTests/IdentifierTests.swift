import JSON
import Schemas
import Testing

struct IdentifierTests {
  @Test(arguments: ["S02", "V-2024-01", "v2024.1", "9", "a", String(repeating: "x", count: 64)])
  func `letters, digits, dashes and points are allowed`(text: String) {
    #expect(SchoolID(text)?.text == text)
    #expect(SchoolID(text)?.fullTag == "school/\(text)")
  }

  @Test(arguments: [
    "", "-a", ".a", "a b", "a/b", "é", "a_b", "\u{212A}", "a\n", String(repeating: "x", count: 65),
  ])
  func `anything else is refused`(text: String) {
    #expect(SchoolID(text) == nil)
    #expect(throws: FieldError.self) { try SchoolID.decoded(.string(text)) }
  }

  @Test func `identifiers are ordered as bytes`() throws {
    let texts = ["a", "Z", "10", "9", "B-1", "B.1", "B1"]
    let sorted = try texts.map { try #require(SchoolID($0)) }.sorted().map(\.text)
    #expect(sorted == texts.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
  }
}
