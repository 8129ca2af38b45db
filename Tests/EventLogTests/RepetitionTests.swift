import Synchronization
import Testing

@testable import EventLog

/// A commit that is sent again by somebody who does not know whether it arrived.
struct RepetitionTests {
  private func event(_ record: Record, _ number: Int) -> NewEvent {
    var event = record.event("A", ["a/\(number)"], #"{"n":\#(number)}"#)
    event.id = identifier(number)
    return event
  }

  @Test func `a commit that is in the log is answered from there, also by the index`() throws {
    let record = try Record()
    let commit = record.commit(event(record, 1), event(record, 2))
    do {
      let log = try record.make()
      #expect(try log.append(commit, signer: record.clerk) == Position(2)...Position(3))
      try record.fill(log, 600)
    }
    let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
    #expect(log.state.tail.count == 0)
    let bytes = try record.bytes()
    let nothing = AppendCondition(noEventMatching: .everything, after: .start)
    // The commit's own time is behind by now, and its condition broken.
    #expect(try log.append(commit, if: nothing, signer: record.clerk) == Position(2)...Position(3))
    #expect(try record.bytes() == bytes)
  }

  @Test func `another reference, person, office or time makes another commit`() throws {
    let record = try Record()
    let log = try record.make()
    let commit = record.commit(event(record, 1))
    try log.append(commit, signer: record.clerk)
    let changes: [(inout NewCommit) -> Void] = [
      { $0.ref = "other" }, { $0.actor = "p-002" }, { $0.office = "clerk" }, { $0.events[0].time = 5 },
    ]
    for change in changes {
      var other = commit
      change(&other)
      #expect(refuses(log, other) == "idInUse")
    }
    var later = commit
    later.time += 1000
    #expect(refuses(log, later) == nil)
    #expect(log.head == Position(2))
  }

  @Test func `after a sync that failed, sending the commit again settles it`() throws {
    let record = try Record()
    do { _ = try record.make() }
    let commit = record.commit(event(record, 1))
    let fails = Atomic(false)
    let failure = SystemError(operation: "sync", path: record.logPath, code: 5)
    do {
      let log = try Log(
        opening: record.folder, for: .writing(waitUpTo: 0),
        disk: Disk { (change) throws(SystemError) in
          if case .synchronize = change, fails.load(ordering: .relaxed) { throw failure }
          return .whole
        })
      fails.store(true, ordering: .relaxed)
      #expect(refuses(log, commit) == "closedByFailure")
      // Nobody knows whether it is there, so this log does not say that it is.
      #expect(refuses(log, commit) == "closedByFailure")
    }
    let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
    let at = try log.append(commit, signer: record.clerk)
    #expect(at == Position(2)...Position(2))
    #expect(log.head == Position(2))
  }
}
