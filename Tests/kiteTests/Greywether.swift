import CommandLineKit
import Foundation
import Schemas
import Synchronization
import TestSupport
import Testing

@testable import kite

/// The record of Greywether Learning Trust, made once for all suites, and asked without being changed.
struct Greywether: Sendable {
  private static let made = Result { try Greywether() }

  let home: TemporaryDirectory
  var record: String { home.path("greywether") }

  static func asked() throws -> Greywether { try made.get() }

  private init() throws {
    home = try TemporaryDirectory()
    let made = try Kite.run(["demo", home.path("greywether")], environment: ["HOME": home.path])
    guard made.status == 0 else { throw DemonstrationFailed(says: made.err) }
  }

  private struct DemonstrationFailed: Error { let says: String }

  /// Runs the built program on the record.
  func kite(_ words: String...) throws -> ProgramResult { try kite(words) }

  func kite(_ words: [String]) throws -> ProgramResult {
    try Kite.run(words, environment: ["HOME": home.path, "KITE_RECORD": record])
  }

  /// The objects that the built program answers with, a line each.
  func json(_ words: String...) throws -> [[String: Any]] { try json(words) }

  func json(_ words: [String]) throws -> [[String: Any]] {
    let answer = try kite(words + ["--json"])
    #expect(answer.status == 0, "\(words.joined(separator: " ")): \(answer.err)")
    return try answer.out.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  /// Runs the program in this process, for a terminal of some width.
  func ask(_ words: [String], width: Int = 118) -> ProgramResult {
    let out = Mutex("")
    let err = Mutex("")
    let environment = ["HOME": home.path, "KITE_RECORD": record]
    let world = World(
      out: { text in out.withLock { $0 += text } }, err: { text in err.withLock { $0 += text } },
      standardInput: { [] }, environment: { environment[$0] },
      now: { Instant(milliseconds: 1_800_000_000_000) }, width: width)
    let status = Program(world).run(words)
    return ProgramResult(status: status.rawValue, out: out.withLock { $0 }, err: err.withLock { $0 })
  }
}
