public import JSON
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

  public struct Progress: Sendable, Equatable {
    public let number: Int
    public let due: Int
    public let met: Int
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

  func requireFreeMonth(_ report: ReportCode, _ month: Month, _ context: Context) throws(Refusal)
    -> SchoolCode
  {
    let school = try context.requireSchool(self)
    guard report.text == "\(school)-\(month)" else {
      throw .record(
        "report-code",
        "the report of '\(school)' for \(month.spoken) is '\(school)-\(month)', not '\(report)'")
    }
    if let other = reports[report] {
      throw .record(
        "report-once",
        other.isMissed
          ? "\(month.spoken) was closed as missed"
          : "'\(report)' was handed in on \(other.submitted?.spoken ?? "an earlier day")",
        instead: ["one report a school and month; a clerical error is put right by kite correct"])
    }
    guard isReporting(month) else {
      throw .setting(
        .nonReportingMonths, "report-month", "\(month.spoken) has no report of its own",
        instead: ["its news goes into the report for \(month.next.spoken)"])
    }
    return school
  }
}

extension ReportSubmitted {
  public static func reads(_ scope: Scope) -> [Reads] {
    [Reads.plans(of: scope.school), .risk(of: scope.school)]
  }

  public static func complete(_ data: inout JSONValue, _ trust: Trust, _ context: Context) {
    guard let month = data["month"]?.string.flatMap({ Month($0) }) else { return }
    if data["due"] == nil { data["due"] = .string(trust.reportDue(for: month).text) }
    if data["report"] == nil, let school = context.school { data["report"] = .string("\(school)-\(month)") }
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let school = try trust.requireFreeMonth(report, month, context)
    let open = try trust.requireCase(of: school, on: min(month.lastDay, context.day))
    // What lies ahead of a month can't be reported; the holidays in it need not be waited for.
    guard trust.calendar.isOver(month, on: context.day) else {
      throw .record(
        "report-ahead", "\(month.spoken) is not over on \(context.day.spoken): a report is on a whole month",
        instead: [
          "hand it in after the month's last school day, and by \(trust.reportDue(for: month).spoken)"
        ])
    }
    let computed = trust.reportDue(for: month)
    guard due == computed else {
      throw .setting(
        .reportDay, "report-due",
        "the report for \(month.spoken) is due on \(computed.spoken), not on \(due.spoken)",
        instead: ["leave 'due' out: it is computed"])
    }
    let isFirst = !trust.reports(of: school).contains {
      $0.month >= Month(of: open.days.first) && !$0.isMissed
    }
    guard isFirst == (direction == .baseline) else {
      throw .record(
        "report-baseline",
        isFirst
          ? "it is the first report of case '\(open.code)': its direction is 'baseline'"
          : "case '\(open.code)' has its baseline: say 'improving', 'unchanged' or 'worsening'")
    }
    if direction != .baseline { try checkPlan(trust, context) }
  }

  /// A report goes by the version approved last; while none is, by the one handed in last. The baseline needs
  /// none.
  private func checkPlan(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard let version = trust.plans[plan]?.version(on: context.day) else {
      throw .record(
        "report-plan", "no version of '\(plan)' has been handed in", instead: ["kite plan submit, first"])
    }
    guard planVersion == version else {
      throw .record(
        "report-plan-version",
        "the report goes by version '\(planVersion)' of '\(plan)', but '\(version)' is the one to go by "
          + "on \(context.day.spoken)"
      )
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let school = context.school else { return }
    // Without a reason for a late entry, what counts is when it was recorded: nothing is dated back in
    // silence.
    let explained = note?.lateBecause != nil
    let handedIn = explained ? context.day : max(context.day, context.recorded.londonDay)
    trust.reports[report] = Report(
      code: report, school: school, month: month, due: due, submitted: context.day, rating: rating,
      direction: direction, planVersion: planVersion,
      lateBy: trust.calendar.workingDays(from: due, to: handedIn),
      objectives: objectives.compactMap { objective in
        guard let due = objective.milestonesDue, let met = objective.milestonesMet else { return nil }
        return Report.Progress(number: objective.number, due: due, met: met)
      })
  }
}

extension ReportMonthClosed {
  public static func reads(_ scope: Scope) -> [Reads] {
    [Reads.plans(of: scope.school), .risk(of: scope.school)]
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let school = try trust.requireFreeMonth(report, month, context)
    _ = try trust.requireCase(of: school, on: min(month.lastDay, context.day))
    let due = trust.reportDue(for: month)
    guard context.day > due else {
      throw .record(
        "report-not-missed", "the report for \(month.spoken) is due on \(due.spoken): it is not missed yet")
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let school = context.school else { return }
    trust.reports[report] = Report(
      code: report, school: school, month: month, due: trust.reportDue(for: month), submitted: nil,
      rating: nil,
      direction: nil, planVersion: nil, lateBy: 0)
  }
}
