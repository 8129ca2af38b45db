import Foundation
import TestSupport
import Testing

/// What is said of corrections and voidings, and of options whose value does not do.
struct AmendingWordsTests {
  @Test func `an entry that was voided is named as it was asked for`() throws {
    let bench = try Bench(until: "2024-11-19")
    #expect(try bench.run("void", "R08", "--reason", "Wrong school.").status == 0)
    let again = try bench.run("void", "R08", "--reason", "Once more.")
    #expect(again.status == 1)
    #expect(again.err.hasPrefix("refused: entry 'R08' was voided"), "\(again.err)")
    #expect(again.err.contains("kite show R08"))
    #expect(!again.err.contains("-7"))
  }

  @Test func `the trail says which entry was corrected or voided, and how`() throws {
    let bench = try Bench(until: "2024-11-19")
    #expect(try bench.run("void", "R08", "--reason", "Wrong school.").status == 0)
    let corrected = try bench.run(
      "correct", "E13", "--field", "lastDay", "--now", "2024-07-19", "--source", "Contract extract.")
    #expect(corrected.status == 0, "\(corrected.err)")
    let trail = try bench.run("trail", "--json").out
    #expect(trail.contains("Entry R08 was voided: Wrong school."), "\(trail.suffix(500))")
    #expect(
      trail.contains("Entry E13 was corrected: 'last day' is '2024-07-19', and said '2024-07-18'"),
      "\(trail.suffix(500))")
    let same = try bench.run(
      "correct", "E13", "--field", "lastDay", "--now", "2024-07-19", "--source", "Contract extract.")
    #expect(same.status == 1)
    #expect(same.err.contains("says \"2024-07-19\" already"), "\(same.err)")
  }

  @Test func `a value that does not do is told in the words of its option, argument or file`() throws {
    let bench = try Bench(until: "2024-11-19")
    let give = ["office", "give", "clerk", "p-002", "--first-day", "2024-12-01"]
    let option = try bench.run(words: give + ["--appointed-by", "x y"])
    #expect(option.status == 65)
    #expect(option.err.hasPrefix("kite: '--appointed-by': expected a body or an office"), "\(option.err)")
    let input = #"{"type":"OfficeGiven","data":{"appointedBy":"x y"}}"#
    let file = try bench.run(words: give + ["--input", "-"], input: input)
    #expect(file.status == 65)
    #expect(file.err.hasPrefix("kite: 'appointedBy' in "), "\(file.err)")
    for said in [option, file] { #expect(!said.err.contains("OfficeGiven")) }
  }

  @Test func `a trust's code is checked before a key is made`() throws {
    let bench = try Bench()
    for code in ["Bad Code", "Greywether", "a/b", "a+b", ""] {
      let result = try bench.run(
        "init", bench.record, "--trust", "X", "--code", code, "--person", "p-001", "--office", "clerk",
        "--no-passphrase")
      #expect(result.status == 64)
      #expect(result.err.contains("'--code' is '\(code)'"), "\(result.err)")
    }
    let unnamed = try bench.run(
      "init", bench.record, "--trust", "", "--code", "x", "--person", "p-001", "--office", "clerk",
      "--no-passphrase")
    #expect(unnamed.status == 65)
    #expect(unnamed.err.hasPrefix("kite: '--trust': expected "), "\(unnamed.err)")
    #expect(!FileManager.default.fileExists(atPath: bench.record))
    #expect(FileManager.default.subpaths(atPath: bench.home)?.contains { $0.hasSuffix(".pem") } != true)
  }

  @Test func `a day without its option is told the option`() throws {
    let bench = try Bench(until: "2023-11-21")
    let result = try bench.run("changes", "2023-11-01")
    #expect(result.status == 64)
    let told = result.err.split { $0.isWhitespace }.joined(separator: " ")
    #expect(told.contains("did you mean '--since 2023-11-01'?"), "\(told)")
  }
}
