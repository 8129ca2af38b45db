import EventLog
import Foundation
import TestSupport
import Testing

/// Standard streams that are closed, full, or left by their reader.
struct StreamTests {
  private let add = "evidence add --school S03 --kind finance --what Note."

  private func shell(_ command: String, _ bench: Bench) throws -> ProgramResult {
    try Kite.run(
      program: "/bin/sh", ["-c", command.replacing("kite", with: "'\(Kite.built("kite"))'")],
      environment: ["HOME": bench.home, "KITE_RECORD": bench.record, "KITE_AS": "p-001"])
  }

  @Test(arguments: ["<&- >&-", "<&- >&- 2>&-", ">&- 2>&-", "<&-", ">&-"])
  func `what is printed never goes into a file of the record`(closed: String) throws {
    let bench = try Bench(until: "2023-11-21")
    let before = try bench.bytes
    _ = try shell("kite \(add) \(closed)", bench)
    let after = try bench.bytes
    #expect(after.starts(with: before))
    #expect(after.count > before.count)
    #expect(try shell("kite verify", bench).status == 0)
    let lock = try String(contentsOfFile: "\(bench.record)/EventLog/lock", encoding: .utf8)
    #expect(Int(lock.dropLast()) != nil)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func `who can't be answered is told that it is recorded`() throws {
    let bench = try Bench(until: "2023-11-21")
    let before = try bench.bytes
    let result = try shell("kite \(add) > /dev/full", bench)
    #expect(result.status == 74)
    #expect(result.err.contains("the answer could not be written: no space left on device"))
    #expect(result.err.contains("'kite trail' shows it"))
    #expect(try bench.bytes.count > before.count)
    let asked = try shell("kite status > /dev/full", bench)
    #expect(asked.status == 74)
  }

  @Test func `a reader that has seen enough is no failure`() throws {
    let bench = try Bench(until: "2023-11-21")
    let result = try shell("(kite trail; echo $? >&2) | head -n 1", bench)
    #expect(result.out.split(separator: "\n").count == 1)
    #expect(result.err == "0\n")
  }

  @Test func `an input that can't be read says so`() throws {
    let bench = try Bench(until: "2023-11-21")
    let before = try bench.bytes
    let result = try shell("kite record EvidenceAdded --input - <&-", bench)
    #expect(result.status == 74)
    #expect(result.err.contains("could not read 'standard input'"))
    #expect(try bench.bytes == before)
  }
}
