public import JSON
public import Schemas

/// A setting of the trust: its name, its default, and what it may be.
public struct Setting: Sendable {
  public let name: String
  public let standard: JSONValue
  public let meaning: String

  public static let urgentDays = Setting(
    name: "urgent-ratify-working-days", standard: 10,
    meaning: "Working days in which an urgent decision is ratified.")
  public static let reviewDays = Setting(
    name: "variation-review-days", standard: 98, meaning: "Days at most until a variation is reviewed.")
  public static let variationDays = Setting(
    name: "variation-last-day-days", standard: 370, meaning: "Days at most that a variation is decided for.")
  public static let reportDay = Setting(
    name: "report-working-day", standard: 5,
    meaning: "Working day of the next month on which a report is due.")
  public static let nonReportingMonths = Setting(
    name: "non-reporting-months", standard: [8], meaning: "Months that have no report of their own.")
  public static let latenessLadder = Setting(
    name: "lateness-ladder-working-days", standard: [1, 3, 5],
    meaning: "Working days late at which a step is taken.")
  public static let redsInARow = Setting(
    name: "reds-in-a-row", standard: 3, meaning: "Red reports in a row that force a review.")
  public static let worseningInARow = Setting(
    name: "worsening-in-a-row", standard: 2, meaning: "Worsening reports in a row that force a review.")
  public static let reportReminderDays = Setting(
    name: "report-reminder-working-days", standard: 5,
    meaning: "Working days before a report is due at which its author is reminded.")
  public static let forcedReviewDays = Setting(
    name: "forced-review-working-days", standard: 10,
    meaning: "Working days in which a review that reports force is held.")
  public static let leaderDays = Setting(
    name: "leader-days-a-week", standard: 5, meaning: "Days in an executive leader's week.")
  public static let parentSeats = Setting(
    name: "parent-seats", standard: 2, meaning: "Parents' seats on a local or interim body.")
  public static let interimBoardLeast = Setting(
    name: "interim-board-size-least", standard: 3, meaning: "Seats that an interim board has at least.")
  public static let interimBoardMost = Setting(
    name: "interim-board-size-most", standard: 7, meaning: "Seats that an interim board has at most.")
  public static let lateEntryDays = Setting(
    name: "late-entry-working-days", standard: 2, meaning: "Working days after which an entry is late.")
  public static let registerDays = Setting(
    name: "register-notice-days", standard: 14, meaning: "Days in which a register is told.")
  public static let warningDays = Setting(
    name: "warning-days", standard: [30, 10], meaning: "Days before an end at which a warning is given.")
  public static let smallNumbers = Setting(
    name: "small-numbers-under", standard: 10, meaning: "Numbers below it are hidden from the public.")
  public static let bundleMegabytes = Setting(
    name: "bundle-log-megabytes", standard: 100,
    meaning: "A larger log is handed over with only the hashes of lines that are not asked for.")
  public static let riskLevels = Setting(
    name: "risk-levels", standard: ["none", "watch", "moderate", "high"],
    meaning: "The trust's names for the levels.")
  public static let reportCardTemplate = Setting(
    name: "report-card-template", standard: "v1", meaning: "Version of the Report Card in use.")

  public static let all: [Setting] = [
    urgentDays, reviewDays, variationDays, reportDay, nonReportingMonths, latenessLadder, redsInARow,
    worseningInARow, reportReminderDays, forcedReviewDays,
    leaderDays, parentSeats, interimBoardLeast, interimBoardMost, lateEntryDays, registerDays, warningDays,
    smallNumbers, bundleMegabytes, riskLevels, reportCardTemplate,
  ]

  /// Whether a value has the form of the default, and lies in the setting's range; risk levels have a name
  /// each.
  public func accepts(_ value: JSONValue) -> Bool {
    switch (standard, value) {
    case (.integer, .integer(let number)): range.contains(number)
    case (.string, .string(let text)): !text.isEmpty
    case (.array(let standards), .array(let values)):
      (name != Setting.riskLevels.name || Setting.areNames(values))
        && values.allSatisfy { value in
          switch (standards.first, value) {
          case (.integer, .integer(let number)): range.contains(number)
          case (.string, .string(let text)): !text.isEmpty
          default: false
          }
        }
    default: false
    }
  }

  private var range: ClosedRange<Int> {
    switch name {
    case Setting.nonReportingMonths.name: 1...12
    case Setting.leaderDays.name: 1...7
    // A month has twenty working days or so: a later one would fall into the month after.
    case Setting.reportDay.name: 1...20
    default: 0...10_000
    }
  }

  private static func areNames(_ values: [JSONValue]) -> Bool {
    values.count == RiskLevel.allCases.count && Set(values.compactMap(\.string)).count == values.count
  }
}

extension Trust {
  /// What a setting is on a day.
  public func value(of setting: Setting, on day: Day) -> JSONValue {
    settings[setting.name]?.last { $0.from <= day }?.value ?? setting.standard
  }

  /// A setting that is a number.
  public func number(_ setting: Setting, on day: Day) -> Int {
    value(of: setting, on: day).integer ?? setting.standard.integer ?? 0
  }

  /// A setting that is a list of numbers.
  public func numbers(_ setting: Setting, on day: Day) -> [Int] {
    (value(of: setting, on: day).array ?? []).compactMap(\.integer)
  }
}
