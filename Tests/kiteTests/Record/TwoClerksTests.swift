import EventLog
import Foundation
import Governance
import JSON
import Recording
import Schemas
import Synchronization
import TestSupport
import Testing

@testable import kite

/// Two clerks, one decision.
struct TwoClerksTests {
  private let words = [
    "decide", "--function", "F6", "--school", "S02", "--by", "FRC", "--decided", "2026-07-28", "--decision",
    "The contract is let.", "--because", "It is the best offer.", "--present", "5", "--vote", "5-0-0",
    "--late-because", "Told late.",
  ]

  @Test func `the second is told, however it is spelt, and nothing is doubled`() throws {
    let bench = try Bench(until: "2026-07-28")
    let first = try bench.run(words: words)
    #expect(first.status == 0, "\(first.err)")
    let before = try bench.bytes
    let again = words.map { $0 == "The contract is let." ? "the contract  is let" : $0 }
    let second = try bench.run(words: again + ["--json"])
    #expect(second.status == 1)
    #expect(second.err.contains("\"refused\":\"recorded-already\""), "\(second.err)")
    #expect(try bench.bytes == before)
    let other = words.map { $0 == "The contract is let." ? "The other contract is let." : $0 }
    #expect(try bench.run(words: other).status == 0)
  }

  @Test func `what was voided may be entered anew`() throws {
    let bench = try Bench(until: "2026-07-28")
    #expect(try bench.run(words: words).status == 0)
    let ref = try #require(try bench.last["ref"]?.string)
    #expect(try bench.run("void", ref, "--reason", "Wrong amount.").status == 0)
    #expect(try bench.run(words: words).status == 0)
  }

  @Test func `of two programs at the same time one records it, and the other is told`() throws {
    let bench = try Bench(until: "2026-07-28")
    let processes = try (0..<2).map { _ in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Kite.built("kite"))
      process.arguments = words
      process.environment = ["HOME": bench.home, "KITE_RECORD": bench.record, "KITE_AS": "p-001"]
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }
    for process in processes { process.waitUntilExit() }
    #expect(processes.map(\.terminationStatus).sorted() == [0, 1])
    let log = try String(contentsOfFile: bench.log, encoding: .utf8)
    #expect(log.components(separatedBy: "The contract is let.").count == 2)
    #expect(try bench.kite("verify").status == 0)
  }

  @Test(arguments: [
    (
      ["evidence", "add", "--school", "S99", "--kind", "finance", "--what", "Note."],
      "there is no school 'S99'"
    ),
    (["notify", "--kind", "website", "--concerns", "variation/V-1999-01"], "no variation 'V-1999-01'"),
    (["notify", "--kind", "website", "--concerns", "plan/RP-X"], "no plan 'RP-X'"),
    (["case", "support", "--school", "S02", "--evidence", "EV-1999-001"], "no evidence 'EV-1999-001'"),
    (["case", "support", "--school", "S02", "--evidence", "1999-001"], "no evidence '1999-001'"),
  ])
  func `a fact that names what is nowhere on record is refused by its name`(
    words: [String], says: String
  ) throws {
    let bench = try Bench(until: "2026-07-28")
    let before = try bench.bytes
    let said = try bench.run(words: words)
    #expect(said.status != 0)
    #expect(said.err.contains(says), "\(said.err)")
    #expect(try bench.bytes == before)
  }
}
