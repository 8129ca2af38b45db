import EventLog

/// The whole log checked: against the hashes of its lines alone where there are few signatures, and against
/// the signatures alone where each event has one.
enum VerifyBench {
  static func run() throws -> [Figure] {
    let folder = try System.temporaryFolder()
    defer { System.remove(folder) }
    var figures = [
      try hashed(try BenchLog(in: "\(folder)/long", commits: 200, of: 1000, reasons: 375)),
      try hashed(try BenchLog(in: "\(folder)/short", commits: 300, of: 1000)),
    ]
    let small = try BenchLog(in: "\(folder)/small", commits: 5000, of: 1)
    let signatures = try Signatures(5000)
    let signed = try paired({ try verify(small) }, { try signatures.verifyAll() })
    figures.append(
      Figure(
        name: "verify, one-event commits, against as many Ed25519 verifications on one thread",
        value: signed.ratio, unit: "of its speed", goal: 0.8, isMoreBetter: true,
        detail: "\(rate(small.events, signed.first)) commits a second; "
          + "signatures alone \(rate(small.events, signed.second))", spread: signed.spread))
    return figures
  }

  private static func hashed(_ log: BenchLog) throws -> Figure {
    let lines = try log.lines()
    let bytes = lines.reduce(0) { $0 + $1.count } / lines.count
    let hashed = try paired({ try verify(log) }, { try Hashes.ofEach(lines) })
    return Figure(
      name: "verify, lines of \(bytes) bytes, 1,000 a commit, against SHA-256 of each on one thread",
      value: hashed.ratio, unit: "of its speed", goal: 0.8, isMoreBetter: true,
      detail: "\(rate(log.events, hashed.first)) events a second; hashes alone "
        + "\(rate(log.events, hashed.second))", spread: hashed.spread)
  }

  private static func verify(_ log: BenchLog) throws {
    let found = try Log.verify(log.record)
    guard found.problem == nil, found.events == log.events else {
      throw System.Failure(what: "the log that was made does not verify: \(found)")
    }
  }
}
