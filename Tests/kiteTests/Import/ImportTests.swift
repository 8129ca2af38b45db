import EventLog
import Foundation
import JSON
import TestSupport
import Testing

@testable import kite

/// Eight years of minutes in a spreadsheet, as a clerk has them.
struct ImportTests {
  private let day = (day: "2026-09-02", hour: 12)

  /// A trust that keeps its minutes since 2016, and Kite since September 2026.
  private func begun() throws -> Bench {
    let bench = try Bench()
    func say(_ words: String...) throws {
      let result = try bench.run(words: words, at: ("2026-09-01", 12))
      #expect(result.status == 0, "\(words): \(result.err)")
    }
    try say(
      "init", bench.record, "--trust", "Example Trust", "--code", "example", "--person", "p-001", "--office",
      "clerk", "--no-passphrase")
    let first = "2016-09-01"
    for (body, kind, name) in [
      ("members", "members", "Members"), ("trust-board", "board", "Trust Board"),
      ("sec", "committee", "Standards Committee"), ("frc", "committee", "Finance Committee"),
    ] {
      try say(
        "body", "constitute", body, "--kind", kind, "--name", name, "--size", "9", "--quorum", "4",
        "--first-day", first)
    }
    try say("school", "join", "S02", "--name", "Ormerdyke Academy", "--first-day", "2018-09-01")
    try say(
      "body", "constitute", "lgb-S02", "--kind", "local", "--of-school", "S02", "--size", "7", "--quorum",
      "3", "--first-day", "2018-09-01")
    for person in ["p-001", "p-002", "p-004"] { try say("person", "register", person) }
    try say("office", "give", "CFO", "p-004", "--appointed-by", "trust-board", "--first-day", first)
    let scheme = try bench.folder.write(try bench.run("scheme", "template").out, to: "scheme.json")
    try say(
      "scheme", "adopt", scheme, "--version", "v2016.1", "--first-day", first, "--decided", first,
      "--minutes", "TB 2016/1", "--by", "trust-board", "--present", "5", "--vote", "5-0-0", "--because",
      "A scheme to begin with.")
    try say("body", "recorder", "trust-board", "p-001", "--first-day", "2026-09-01")
    return bench
  }

  private func file(_ bench: Bench, _ text: String, _ name: String = "minutes.csv") throws -> String {
    try bench.folder.write(text, to: name)
  }

  private func imported(_ bench: Bench, _ words: String...) throws -> Said {
    try bench.run(words: ["import"] + words, at: day)
  }

  private func lines(_ bench: Bench, _ words: String...) throws -> [JSONValue] {
    let said = try bench.run(words: ["import", "--json"] + words, at: day)
    return try said.out.split(separator: "\n").map { try JSONValue.parse(String($0)) }
  }

  private func holder(_ bench: Bench, _ function: String, on day: String) throws -> String? {
    let said = try bench.run("who", function, "--school", "S02", "--on", day, "--json", at: self.day)
    return try JSONValue.parse(said.out)["holder"]?.string
  }

  private let minutes = """
    Date of meeting,Body,School,Resolution,Reason,Minute reference,What it did,Item,From,\
    Until,Review by,Present,Vote
    14 March 2019,Trust Board,Ormerdyke Academy,,A deficit.,TB 2019/12,variation approve,\
    F3: CFO,2019-03-14,2020-03-01,2019-06-01,8,8-0-0
    2019-05-02,Standards Committee,S02,The roof is repaired.,,SEC 2019/7,,,,,,,
    2019-05-09,SEC,S02,,They asked.,SEC 2019/8,variation approve,F4: CFO,\
    2019-05-10,2020-04-01,2019-08-01,5,5-0-0
    2019-06-13,TB,S02,The budget is approved.,It balances.,TB 2019/20,,,,,,3,3-0-0
    2019-06-20,TB,,,A vacancy.,TB 2019/21,office give,,2019-09-01,,,8,8-0-0

    """
    .replacing("Present,Vote", with: "Present,Vote,Office,Person,Appointed by")
    .replacing("2019-09-01,,,8,8-0-0", with: "2019-09-01,,,8,8-0-0,CEO,p-002,TB")

