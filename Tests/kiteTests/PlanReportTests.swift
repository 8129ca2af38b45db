import Foundation
import JSON
import TestSupport
import Testing

@testable import kite

/// Plans and reports as a chief executive and an executive headteacher use them.
struct PlanReportTests {
  private func ask(_ words: String...) throws -> ProgramResult {
    try Greywether.asked().ask(words, width: 80)
  }

  @Test(
    "a plan, what changed in it, a report, and the list of reports read well in 80 columns",
    arguments: [
      ("plan-show.txt", ["plan", "show", "RP-S02", "--on", "2025-02-20"]),
      ("plan-compare.txt", ["plan", "compare", "RP-S02", "1", "2"]),
      ("report-show.txt", ["report", "show", "S03-2024-02", "--on", "2024-03-08"]),
      ("report-list.txt", ["report", "list", "--unseen-by", "CEO", "--on", "2025-02-11"]),
      ("report-template.txt", ["report", "template", "S03", "--on", "2024-03-20"]),
    ])
  func golden(name: String, words: [String]) throws {
    let answer = try Greywether.asked().ask(words, width: 80)
    #expect(answer.status == 0, "\(answer.err)")
    if !name.contains("template") {
      #expect(answer.out.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
    try expectGolden(answer.out, name)
  }

  @Test func `what the board said of a version stands under that version`() throws {
    let line = try #require(try Greywether.asked().json("plan", "show", "RP-S02").first)
    #expect(line["state"] as? String == "returned" && line["decision"] as? String == "E50")
    #expect((line["reasons"] as? [String])?.first?.hasPrefix("It relies on moving 14 pupils") == true)
    let approved = try #require(try Greywether.asked().json("plan", "show", "RP-S03").first)
    #expect(approved["approvedAs"] as? String == "1.1")
    #expect((approved["changes"] as? [String])?.count == 2)
  }

  @Test func `what was known then holds nothing of later`() throws {
    let lines = try Greywether.asked().json("plan", "show", "RP-S02", "--known", "2024-12-15")
    #expect(lines.count == 1 && lines[0]["state"] as? String == "submitted")
    let reports = try Greywether.asked().json("report", "list", "--known", "2025-01-10")
    #expect(reports.compactMap { $0["report"] as? String } == ["S02-2024-12", "S02-2024-11"])
  }

  @Test func `version 2 begins with version 1, and what is given is changed in it`() throws {
    let bench = try Bench(until: "2024-12-18")
    let at = ("2024-12-19", 12)
    let said = try bench.run(
      "plan", "submit", "RP-S02", "--version", "2", "--from", "1", "--pounds", "96000", "--objective",
      "3: On-site provision", "--milestone",
      #"{"code":"3.1","objective":3,"what":"Provision is open.","due":"2025-02-03"}"#, "--office",
      "exec-head-secondary", as: "p-016", at: at)
    #expect(said.status == 0, "\(said.err)")
    let data = try bench.data("PlanSubmitted")
    #expect(data["objectives"]?.array?.count == 7)
    #expect(data["objectives"]?.value(at: "2/what")?.string == "On-site provision")
    #expect(data["objectives"]?.value(at: "3/what")?.string == "English and mathematics")
    #expect(data["milestones"]?.array?.count == 8)
    #expect(data["milestones"]?.value(at: "2/due")?.string == "2025-02-03")
    #expect(data["what"] == nil && data["evidence"] == nil)
    let unknown = try bench.run(
      "plan", "submit", "RP-S02", "--version", "3", "--from", "7", "--office", "exec-head-secondary",
      as: "p-016", at: at)
    #expect(unknown.status == 66)
    #expect(unknown.err.contains("'RP-S02' has no version '7'; it has '1' and '2'"))
  }

  @Test func `a template is filled in and handed in, and what is missing is named`() throws {
    let bench = try Bench(until: "2025-02-10")
    let template = try bench.run("report", "template", "S02", at: ("2025-02-10", 17))
    #expect(template.out.contains(#""report": "S02-2025-01""#))
    func hand(_ text: String, _ more: String...) throws -> Said {
      try bench.run(
        words: ["report", "submit", "--input", "-", "--office", "exec-head-secondary"] + more, as: "p-016",
        at: ("2025-02-11", 12), input: text)
    }
    let bare = try hand(template.out)
    #expect(bare.status == 64)
    for option in ["--rating", "--direction", "--because"] { #expect(bare.err.contains(option)) }
    let filled = template.out.replacing(#""rating": null,"#, with: #""rating": "red","#)
      .replacing(#""direction": null"#, with: #""direction": "unchanged""#)
      .replacing(#""because": null"#, with: #""because": "Attendance is flat.""#)
    #expect(
      try hand(filled.replacing("\"red\"", with: "\"blue\"")).err.contains("'rating' in 'standard input'"))
    let wrong = try hand(
      filled, "--input", "-"
    )
    #expect(wrong.status == 64)
    #expect(try hand(filled).status == 0)
    let again = try hand(filled)
    #expect(again.status == 1 && again.err.contains("'S02-2025-01' was handed in on Tue 11 Feb 2025"))
  }

  @Test(
    "a report that cannot be is refused in a sentence that says what to do",
    arguments: [
      ("S02-2024-10", "case 'B' of 'S02' opened on Mon 11 Nov 2024: Oct 2024 was before it"),
      ("S03-2024-09", "case 'A' of 'S03' ended on Sun 7 Jul 2024: Sep 2024 has no report"),
      ("S02-2025-03", "Mar 2025 is not over on Tue 11 Feb 2025"),
      ("S02-2024-12", "'S02-2024-12' was handed in on Wed 8 Jan 2025"),
      ("S01-2024-12", "'S01' is not at risk on Tue 31 Dec 2024"),
    ])
  func refused(report: String, says: String) throws {
    let said = try Bench(until: "2025-02-10").run(
      "report", "submit", report, "--rating", "red", "--direction", "unchanged", "--because", "x", "--plan",
      "RP-S02", "--plan-version", "2", "--office", "exec-head-secondary", as: "p-016",
      at: ("2025-02-11", 12))
    #expect(said.status == 1 && said.err.contains(says), "\(said.err)")
    #expect(said.err.contains("what you may do") || report.hasPrefix("S01"))
  }

  @Test func `one missed report is one line, and the ladder is told in it`() throws {
    let text = try ask("due", "--on", "2025-02-14", "--known", "2025-02-09").out
    #expect(text.contains("2 late"))
    let lines = text.split(separator: "\n").filter { $0.contains("report for Jan 2025") }
    #expect(lines.count == 1)
    let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      flat.contains(
        "GP p-001 tells CEO and exec-head-secondary, the chair of SEC (it goes on the next agenda) and the "
          + "chair of TB (a review of the plan is opened), once for each: kite notify"))
  }

  @Test func `a file of a plan with a wrong type names the field`() throws {
    let bench = try Bench(until: "2024-12-18")
    func hand(_ json: String) throws -> Said {
      try bench.run(
        "plan", "submit", "RP-S02", "--input", "-", "--office", "exec-head-secondary", "--dry-run",
        as: "p-016", at: ("2024-12-19", 12), input: json)
    }
    let cost = try hand(#"{"version":"2","objectives":[{"number":1,"what":"a"}],"pounds":"much"}"#)
    #expect(cost.status == 65)
    #expect(cost.err.contains("'pounds' in 'standard input': expected a whole number"))
    let due = try hand(
      #"{"version":"2","objectives":[{"number":1,"what":"a"}],"#
        + #""milestones":[{"code":"1","what":"a","due":"31 January"}]}"#)
    #expect(due.err.contains("'milestones' in 'standard input', item 1, 'due': expected a day such as"))
    let list = try hand("[1]")
    #expect(list.status == 65 && list.err.contains("is not a JSON object"))
  }
}
