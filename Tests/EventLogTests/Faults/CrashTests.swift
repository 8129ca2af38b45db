import Foundation
import Synchronization
import TestSupport
import Testing

@testable import EventLog

struct CrashTests {
  /// What was acknowledged when so many changes had been made.
  private struct Acknowledged {
    let changes: Int
    let bytes: [UInt8]
    let synced: [UInt8]
  }

  /// Makes a log with commits of many sizes, and notes what was acknowledged when.
  private func history(_ record: Record, _ random: inout Seeded) throws -> ([DiskChange], [Acknowledged]) {
    let recorder = ChangeRecorder()
    var acknowledged: [Acknowledged] = []
    func note() throws {
      acknowledged.append(
        Acknowledged(
          changes: recorder.count, bytes: try record.bytes(),
          synced: try readFile(record.folder + "/Projections/synced-head")))
    }
    let log = try record.make(on: recorder.disk)
    try note()
    for _ in 0..<4 {
      var commit = record.commit()
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let text = String(repeating: "x", count: Int.random(in: 0...6000, using: &random))
        commit.events.append(record.event("A", ["x"], #"{"a":"\#(text)"}"#))
      }
      try log.append(commit, signer: record.clerk)
      try note()
    }
    return (recorder.recorded, acknowledged)
  }

  private func put(_ image: [String: [UInt8]], _ record: Record) throws {
    try? removeFile(record.folder)
    for (path, bytes) in image { try writeFile(path, bytes) }
  }

  /// Opens what a power cut left, and checks what must be true of it.
  private func check(_ record: Record, _ known: Acknowledged?, _ place: String) throws {
    if let known { try writeFile(record.folder + "/Projections/synced-head", known.synced) }
    let log: Log
    do { log = try Log(opening: record.folder, for: .writing(waitUpTo: 0)) } catch {
      switch error {
      case .notARecord, .notBegun: #expect(known == nil, "\(place): \(error)")
      default: Issue.record("\(place): \(error)")
      }
      return
    }
    let bytes = try record.bytes()
    if let known { #expect(bytes.starts(with: known.bytes), "\(place): something acknowledged is lost") }
    #expect(bytes.count == log.state.end, "\(place)")
    let head = log.head
    try log.append(record.commit(record.event("After", []), ref: "after-\(head)"), signer: record.clerk)
    let verification = try Log.verify(record.folder)
    #expect(verification.problem == nil, "\(place)")
    #expect(verification.unfinished == 0, "\(place)")
    #expect(verification.events == head.rawValue + 1, "\(place)")
  }

  @Test(.tags(.property), arguments: 1...6 as ClosedRange<UInt64>)
  func `after a power cut at any moment all that was acknowledged is there, and no half commit`(
    seed: UInt64
  ) throws {
    var random = Seeded(seed: seed)
    let record = try Record()
    let (changes, acknowledged) = try history(record, &random)
    var disk = PowerCut()
    for (number, change) in changes.enumerated() {
      let known = acknowledged.last { $0.changes <= number }
      for _ in 0..<3 {
        try put(disk.image(.any, &random), record)
        try check(record, known, "seed \(seed), before change \(number)")
      }
      disk.apply(change)
    }
    try put(disk.image(.any, &random), record)
    try check(record, acknowledged.last, "seed \(seed), at the end")
  }

  @Test(.tags(.property), arguments: 1...6 as ClosedRange<UInt64>)
  func `a power cut while a torn tail is moved aside loses neither history nor tail`(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    let record = try Record()
    let (_, acknowledged) = try history(record, &random)
    let last = try #require(acknowledged.last)
    let known = acknowledged[acknowledged.count - 2]
    let length = Int.random(in: (known.bytes.count + 1)..<last.bytes.count, using: &random)
    let torn = Array(last.bytes[..<length])
    let rest = Array(torn[known.bytes.count...])
    try put([record.logPath: torn], record)
    let recorder = ChangeRecorder()
    do { _ = try Log(opening: record.folder, for: .writing(waitUpTo: 0), disk: recorder.disk) }
    var disk = PowerCut([record.logPath: torn])
    for (number, change) in recorder.recorded.enumerated() {
      for _ in 0..<3 {
        let image = disk.image(.any, &random)
        try put(image, record)
        let names = image.keys.filter { $0.contains("/set-aside-") && !$0.contains(".new-") }
        let isKept = image[record.logPath] == torn || names.contains { image[$0] == rest }
        #expect(isKept, "seed \(seed), before change \(number)")
        try check(record, known, "seed \(seed), before change \(number)")
      }
      disk.apply(change)
    }
  }

  /// A disk that does what `fault` says with each change.
  private func faulty(
    _ fault: @escaping @Sendable (DiskChange) throws(SystemError) -> DiskAnswer
  ) -> Disk { Disk(before: fault) }

  @Test func `after a failed sync nothing more is written until the log is opened again`() throws {
    let record = try Record()
    do { _ = try record.make() }
    let fails = Atomic(false)
    let failure = SystemError(operation: "sync", path: record.logPath, code: EIO)
    let log = try Log(
      opening: record.folder, for: .writing(waitUpTo: 0),
      disk: faulty { (change) throws(SystemError) in
        if case .synchronize = change, fails.load(ordering: .relaxed) { throw failure }
        return .whole
      })
    try record.fill(log, 2)
    fails.store(true, ordering: .relaxed)
    #expect(refuses(log, record.commit(record.event("A", []))) == "closedByFailure")
    fails.store(false, ordering: .relaxed)
    let bytes = try record.bytes()
    #expect(refuses(log, record.commit(record.event("A", []))) == "closedByFailure")
    #expect(try record.bytes() == bytes)
    #expect(log.head == Position(3))
  }

  @Test func `opening for writing writes the last commit again before anything builds on it`() throws {
    let record = try Record()
    do { try record.fill(try record.make(), 2) }
    let recorder = ChangeRecorder()
    _ = try Log(opening: record.folder, for: .writing(waitUpTo: 0), disk: recorder.disk)
    let bytes = try record.bytes()
    let start = bytes.dropLast().lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    #expect(
      recorder.recorded.filter { $0.path == record.logPath } == [
        .write(record.logPath, offset: start, bytes: Array(bytes[start...])), .synchronize(record.logPath),
      ])
  }

  @Test func `a disk that takes a few bytes at a time gets whole lines`() throws {
    let record = try Record()
    let log = try record.make(
      on: faulty { (change) throws(SystemError) in
        if case .write = change { return .part(7) }
        return .whole
      })
    try record.fill(log, 5)
    #expect(try Log.verify(record.folder).events == 6)
  }

  @Test func `a disk that is full leaves the log as it was, and takes commits again later`() throws {
    let record = try Record()
    do { _ = try record.make() }
    let writes = Mutex(0)
    let path = record.logPath
    let full = SystemError(operation: "write", path: path, code: ENOSPC)
    let log = try Log(
      opening: record.folder, for: .writing(waitUpTo: 0),
      disk: faulty { (change) throws(SystemError) in
        guard case .write(path, let offset, _) = change, offset > 0 else { return .whole }
        // The first write takes ten bytes, the second none; after that there is space again.
        let number = writes.withLock { (count) -> Int in
          count += 1
          return count
        }
        if number == 2 { throw full }
        return number == 1 ? .part(10) : .whole
      })
    let bytes = try record.bytes()
    #expect(refuses(log, record.commit(record.event("A", []))) == "system")
    #expect(try record.bytes() == bytes)
    try record.fill(log, 3)
    #expect(try Log.verify(record.folder).events == 4)
  }

  @Test func `a write that fails and can't be cut off closes the log`() throws {
    let record = try Record()
    do { _ = try record.make() }
    let fails = Atomic(false)
    let broken = SystemError(operation: "write", path: record.logPath, code: EIO)
    let log = try Log(
      opening: record.folder, for: .writing(waitUpTo: 0),
      disk: faulty { (change) throws(SystemError) in
        guard fails.load(ordering: .relaxed) else { return .whole }
        switch change {
        case .write, .truncate: throw broken
        default: return .whole
        }
      })
    fails.store(true, ordering: .relaxed)
    #expect(refuses(log, record.commit(record.event("A", []))) == "closedByFailure")
    fails.store(false, ordering: .relaxed)
    #expect(refuses(log, record.commit(record.event("A", []))) == "closedByFailure")
    #expect(try Log(opening: record.folder, for: .reading).head == Position(1))
  }
}