  @Test func `decisions move what they moved, and what they lack is marked and listed`() throws {
    let bench = try begun()
    let path = try file(bench, minutes)
    let rows = try lines(bench, path)
    #expect(rows.map { $0["state"]?.string } == Array(repeating: "recorded", count: 5))
    let rules = rows.map { ($0["breaches"]?.array ?? []).compactMap { $0["rule"]?.string } }
    #expect(
      rules == [
        [], ["because-missing", "vote-missing", "function-missing"], ["authority"],
        ["function-missing", "quorum"], [],
      ])
    #expect(
      rows.map { $0["standing"]?.string } == [
        "confirmed", "unconfirmed", "irregular", "irregular", "confirmed",
      ])
    #expect(try holder(bench, "F3", on: "2019-05-01") == "CFO")
    #expect(try holder(bench, "F4", on: "2019-06-01") == "LGB")
    let decided = try bench.data("DecisionTaken")
    #expect(decided["basis"] == "from-minutes")
    #expect(decided["minutes"]?["source"] == "TB 2019/21")
    #expect(decided["minutes"]?["certifiedBy"] == "p-001")
    #expect(decided["minutes"]?["checksum"]?.string?.utf8.count == 64)
    #expect(try bench.run("verify").status == 0)
  }

  @Test func `history sets no clock`() throws {
    let bench = try begun()
    _ = try imported(bench, try file(bench, minutes))
    let atRisk = """
      date,body,school,what it did,level,trigger,exit criterion,first day,criterion met,follow-up until,reason
      2019-03-14,TB,S02,risk place,high,leadership: Audit.,It balances.,2019-03-15,,,A deficit.
      2020-03-14,TB,S02,risk lift,,,,2020-03-15,It balances.,2020-09-01,It balances.

      """
    let said = try imported(bench, try file(bench, atRisk, "risk.csv"))
    #expect(said.status == 0, "\(said.err)")
    let then = try bench.run("due", "--on", "2019-12-01", "--json", at: day)
    #expect(then.out == "", "\(then.out)")
    let due = try bench.run("due", "--json", at: day)
    #expect(due.out == "", "\(due.out)")
  }

  @Test func `a dry run shows the same and changes nothing`() throws {
    let bench = try begun()
    let path = try file(bench, minutes)
    let before = try bench.bytes
    let said = try imported(bench, path, "--dry-run")
    #expect(said.status == 0)
    #expect(said.out.contains("5 would be recorded"))
    #expect(said.out.contains("authority: the Trust Board varies the scheme"))
    #expect(try bench.bytes == before)
  }

  @Test func `importing twice doubles nothing, wherever the rows stand now`() throws {
    let bench = try begun()
    _ = try imported(bench, try file(bench, minutes))
    let before = try bench.bytes
    let rows = minutes.split(separator: "\n")
    let shuffled = ([rows[0]] + rows.dropFirst().reversed()).joined(separator: "\r\n") + "\r\n"
    let again = try lines(bench, try file(bench, "\u{feff}" + shuffled, "other.csv"))
    #expect(again.allSatisfy { $0["state"] == "already" })
    #expect(try bench.bytes == before)
  }

  @Test func `a run that stopped half-way goes on`() throws {
    let bench = try begun()
    let rows = minutes.split(separator: "\n").map(String.init)
    _ = try imported(bench, try file(bench, rows.prefix(3).joined(separator: "\n")))
    let states = try lines(bench, try file(bench, minutes)).map { $0["state"]?.string }
    #expect(states == ["already", "already", "recorded", "recorded", "recorded"])
  }

  @Test func `a row that says something else now is told, until the entry is corrected`() throws {
    let bench = try begun()
    _ = try imported(bench, try file(bench, minutes))
    let before = try bench.bytes
    let path = try file(bench, minutes.replacing("A deficit.", with: "A large deficit."))
    let changed = try lines(bench, path)
    #expect(changed.map { $0["state"]?.string } == ["changed", "already", "already", "already", "already"])
    #expect(changed[0]["fields"] == ["because"])
    #expect(try bench.bytes == before)
    #expect(try imported(bench, path).status == 1)
    let ref = try #require(changed[0]["ref"]?.string)
    let corrected = try bench.run(
      "correct", ref, "--field", "because", "--now", "A large deficit.", "--source", "The minutes.", at: day)
    #expect(corrected.status == 0, "\(corrected.err)")
    #expect(try imported(bench, path).status == 0)
  }

  @Test func `what was voided is not imported again by itself`() throws {
    let bench = try begun()
    let path = try file(bench, minutes)
    let ref = try #require(try lines(bench, path)[3]["ref"]?.string)
    #expect(try bench.run("void", ref, "--reason", "Another school.", at: day).status == 0)
    #expect(try lines(bench, path)[3]["state"] == "voided")
  }

  @Test func `an irregular decision is ratified by a short command, and counts from then on`() throws {
    let bench = try begun()
    let ref = try #require(try lines(bench, try file(bench, minutes))[2]["ref"]?.string)
    let vote = ["--present", "8", "--vote", "8-0-0", "--because", "It was right."]
    let refused = try bench.run(
      words: ["decide", "--ratifies", ref, "--by", "SEC"] + vote, at: day)
    #expect(
      refused.status == 1 && refused.err.contains("the Trust Board varies the scheme"), "\(refused.err)")
    let done = try bench.run(words: ["decide", "--ratifies", ref, "--by", "TB"] + vote, at: day)
    #expect(done.status == 0, "\(done.err)")
    #expect(done.out.contains("\(ref) is ratified"))
    let shown = try JSONValue.parse(try bench.run("show", ref, "--json", at: day).out)
    #expect(shown["standing"] == "unconfirmed" || shown["standing"] == "confirmed")
  }

  @Test func `lines of JSON hold several effects, or what a row of a table holds`() throws {
    let bench = try begun()
    let text = #"""
      {"decided":"2019-03-14","by":"TB","school":"S02","does":"variation approve","item":\#
      ["F3: CFO","F4: CFO"],"first-day":"2019-03-14","last-day":"2020-03-01",\#
      "review-by":"2019-06-01","because":"A deficit.","minutes":"TB 2019/12","present":8,"vote":"8-0-0"}
      {"decision":{"day":"2019-06-20","by":["TB"],"power":"set-trust",\#
      "decision":"Two persons.","because":"Vacancies.","minutes":"TB 2019/21","present":8,\#
      "votes":{"for":8,"against":0,"abstained":0}},"effects":\#
      [{"type":"OfficeGiven","data":{"office":"CEO","person":"p-002",\#
      "appointedBy":"body/trust-board","firstDay":"2019-09-01"}},\#
      {"type":"SettingSet","data":{"setting":"late-entry-working-days","value":3,"firstDay":"2019-09-01"}}]}

      """#
    let rows = try lines(bench, try file(bench, text, "minutes.jsonl"))
    #expect(rows.map { $0["state"]?.string } == ["recorded", "recorded"], "\(rows)")
    #expect(try holder(bench, "F4", on: "2019-05-01") == "CFO")
    #expect(try lines(bench, try file(bench, text, "minutes.jsonl")).allSatisfy { $0["state"] == "already" })
  }

  @Test func `a mapping says what a trust's own words mean`() throws {
    let bench = try begun()
    let path = try file(
      bench, "When,Initials,Group,Text,Ref\n03/04/2019,AB,Full Board,We met.,1\n")
    let map = try file(
      bench,
      #"{"columns":{"When":"decided","Initials":null,"Group":"by","Text":"decision","Ref":"minutes"},"#
        + #""values":{"by":{"full board":"TB"}},"dates":"day-first"}"#, "map.json")
    let rows = try lines(bench, path, "--map", map)
    #expect(rows.map { $0["decided"] } == ["2019-04-03"])
    #expect(rows.map { $0["state"] } == ["recorded"])
  }

  @Test(arguments: [
    ("", "is empty"),
    ("date,body\n", "has no rows"),
    ("body,decision\nTB,x\n", "row 1: there is no column 'decided'"),
    ("date,body,colour\n2019-01-01,TB,red\n", "row 1, column 'colour': it names nothing"),
    ("date,body\n03/04/2024,TB\n", "row 2, column 'date': '03/04/2024' may be 3 April or 4 March"),
    ("date,body\n2019-02-30,TB\n", "row 2, column 'date': '2019-02-30'"),
    ("date,body\n43538,TB\n", "is how a spreadsheet keeps a day"),
    ("date,body,decision\n2019-01-01,Bored,x\n", "row 2, column 'body'"),
    ("date,body,decision\n2019-01-01,,x\n", "row 2: 'by' is empty"),
    ("date,body,does\n2019-01-01,TB,variation aprove\n", "did you mean 'variation approve'?"),
    ("date,body,decision,level\n2019-01-01,TB,x,high\n", "row 2, column 'level': 'decide' has no such thing"),
    ("date,body,school,decision\n2017-01-01,TB,S02,x\n", "it joined on Sat 1 Sep 2018"),
    ("date,body,school,decision\n2019-01-01,TB,S99,x\n", "the trust has no school 'S99'"),
    ("date,body,present\n2019-01-01,TB,many\n", "row 2, column 'present': 'many'"),
    ("[{\"decided\":\"2019-01-01\"}]", "write one object a line"),
    ("{\"decided\":\"2019-01-01\"\n", "row 1: it is not JSON"),
    ("date,body,decision\n2019-01-01,TB,\"x\n", "a quote is not closed"),
    ("date,body,decision\n2019-01-01,TB\n", "row 2: there is no 'decision'"),
  ])
  func `what is wrong in a file is named by row and column, and nothing is recorded`(
    text: String, says: String
  ) throws {
    let bench = try begun()
    let before = try bench.bytes
    let said = try imported(bench, try file(bench, text))
    #expect(said.status == 65, "\(said.err)\(said.out)")
    #expect(said.err.contains(says), "\(said.err)")
    #expect(try bench.bytes == before)
  }

  @Test func `all faults are named at once, and of five thousand the first hundred`() throws {
    let bench = try begun()
    let rows = (0..<5_000).map { "2019-13-\($0 % 90),TB,x\n" }.joined()
    let said = try imported(bench, try file(bench, "date,body,decision\n" + rows))
    #expect(said.status == 65)
    #expect(said.err.contains("has 5000 faults"))
    #expect(said.err.contains("row 101, column 'date'"))
    #expect(said.err.contains("and 4900 more"))
  }
}
