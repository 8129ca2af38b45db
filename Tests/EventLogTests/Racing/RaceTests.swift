import Foundation
import JSON
import TestSupport
import Testing

@testable import EventLog

/// Appends that race, in threads and in processes of their own.
struct RaceTests {
  /// All events above a position, and what was told of them by the writers.
  private func outcome(
    _ results: [Result<[RaceCheck.Attempt], any Error>], _ store: any EventStore, above base: Position
  ) throws -> (violations: [String], written: Int, refused: Int) {
    let attempts = try results.flatMap { try $0.get() }
    let events = try store.read(.everything, ReadWindow(after: base)).events
    let written = attempts.count { $0.position != nil }
    return (try RaceCheck.violations(events, attempts), written, attempts.count - written)
  }

  @Test func `writers in several processes and threads never append what the condition forbids`() throws {
    let directory = try TemporaryDirectory()
    let folder = directory.path("record")
    // All drivers start at once on a folder that is not there yet.
    let drivers = try (0..<5).map { _ in try DriverProcess(folder) }
    let stores = drivers.map { DriverStore(driver: $0) }
    let base = try #require(try stores.map { try $0.head() }.max())
    let log = try Log(opening: folder, for: .reading)
    let key = try KeyFile.read(folder + "/driver-key.pem", name: "\(log.origin)/driver", passphrase: nil)
    let local = LogStore(
      folder: folder, actor: "driver", signer: key, patience: 60,
      now: { Int64(Date().timeIntervalSince1970 * 1000) })
    let check = RaceCheck(attempts: 12, seed: 1)
    let results = race(20) { writer in
      try writer < 5 ? check.write(writer, stores[writer]) : check.write(writer, local)
    }
    let outcome = try outcome(results, local, above: base)
    #expect(outcome.violations == [])
    #expect(outcome.written > 10)
    #expect(outcome.refused > 10)
    for driver in drivers { #expect(try driver.finish() == 0) }
    #expect(try Log.verify(folder).problem == nil)
  }

  @Test func `the race finds a store that checks the condition before it has the lock`() throws {
    let record = try LogRecord()
    let base = try record.store.head()
    let check = RaceCheck(attempts: 12, seed: 2)
    let wrong = EarlyChecking(store: record.store)
    let outcome = try outcome(race(20) { try check.write($0, wrong) }, record.store, above: base)
    #expect(!outcome.violations.isEmpty)
  }

  @Test func `threads that share a log never append what the condition forbids`() throws {
    let record = try LogRecord()
    let shared = try record.shared()
    let base = try shared.head()
    let check = RaceCheck(attempts: 50, seed: 5)
    let outcome = try outcome(race(20) { try check.write($0, shared) }, shared, above: base)
    #expect(outcome.violations == [])
    #expect(outcome.written > 10)
    #expect(outcome.refused > 10)
    #expect(try Log.verify(record.store.folder).problem == nil)
  }

  @Test func `the race finds a shared log whose condition is checked before the lock is held`() throws {
    let record = try LogRecord()
    let shared = try record.shared()
    let base = try shared.head()
    let check = RaceCheck(attempts: 50, seed: 6)
    let wrong = EarlyChecking(store: shared)
    let outcome = try outcome(race(20) { try check.write($0, wrong) }, shared, above: base)
    #expect(!outcome.violations.isEmpty)
  }

  @Test func `the race finds nothing in a store in memory, and what was written is what was told`() throws {
    let store = MemoryStore(MemoryStore.Storage())
    let check = RaceCheck(attempts: 50, seed: 3)
    let outcome = try outcome(race(20) { try check.write($0, store) }, store, above: .start)
    #expect(outcome.violations == [])
    #expect(outcome.written > 0)
  }

  @Test func `the race notices an event that was lost, one that was refused, and one that nobody wrote`()
    throws
  {
    let store = MemoryStore(MemoryStore.Storage())
    let attempts = try RaceCheck(attempts: 10, seed: 4).write(0, store)
    let events = store.read(.everything, .all).events
    #expect(try RaceCheck.violations(events, attempts) == [])
    #expect(try !RaceCheck.violations(Array(events.dropLast()), attempts).isEmpty)
    #expect(try !RaceCheck.violations(events, Array(attempts.dropLast())).isEmpty)
    var refused = attempts
    refused[3] = RaceCheck.Attempt(tag: attempts[3].tag, position: nil)
    #expect(try !RaceCheck.violations(events, refused).isEmpty)
  }
}
