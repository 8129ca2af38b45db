public import Schemas

/// A monthly report as it came in, or a month that was closed without one.
public struct Report: Sendable, Equatable {
  public let code: ReportCode
  public let school: SchoolCode
  public let month: Month
  public let due: Day
  public let submitted: Day?
  public let rating: Rating?
  public let direction: Direction?
  public let planVersion: String?
  /// Working days after the due day; a report that was late stays late.
  public let lateBy: Int
  /// Of each objective that gives them: milestones due so far, and met.
  public var objectives: [Progress] = []
  public var safeguarding: Rating?
  /// The indicators that it gives a value for.
  public var readings: [Reading] = []
  /// Who saw it, in their order.
  public var seen: [Seen] = []

  public struct Progress: Sendable, Equatable {
    public let number: Int
    public let due: Int
    public let met: Int
  }

  public struct Reading: Sendable, Equatable {
    public let name: String
    public let now: Decimal
  }

  public struct Seen: Sendable, Equatable {
    public let by: Party
    public let day: Day
  }

  public var isMissed: Bool { submitted == nil }
}

extension Trust {
  /// The day on which a month's report is due: a working day of the next month.
  public func reportDue(for month: Month) -> Day {
    calendar.workingDay(number(.reportDay, on: month.lastDay), of: month.next)
  }

  public func isReporting(_ month: Month) -> Bool {
    !numbers(.nonReportingMonths, on: month.lastDay).contains(month.month)
  }

  public func reports(of school: SchoolCode) -> [Report] {
    reports.values.filter { $0.school == school }.sorted { $0.month < $1.month }
  }

  /// Working days that a report is late. Without a reason for a late entry, what counts is when it was
  /// recorded: nothing is dated back in silence.
  func lateness(_ report: ReportSubmitted, stated day: Day, recorded: Instant) -> Int {
    let handedIn = report.note?.lateBecause != nil ? day : max(day, recorded.londonDay)
    return calendar.workingDays(from: report.due, to: handedIn)
  }
}
