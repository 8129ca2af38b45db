import Glibc
import JSON
import Synchronization
import Testing

@testable import EventLog

/// What somebody does again, because it failed or somebody was killed at it.
struct RetryTests {
  private let id = "018c0000-0000-7000-8000-00000000000a"

  /// A disk that syncs no folder any more once a name has changed.
  private func failing() -> Disk {
    let isChanged = Mutex(false)
    return Disk { (change) throws(SystemError) in
      switch change {
      case .makeFolder, .rename, .remove: isChanged.withLock { $0 = true }
      case .synchronizeFolder(let path) where isChanged.withLock { $0 }:
        throw SystemError(operation: "sync folder", path: path, code: EIO)
      default: break
      }
      return .whole
    }
  }

  private func contents(_ record: Record, _ disk: Disk) -> Contents {
    Contents(paths: LogPaths(folder: record.folder), disk: disk)
  }

  /// A record with content, in which `change` has failed at its sync, and what is changed when it is done
  /// again.
  private func changes(
    _ change: (Contents, EvidenceFiles) throws -> Void
  ) throws -> (record: Record, [DiskChange]) {
    let record = try Record()
    let log = try record.make()
    try log.contents.write(["part2": .object([]), "personal": .object([])], of: id)
    try log.contents.write(["part2": ["because": 1]], of: id)
    try log.evidence.write([1, 2, 3], "part2", id: id)
    try log.evidence.write([1, 2, 3], nil, id: id)
    let recorder = ChangeRecorder()
    let paths = LogPaths(folder: record.folder)
    let failing = failing()
    #expect(throws: LogError.self) {
      try change(contents(record, failing), EvidenceFiles(paths: paths, disk: failing))
    }
    try change(contents(record, recorder.disk), EvidenceFiles(paths: paths, disk: recorder.disk))
    return (record, recorder.recorded)
  }

  @Test func `what is erased a second time is gone for good, as after the first`() throws {
    let (record, changes) = try changes { contents, _ in
      try contents.erase(["because"], of: id, in: "part2")
    }
    #expect(changes == [.synchronizeFolder(record.folder + "/EventLog/closed/part2")])
  }

  @Test func `content and evidence that are moved a second time are moved for good`() throws {
    var (record, changes) = try changes { contents, _ in
      try contents.move(id, from: "part2", to: "personal")
    }
    #expect(
      changes == ["personal", "part2"].map { .synchronizeFolder(record.folder + "/EventLog/closed/\($0)") })
    (record, changes) = try self.changes { _, evidence in
      try evidence.move(id: id, digest: .of([1, 2, 3]), from: "part2", to: nil)
    }
    let folder = record.folder + "/EventLog/evidence"
    #expect(changes == [.synchronizeFolder(folder), .synchronizeFolder(folder + "/part2")])
  }

  @Test func `a folder that somebody made and did not sync is synced by the next who needs it`() throws {
    let record = try Record()
    _ = try record.make()
    let recorder = ChangeRecorder()
    #expect(throws: LogError.self) { try contents(record, failing()).write(["part2": .object([])], of: id) }
    // `closed` is there, and its name may be lost; only then comes the folder of the class.
    try contents(record, recorder.disk).write(["part2": .object([])], of: id)
    let folder = record.folder + "/EventLog"
    #expect(
      recorder.recorded.prefix(3) == [
        .synchronizeFolder(folder), .makeFolder(folder + "/closed/part2"),
        .synchronizeFolder(folder + "/closed"),
      ])
  }

  @Test func `a synced head of which only a part was written is none`() {
    let old = SyncedHead(position: 41, root: .of([1])).bytes(of: "0123456789abcdef")
    let new = SyncedHead(position: 42, root: .of([2])).bytes(of: "0123456789abcdef")
    #expect(SyncedHead(new)?.position == 42)
    for count in 0...new.count {
      let mixed = Array(new[..<count] + old[count...])
      #expect(SyncedHead(mixed) == nil || mixed == old || mixed == new, "after \(count) bytes")
    }
  }

  @Test func `a record whose first commit has a hole, and its seal, is made anew`() throws {
    let record = try Record()
    var first = record.opening()
    first.events.append(record.event("A", [], #"{"t":"\#(String(repeating: "x", count: 9000))"}"#))
    do { _ = try Log.create(in: record.folder, trust: "example", first: first, signer: record.clerk) }
    var bytes = try record.bytes()
    bytes.replaceSubrange(0..<4096, with: Array(repeating: 0, count: 4096))
    try record.removeProjections()
    try record.write(bytes)
    #expect(throws: LogError.self) { _ = try Log(opening: record.folder, for: .writing(waitUpTo: 0)) }
    #expect(try record.make().head == Position(1))
    #expect(try Log.verify(record.folder).problem == nil)
  }

  @Test func `a record that is there is never made anew, also a damaged one`() throws {
    let record = try Record()
    do { try record.fill(try record.make(), 2) }
    let bytes = try record.bytes()
    #expect(throws: LogError.self) { _ = try record.make() }
    #expect(try record.bytes() == bytes)
    var damaged = bytes
    damaged[200] ^= 1
    try record.write(damaged)
    #expect(throws: LogError.self) { _ = try record.make() }
    #expect(try record.bytes() == damaged)
  }
}
