import Asking
import EventLog
import Exports
import Foundation
import Governance
import Schemas
import TestSupport

/// The record of the demonstration, made once by the built program, and read by these tests.
struct Record: Sendable {
  private static let made = Result { try Record() }

  let home: TemporaryDirectory
  var folder: String { home.path("greywether") }

  static func whole() throws -> Record { try made.get() }

  private init() throws {
    home = try TemporaryDirectory()
    let made = try Kite.run(["demo", home.path("greywether")], environment: ["HOME": home.path])
    guard made.status == 0 else { throw Unmade(says: made.err) }
  }

  private struct Unmade: Error { let says: String }

  func trail(
    _ selection: EntrySelection = EntrySelection(), for audience: Audience? = nil, known: String? = nil
  )
    throws -> Trail
  {
    let log = try Log(opening: folder, for: .reading)
    let answers = try Answers(
      log, known: known.flatMap { Day($0) }.map { KnownTime(Instant.endOf($0)) }, audience: audience,
      clock: Instant(milliseconds: 1_800_000_000_000))
    return try Trail(answers, selection)
  }

  /// Runs the built program on the record.
  func kite(_ words: String...) throws -> ProgramResult {
    try Kite.run(words, environment: ["HOME": home.path, "KITE_RECORD": folder])
  }

  /// Runs a line of the shell, in which `$kite` is the built program and `$out` a folder.
  func shell(_ line: String, out: TemporaryDirectory) throws -> ProgramResult {
    try Kite.run(
      program: "/bin/bash", ["-c", line],
      environment: [
        "HOME": home.path, "KITE_RECORD": folder, "PATH": "/usr/bin:/bin", "kite": Kite.built("kite"),
        "out": out.path,
      ])
  }
}

extension TemporaryDirectory {
  /// Everything in it, hidden names too, sorted.
  var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }
}

/// A selection of one case.
func caseB() -> EntrySelection {
  var selection = EntrySelection()
  selection.riskCase = CaseCode("B")
  return selection
}
