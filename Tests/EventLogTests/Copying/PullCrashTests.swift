import Foundation
import JSON
import Synchronization
import TestSupport
import Testing

@testable import EventLog

/// Pulls that are interrupted at every change they make to the disk.
struct PullCrashTests {
  /// A copy with content of two classes, and a record that went on: with content of both, an erasure, a
  /// release to a class that no copy holds, one to another class, and evidence.
  private func example() throws -> CopyBench {
    let bench = try CopyBench()
    let erased = try bench.close("an erased secret", "part2")
    let withdrawn = try bench.close("a withdrawn secret", "part2")
    let moved = try bench.close("a moved secret", "part2")
    let file = try bench.attach("an erased file", "part2")
    try bench.pull(["part2", "personal"])
    try bench.append(2)
    try bench.close("a new secret", "part2")
    try bench.erase(erased)
    try bench.erase(file, "what")
    try bench.release(withdrawn, "part2", "restricted")
    try bench.release(moved, "part2", "personal")
    try bench.attach("a new file", nil)
    return bench
  }

  private func put(_ image: [String: [UInt8]], _ bench: CopyBench) throws {
    try? removeFile(bench.copy)
    for (path, bytes) in image { try writeFile(path, bytes) }
  }

  private func contents(_ files: [String: [UInt8]]) -> [String: [UInt8]] {
    files.filter { $0.key != "lock" && $0.key != "copy.json" }
  }

  /// What an interrupted pull left opens as a copy, and the next pull makes it whole.
  private func check(
    _ bench: CopyBench, _ whole: [String: [UInt8]], _ classes: [String]?, _ place: String
  ) throws {
    if FileManager.default.fileExists(atPath: bench.copy + "/EventLog/decisions.jsonl") {
      #expect(try CopyNote(in: bench.copy) != nil, "\(place): it passes for the record itself")
      let log = try Log(opening: bench.copy, for: .reading)
      #expect(log.damage == nil, "\(place)")
      let bytes = try bench.copiedLog
      #expect(try bench.record.bytes().starts(with: bytes[..<log.state.end]), "\(place)")
      #expect(try Log.verify(bench.copy).problem == nil, "\(place)")
    }
    try bench.pull(classes)
    #expect(contents(try bench.files()) == contents(whole), "\(place)")
    #expect(try Log.verify(bench.copy).stillHeld.isEmpty, "\(place)")
    for words in ["an erased secret", "a withdrawn secret", "an erased file"] {
      #expect(try !bench.holds(words), "\(place): \(words)")
    }
  }

  private func run(
    _ bench: CopyBench, _ before: [String: [UInt8]], _ classes: [String]?, again: [String]?, _ seed: UInt64
  ) throws {
    var random = Seeded(seed: seed)
    try put(before, bench)
    let recorder = ChangeRecorder()
    try bench.pull(classes, on: recorder.disk)
    let whole = try bench.files()
    #expect(recorder.count > 12)
    var disk = PowerCut(before)
    for (number, change) in recorder.recorded.enumerated() {
      let lucks: [PowerCut.Luck] = seed % 2 == 0 ? [.any, .nothing] : [.everything, .names]
      for luck in lucks {
        try put(disk.image(luck, &random), bench)
        try check(
          bench, whole, again, "seed \(seed), before change \(number), \(change)".prefix(160).description)
      }
      disk.apply(change)
    }
  }

  private func stored(_ bench: CopyBench) throws -> [String: [UInt8]] {
    var image: [String: [UInt8]] = [:]
    for (name, bytes) in try bench.files() { image[bench.copy + "/EventLog/" + name] = bytes }
    return image
  }

  @Test(.tags(.property), arguments: 1...2 as ClosedRange<UInt64>)
  func `a power cut while a copy is brought up to date leaves one that the next pull completes`(
    seed: UInt64
  ) throws {
    let bench = try example()
    try run(bench, try stored(bench), nil, again: nil, seed)
  }

  @Test(.tags(.property), arguments: 1...2 as ClosedRange<UInt64>)
  func `a power cut while classes change does so too`(seed: UInt64) throws {
    let bench = try example()
    try run(bench, try stored(bench), ["personal"], again: ["personal"], seed)
    try run(bench, try stored(bench), ["part2", "personal"], again: ["part2", "personal"], seed)
  }

  @Test(.tags(.property), arguments: 1...2 as ClosedRange<UInt64>)
  func `a power cut while a copy is made leaves one that the next pull completes`(seed: UInt64) throws {
    let bench = try example()
    try run(bench, [:], ["part2", "personal"], again: ["part2", "personal"], seed)
  }

  @Test func `a disk that fails at any change leaves a copy that the next pull completes`() throws {
    for fault in [EIO, ENOSPC] {
      let bench = try example()
      let before = try stored(bench)
      let recorder = ChangeRecorder()
      try bench.pull(on: recorder.disk)
      let whole = try bench.files()
      for number in 0..<recorder.count {
        try put(before, bench)
        let left = Mutex(number)
        let disk = Disk { (change) throws(SystemError) in
          let isNow = left.withLock { (left) -> Bool in
            left -= 1
            return left == -1
          }
          guard isNow else { return .whole }
          // A disk that is full takes a part.
          if fault == ENOSPC, case .write = change { return .part(5) }
          throw SystemError(operation: "write", path: "the disk", code: fault)
        }
        do { try bench.pull(on: disk) } catch {
          #expect("\(error)".contains("the disk"), "change \(number): \(error)")
        }
        try check(bench, whole, nil, "fault \(fault) at change \(number)")
      }
    }
  }
}
