import EventLog
import Foundation
import JSON
import TestSupport
import Testing

@testable import kite

/// What people get wrong: each thing has its own words and its own exit status, and changes nothing.
struct InputTests {
  private let watch = [
    "risk", "watch", "S12", "--first-day", "2026-12-01", "--review-by", "2027-03-01", "--by", "SEC",
    "--present", "5",
    "--vote", "5-0-0", "--because", "Numbers fall.",
  ]

  /// Words, what they give, and a part of what is said of it.
  private func expect(
    _ words: [String], _ status: Int32, _ says: String, input: String = "", bench given: Bench? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let bench = try given ?? Bench(until: "2024-11-19")
    let before = try bench.bytes
    let result = try bench.run(words: words, input: input)
    #expect(result.status == status, "\(result.err)", sourceLocation: sourceLocation)
    #expect(result.err.contains(says), "\(result.err)", sourceLocation: sourceLocation)
    #expect(result.out == "", sourceLocation: sourceLocation)
    #expect(try bench.bytes == before, "the log was changed", sourceLocation: sourceLocation)
  }

  @Test func `a file that is not there`() throws {
    try expect(watch + ["--input", "/nowhere/at/all.json"], 66, "could not open '/nowhere/at/all.json'")
  }

  @Test func `a folder in the place of a file`() throws {
    try expect(watch + ["--input", "/"], 65, "'/': is a directory")
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func `a file that may not be read`() throws {
    let bench = try Bench(until: "2024-11-19")
    let path = try bench.folder.write("{}", to: "secret.json")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    try expect(watch + ["--input", path], 77, "permission denied", bench: bench)
  }

  @Test(arguments: [
    (#"{"firstDay":7}"#, "'firstDay' in 'standard input': expected a day such as 2025-03-03, found 7"),
    (#"{"firstDay":"2026-02-30"}"#, "'firstDay' in 'standard input': expected a day such as 2025-03-03"),
    (#"{"reviewDay":"2027-01-01"}"#, "'reviewDay'"),
    (#"{"events":[]}"#, "has neither 'decision' nor 'events' nor 'type'"),
    (#"{"events":[{"type":"SchoolWatched"}]}"#, "events/0: expected"),
    (#"{"effects":[{"type":"VariationEnded","data":{}}]}"#, "holds no 'SchoolWatched'"),
    (#"{"decision":{"votes":"8-1-0"},"effects":[]}"#, "'votes'"),
    ("[]", "is not a JSON object"), ("{", "'standard input' is not JSON"),
    ("", "'standard input' is not JSON"),
    (#"{"firstDay":"2026-12-01","firstDay":"2026-12-02"}"#, "a name stands twice in one object"),
  ])
  func `an input of the wrong form`(input: String, says: String) throws {
    let words = [
      "risk", "watch", "S12", "--by", "SEC", "--because", "Numbers fall.", "--review-by", "2027-03-01",
    ]
    let needed = input.contains("firstDay") ? [] : ["--first-day", "2026-12-01"]
    let own = ["--present", "5"] + (input.contains("votes") ? [] : ["--vote", "5-0-0"])
    try expect(words + needed + own + ["--input", "-"], 65, says, input: input)
  }

  @Test(arguments: [
    (["--first-day", "2026-02-30"], "'--first-day' is '2026-02-30': expected a day such as 2025-03-03"),
    (["--vote", "8-1"], "expected votes for, against and abstained, such as 8-1-0"),
    (["--present", "many"], "'--present' is 'many': expected a whole number"),
    (["--class", "opn"], "did you mean 'open'?"),
    (["--principle", "integrty=asked"], "did you mean 'integrity'?"),
    (["--becaus", "x"], "unknown option '--becaus'; did you mean '--because'?"),
    (["--interest", "p-005"], "'--interest' is 'p-005'"),
    (["--close", "because=secret"], "classes are part2, restricted, personal"),
  ])
  func `an option of the wrong form`(words: [String], says: String) throws {
    let kept = watch.indices.filter { index in
      !words.contains(watch[index])
        && !(index > 0 && words.contains(watch[index - 1]) && watch[index - 1].hasPrefix("--"))
    }.map { watch[$0] }
    let bench = try Bench(until: "2024-11-19")
    let result = try bench.run(words: kept + words)
    #expect(result.status == 64)
    let said = result.err.split { $0 == "\n" || $0 == " " }.joined(separator: " ")
    #expect(said.contains(says), "\(said)")
  }

  @Test func `an event that no catalogue has, with the nearest that one has`() throws {
    try expect(
      ["decide", "--input", "-"], 65, "there is no event 'VariationMad'; did you mean 'VariationMade'?",
      input: #"{"decision":{},"effects":[{"type":"VariationMad","data":{}}]}"#)
  }

  @Test func `a school that the trust does not have`() throws {
    let words = watch.map { $0 == "S12" ? "S99" : $0 }
    let bench = try Bench(until: "2024-11-19")
    let result = try bench.run(words: words)
    #expect(result.status == 1)
    #expect(result.err.contains("the trust has no school 'S99'"))
  }

  @Test func `a folder that is no record`() throws {
    let bench = try Bench()
    let result = try bench.run(words: watch)
    #expect(result.status == 66)
    #expect(result.err.contains("is not a record"))
  }

  @Test func `a person whose key is not here`() throws {
    let bench = try Bench(until: "2024-11-19")
    let result = try bench.run(words: watch, as: "p-012")
    #expect(result.status == 77)
    #expect(result.err.contains("there is no key of 'p-012' for this record here"))
  }

  @Test func `of several keys somebody must say whose`() throws {
    let bench = try Bench(until: "2024-11-19")
    let result = try bench.run(words: watch, as: nil)
    #expect(result.status == 64)
    #expect(result.err.contains("say who records with --as"))
  }

  @Test func `an office that the person does not hold`() throws {
    try expect(watch + ["--office", "CEO"], 64, "'p-001' does not hold 'CEO' but 'governance-professional'")
  }

  @Test func `a second writer is told to try again`() throws {
    let bench = try Bench(until: "2024-11-19")
    let first = try Log(opening: bench.record, for: .writing(waitUpTo: 0))
    let result = try bench.run(words: watch)
    #expect(result.status == 75, "\(result.err)")
    // Who only tries waits for nobody.
    #expect(try bench.run(words: watch + ["--dry-run"]).status == 0)
    withExtendedLifetime(first) {}
  }

  @Test(.enabled(if: getuid() != 0, "root may write everything"))
  func `a record that may not be written`() throws {
    let bench = try Bench(until: "2024-11-19")
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: bench.log)
    let result = try bench.run(words: watch)
    #expect([74, 77].contains(result.status), "\(result.err)")
  }

  @Test func `a clock that stands behind needs the reason`() throws {
    let bench = try Bench(until: "2024-11-19")
    let notice = ["notify", "--kind", "website", "--to", "public"]
    let refused = try bench.run(words: notice, at: ("2024-01-01", 12))
    #expect(refused.status == 78)
    let explained = try bench.run(
      words: notice + ["--clock-because", "The battery was empty."], at: ("2024-01-01", 12))
    #expect(explained.status == 0, "\(explained.err)")
    #expect(try bench.data("ClockExplained")["because"]?.string == "The battery was empty.")
  }

  @Test func `who waits for another process is told so, and who it is`() throws {
    let bench = try Bench(until: "2024-11-19")
    var other: Log? = try Log(opening: bench.record, for: .writing(waitUpTo: 0))
    let said = try bench.run(words: watch, patience: 1)
    #expect(other?.head ?? .start > .start)
    other = nil
    #expect(said.status == 75)
    let process = ProcessInfo.processInfo.processIdentifier
    let lines = said.err.split(separator: "\n")
    #expect(lines.first == "kite: waiting up to 1 s for process \(process), which is recording")
    #expect(lines.count { $0.contains("waiting") } == 1)
    #expect(lines.last?.contains("process \(process) is writing") == true)
    // A process that another test starts may hold the lock for a moment, until it runs its own program.
    #expect(try bench.run(words: watch, patience: 60).status == 0)
  }

  @Test func `an interruption before the entry is written changes nothing`() throws {
    let bench = try Bench(until: "2024-11-19")
    let before = try bench.bytes
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Kite.built("kite"))
    process.arguments = watch + ["--input", "-"]
    process.environment = ["HOME": bench.home, "KITE_RECORD": bench.record, "KITE_AS": "p-001"]
    // Nobody writes into it, so that the program waits for the input until it is interrupted.
    let never = Pipe()
    process.standardInput = never
    try process.run()
    // Not the signal of Ctrl-C: what runs the tests may have it ignored or blocked, and a child inherits
    // that.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(try bench.bytes == before)
    #expect(try bench.run(words: watch).status == 0)
  }
}
