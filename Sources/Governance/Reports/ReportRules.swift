public import JSON
import Schemas

extension Trust {
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

  /// The case that a month's report is on: it was open at the month's end, or still is.
  func requireReportCase(of school: SchoolCode, _ month: Month, _ context: Context) throws(Refusal)
    -> RiskCase
  {
    let end = min(month.lastDay, context.day)
    if let open = riskCase(of: school, on: end) { return open }
    let own = cases.values.filter { $0.school == school }.sorted { $0.days.first < $1.days.first }
    if let ended = own.last(where: { $0.days.first <= end }), let last = ended.days.last {
      throw .record(
        "report-case-ended",
        "case '\(ended.code)' of '\(school)' ended on \(last.spoken): \(month.spoken) has no report",
        instead: ["record what is known since the exit: kite case follow-up --school \(school)"])
    }
    if let next = own.first(where: { $0.days.first > end }) {
      throw .record(
        "report-before-case",
        "case '\(next.code)' of '\(school)' opened on \(next.days.first.spoken): \(month.spoken) was before "
          + "it", instead: ["its first report is on \(Month(of: next.days.first).spoken)"])
    }
    return try requireCase(of: school, on: end)
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
    let open = try trust.requireReportCase(of: school, month, context)
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
    if direction != .baseline {
      try checkPlan(trust, context)
    } else if let known = trust.plans[plan], !known.versions.contains(where: { $0.name == planVersion }) {
      throw .record(
        "report-plan-version", "'\(plan)' has no version '\(planVersion)'",
        instead: ["its versions: \(quoted(known.versions.map(\.name)))"])
    }
    try checkSlips(trust, context)
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
          + "on \(context.day.spoken)", instead: ["say --plan-version \(version)"])
    }
  }

  /// What slipped is a milestone of the plan, and its new date is later. From so many slips on, the report
  /// can only tell of a date that was agreed at trust level; it may always tell that there is none yet.
  private func checkSlips(_ trust: Trust, _ context: Context) throws(Refusal) {
    try Plan.requireOnce(slips.map(\.milestone), "milestone")
    guard let own = trust.plans[plan], let version = own.inForce(on: context.day) else { return }
    let most = trust.number(.milestoneSlips, on: context.day)
    for slip in slips {
      let was = own.due(slip.milestone, in: version)
      guard was != nil || version.milestones.isEmpty else {
        throw .record(
          "milestone-unknown", "'\(plan)' lists no milestone '\(slip.milestone)'",
          instead: ["its milestones: \(quoted(version.milestones.map(\.code)))"])
      }
      guard let due = slip.due, due != own.moved[slip.milestone]?.due else { continue }
      if let was, due <= was {
        throw .record(
          "milestone-day",
          "milestone '\(slip.milestone)': the new date, \(due.spoken), is not after the one until now, "
            + was.spoken, instead: ["give the date on which it will be met, or leave the date out"])
      }
      let before = own.timesSlipped(slip.milestone)
      guard before + 1 < most else {
        throw .setting(
          .milestoneSlips, "milestone-slips",
          "milestone '\(slip.milestone)' has slipped \(before) of \(most) times already: its next date, "
            + "\(due.spoken), is agreed at trust level and not in a report",
          instead: [
            "have it agreed first: kite plan milestone \(plan) \(slip.milestone) "
              + "--was \(was ?? due) --due \(due)",
            "or hand the report in without a new date for it",
          ])
      }
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let school = context.school else { return }
    trust.reports[report] = Report(
      code: report, school: school, month: month, due: due, submitted: context.day, rating: rating,
      direction: direction, planVersion: planVersion,
      lateBy: trust.lateness(self, stated: context.day, recorded: context.recorded),
      objectives: objectives.compactMap { objective in
        guard let due = objective.milestonesDue, let met = objective.milestonesMet else { return nil }
        return Report.Progress(number: objective.number, due: due, met: met)
      }, safeguarding: safeguardingRating,
      readings: indicators.compactMap { reading in
        reading.now.map { Report.Reading(name: reading.name, now: $0) }
      })
    for slip in slips {
      trust.plans[plan]?.slips[slip.milestone, default: []].append(
        Plan.Slip(report: report, told: context.day, due: slip.due))
    }
  }

  /// What a correction of a report cannot reach: which report it is, and that it was late.
  func checkCorrection(
    to corrected: ReportSubmitted, _ trust: Trust, stated: Day, recorded: Instant
  ) throws(Refusal) {
    guard corrected.report == report, corrected.month == month, corrected.due == due else {
      throw .record(
        "report-fixed", "school, month and due day say which report it is: they cannot be corrected",
        instead: ["void the entry and hand the right report in: kite void, kite report submit"])
    }
    let was = trust.lateness(self, stated: note?.day ?? stated, recorded: recorded)
    let now = trust.lateness(corrected, stated: corrected.note?.day ?? stated, recorded: recorded)
    guard now >= was else {
      throw .record(
        "report-stays-late",
        "'\(report)' came in \(was) working day\(was == 1 ? "" : "s") late: a report that was late stays "
          + "late",
        instead: ["say what happened beside it: kite report seen \(report) --by WHO --comment TEXT"])
    }
  }
}

extension ReportSeen {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.plans(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard let found = trust.reports[report] else {
      throw .record(
        "report-unknown", "no report '\(report)' has been handed in",
        instead: ["kite report list, for those that have"])
    }
    guard let submitted = found.submitted else {
      throw .record(
        "report-missed", "\(found.month.spoken) was closed as missed: there is no report to see",
        instead: ["kite report list, for those that were handed in"])
    }
    guard context.day >= submitted else {
      throw .record(
        "report-seen-early",
        "'\(report)' was handed in on \(submitted.spoken): nobody saw it on \(context.day.spoken)",
        instead: ["give the day on which it was seen: --day DAY"])
    }
    switch by {
    case .body(let body): _ = try trust.requireBody(body, on: context.day)
    case .office(let office):
      guard trust.holder(of: office, on: context.day) != nil else {
        throw .record(
          "office-vacant", "nobody holds the office '\(office)' on \(context.day.spoken)",
          instead: ["name the body or office that saw it"])
      }
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.reports[report]?.seen.append(Report.Seen(by: by, day: context.day))
  }
}

extension ReportMonthClosed {
  public static func reads(_ scope: Scope) -> [Reads] {
    [Reads.plans(of: scope.school), .risk(of: scope.school)]
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let school = try trust.requireFreeMonth(report, month, context)
    _ = try trust.requireReportCase(of: school, month, context)
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
