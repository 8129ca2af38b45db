import Asking
import TestSupport
import Testing

/// The record as it happened and as it was known, asked of the built program.
struct KnownTests {
  private func entry(_ ref: String, known: String) throws -> [String: Any] {
    try #require(try Greywether.asked().json("show", ref, "--known", known).first)
  }

  @Test func `a correction counts from the day on which it was recorded`() throws {
    let record = try Greywether.asked()
    let before = try record.kite("show", "E13", "--known", "2024-06-07").out
    let after = try record.kite("show", "E13", "--known", "2024-06-10").out
    #expect(before.contains("Fri 19 Jul 2024"))
    #expect(!before.contains("corrected"))
    #expect(after.contains("2024-07-19, corrected by E29: 2024-07-18"))
    #expect(try entry("E13", known: "2024-06-07")["standing"] as? String == "confirmed")
    #expect(try entry("E13", known: "2024-06-10")["standing"] as? String == "corrected")
  }

  @Test func `an inspection result is restricted until it is released`() throws {
    #expect(try entry("E60", known: "2025-04-30")["class"] as? String == "restricted")
    #expect(try entry("E60", known: "2025-05-07")["class"] as? String == "open")
    let record = try Greywether.asked()
    for audience in ["public", "trustee", "auditor", "regulator"] {
      let shown = try record.kite("show", "E60", "--known", "2025-04-30", "--audience", audience).out
      #expect(shown.contains("[withheld: restricted]"))
      #expect(!shown.contains("Provisional"), "\(audience) sees what is restricted")
    }
    #expect(try record.kite("show", "E60", "--known", "2025-05-07").out.contains("Provisional"))
  }

  @Test func `what another entered for the Board stands unconfirmed until its recorder confirms it`() throws {
    #expect(try entry("E40", known: "2024-11-21")["standing"] as? String == "unconfirmed")
    #expect(try entry("E40", known: "2024-11-22")["standing"] as? String == "confirmed")
  }

  @Test func `erased content is told from withheld content`() throws {
    let record = try Greywether.asked()
    let before = record.ask(["show", "E54", "--known", "2026-02-03"]).out
    let after = record.ask(["show", "E54"]).out
    #expect(!before.contains("erased"))
    #expect(before.contains("Withheld: 4 fields of class personal"))
    #expect(after.contains("[erased by X20]"))
    #expect(after.contains("Withheld: 3 fields of class personal"))
  }

  @Test func `an answer that rests on an unconfirmed decision says so`() throws {
    let record = try Greywether.asked()
    let words = ["status", "S02", "--on", "2024-11-21"]
    #expect(record.ask(words + ["--known", "2024-11-21"]).out.contains("Wed 20 Nov 2024 (E40, unconfirmed)"))
    #expect(record.ask(words + ["--known", "2024-11-22"]).out.contains("Wed 20 Nov 2024 (E40)"))
  }

  @Test func `a time known is a day's end, or a minute`() throws {
    let record = try Greywether.asked()
    let before = record.ask(["show", "E41", "--known", "2024-11-20T16:00:59.000Z"])
    #expect(before.status == 66)
    let after = record.ask(["show", "E41", "--known", "2024-11-20T16:01:00.000Z"])
    #expect(after.status == 0)
    #expect(after.out.contains("as it was known on 20 Nov 2024 at 16:01"))
  }

  @Test func `an entry for the wrong school is voided and stays visible`() throws {
    #expect(try entry("X30", known: "2024-06-20")["standing"] as? String == "confirmed")
    #expect(try entry("X30", known: "2024-06-21")["standing"] as? String == "voided")
    #expect(try Greywether.asked().kite("show", "X30").out.hasPrefix("X30   [voided by X31]\n"))
    let before = try Greywether.asked().json("trail", "--type", "RiskRegistered", "--known", "2024-06-20")
    #expect(before.map { $0["school"] as? String } == ["S04"])
    let after = try Greywether.asked().json("trail", "--type", "RiskRegistered", "--known", "2024-06-21")
    #expect(after.map { $0["ref"] as? String } == ["X30", "X32"])
    #expect(after.map { $0["school"] as? String } == ["S04", "S03"])
    #expect(after.map { $0["standing"] as? String } == ["voided", "confirmed"])
  }

  @Test func `Part 2 is shown to those who attend the closed part of a meeting`() throws {
    let record = try Greywether.asked()
    let open = try record.kite("show", "E38")
    #expect(open.out.contains("[withheld: part2]"))
    #expect(open.out.contains("Tue 11 Nov 2025"), "the day on which the withholding is looked at again")
    #expect(!open.out.contains("Delay would leave"))
    for audience in ["trustee", "auditor", "regulator"] {
      #expect(
        try record.kite("show", "E38", "--audience", audience).out.contains(
          "Delay would leave pupils less safe."))
    }
    for audience in ["public", "body", "person"] {
      #expect(!(try record.kite("show", "E38", "--audience", audience).out.contains("Delay would leave")))
    }
  }

  @Test func `nothing recorded later shows in an answer as it was known`() throws {
    let why = try Greywether.asked().kite(
      "why", "F3", "--school", "S02", "--on", "2025-03-03", "--known", "2025-03-03")
    for later in ["E69", "E72", "E73", "E78", "2026 "] {
      #expect(!why.out.replacing("today is 29 Jul 2026", with: "").contains(later), "\(later) shows")
    }
    #expect(why.out.contains("in force for F3 to 22 Jul 2025"))
  }

  @Test func `the trail of a case is what belongs to it`() throws {
    let entries = try Greywether.asked().json("trail", "--case", "B", "--until", "2025-09-30")
    let expected =
      (34...69).map { "E\($0)" } + (12...15).map { "X\($0)" } + ["R09"] + (10...17).map { "R\($0)" }
      + ["X34", "X35"] + (37...40).map { "X\($0)" }
    #expect(Set(entries.compactMap { $0["ref"] as? String }) == Set(expected))
    #expect(entries.count == 55)
  }

  @Test(
    "the views and the log give the same trail",
    arguments: [["--case", "A"], ["--by", "TB"], ["--school", "S12"]])
  func agree(selection: [String]) throws {
    let record = try Greywether.asked()
    let now = try record.kite(["trail", "--json"] + selection)
    let folded = try record.kite(["trail", "--json", "--known", "2026-12-31"] + selection)
    #expect(!now.out.isEmpty)
    #expect(now.out == folded.out)
  }
}
