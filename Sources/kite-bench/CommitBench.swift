import EventLog

/// One-event commits, sealed and signed, against a bare loop of write and fdatasync of the same bytes.
enum CommitBench {
  private static let commits = 400
  private static let rounds = 9

  static func run() throws -> [Figure] {
    let folder = try System.temporaryFolder()
    defer { System.remove(folder) }
    let logID = Log.newLogID()
    let origin = Log.origin(trust: "bench", logID: logID)
    let signer = try SoftwareSigner.random(name: "\(origin)/p-001")
    let recovery = try SoftwareSigner.random(name: "\(origin)/recovery")
    let opening =
      "{\"trust\":\"bench\",\"logID\":\"\(logID)\","
      + "\"key\":\"\(signer.key)\",\"recoveryKey\":\"\(recovery.key)\"}"
    let log = try Log.create(
      in: "\(folder)/record", trust: "bench",
      first: commit(
        "0",
        NewEvent(
          type: "LogOpened", subject: "trust", dataSchema: "urn:kite:event:LogOpened:1",
          data: Array(opening.utf8))),
      signer: signer)

    var number = 0
    func append() throws {
      for _ in 0..<commits {
        number += 1
        try log.append(commit(String(number), event(number)), signer: signer)
      }
    }
    try append()
    var lines: [[UInt8]] = []
    try log.forEach(after: Position(1)) { lines.append($0.line + [0x0a]) }
    let measured = try paired(
      rounds: rounds, { try append() }, { try System.appendAndSync(lines, to: "\(folder)/bare") })
    return [
      Figure(
        name: "one-event commits against bare write and fdatasync", value: measured.ratio,
        unit: "of its speed",
        goal: 0.6, isMoreBetter: true,
        detail:
          "\(perSecond(measured.first)) sealed and signed commits a second, "
          + "\(perSecond(measured.second)) bare"
      )
    ]
  }

  private static func perSecond(_ seconds: Double) -> Int { Int(Double(commits) / seconds) }

  private static func commit(_ ref: String, _ event: NewEvent) -> NewCommit {
    NewCommit(ref: ref, actor: "p-001", office: "clerk", time: 1_700_000_000_000, events: [event])
  }

  /// About 400 bytes of data, as a short decision has.
  private static func event(_ number: Int) -> NewEvent {
    let text = String(repeating: "Considered and rejected: to wait. ", count: 10)
    return NewEvent(
      type: "RiskRegistered", subject: "school/S02", dataSchema: "urn:kite:event:RiskRegistered:1",
      tags: ["case/B", "school/S02"], data: Array("{\"what\":\"\(number) \(text)\"}".utf8))
  }
}
