import Testing

@testable import EventLog

struct FaultSuiteTests {
  @Test(.tags(.property), arguments: 1...3 as ClosedRange<UInt64>)
  func `whatever fails and whenever the power goes, all that was acknowledged is there`(seed: UInt64) throws {
    let report = try FaultSuite.run(seed: seed)
    #expect(report.violations.isEmpty, "\(report.violations.count) of \(report.cycles) cycles")
    for violation in report.violations.prefix(20) { Issue.record("\(violation)") }
    #expect(report.cycles == 0)
  }
}
