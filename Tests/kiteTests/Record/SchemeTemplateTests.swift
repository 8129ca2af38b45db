import EventLog
import Foundation
import JSON
import TestSupport
import Testing

/// The template of forty functions, as JSON and as tables, and schemes that are longer than one entry.
struct SchemeTemplateTests {
  private let bench: Bench

  init() throws {
    bench = try Bench()
    try say(
      "init", bench.record, "--trust", "Example Trust", "--code", "example", "--person", "p-001", "--office",
      "clerk", "--no-passphrase")
    for (body, kind) in [
      ("members", "members"), ("trust-board", "board"), ("sec", "committee"), ("frc", "committee"),
    ] {
      try say(
        "body", "constitute", body, "--kind", kind, "--size", "7", "--quorum", "3", "--first-day",
        "2026-09-01")
    }
  }

  private func say(_ words: String..., sourceLocation: SourceLocation = #_sourceLocation) throws {
    let result = try bench.run(words: words, at: ("2026-09-01", 12))
    #expect(result.status == 0, "\(words): \(result.err)", sourceLocation: sourceLocation)
  }

  private func adopt(_ file: String, _ more: String...) throws -> Said {
    try bench.run(
      words: [
        "scheme", "adopt", file, "--version", "v1", "--first-day", "2026-09-01", "--by", "trust-board",
        "--present", "5", "--vote", "5-0-0", "--because", "A scheme to begin with.",
      ] + more, at: ("2026-09-01", 12))
  }

  private func template(_ part: String) throws -> String {
    let printed = try bench.run("scheme", "template", "--format", "csv", "--part", part)
    return try bench.folder.write(printed.out, to: "\(part).csv")
  }

  @Test func `the tables of the template are the template`() throws {
    let json = try JSONValue.parse(try bench.run("scheme", "template").out)
    #expect(json["functions"]?.array?.count == 40)
    let said = try adopt(
      template("functions"), "--holders", template("holders"), "--powers", template("powers"))
    #expect(said.status == 0, "\(said.err)")
    let adopted = try bench.data("SchemeAdopted")
    for part in ["holders", "powers", "tiers"] { #expect(adopted[part] == json[part], "\(part)") }
    let (own, first) = (adopted["functions"]?.array ?? [], json["functions"]?.array ?? [])
    #expect(own.count == 40)
    for (row, function) in zip(own, first) {
      for field in ["code", "title", "holder", "moderate", "high", "note"] {
        #expect(row[field] == function[field], "\(field) of \(row["code"]?.text ?? "")")
      }
      #expect((row["never"]?.bool ?? false) == (function["never"]?.bool ?? false))
      let letters = { (row: JSONValue) in Set((row["letters"]?.array ?? []).map(\.text)) }
      #expect(letters(row) == letters(function))
    }
  }

  @Test func `a body that the trust does not have holds nothing`() throws {
    let holders = "code,name,stands\nTB,Board,body/trust-board\nARC,Audit,body/arc\n"
    let file = try bench.folder.write(
      "code,title,never,TB,ARC\nG1,Vary,yes,A,\nG2,Audit,,,A\n", to: "own.csv")
    let said = try adopt(
      file, "--holders", bench.folder.write(holders, to: "who.csv"), "--power", "vary-scheme: G1")
    #expect(said.status == 1)
    #expect(
      said.err.hasPrefix(
        "refused: 'ARC', who holds 'G2', stands for the body 'arc', which the trust does not have on "
          + "Tue 1 Sep "
          + "2026"), "\(said.err)")
    #expect(said.err.contains("kite body constitute arc --kind KIND"))
  }

  @Test func `what is wrong with holders and powers is told by row and column`() throws {
    let matrix = try bench.folder.write("code,title,never,TB\nG1,Vary,yes,A\n", to: "own.csv")
    let holders = try bench.folder.write("code,name,stands\nTB,,body/trust-board\n", to: "who.csv")
    #expect(
      try adopt(matrix, "--holders", holders).err.contains("'\(holders)', row 2, column 'name': it is empty"))
    let powers = try bench.folder.write(
      "power,function,holders\nvary-scheme,,\nset-tier,G9,\n", to: "powers.csv")
    let said = try adopt(matrix, "--powers", powers)
    #expect(said.status == 65)
    #expect(said.err.contains("row 2, columns 'function' and 'holders': 'vary-scheme' is bound to nothing"))
    #expect(said.err.contains("row 3, column 'function': the scheme has no function 'G9'"))
    let part = try bench.folder.write("power;function\nfly;G1\n", to: "powers.csv")
    #expect(try adopt(matrix, "--powers", part).err.contains("'fly' is not a power that the rules know"))
  }

  @Test func `five thousand functions are adopted, over as many entries as they need`() throws {
    let text =
      "code,title,never,TB,CEO,SEC,note\nG3,Vary the scheme,yes,A,,,\n"
      + (1...5000).map { "L\($0),Function number \($0) of a scheme that is long,,A,R,C,\n" }.joined()
    let file = try bench.folder.write(text, to: "long.csv")
    let said = try adopt(file, "--power", "vary-scheme: G3", "--power", "adopt-scheme: G3")
    #expect(said.status == 0, "\(said.err)")
    #expect(said.out.hasPrefix("scheme v1 holds from Tue 1 Sep 2026, with 5001 functions"), "\(said.out)")
    let who = try bench.run("who", "L4999", "--json", "--on", "2026-09-02", at: ("2026-09-02", 12))
    #expect(try JSONValue.parse(who.out)["holder"] == "TB")
    let table = try bench.run("scheme", "show", "--format", "csv", at: ("2026-09-02", 12)).out
    #expect(table.split { $0.isNewline }.count == 5002)
    #expect(try bench.run("verify").status == 0)
    // The next version out of a table keeps what this one says of powers.
    let next = try bench.folder.write(table, to: "next.csv")
    let again = try bench.run(
      "scheme", "adopt", next, "--version", "v2", "--first-day", "2026-10-01", "--by", "TB", "--present", "5",
      "--vote", "5-0-0", "--because", "The same again.", at: ("2026-09-02", 12))
    #expect(again.status == 0, "\(again.err)")
  }

  @Test func `a long scheme is judged whole, and nothing of it is recorded when it is refused`() throws {
    let text =
      "code,title,never,TB,CEO\nG3,Vary the scheme,yes,A,\n"
      + (1...900).map { "L\($0),Function number \($0) of a scheme that is rather long,,A,R\n" }.joined()
    let file = try bench.folder.write(text, to: "long.csv")
    let before = try bench.bytes
    let said = try adopt(file, "--power", "vary-scheme: L5")
    #expect(said.status == 1)
    #expect(said.err.contains("mark 'L5' as never to be moved"), "\(said.err)")
    #expect(try bench.bytes == before)
    let dry = try adopt(file, "--power", "vary-scheme: G3", "--dry-run")
    #expect(dry.status == 0, "\(dry.err)")
    #expect(try bench.bytes == before)
  }
}
