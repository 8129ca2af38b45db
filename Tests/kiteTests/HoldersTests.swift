import TestSupport
import Testing

/// Who holds what on which day in the story, asked of the built program.
struct HoldersTests {
  @Test(
    "a function has the one holder that the story gives it on the day",
    arguments: [
      ("H01", "S03", "E2", "2023-11-22", "LGB", "default"),
      ("H02", "S03", "E2", "2023-11-23", "SEC", "V-2023-01"),
      ("H03", "S03", "F4", "2024-01-10", "LGB", "default"),
      ("H04", "S03", "G9", "2024-03-01", "LGB", "default"),
      ("H05", "S03", "T3", "2024-07-08", "HT", "default"),
      ("H06", "S02", "F3", "2024-11-20", "HT", "default"),
      ("H07", "S02", "F3", "2024-11-21", "CFO", "V-2024-01"),
      ("H08", "S02", "F3", "2026-07-22", "HT", "default"),
      ("H09", "S02", "E5", "2025-03-03", "CEO", "V-2024-01"),
      ("H10", "S02", "E5", "2025-07-22", "CEO", "V-2024-01"),
      ("H11", "S02", "E5", "2026-07-22", "LGB", "default"),
      ("H12", "S02", "E3", "2025-04-22", "IEB", "V-2025-01"),
      ("H13", "S02", "P8", "2026-02-28", "IEB", "V-2025-01"),
      ("H14", "S02", "P4", "2025-05-01", "HT", "default"),
      ("H15", "S02", "F1", "2026-08-31", "FRC", "V-2026-01"),
      ("G7", "S02", "G7", "2025-04-22", "IEB", "default"),
    ])
  func holds(question: String, school: String, function: String, on: String, holder: String, because: String)
    throws
  {
    let answer = try #require(
      try Greywether.asked().json("who", function, "--school", school, "--on", on).first)
    #expect(answer["holder"] as? String == holder, "\(question)")
    #expect(answer["because"] as? String == because, "\(question)")
    #expect(answer["on"] as? String == on)
    #expect(answer["standing"] as? String == "confirmed")
  }

  @Test func `who answers with its keys in the fixed order`() throws {
    let answer = try Greywether.asked().kite("who", "F3", "--school", "S02", "--on", "2025-03-03", "--json")
    let expected = [
      #"{"function":"F3","school":"S02","on":"2025-03-03","holder":"CFO","body":"CFO","via":null,"#,
      #""normally":"HT","because":"V-2024-01","limit":null,"standing":"confirmed","#,
    ]
    #expect(answer.out.hasPrefix(expected.joined()))
  }

  @Test func `a softened function has one holder for each amount`() throws {
    let answer = try #require(
      try Greywether.asked().json("who", "F3", "--school", "S02", "--on", "2026-03-03").first)
    let limit = try #require(answer["limit"] as? [String: Any])
    #expect(limit["pounds"] as? Int == 5000)
    #expect(limit["upTo"] as? String == "HT")
    #expect(answer["holder"] as? String == "CFO")
  }

  @Test func `a panel is told with the body whose it is`() throws {
    let answer = try #require(
      try Greywether.asked().json("who", "G9", "--school", "S03", "--on", "2024-02-29").first)
    #expect(answer["body"] as? String == "trust-board")
    #expect(answer["via"] as? String == "panel")
  }

  @Test func `schools that share a local body have the same one`() throws {
    let answer = try #require(try Greywether.asked().json("who", "E3", "--school", "S07").first)
    #expect(answer["body"] as? String == "lgb-S06-S07")
  }

  @Test(
    "an office has the person of the day, acting ones first",
    arguments: [
      ("chair-trust", "2024-09-11", "p-003", false), ("chair-trust", "2024-09-12", "p-004", false),
      ("head-S02", "2024-11-03", "p-030", false), ("head-S02", "2024-11-04", "p-031", true),
      ("head-S02", "2025-09-01", "p-032", false), ("CEO", "2025-03-03", "p-002", false),
    ])
  func office(office: String, on: String, person: String, acting: Bool) throws {
    let answer = try #require(try Greywether.asked().json("who", office, "--on", on).first)
    #expect(answer["person"] as? String == person)
    #expect(answer["acting"] as? Bool == acting)
    #expect(answer["office"] as? String == office)
  }

  @Test(
    "a power has the holders that the scheme binds it to",
    arguments: [
      ("vary-scheme", ["TB"]), ("place-at-risk-urgently", ["CEO", "CHAIR"]), ("watch-school", ["SEC"]),
      ("release-content", ["GP"]),
    ])
  func power(power: String, holders: [String]) throws {
    let answer = try #require(try Greywether.asked().json("who", power).first)
    #expect(answer["holders"] as? [String] == holders)
  }

  @Test(
    "the scheme in force is the one of the day",
    arguments: [("2025-09-10", "v2024.1"), ("2025-09-11", "v2025.1")])
  func scheme(on: String, version: String) throws {
    let answer = try #require(try Greywether.asked().json("who", "F3", "--school", "S05", "--on", on).first)
    #expect(answer["scheme"] as? String == version)
  }

  @Test func `what was recorded later is not known earlier`() throws {
    let answer = try #require(
      try Greywether.asked().json(
        "who", "F3", "--school", "S02", "--on", "2024-11-21", "--known", "2024-11-19"
      ).first)
    #expect(answer["holder"] as? String == "HT")
    #expect(answer["because"] as? String == "default")
  }
}
