import CommandLineKit
import Governance
import JSON
import Recording
import Schemas

/// `kite report`: monthly progress reports.
enum ReportCommands {
  static let rows: [RecordCommand] = [
    RecordCommand("submit", "Hand in the report of a month.", ReportSubmitted.type, .fact, ["report"])
      .with {
        $0.fill = monthOfReport
        $0.examples = [
          "kite report submit S02-2025-01 --rating red --direction unchanged --because … --plan RP-S02 …":
            "The due day is computed."
        ]
      },
    RecordCommand("seen", "Record who saw a report, and the comment.", ReportSeen.type, .fact, ["report"]),
    RecordCommand(
      "close", "Close a month without a report as missed.", ReportMonthClosed.type,
      .decision(.closeReportMonth), ["report"]
    ).with { $0.fill = monthOfReport },
  ]

  /// A report's code is its school and its month, and is made of them where it is not given.
  private static let monthOfReport: @Sendable (inout Filling) throws -> Void = { filling in
    guard let code = filling["report"]?.string else {
      if let school = filling.request.school, let month = filling["month"]?.string {
        filling["report"] = .string("\(school)-\(month)")
      }
      return
    }
    let parts = code.split(separator: "-")
    guard parts.count > 2 else { return }
    let month = parts.suffix(2).joined(separator: "-")
    let school = parts.dropLast(2).joined(separator: "-")
    if filling["month"] == nil, Month(month) != nil { filling["month"] = .string(month) }
    if filling.request.school == nil { filling.request.school = SchoolCode(school) }
  }
}

/// `kite plan`: recovery plans, by version.
enum PlanCommands {
  static let rows: [RecordCommand] = [
    RecordCommand("submit", "Hand in a version of a recovery plan.", PlanSubmitted.type, .fact, ["plan"])
      .with {
        $0.examples = [
          "kite plan submit RP-S02 --school S02 --input plan-v2.json": "The whole plan from a file."
        ]
      },
    RecordCommand(
      "return", "Send a version back, with reasons.", PlanReturned.type, .decision(.approvePlan), ["plan"]),
    RecordCommand(
      "approve", "Approve a version.", PlanApproved.type, .decision(.approvePlan), ["plan"]),
    RecordCommand(
      "milestone", "Agree a new date for a milestone that slipped twice.", MilestoneMoved.type,
      .decision(.agreeMilestone), ["plan", "milestone"]),
  ]
}
