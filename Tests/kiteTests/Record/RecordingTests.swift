import CommandLineKit
import JSON
import Schemas
import TestSupport
import Testing

@testable import kite

/// What recording commands say and record, in process, on days of the story.
struct RecordingTests {
  @Test func `the table of commands has no fault`() throws {
    let world = World(
      out: { _ in }, err: { _ in }, standardInput: { [] }, environment: { _ in nil },
      now: { .init(milliseconds: 0) },
      width: 80)
    let faults = CommandTable(world).tool.faults
    #expect(faults == [])
  }

  @Test func `every command that records can be tried, and changes nothing`() throws {
    let bench = try Bench(until: "2024-11-19")
    let before = try bench.bytes
    let world = World(
      out: { _ in }, err: { _ in }, standardInput: { [] }, environment: { _ in nil },
      now: { .init(milliseconds: 0) }, width: 80)
    for path in paths(CommandTable(world).tool.root, []) {
      let result = try bench.run(words: path + ["--dry-run", "--school", "S02"])
      // It says what it lacks, what the rules say, or what it would record.
      #expect([0, 1, 64].contains(result.status), "\(path): \(result.err)")
      #expect(result.status == 0 || !result.err.isEmpty, "\(path)")
    }
    #expect(try bench.bytes == before)
  }

  /// The paths of all commands that can be tried out.
  private func paths(_ command: Command, _ path: [String]) -> [[String]] {
    let isRecording = command.declarations.contains { $0.name == "dry-run" }
    return (isRecording ? [path] : []) + command.commands.flatMap { paths($0, path + [$0.name]) }
  }

