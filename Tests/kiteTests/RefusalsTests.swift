import TestSupport
import Testing

/// What can't be answered is refused in words, with the exit status that scripts go by.
struct RefusalsTests {
  @Test(
    "a question that can't be answered says why",
    arguments: [
      (["who", "F99", "--school", "S02"], 66, "'F99' is no function of scheme v2025.1"),
      (["who", "F3", "--school", "S22"], 66, "there is no school 'S22'; did you mean 'S02'?"),
      (["who", "F3"], 64, "say which school with --school"),
      (["who", "F3", "--school", "S02", "--on", "2019-01-01"], 66, "it joined on Fri 1 Jan 2021"),
      (
        ["who", "F3", "--school", "S02", "--on", "2022-01-01"], 66,
        "the first, v2022.1, is in force from Thu 22 Sep 2022"
      ),
      (["who", "vary-schema"], 66, "did you mean 'vary-scheme'?"),
      (
        ["who", "F3", "--school", "S02", "--known", "2020-01-01"], 66,
        "no school of the trust was on record then"
      ),
      (["who", "F3", "--on", "tomorrow"], 64, "expected a day such as 2025-03-03"),
      (["who", "F3", "--known", "soon"], 64, "expected a day such as 2025-03-03 or a time"),
      (["who"], 64, "missing 'FUNCTION'"),
      (["why", "F99", "--school", "S02"], 66, "there is no function 'F99'"),
      (["why", "place-at-risk-urgently"], 66, "ask 'kite who place-at-risk-urgently'"),
      (["show", "E99"], 66, "there is no entry 'E99' in this record"),
      (["show", "E67", "--known", "2025-04-30"], 66, "'E67' was not known at the end of 30 Apr 2025"),
      (["status", "S99"], 66, "there is no school 'S99'"),
      (["trail", "--case", "Z"], 66, "there is no case 'Z'"),
      (["trail", "--type", "VariationMad"], 64, "did you mean 'VariationMade'?"),
      (["trail", "--principle", "thrift"], 64, "expected selflessness"),
      (["trail", "--since", "2025-02-01", "--until", "2025-01-01"], 64, "no entry can fit both"),
      (["trail", "--audience", "press"], 64, "expected public"),
      (["changes"], 64, "missing '--since'"),
      (["schema", "VariationMad"], 66, "did you mean 'VariationMade'?"),
      (["status", "--record", "/nowhere"], 66, "'/nowhere' is not a record"),
    ] as [([String], Int32, String)])
  func refused(words: [String], status: Int32, says: String) throws {
    let answer = try Greywether.asked().ask(words)
    #expect(answer.status == status)
    #expect(answer.err.contains(says), "\(answer.err)")
    #expect(answer.out.isEmpty)
    let json = try Greywether.asked().ask(words + ["--json"])
    #expect(json.status == status)
    #expect(json.err.hasPrefix(#"{"error":{"status":\#(status),"#))
  }

  @Test(
    "nothing found is an answer, not a failure",
    arguments: [
      (["trail", "--text", "zeppelin"], "no entry of the record fits"),
      (["changes", "--since", "2027-01-01"], "nothing was recorded since Fri 1 Jan 2027"),
      (["status", "--on", "2010-01-01"], "has no school on Fri 1 Jan 2010"),
      (["who", "head-S02", "--on", "2010-01-01"], "nobody on that day"),
      (["status", "S05"], "nothing is due"),
    ])
  func empty(words: [String], says: String) throws {
    let answer = try Greywether.asked().ask(words)
    #expect(answer.status == 0)
    #expect(answer.out.contains(says))
  }

  @Test func `a record without anything in it answers with sentences`() throws {
    let home = try TemporaryDirectory()
    let record = home.path("record")
    let environment = ["HOME": home.path, "KITE_RECORD": record]
    let made = try Kite.run(
      [
        "init", record, "--trust", "Small Trust", "--code", "small", "--person", "p-001", "--office", "clerk",
        "--no-passphrase",
      ], environment: environment)
    #expect(made.status == 0)
    let status = try Kite.run(["status"], environment: environment)
    #expect(status.status == 0)
    #expect(status.out.contains("Small Trust has no school"))
    #expect(!status.out.contains("demonstration"))
    let who = try Kite.run(["who", "vary-scheme"], environment: environment)
    #expect(who.status == 66)
    #expect(who.err.contains("what is not delegated is the Trust Board's"))
    #expect(try Kite.run(["trail"], environment: environment).out.contains("1 entry"))
  }
}
