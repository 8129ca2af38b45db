import EventLog
import Foundation
import JSON
import TestSupport
import Testing

@testable import kite

/// A trust that begins with an empty folder, by commands alone.
struct NewTrustTests {
  private func say(
    _ bench: Bench, _ words: String..., as person: String = "p-001", day: String = "2026-09-01",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try bench.run(words: words, as: person, at: (day, 12))
    #expect(result.status == 0, "\(words): \(result.err)", sourceLocation: sourceLocation)
  }

  /// A board, a CEO, a school with a local body, and the template as the scheme.
  private func begun() throws -> Bench {
    let bench = try Bench()
    try say(
      bench, "init", bench.record, "--trust", "Example Trust", "--code", "example", "--person", "p-001",
      "--office",
      "clerk", "--no-passphrase")
    for (body, kind) in [
      ("members", "members"), ("trust-board", "board"), ("sec", "committee"), ("frc", "committee"),
    ] {
      try say(
        bench, "body", "constitute", body, "--kind", kind, "--size", "7", "--quorum", "3", "--first-day",
        "2026-09-01")
    }
    try say(bench, "school", "join", "S01", "--name", "Brackenlow School", "--first-day", "2026-09-01")
    try say(
      bench, "body", "constitute", "lgb-S01", "--kind", "local", "--of-school", "S01", "--size", "7",
      "--quorum", "3",
      "--first-day", "2026-09-01")
    try say(bench, "person", "register", "p-001")
    try say(bench, "person", "register", "p-002", "--name", "A Name", "--contact", "a@example.org")
    try say(
      bench, "office", "give", "CEO", "p-002", "--appointed-by", "trust-board", "--first-day", "2026-09-01")
    let scheme = try bench.folder.write(try bench.run("scheme", "template").out, to: "scheme.json")
    try say(
      bench, "scheme", "adopt", scheme, "--version", "v2026.1", "--first-day", "2026-09-01", "--by",
      "trust-board",
      "--present", "5", "--vote", "5-0-0", "--because", "A scheme to begin with.")
    try say(
      bench, "body", "recorder", "trust-board", "p-001", "--first-day", "2026-09-01")
    return bench
  }

  @Test func `a trust is set up by commands, and decides`() throws {
    let bench = try begun()
    let key = try made(bench, "p-002")
    try say(bench, "key", "enrol", "p-002", "--for-office", "CEO", "--key", key)
    try say(
      bench, "risk", "watch", "S01", "--first-day", "2026-09-02", "--review-by", "2026-12-01", "--by", "sec",
      "--present", "5", "--vote", "5-0-0", "--because", "Numbers fall.", as: "p-002", day: "2026-09-02")
    let status = try bench.run("status", "--json", "--on", "2026-09-03", at: ("2026-09-03", 12))
    #expect(try JSONValue.parse(status.out)["risk"]?.string == "watch")
    #expect(try bench.run("verify").status == 0)
  }

  @Test func `a name is kept beside the log, not in it`() throws {
    let bench = try begun()
    #expect(try bench.data("PersonRegistered")["name"]?["closed"]?.string == "personal")
    #expect(try !String(decoding: bench.bytes, as: UTF8.self).contains("A Name"))
  }

  /// A key of a person, made in this user's folder.
  private func made(_ bench: Bench, _ person: String) throws -> String {
    let made = try bench.run("key", "make", person, "--no-passphrase")
    #expect(made.status == 0, "\(made.err)")
    return String(made.out.dropLast())
  }

  @Test func `a revoked key seals no more, and the recovery key brings another`() throws {
    let bench = try begun()
    try say(bench, "key", "enrol", "p-002", "--key", try made(bench, "p-002"))
    try say(bench, "key", "revoke", "p-002", "--why", "Lost.", as: "recovery")
    let refused = try bench.run(
      "notify", "--kind", "website", "--to", "public", as: "p-002", at: ("2026-09-02", 12))
    #expect(refused.status == 77, "\(refused.err)")
    try say(
      bench, "key", "enrol", "p-002", "--key", try made(bench, "p-002"), as: "recovery", day: "2026-09-02")
    try say(bench, "notify", "--kind", "website", "--to", "public", as: "p-002", day: "2026-09-02")
  }

  @Test func `the recovery key can do nothing else`() throws {
    let bench = try begun()
    let result = try bench.run(
      "notify", "--kind", "website", "--to", "public", as: "recovery", at: ("2026-09-02", 12))
    #expect(result.status == 77, "\(result.err)")
  }

  @Test func `a key is made only when the rules let it in, and with a passphrase unless somebody says so`()
    throws
  {
    let bench = try begun()
    let file = bench.folder.path("p-002.pem")
    let open = try bench.run("key", "enrol", "p-002", "--out", file, at: ("2026-09-02", 12))
    #expect(open.status == 64)
    #expect(open.err.contains("KITE_PASSPHRASE"))
    try say(bench, "key", "enrol", "p-002", "--out", file, "--no-passphrase")
    let other = bench.folder.path("p-003.pem")
    let refused = try bench.run(
      "key", "enrol", "p-003", "--out", other, "--no-passphrase", "--key-file", file, as: "p-002",
      at: ("2026-09-02", 12))
    #expect(refused.status == 1, "\(refused.err)")
    #expect(!FileManager.default.fileExists(atPath: other))
  }

  @Test func `a matrix out of a spreadsheet takes the place of the template`() throws {
    let bench = try begun()
    let matrix = try bench.folder.write(
      "code,title,holder,never\nG3,Vary the scheme,TB,yes\nG4,Place at risk,TB,yes\nF1,Budget,LGB,\n",
      to: "matrix.csv")
    let words = [
      "scheme", "adopt", matrix, "--version", "v2026.2", "--first-day", "2026-10-01", "--by", "TB",
      "--present", "5",
      "--vote", "5-0-0", "--because", "A smaller one.",
    ]
    let result = try bench.run(words: words, at: ("2026-09-02", 12))
    #expect(result.status == 0 || result.err.contains("power"), "\(result.err)")
  }
}
