import EventLog

/// A log to measure: what `Log.append` wrote, in a folder of its own.
struct BenchLog {
  let folder: String
  let events: Int

  var record: String { "\(folder)/record" }
  var path: String { "\(record)/EventLog/decisions.jsonl" }

  /// Makes a log of some commits, and leaves its index current.
  ///
  /// - Parameter reasons: how long a text each event has besides. With 375 bytes lines are 917 bytes long, as
  ///   those of the demonstration are on average; without one they are shorter than half of those.
  init(in folder: String, commits: Int, of perCommit: Int, reasons: Int = 0) throws {
    self.folder = folder
    let (log, signer) = try Self.make(in: "\(folder)/record")
    for number in 0..<commits {
      let events = (0..<perCommit).map { Self.event(number * perCommit + $0, reasons: reasons) }
      try log.append(Self.commit(number + 1, events), signer: signer)
    }
    events = log.head.rawValue
    _ = try Log(opening: record, for: .reading)
  }

  /// A log with nothing but its first line, and who may write.
  static func make(in record: String) throws -> (log: Log, signer: SoftwareSigner) {
    let logID = Log.newLogID()
    let origin = Log.origin(trust: "bench", logID: logID)
    let signer = try SoftwareSigner.random(name: "\(origin)/p-001")
    let recovery = try SoftwareSigner.random(name: "\(origin)/recovery")
    let opening =
      "{\"trust\":\"bench\",\"logID\":\"\(logID)\","
      + "\"key\":\"\(signer.key)\",\"recoveryKey\":\"\(recovery.key)\"}"
    let first = NewEvent(
      type: "LogOpened", subject: "trust", dataSchema: "urn:kite:event:LogOpened:1",
      data: Array(opening.utf8))
    let log = try Log.create(in: record, trust: "bench", first: commit(0, [first]), signer: signer)
    return (log, signer)
  }

  static func commit(_ number: Int, _ events: [NewEvent]) -> NewCommit {
    NewCommit(
      ref: "2024-\(number)", actor: "p-001", office: "clerk", time: 1_700_000_000_000 + Int64(number),
      events: events)
  }

  /// An allocation as the catalogue has it, with four tags, among 500 schools and 5,000 cases.
  static func event(_ number: Int, reasons: Int = 0) -> NewEvent {
    let school = number % 500
    let sentence = "It was considered to wait, and rejected: the school needs somebody now. "
    let text = String(String(repeating: sentence, count: reasons / 70 + 1).utf8.prefix(reasons)) ?? ""
    let data =
      "{\"deployment\":\"L-\(number)\",\"leader\":\"head-S\(number % 499)\",\"home\":\"S\(number % 499)\","
      + "\"school\":\"S\(school)\",\"daysPerWeek\":\(number % 5 + 1),\"authority\":\"advises\","
      + "\"firstDay\":\"2024-09-02\",\"lastDay\":\"2025-07-18\""
      + (reasons == 0 ? "}" : ",\"purpose\":\"\(text)\"}")
    return NewEvent(
      type: "LeaderAllocated", subject: "school/S\(school)", dataSchema: "urn:kite:event:LeaderAllocated:1",
      tags: [
        "case/C-\(number / 3 % 5000)", "deployment/L-\(number / 10)", "office/head-S\(number % 499)",
        "school/S\(school)",
      ],
      data: Array(data.utf8))
  }

  /// The lines of the log, without their newlines.
  func lines() throws -> [[UInt8]] {
    var lines: [[UInt8]] = []
    let log = try Log(opening: record, for: .reading)
    try log.forEach(after: .start) { lines.append($0.line) }
    return lines
  }

  func dropIndex() { System.remove("\(record)/Projections/index.sqlite") }
}
