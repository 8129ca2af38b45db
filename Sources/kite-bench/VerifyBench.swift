import EventLog

/// The whole log checked: against the hashes of its lines alone where there are few signatures, and against
/// the signatures alone where each event has one.
enum VerifyBench {
  static func run() throws -> [Figure] {
    let folder = try System.temporaryFolder()
    defer { System.remove(folder) }
    let large = try BenchLog(in: "\(folder)/large", commits: 300, of: 1000)
    let lines = try large.lines()
    let bytes = lines.reduce(0) { $0 + $1.count }
    let hashed = try paired({ try verify(large) }, { try Hashes.ofEach(lines) })

    let small = try BenchLog(in: "\(folder)/small", commits: 5000, of: 1)
    let signatures = try Signatures(5000)
    let signed = try paired({ try verify(small) }, { try signatures.verifyAll() })
    return [
      Figure(
        name: "verify, commits of 1,000, against SHA-256 of each line on one thread", value: hashed.ratio,
        unit: "of its speed", goal: 0.8, isMoreBetter: true,
        detail: "\(rate(large.events, hashed.first)) events a second, of \(bytes / lines.count) bytes; "
          + "hashes alone \(rate(large.events, hashed.second))", spread: hashed.spread),
      Figure(
        name: "verify, one-event commits, against as many Ed25519 verifications on one thread",
        value: signed.ratio, unit: "of its speed", goal: 0.8, isMoreBetter: true,
        detail: "\(rate(small.events, signed.first)) commits a second; "
          + "signatures alone \(rate(small.events, signed.second))", spread: signed.spread),
    ]
  }

  private static func verify(_ log: BenchLog) throws {
    let found = try Log.verify(log.record)
    guard found.problem == nil, found.events == log.events else {
      throw System.Failure(what: "the log that was made does not verify: \(found)")
    }
  }
}
