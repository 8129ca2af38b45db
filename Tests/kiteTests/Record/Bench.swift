import CommandLineKit
import EventLog
import Foundation
import Governance
import JSON
import Schemas
import Synchronization
import TestSupport
import Testing

@testable import kite

/// A user at a machine of their own: a home with keys, a folder with a record, and a clock that stands where
/// the test puts it.
final class Bench: Sendable {
  let folder: TemporaryDirectory

  var record: String { folder.path("record") }
  var home: String { folder.path("home") }
  var log: String { "\(record)/EventLog/decisions.jsonl" }

  init() throws { folder = try TemporaryDirectory() }

  /// The story to the end of a day, as `kite demo --until` makes it; made once for all tests.
  init(until day: String) throws {
    folder = try TemporaryDirectory()
    let made = try Bench.made.withLock { made -> Bench in
      if let bench = made[day] { return bench }
      let bench = try Bench()
      let played = try Kite.run(["demo", bench.record, "--until", day], environment: ["HOME": bench.home])
      guard played.status == 0 else { throw Unplayed(says: played.err) }
      made[day] = bench
      return bench
    }
    for name in ["record", "home"] {
      try FileManager.default.copyItem(atPath: made.folder.path(name), toPath: folder.path(name))
    }
  }

  private static let made = Mutex<[String: Bench]>([:])

  private struct Unplayed: Error { let says: String }

  /// Runs the built program, as a user would.
  func kite(_ words: String..., as person: String = "p-001", input: String = "") throws -> ProgramResult {
    try asked(words, as: person, input: input)
  }

  func asked(_ words: [String], as person: String = "p-001", input: String = "") throws -> ProgramResult {
    try Kite.run(
      words, environment: ["HOME": home, "KITE_RECORD": record, "KITE_AS": person], input: input)
  }

  /// Runs the program in process, at a time, in London's clocks.
  func run(
    _ words: String..., as person: String? = "p-001", at time: (day: String, hour: Int) = ("2026-11-24", 12),
    input: String = "", environment: [String: String] = [:], ask: (@Sendable (String) -> String?)? = nil
  ) throws -> Said {
    try run(words: words, as: person, at: time, input: input, environment: environment, ask: ask)
  }

  func run(
    words: [String], as person: String? = "p-001", at time: (day: String, hour: Int) = ("2026-11-24", 12),
    input: String = "", environment: [String: String] = [:], ask: (@Sendable (String) -> String?)? = nil,
    askHidden: (@Sendable (String) -> String?)? = nil, patience: Int = 1
  ) throws -> Said {
    let day = try #require(Day(time.day))
    let (out, err) = (Lines(), Lines())
    var all = ["HOME": home, "KITE_RECORD": record].merging(environment) { _, new in new }
    if let person { all["KITE_AS"] = person }
    let seen = all
    let now = try #require(Instant(london: day, hour: time.hour, minute: 0))
    // A program that another test starts holds the lock between its fork and its exec: so some patience.
    let world = World(
      out: { out.add($0) }, err: { err.add($0) }, standardInput: { Array(input.utf8) },
      environment: { seen[$0] }, now: { now }, patience: patience, ask: ask,
      askHidden: askHidden, width: 110)
    let status = Program(world).run(words)
    return Said(status: status.rawValue, out: out.text, err: err.text)
  }

  var bytes: Data { get throws { try Data(contentsOf: URL(fileURLWithPath: log)) } }

  /// The last line of the log.
  var last: JSONValue {
    get throws {
      let line = try bytes.split(separator: 0x0a).last
      return try JSONValue.parse(bytes: Array(try #require(line)))
    }
  }

  /// The data of the last event of a type.
  func data(_ type: String) throws -> JSONValue {
    let lines = try bytes.split(separator: 0x0a).map { try JSONValue.parse(bytes: Array($0)) }
    return try #require(lines.last { $0["type"]?.string == type }?["data"])
  }
}

/// What a run in process said and how it ended.
struct Said {
  let status: Int32
  let out: String
  let err: String
}

private final class Lines: Sendable {
  private let all = Mutex("")
  func add(_ more: String) { all.withLock { $0 += more } }
  var text: String { all.withLock { $0 } }
}

/// Somebody at a terminal, who has their answers ready.
final class Answered: Sendable {
  private let state: Mutex<(answers: [String], questions: [String])>

  init(_ answers: [String]) { state = Mutex((answers, [])) }

  var questions: [String] { state.withLock { $0.questions } }

  func next(_ question: String) -> String? {
    state.withLock { state in
      state.questions.append(question)
      return state.answers.isEmpty ? nil : state.answers.removeFirst()
    }
  }
}

/// The refusal of a rule, with the rule's name, and a log as it was.
func expectRefused(
  _ rule: String, _ bench: Bench, _ words: [String], as person: String = "p-001", says sentence: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let before = try bench.bytes
  let result = try Kite.run(
    words + ["--json"],
    environment: ["HOME": bench.home, "KITE_RECORD": bench.record, "KITE_AS": person])
  #expect(result.status == 1, "\(result.err)\(result.out)", sourceLocation: sourceLocation)
  #expect(result.err.contains("\"refused\":\"\(rule)\""), "\(result.err)", sourceLocation: sourceLocation)
  if !sentence.isEmpty {
    #expect(result.err.contains(sentence), "\(result.err)", sourceLocation: sourceLocation)
  }
  #expect(try bench.bytes == before, "a refusal changed the log", sourceLocation: sourceLocation)
}
