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
            "The due day is computed.",
          "kite report submit --input report.json": "The whole report, as kite report template begins it.",
        ]
      },
    RecordCommand("seen", "Record who saw a report, and the comment.", ReportSeen.type, .fact, ["report"])
      .with {
        $0.examples = [
          "kite report seen S02-2025-01 --by CEO --comment 'Ask for the attendance plan.'":
            "A body's minutes show it: --by ieb-S02 --day 2025-02-19."
        ]
      },
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