  @Test func `an urgent decision says by when it must be ratified`() throws {
    let bench = try Bench(until: "2024-11-10")
    let result = try bench.run(
      "risk", "place", "S02", "--level", "high", "--urgent", "--by", "CEO", "--by", "chair-trust",
      "--trigger",
      "safeguarding: E37", "--because", "Delay would leave pupils less safe.", "--proportionality",
      "The safeguarding lead alone could not act.", "--option",
      "wait: pupils less safe", "--evidence", "E37", "--consulted", "Safeguarding lead: agrees",
      "--long-term",
      "None.", "--neighbours", "None.", "--people-affected", "Staff are told in person.", as: "p-002",
      at: ("2024-11-11", 17))
    #expect(result.err == "")
    #expect(
      result.out
        == "Ormerdyke Academy is at risk, level high, from Mon 11 Nov 2024 (2024-001); "
        + "next: the body that holds the "
        + "power must ratify by Mon 25 Nov 2024: kite risk ratify 2024-001\n")
    let placed = try bench.data("SchoolPlacedAtRisk")
    #expect(placed["case"]?.string == "2024-1")
    #expect(try bench.data("DecisionTaken")["power"]?.string == "place-at-risk-urgently")
    #expect(try bench.last["tags"]?.string == "case/2024-1 decision/2024-001 school/S02")
  }

  private let handBack = [
    "variation", "hand-back", "V-2024-01", "F3", "--limit", "5000", "--first-day", "2026-02-02", "--by", "TB",
    "--present", "9", "--vote", "9-0-0", "--because", "Orders are in order.", "--decided", "2026-01-21",
  ]

  @Test func `what is handed back up to a limit goes to the usual holder`() throws {
    let bench = try Bench(until: "2026-01-20")
    let result = try run(bench, handBack + ["--json"], at: "2026-01-21")
    #expect(result.err == "")
    let said = try JSONValue.parse(result.out)
    #expect(said["ref"]?.string == "2026-001")
    #expect(said["standing"]?.string == "confirmed")
    #expect(said["events"] == ["DecisionTaken", "VariationItemHandedBack"])
    #expect(said["positions"]?.array?.count == 2)
    let back = try bench.data("VariationItemHandedBack")
    #expect(back["limit"] == ["pounds": 5000, "upTo": "HT"])
    #expect(try bench.last["subject"]?.string == "school/S02")
  }

  @Test func `a dry run shows all of it and changes nothing`() throws {
    let bench = try Bench(until: "2026-01-20")
    let before = try bench.bytes
    let result = try run(bench, handBack + ["--dry-run"], at: "2026-01-21")
    #expect(result.status == 0)
    #expect(result.out.contains("would be recorded as 2026-001; nothing was changed"))
    #expect(result.out.contains("limit      pounds 5000, upTo HT"))
    #expect(result.out.contains("let it in; it would stand confirmed"))
    #expect(try bench.bytes == before)
  }

  @Test func `a dry run needs no key`() throws {
    let bench = try Bench(until: "2026-01-20")
    let result = try run(bench, handBack + ["--dry-run"], at: "2026-01-21", as: "p-012")
    #expect(result.status == 0)
    #expect(result.out.contains("it would stand unconfirmed"))
  }

  @Test func `all that is missing is named at once, as it is typed`() throws {
    let bench = try Bench(until: "2024-11-19")
    let result = try bench.run("variation", "approve", "--school", "S02")
    #expect(result.status == 64)
    try expectGolden(result.err, "missing.txt", file: golden)
    let json = try bench.run("variation", "approve", "--school", "S02", "--json")
    let missing = try JSONValue.parse(json.err)["error"]?["missing"]?.array?.compactMap {
      $0["option"]?.string
    }
    #expect(
      missing == [
        "--by", "--because", "--first-day", "--last-day", "--review-by", "--option", "--evidence",
        "--consulted", "--long-term", "--neighbours", "--people-affected",
      ])
  }

  @Test func `a refusal of authority says what the holder will ask for`() throws {
    let bench = try Bench(until: "2024-11-19")
    let file = try bench.folder.write(
      #"{"variation":"V-2024-01","items":[{"function":"F3","holder":"CFO"}],"firstDay":"2024-11-21","#
        + #""lastDay":"2025-07-22","reviewBy":"2025-01-29"}"#, to: "V-2024-01.json")
    let result = try bench.run(
      "variation", "approve", "--school", "S02", "--input", file, "--by", "CEO", "--decided", "2024-11-19")
    #expect(result.status == 1)
    let path = bench.folder.path("")
    try expectGolden(result.err.replacing(path, with: ""), "refused.txt", file: golden)
  }

  @Test func `what somebody else enters stands unconfirmed until the body's recorder confirms it`() throws {
    let bench = try Bench(until: "2026-01-20")
    let entered = try run(bench, handBack, at: "2026-01-21", as: "p-002")
    #expect(
      entered.out.contains(
        "unconfirmed: a recorder of trust-board confirms it with kite confirm 2026-001"))
    let refused = try run(bench, ["confirm", "2026-001"], at: "2026-01-22", as: "p-002")
    #expect(refused.status == 1)
    let confirmed = try run(bench, ["confirm", "2026-001"], at: "2026-01-22")
    #expect(confirmed.out == "confirmed: 2026-001 stand as decisions of Trust Board (2026-002)\n")
    #expect(try bench.data("DecisionConfirmed")["body"]?.string == "body/trust-board")
  }

  @Test func `a proposal is approved with the file that it was made from`() throws {
    let bench = try Bench(until: "2024-11-14")
    let file = try bench.folder.write(
      #"{"decision":{"because":"Money is at risk.","neighbours":"None.","longTerm":"None.","#
        + #""evidence":["Audit"],"consulted":[{"who":"CFO","answer":"agrees"}],"peopleAffected":"Told.","#
        + #""proportionality":"One of 25.","lesserSteps":["Eight days of a partner changed nothing."],"#
        + #""options":[{"what":"none","why":"too late"}]},"#
        + #""effects":[{"type":"VariationMade","data":{"variation":"V-2024-07","items":[{"function":"F3","#
        + #""holder":"CFO"}],"firstDay":"2024-11-21","lastDay":"2025-07-22","reviewBy":"2025-01-29"}}]}"#,
      to: "draft.json")
    let proposed = try run(
      bench, ["variation", "propose", "--school", "S02", "--input", file], at: "2024-11-15", as: "p-002")
    #expect(proposed.out.contains("next: the body decides: kite show 2024-001"))
    let draft = try #require(try bench.data("DecisionProposed")["draft"])
    let proposal = try bench.folder.write(draft.text, to: "proposal.json")
    let approved = try run(
      bench,
      [
        "variation", "approve", "--school", "S02", "--input", proposal, "--by", "TB", "--present", "9",
        "--vote",
        "9-0-0", "--decided", "2024-11-20", "--neighbours", "Looked at again.",
      ], at: "2024-11-20")
    #expect(approved.err == "")
    #expect(try bench.data("DecisionTaken")["neighbours"]?.string == "Looked at again.")
    #expect(try bench.data("VariationMade")["variation"]?.string == "V-2024-07")
  }

  @Test func `a class closes every text, and a field may have another`() throws {
    let bench = try Bench(until: "2026-01-20")
    let result = try run(
      bench,
      handBack + [
        "--class", "part2", "--withheld-because", "Staff.", "--option", "none: no", "--close",
        "option=restricted",
      ], at: "2026-01-21")
    #expect(result.err == "")
    let decision = try bench.data("DecisionTaken")
    #expect(decision["because"]?["closed"]?.string == "part2")
    #expect(decision.value(at: "options/0/why")?["closed"]?.string == "restricted")
    let wrong = try run(bench, handBack + ["--close", "becaus=part2"], at: "2026-01-22")
    #expect(wrong.status == 64)
    #expect(wrong.err.contains("'--close' is 'becaus=part2'"))
  }

  @Test func `a correction takes what was from the entry`() throws {
    let bench = try Bench(until: "2024-05-01")
    let result = try run(
      bench,
      ["correct", "E13", "--field", "lastDay", "--now", "2024-07-18", "--source", "Contract extract."],
      at: "2024-05-02", as: "p-002")
    #expect(result.err == "")
    let correction = try bench.data("EntryCorrected")
    #expect(correction["was"]?.string == "2024-07-19")
    #expect(correction["now"]?.string == "2024-07-18")
    #expect(try bench.last["subject"]?.string == "school/S03")
    let again = try run(
      bench, ["correct", "E13", "--field", "lastDay", "--now", "2024-07-17", "--source", "The other page."],
      at: "2024-05-03", as: "p-002")
    #expect(again.err == "")
    #expect(try bench.data("EntryCorrected")["was"]?.string == "2024-07-18")
    let wrong = try run(
      bench, ["correct", "E13", "--field", "lastDy", "--now", "x", "--source", "y"], at: "2024-05-02",
      as: "p-002")
    #expect(wrong.status == 65)
    #expect(wrong.err.contains("has no field 'lastDy'"))
    // What an entry did not say can be added.
    let added = try run(
      bench,
      ["correct", "E13", "--field", "advice", "--now", #"["HR director"]"#, "--source", "The minutes."],
      at: "2024-05-04", as: "p-002")
    #expect(added.status == 0, "\(added.err)")
  }

  @Test func `an effect is recorded with its decision, not by itself`() throws {
    let bench = try Bench(until: "2024-11-19")
    let result = try bench.run("record", "VariationMade")
    #expect(result.status == 64)
    #expect(result.err.contains("is an effect of a decision: record it with kite decide --input"))
  }

  @Test func `on a terminal what is missing is asked for, and shown before it is recorded`() throws {
    let bench = try Bench(until: "2026-01-20")
    let answers = Answered(["", "SEC", "", "Numbers fall.", "soon", "2026-02-01", "2026-05-01", "yes"])
    let result = try bench.run(
      "risk", "watch", "S12", "--present", "5", "--vote", "5-0-0", at: ("2026-01-21", 17),
      ask: { answers.next($0) })
    #expect(result.status == 0, "\(result.err)")
    #expect(result.err.contains("expected a day such as 2025-03-03"))
    #expect(result.err.contains("would be recorded as 2026-001"))
    #expect(answers.questions.first == "Who decided: bodies or offices, all of them. (WHO): ")
    #expect(answers.questions.last == "Record it? yes or no: ")
    #expect(try bench.data("SchoolWatched")["reviewBy"]?.string == "2026-05-01")
  }

  @Test func `on a terminal a rule that lets it in with a reason asks for the reason`() throws {
    let words = [
      "variation", "approve", "V-9", "--school", "S02", "--item", "F3: CFO", "--first-day", "2024-11-21",
      "--last-day", "2025-07-22", "--review-by", "2025-01-29", "--by", "TB", "--present", "9", "--vote",
      "9-0-0", "--option", "none: too late", "--evidence", "E36", "--consulted", "Chair: accepts it",
      "--long-term", "None.", "--neighbours", "None.", "--people-affected", "Staff hear first.",
    ]
    let bench = try Bench(until: "2024-11-19")
    let answers = Answered(["Money is at risk.", "A partner for eight days.", "One of 25.", "yes"])
    let result = try bench.run(words: words, at: ("2024-11-20", 17), ask: { answers.next($0) })
    #expect(result.status == 0, "\(result.err)")
    #expect(result.err.contains("support was offered on Wed 16 Oct 2024, and nothing says what it brought"))
    #expect(answers.questions[2].hasPrefix("Why not more and not less. ("))
    #expect(try bench.data("DecisionTaken")["lesserSteps"] == ["A partner for eight days."])
    let silent = Answered(["Money is at risk.", ""])
    let other = try Bench(until: "2024-11-19")
    let refused = try other.run(words: words, at: ("2024-11-20", 17), ask: { silent.next($0) })
    #expect(refused.status == 1)
    #expect(silent.questions.count == 2)
  }

  @Test func `who does not say yes records nothing`() throws {
    let bench = try Bench(until: "2026-01-20")
    let before = try bench.bytes
    let answers = Answered(["SEC", "", "Numbers fall.", "2026-02-01", "2026-05-01", "no"])
    let result = try bench.run(
      "risk", "watch", "S12", "--present", "5", "--vote", "5-0-0", at: ("2026-01-21", 17),
      ask: { answers.next($0) })
    #expect(result.status == 1)
    #expect(try bench.bytes == before)
  }

  private func run(
    _ bench: Bench, _ words: [String], at day: String, as person: String = "p-001"
  ) throws -> Said {
    try bench.run(words: words, as: person, at: (day, 17))
  }

  /// Golden texts lie beside the folder of these tests.
  private let golden = #filePath.replacing("/Record/RecordingTests.swift", with: "/RecordingTests.swift")
}
