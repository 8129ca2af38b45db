import Foundation
import TestSupport
import Testing

/// A request to end that comes while something is half done.
struct InterruptionTests {
  private let home: TemporaryDirectory

  init() throws { home = try TemporaryDirectory() }

  /// Starts the program, asks it to end as soon as `sign` is there, and waits for its end.
  ///
  /// - Returns: whether the request ended it.
  private func end(_ words: [String], when sign: () -> Bool) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Kite.built("kite"))
    process.arguments = words
    process.environment = ["HOME": home.path("home"), "KITE_AS": "p-001"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    while process.isRunning, !sign() { sched_yield() }
    process.terminate()
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }

  private func names(_ path: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: home.path(path))) ?? []
  }

  private func files(_ path: String) -> [String] {
    FileManager.default.enumerator(atPath: home.path(path))?.compactMap { $0 as? String } ?? []
  }

  @Test func `a record that is being made is made to the end, with its keys`() throws {
    let folder = home.path("record")
    let keys = "home/.config/kite/keys"
    let words = [
      "init", folder, "--trust", "X", "--code", "x", "--person", "p-001", "--office", "clerk",
      "--no-passphrase",
    ]
    _ = try end(words) { !names(keys).isEmpty }
    let verified = try Kite.run(["verify", "--record", folder])
    #expect(verified.status == 0, "\(verified.err)")
    #expect(files(keys).filter { $0.hasSuffix(".pem") }.count == 2)
    #expect(!files(keys).contains { $0.contains(".new") })
  }

  @Test func `of a demonstration that is interrupted nothing stays, and it can be made then`() throws {
    let folder = home.path("demo")
    let wasEnded = try end(["demo", folder]) { names(".").contains { $0.hasPrefix("demo.unfinished") } }
    #expect(wasEnded)
    #expect(names(".").filter { $0.hasPrefix("demo") } == [])
    #expect(files("home").filter { $0.hasSuffix(".pem") } == [])
    let again = try Kite.run(
      ["demo", folder, "--until", "2023-09-30"], environment: ["HOME": home.path("home")])
    #expect(again.status == 0, "\(again.err)")
  }

  @Test func `content that is written belongs to an entry that is recorded`() throws {
    let bench = try Bench(until: "2023-11-21")
    let closed = "\(bench.record)/EventLog/closed/restricted"
    let known = Set((try? FileManager.default.contentsOfDirectory(atPath: closed)) ?? [])
    func added() -> Set<String> {
      Set((try? FileManager.default.contentsOfDirectory(atPath: closed)) ?? []).subtracting(known)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Kite.built("kite"))
    process.arguments = [
      "evidence", "add", "--school", "S03", "--kind", "finance", "--what", "Note.", "--class", "restricted",
      "--withheld-because", "Staff matter.",
    ]
    process.environment = ["HOME": bench.home, "KITE_RECORD": bench.record, "KITE_AS": "p-001"]
    try process.run()
    while process.isRunning, added().isEmpty { sched_yield() }
    process.terminate()
    process.waitUntilExit()
    let log = try String(contentsOfFile: bench.log, encoding: .utf8)
    #expect(added().count == 1)
    for name in added() { #expect(log.contains(name.replacing(".json", with: "")), "\(name)") }
    #expect(try bench.kite("verify").status == 0)
  }
}
