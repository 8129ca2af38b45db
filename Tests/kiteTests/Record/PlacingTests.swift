import JSON
import TestSupport
import Testing

@testable import kite

/// A school is placed at risk as the chief executive's clerk does it: each refusal names the next
/// step, which is then taken.
struct PlacingTests {
  private let ethics = [
    "--option", "none: too late", "--evidence", "E33", "--consulted", "Chair: accepts it", "--long-term",
    "None.", "--neighbours", "None.", "--people-affected", "Staff hear first.",
  ]
  private let place = [
    "risk", "place", "S05", "--level", "moderate", "--exit-criterion", "No complaint is open for a month.",
    "--first-day", "2026-09-17", "--by", "TB", "--present", "9", "--vote", "9-0-0", "--because",
    "Complaints grow.",
  ]

  @Test func `evidence, notice, answer, proportion: then it is placed, and six actions are open`() throws {
    let bench = try Bench(until: "2026-07-28")
    func run(_ words: [String], on day: String) throws -> Said { try bench.run(words: words, at: (day, 12)) }
    func refused(_ words: [String], _ sentence: String, next: String) throws {
      let said = try run(words, on: "2026-09-16")
      #expect(said.status == 1 && said.err.contains(sentence) && said.err.contains(next), "\(said.err)")
    }
    func done(_ words: String..., on day: String) throws -> String {
      let said = try run(words + ["--school", "S05"], on: day)
      #expect(said.status == 0, "\(said.err)")
      return said.out
    }
    let letters = place + ethics + ["--trigger", "complaints: letters"]
    try refused(
      letters, "the trigger 'complaints' names no evidence that is on record for 'S05'",
      next: "kite evidence add --school S05 --kind complaints, then name its code")
    _ = try done("evidence", "add", "--kind", "complaints", "--what", "Eight in a term.", on: "2026-09-02")
    let code = try #require(try bench.data("EvidenceAdded")["code"]?.string)
    var words = place + ethics + ["--trigger", "complaints: \(code)"]
    try refused(words, "nothing says why not more and not less", next: "--proportionality TEXT")
    words += ["--proportionality", "Leaders are willing; one matter is at issue."]
    try refused(
      words, "nobody at 'S05' was told that it will be proposed", next: "kite case notice --school S05")
    let told = try done(
      "case", "notice", "--to", "The headteacher", "--to", "The chair", "--answer-by", "2026-09-21",
      on: "2026-09-09")
    #expect(told.contains("next: when they answer: kite case answer --school S05"))
    try refused(
      words, "'S05' was told on Wed 9 Sep 2026, may answer until Mon 21 Sep 2026, and has not yet",
      next: "kite case answer --school S05")
    let answered = try done("case", "answer", "--what", "They accept it.", on: "2026-09-15")
    #expect(answered.contains("next: the body decides: kite risk place S05"))
    let placed = try run(words, on: "2026-09-16")
    #expect(placed.status == 0, "\(placed.err)")
    #expect(placed.out.contains("at risk, level moderate, from Thu 17 Sep 2026"))
    let status = try bench.run("status", "S05", "--on", "2026-09-17").out
    for number in 1...6 { #expect(status.contains("\(number) ")) }
    #expect(status.contains("kite variation propose --school S05"))
    #expect(status.contains("or kite decide --power vary-scheme --school S05, if nothing is to move"))
  }

  @Test func `support is offered and looked at before powers are taken`() throws {
    let bench = try Bench(until: "2026-07-28")
    let vary =
      [
        "variation", "approve", "V-2026-02", "--school", "S08", "--item", "F2: CFO", "--first-day",
        "2026-09-17", "--last-day", "2027-07-20", "--review-by", "2026-12-09", "--by", "TB", "--present", "9",
        "--vote", "9-0-0", "--because", "Two overspends.", "--proportionality", "One function of 42.",
      ] + ethics
    func next(_ words: [String], on day: String = "2026-09-16") throws -> String {
      let said = try bench.run(words: words, at: (day, 12))
      return said.out + said.err
    }
    #expect(try next(vary).contains("no support for 'S08' is on record"))
    #expect(
      try next(["case", "support", "--school", "S08", "--support", "A budget day each month"]).contains(
        "next: look at what it brings: kite case support-review --school S08"))
    #expect(
      try next(vary).contains("support was offered on Wed 16 Sep 2026, and nothing says what it brought"))
    _ = try next(["case", "support-review", "--school", "S08", "--effect", "The forecast is late again."])
    #expect(try next(vary).contains("V-2026-02 moves 1 function of Tansybeck Primary School"))
  }
}
