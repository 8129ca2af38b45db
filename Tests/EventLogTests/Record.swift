import Foundation

@testable import EventLog

/// A record in a folder of its own, with a person who may write, and a recovery key.
final class Record {
  let folder: String
  let logID: String
  let clerk: SoftwareSigner
  let recovery: SoftwareSigner
  var time: Int64 = 1_700_000_000_000
  private var number = 0

  init(logID: String = "0123456789abcdef", in place: String = NSTemporaryDirectory()) throws {
    folder = place + "kite-log-" + UUID().uuidString
    self.logID = logID
    let origin = Log.origin(trust: "example", logID: logID)
    clerk = try SoftwareSigner(name: "\(origin)/p-001", seed: Array(repeating: 7, count: 32))
    recovery = try SoftwareSigner(name: "\(origin)/recovery", seed: Array(repeating: 9, count: 32))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var logPath: String { folder + "/EventLog/decisions.jsonl" }
  var indexPath: String { folder + "/Projections/index.sqlite" }

  func make(on disk: Disk = .real) throws -> Log {
    try Log.create(in: folder, trust: "example", first: opening(), signer: clerk, disk: disk)
  }

  func opening() -> NewCommit {
    let data =
      #"{"trust":"example","logID":"\#(logID)","format":1,"person":"p-001","key":"\#(clerk.key)","#
      + #""recoveryKey":"\#(recovery.key)"}"#
    return NewCommit(
      ref: "2023-1", actor: "p-001", office: "clerk", time: time, events: [event("LogOpened", [], data)])
  }

  func event(_ type: String, _ tags: [String], _ data: String = "{}") -> NewEvent {
    NewEvent(
      type: type, subject: "trust", dataSchema: "urn:kite:event:\(type):1", tags: tags, data: Array(data.utf8)
    )
  }

  /// A commit of the next reference, a second later than the one before.
  func commit(_ events: NewEvent..., ref: String? = nil) -> NewCommit {
    number += 1
    time += 1000
    return NewCommit(ref: ref ?? "2024-\(number)", actor: "p-001", office: nil, time: time, events: events)
  }

  /// Appends `count` commits of one event each.
  func fill(_ log: Log, _ count: Int) throws {
    for index in 0..<count {
      let tags = ["school/S\(index % 7)", "case/\(index % 3)"]
      try log.append(
        commit(event(index % 2 == 0 ? "Even" : "Odd", tags, #"{"n":\#(index)}"#)), signer: clerk)
    }
  }

  func bytes() throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: logPath))) }

  func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: logPath)) }

  func removeProjections() throws {
    try FileManager.default.removeItem(atPath: folder + "/Projections")
  }
}
