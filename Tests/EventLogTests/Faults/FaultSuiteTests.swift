import Testing

@testable import EventLog

struct FaultSuiteTests {
  /// At least so many images of a broken machine are opened and checked for each seed.
  static let cycles = 5000

  @Test(.tags(.property), arguments: [1] as [UInt64])
  func `whatever fails and whenever the power goes, all that was acknowledged is there`(seed: UInt64) throws {
    let report = try FaultSuite.run(seed: seed)
    #expect(report.violations.isEmpty, "seed \(seed): \(report.violations.count) of \(report.cycles) cycles")
    for violation in report.violations.prefix(20) { Issue.record("\(violation)") }
    #expect(report.cycles >= Self.cycles, "seed \(seed) checked no more than \(report.cycles)")
  }

  @Test(.tags(.property), arguments: SeededBug.allCases, [1, 2] as [UInt64])
  func `the suite notices a log that makes a mistake`(bug: SeededBug, seed: UInt64) throws {
    let report = try FaultSuite.run(seed: seed, bug: bug, upTo: 3)
    let says = report.violations.joined(separator: "\n")
    #expect(report.violations.count >= 3, "seed \(seed), \(report.cycles) cycles: \(says)")
    #expect(report.violations.contains { $0.contains(bug.sign) }, "seed \(seed): \(says)")
  }
}

extension SeededBug {
  /// What is said of at least one of its violations.
  fileprivate var sign: String {
    switch self {
    case .acknowledgesBeforeSync, .syncsNoFolder: "acknowledged"
    case .keepsTail: "there is more than whole commits"
    case .believesIndex: "is answered otherwise than the log says"
    }
  }
}
