import Foundation
import Glibc
import JSON
import Synchronization
import TestSupport
import Testing

@testable import EventLog

/// What processes were told, in a file of its own that is synced before anybody goes on.
private final class Witness: Sendable {
  struct Account: Equatable {
    let name: String
    let positions: [Int]
  }

  private let path: String
  private let file: Mutex<FileHandle>
  /// How many events the commits have that were sent, answered or not.
  private let sent = Mutex<[String: Int]>([:])

  init(_ path: String) throws {
    self.path = path
    try writeFile(path, [])
    file = Mutex(try #require(FileHandle(forWritingAtPath: path)))
  }

  func send(_ name: String, _ count: Int) { sent.withLock { $0[name] = count } }

  func count(_ name: String) -> Int? { sent.withLock { $0[name] } }

  func note(_ name: String, _ positions: [Int]) throws {
    let line: JSONValue = ["name": .string(name), "positions": .array(positions.map { .integer($0) })]
    try file.withLock { file in
      try file.write(contentsOf: Data(line.bytes + [0x0a]))
      try file.synchronize()
    }
  }

  func accounts() throws -> [Account] {
    try readFile(path).split(separator: 0x0a).map { line in
      let value = try JSONValue.parse(bytes: Array(line))
      return Account(
        name: value["name"]?.string ?? "", positions: value["positions"]?.array?.compactMap(\.integer) ?? [])
    }
  }
}

/// Processes that append, and are killed in the middle of it.
struct KillTests {
  private static let rounds = 10
  private static let processes = 4

  private let directory: TemporaryDirectory
  private let witness: Witness
  private var folder: String { directory.path("record") }

  init() throws {
    directory = try TemporaryDirectory()
    witness = try Witness(directory.path("witness"))
  }

  private func events(_ name: String, _ count: Int) -> [NewEvent] {
    (0..<count).map { number in
      NewEvent(
        type: "Killed", subject: "driver", dataSchema: "urn:kite:driver:event:1", tags: ["commit/\(name)"],
        data: Array(#"{"n":\#(number),"of":"\#(name)"}"#.utf8))
    }
  }

  /// Appends some commits, then one more, in whose middle the process is killed.
  private func work(_ name: String, _ seed: UInt64) throws {
    var random = Seeded(seed: seed)
    let driver = try DriverProcess(folder)
    defer { driver.kill() }
    let store = DriverStore(driver: driver)
    for number in 0..<Int.random(in: 0...4, using: &random) {
      let commit = "\(name)-\(number)"
      let events = events(commit, Int.random(in: 1...5, using: &random))
      witness.send(commit, events.count)
      try witness.note(commit, try store.append(events, if: nil).map(\.rawValue))
    }
    let events = events("\(name)-last", Int.random(in: 1...5, using: &random))
    witness.send("\(name)-last", events.count)
    try driver.send(DriverStore.request(events))
    for _ in 0..<Int.random(in: 0...6000, using: &random) { sched_yield() }
  }

  /// Opens the log at once, as nobody may have its lock any more, and checks it against the witness.
  private func check(_ before: [UInt8], _ place: String) throws -> [UInt8] {
    let accounts = try witness.accounts()
    let log: Log
    do { log = try Log(opening: folder, for: .writing(waitUpTo: 0)) } catch {
      switch error {
      case .notARecord, .notBegun: #expect(accounts.isEmpty, "\(place): \(error)")
      default: Issue.record("\(place): \(error)")
      }
      return before
    }
    let bytes = try readFile(folder + "/EventLog/decisions.jsonl")
    #expect(bytes.starts(with: before), "\(place): what was there is other bytes now")
    let scan = try LogScan(bytes)
    try scan.compare(log, askingFor: scan)
    for account in accounts {
      #expect(scan.byTag["commit/\(account.name)"] == account.positions, "\(place): \(account.name) is lost")
    }
    for (tag, positions) in scan.byTag {
      let name = String(tag.dropFirst("commit/".count))
      #expect(positions.count == witness.count(name), "\(place): \(name) is there in part")
      let recorded = try log.events(matching: Query(tags: [tag]))
      let expected = events(name, positions.count).map(\.data)
      #expect(recorded.map(\.data) == expected, "\(place): \(name) is other bytes")
    }
    let key = try KeyFile.read(folder + "/driver-key.pem", name: "\(log.origin)/driver", passphrase: nil)
    let commit = NewCommit(
      ref: "after-\(log.head)", actor: "driver", time: log.lastTime,
      events: [NewEvent(type: "After", subject: "driver", dataSchema: "urn:a", data: Array("{}".utf8))])
    if let last = accounts.last {
      let taken = AppendCondition(noEventMatching: Query(tags: ["commit/\(last.name)"]), after: .start)
      #expect(throws: LogError.self, "\(place)") { try log.append(commit, if: taken, signer: key) }
    }
    try log.append(commit, signer: key)
    let verification = try Log.verify(folder)
    #expect(verification.problem == nil, "\(place)")
    #expect(verification.events == scan.lines.count + 1, "\(place)")
    return try readFile(folder + "/EventLog/decisions.jsonl")
  }

  @Test(.tags(.property), arguments: [1] as [UInt64])
  func `processes that are killed while they append lose nothing of what they acknowledged`(
    seed: UInt64
  ) throws {
    var random = Seeded(seed: seed)
    var bytes: [UInt8] = []
    for round in 0..<Self.rounds {
      let seeds = (0..<Self.processes).map { _ in random.next() }
      for result in race(Self.processes, { try work("\(round)-\($0)", seeds[$0]) }) { try result.get() }
      bytes = try check(bytes, "seed \(seed), round \(round)")
    }
    // Else all were killed before they did anything, and nothing was tried.
    #expect(try witness.accounts().count > Self.rounds)
  }
}
