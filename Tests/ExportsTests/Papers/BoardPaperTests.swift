import Asking
import EventLog
import Exports
import Governance
import Schemas
import TestSupport
import Testing

/// The paper for a proposal, and the letter for a variation.
struct BoardPaperTests {
  private let record: Record

  init() throws { record = try Record.whole() }

  @Test func `the paper of a proposal compares every function, and says what the Board will ask`() throws {
    let text = try BoardPaper("E15", record.trail().answers).paper().text(width: 100)
    for expected in [
      "For       the Trust Board, under G3", "From      p-002, Chief Executive",
      "Fenwhistle Primary School (S03); moderate since 9 Nov 2023, case A",
      "decided on 22 Nov 2023 as E16; what follows is as it was known before that",
      "7 of 40 functions change hands", "Local governing body, 14: G7", "Headteacher, 9: E6",
      "- the effect on neighbouring schools (the ethical statement has a gap): --neighbours TEXT",
      "- Not proposed: none - the recovery plan must be approved at Trust level",
      "1. G6 Appoint local governors who are not elected: to Trust Board from 23 Nov 2023 to 19 Jul 2024",
      "EV-2023-001 [withheld: part2]", "Told in confidence", "26 Oct 2023, E08, heard:",
      "____ for, ____ against, ____ abstained", "(quorum 5)",
    ] { #expect(text.contains(expected), "\(expected)") }
    #expect(!text.contains("an option that was rejected"))
    // Nothing that was recorded after the decision.
    #expect(!text.contains("E21"))
  }

  @Test func `a paper is for proposals, by reference or by the variation that is proposed`() throws {
    let answers = try record.trail().answers
    #expect(try BoardPaper("V-2023-01", answers).paper().html == BoardPaper("E15", answers).paper().html)
    for (reference, says) in [
      ("E41", "no proposal but a 'DecisionTaken'"), ("E99", "there is no proposal 'E99'"),
    ] {
      let error = #expect(throws: NotOnRecord.self) { _ = try BoardPaper(reference, answers) }
      #expect(error?.description.contains(says) == true)
    }
    let early = try record.trail(known: "2023-11-14").answers
    #expect(throws: NotOnRecord.self) { _ = try BoardPaper("E15", early) }
  }

  @Test func `the command that a paper drafts records the decision, and the paper then says so`() throws {
    let bench = try TemporaryDirectory()
    let environment = ["HOME": bench.path, "KITE_RECORD": bench.path("open")]
    _ = try Kite.run(
      ["demo", bench.path("open"), "--until", "2023-11-15"], environment: ["HOME": bench.path])
    let paper = try Kite.run(["paper", "E15"], environment: environment)
    #expect(paper.out.contains("Stands    put forward, not decided"))
    #expect(!paper.out.contains("the rules would refuse it"))
    // No support is on record for the school: so the decision must say what was tried, or why nothing was.
    #expect(paper.out.contains("--lesser-step TEXT \\\n") || paper.out.contains("--lesser-step TEXT --input"))
    var command: [String] = []
    for line in paper.out.split(separator: "\n") where !command.isEmpty || line.hasPrefix("  kite decide") {
      command.append(String(line.dropFirst(2)))
      if line == "  DRAFT" { break }
    }
    let line = command.joined(separator: "\n").replacing("kite decide", with: "\"$kite\" decide --as p-001")
      .replacing("DAY", with: "2023-11-22 --late-because 'found in the papers'")
      .replacing("--present N", with: "--present 9").replacing("FOR-AGAINST-ABSTAINED", with: "9-0-0")
      .replacing("TEXT", with: "none")
    let done = try Kite.run(
      program: "/bin/bash", ["-c", line],
      environment: environment.merging(["PATH": "/usr/bin:/bin", "kite": Kite.built("kite")]) { $1 })
    #expect(done.status == 0, "\(line)\n\(done.err)")
    #expect(done.out.contains("variation V-2023-01 moves 7 functions"))
    let after = try Kite.run(["paper", "E15"], environment: environment)
    #expect(after.out.contains("decided on 22 Nov 2023 as"))
  }

  @Test func `a proposal that the rules would refuse says so before the meeting`() throws {
    let bench = try TemporaryDirectory()
    let environment = ["HOME": bench.path, "KITE_RECORD": bench.path("open")]
    _ = try Kite.run(
      ["demo", bench.path("open"), "--until", "2023-11-15"], environment: ["HOME": bench.path])
    let input = """
      {"decision":{"by":["body/trust-board"],"because":"x"},"effects":[{"type":"VariationMade","data":{
      "variation":"V-2023-07","items":[{"function":"G3","holder":"CEO"}],"firstDay":"2023-11-23",
      "lastDay":"2024-07-19","reviewBy":"2024-02-20"}}]}
      """
    let proposed = try Kite.run(
      ["record", "DecisionProposed", "--as", "p-002", "--school", "S03", "--input", "-"],
      environment: environment,
      input: "{\"power\":\"vary-scheme\",\"variation\":\"V-2023-07\",\"draft\":\(input)}")
    #expect(proposed.status == 0, "\(proposed.err)")
    let paper = try Kite.run(["paper", "V-2023-07"], environment: environment)
    #expect(paper.out.contains("the rules would refuse it"), "\(paper.out)\(paper.err)")
    #expect(paper.out.contains("- an option that was rejected, with the reason"))
  }

  @Test func `the letter sets a variation out, and says what is live on the day`() throws {
    let sent = try VariationLetter(
      VariationCode(unchecked: "V-2024-01"), record.trail(known: "2024-11-22").answers
    ).paper().text(width: 100)
    for expected in [
      "the chair and the members of Local Governing Body of Ormerdyke", "E41 of the Trust Board, 20 Nov 2024",
      "17 functions, from 21 Nov 2024 to 22 Jul 2025", "Local governing body, 8: G7", "Headteacher, 5: E6",
      "looks at it again by 29 Jan 2025", "17 functions are held by it",
      "Write to the Governance professional",
      "3 days a week from 25 Nov 2024", "budget only - would not stop orders",
    ] { #expect(sent.contains(expected), "\(expected)") }
    #expect(!sent.contains("E54"))
    let answers = try record.trail().answers
    let now = try VariationLetter(VariationCode(unchecked: "V-2024-01"), answers).paper().text(width: 100)
    #expect(now.contains("Nothing: no function is held by it any more."))
    #expect(now.contains("Other variations are in force: V-2026-01."))
    #expect(now.contains("21 Jan 2026, E72: handed back V-2024-01: F3 up to 5,000 pounds"))
    // What moved by the rule for the rest is told by name, and who had it the day before.
    let rest = try VariationLetter(VariationCode(unchecked: "V-2025-01"), answers).paper().text(width: 100)
    #expect(rest.contains("7 functions, from 22 Apr 2025 to 27 Mar 2026"))
  }

  @Test(arguments: [
    ("V-2024-9", "did you mean 'V-2024-01'?", nil),
    ("V-2023-01", "'kite paper E15' is its paper", "2023-11-16"),
  ])
  func `a letter that cannot be written says why`(code: String, says: String, known: String?) throws {
    let answers = try record.trail(known: known).answers
    let error = #expect(throws: NotOnRecord.self) {
      _ = try VariationLetter(VariationCode(unchecked: code), answers)
    }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
  }

  @Test func `a paper goes into a file whole, and overwrites nothing`() throws {
    let out = try TemporaryDirectory()
    let first = try record.kite("paper", "E15", "--format", "html", "--out", out.path("p.html"))
    #expect(first.status == 0, "\(first.err)")
    #expect(Markup(try out.read("p.html")).problems.isEmpty)
    let second = try record.kite("letter", "V-2024-01", "--out", out.path("p.html"))
    #expect(second.status == 64 && second.err.contains("is not overwritten"))
    let third = try record.kite("letter", "V-2024-01", "--out", out.path("p.html"), "--force")
    #expect(third.status == 0, "\(third.err)")
    #expect(try out.read("p.html").hasPrefix("Greywether Learning Trust - letter to the local body\n"))
  }
}
