import EventLog

/// Commits, sealed and signed, against a bare loop of write and fdatasync of the same bytes, and against each
/// other.
enum CommitBench {
  private static let commits = 400
  private static let rounds = 9
  private static let callers = 64
  private static let batch = 1000

  static func run() throws -> [Figure] {
    let folder = try System.temporaryFolder()
    defer { System.remove(folder) }
    let record = try Record("\(folder)/record")
    return [
      try single(record, folder), try conditional(record), try shared("\(folder)/shared"),
      try batches(record, folder),
    ]
  }

  private static func single(_ record: Record, _ folder: String) throws -> Figure {
    try record.append(commits)
    var lines: [[UInt8]] = []
    try record.log.forEach(after: Position(1)) { lines.append($0.line + [0x0a]) }
    let measured = try paired(
      rounds: rounds, { try record.append(commits) },
      { try System.appendAndSync(lines, to: "\(folder)/bare") })
    return Figure(
      name: "one-event commits against bare write and fdatasync", value: measured.ratio,
      unit: "of its speed", goal: 0.75, isMoreBetter: true,
      detail: "\(perSecond(commits, measured.first)) sealed and signed commits a second, "
        + "\(perSecond(commits, measured.second)) bare")
  }

  private static func conditional(_ record: Record) throws -> Figure {
    let query = Query(types: ["VariationMade"], tags: ["case/B", "school/S02"])
    let measured = try paired(
      rounds: rounds, { try record.append(commits, unless: query) }, { try record.append(commits) })
    return Figure(
      name: "commits under a condition against commits without", value: measured.ratio,
      unit: "of their speed", goal: 0.9, isMoreBetter: true,
      detail: "\(perSecond(commits, measured.first)) against \(perSecond(commits, measured.second)) a second")
  }

  private static func batches(_ record: Record, _ folder: String) throws -> Figure {
    let events = (0..<batch).map { Record.event($0) }
    let before = record.log.head
    try record.append(events)
    var bytes: [UInt8] = []
    try record.log.forEach(after: before) { bytes += $0.line + [0x0a] }
    let measured = try paired(
      rounds: rounds, { for _ in 0..<5 { try record.append(events) } },
      { try System.appendAndSync(Array(repeating: bytes, count: 5), to: "\(folder)/bare") })
    return Figure(
      name: "commits of \(batch) events against bare write and fdatasync", value: measured.ratio,
      unit: "of its speed", goal: 0.4, isMoreBetter: true,
      detail: "\(perSecond(5 * batch, measured.first)) events a second, "
        + "\(perSecond(5 * batch, measured.second)) bare")
  }

  private static func shared(_ folder: String) throws -> Figure {
    let shared = try Record.shared(folder)
    let events = [Record.event(0)]
    let many = 20
    let measured = try paired(
      rounds: rounds,
      { try System.threads(callers) { for _ in 0..<many { _ = try shared.append(events) } } },
      { for _ in 0..<commits { _ = try shared.append(events) } })
    // Each commit has a signature of its own, so that no log can be faster than the processors sign.
    let key = try SoftwareSigner.random(name: "kite/bench/p-001")
    let text = [UInt8](repeating: 0, count: 100)
    let signing = try System.seconds {
      try System.threads(callers) { for _ in 0..<many { _ = key.sign(text) } }
    }
    let one = measured.second / Double(commits)
    let each = measured.first / Double(many * callers)
    return Figure(
      name: "\(callers) callers of one log against one", value: one / each, unit: "times its commits",
      goal: 8, isMoreBetter: true,
      detail: "\(perSecond(1, each)) against \(perSecond(1, one)) commits a second; the processors make "
        + "\(perSecond(many * callers, signing)) signatures")
  }

  private static func perSecond(_ count: Int, _ seconds: Double) -> Int { Int(Double(count) / seconds) }

  /// A log to measure with, and the commits that go into it.
  final class Record {
    static let time: Int64 = 1_700_000_000_000
    let log: Log
    private let signer: SoftwareSigner
    private let sample = Record.event(0)
    private var number = 0

    convenience init(_ folder: String) throws {
      let (log, signer) = try BenchLog.make(in: folder)
      self.init(log, signer)
    }

    private init(_ log: Log, _ signer: SoftwareSigner) {
      self.log = log
      self.signer = signer
    }

    static func shared(_ folder: String) throws -> SharedLog<SoftwareSigner> {
      let signer = try BenchLog.make(in: folder).signer
      return try SharedLog(
        try Log(opening: folder, for: .writing(waitUpTo: 0)), actor: "p-001", signer: signer, now: { time })
    }

    func append(_ count: Int, unless query: Query? = nil) throws {
      for _ in 0..<count {
        number += 1
        let condition = query.map { AppendCondition(noEventMatching: $0, after: log.head) }
        try log.append(Self.commit(String(number), [sample]), if: condition, signer: signer)
      }
    }

    /// Appends one commit.
    func append(_ events: [NewEvent]) throws {
      number += 1
      try log.append(Self.commit(String(number), events), signer: signer)
    }

    private static func commit(_ ref: String, _ events: [NewEvent]) -> NewCommit {
      NewCommit(ref: ref, actor: "p-001", office: "clerk", time: time, events: events)
    }

    /// About 400 bytes of data, as a short decision has.
    static func event(_ number: Int) -> NewEvent {
      let text = String(repeating: "Considered and rejected: to wait. ", count: 10)
      return NewEvent(
        type: "RiskRegistered", subject: "school/S02", dataSchema: "urn:kite:event:RiskRegistered:1",
        tags: ["case/B", "school/S02"], data: Array("{\"what\":\"\(number) \(text)\"}".utf8))
    }
  }
}
