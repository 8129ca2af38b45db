public import Schemas

/// A report of a month that nobody has handed in.
struct MissingReport {
  let open: RiskCase
  let month: Month
  let code: ReportCode
  let due: Day
  /// Working days after the due day.
  let lateBy: Int
}

extension DueDay {
  /// The months of a case without a report: those that have begun, or else the next one.
  func missingReports(of open: RiskCase) -> [MissingReport] {
    let done = Set(trust.reports.values.filter { $0.school == open.school }.map(\.month))
    var missing: [MissingReport] = []
    var month = Month(of: open.days.first)
    let now = Month(of: day)
    // A year without a month that asks for a report asks for none at all.
    var skipped = 0
    while skipped < 12, month <= now || missing.isEmpty {
      if trust.isReporting(month) {
        skipped = 0
        if !done.contains(month) {
          let due = trust.reportDue(for: month)
          missing.append(
            MissingReport(
              open: open, month: month, code: ReportCode(unchecked: "\(open.school)-\(month)"), due: due,
              lateBy: trust.calendar.workingDays(from: due, to: day)))
        }
      } else {
        skipped += 1
      }
      month = month.next
    }
    return missing
  }

  var reports: [Duty] {
    let ladder = trust.numbers(.latenessLadder, on: day)
    return openCases.flatMap { open in
      missingReports(of: open).map { missing in
        let isBlind = missing.lateBy > 0 && missing.lateBy >= (ladder.max() ?? .max)
        var duty = Duty(
          .report, "report for \(missing.month.spoken)", due: missing.due, owes: leader(at: open.school),
          school: open.school, riskCase: open.code, concerns: missing.code.fullTag,
          command: "kite report submit \(missing.code)",
          otherwise: isBlind ? "kite report close \(missing.code)" : nil,
          note: isBlind ? "the case is blind: nobody knows how the school does" : nil)
        let before = trust.calendar.workingDays(from: day, to: missing.due)
        if missing.lateBy == 0, before <= number(.reportReminderDays) { duty.warning = before }
        return duty
      }
    }
  }

  /// The steps of the lateness ladder that are reached and that nobody has recorded: a notice about the
  /// report, given after its due day, takes one step.
  var escalations: [Duty] {
    let ladder = trust.numbers(.latenessLadder, on: day).sorted()
    return openCases.flatMap { open in
      missingReports(of: open).flatMap { missing -> [Duty] in
        let taken = trust.notices.count {
          $0.day > missing.due && $0.concerns.contains(Reference(missing.code))
        }
        return ladder.enumerated().dropFirst(taken).compactMap { index, step -> Duty? in
          guard missing.lateBy >= max(step, 1) else { return nil }
          return Duty(
            .escalation,
            "tell \(told(index, of: ladder.count, open.school)) that the report for "
              + "\(missing.month.spoken) is missing",
            due: workingDay(step, after: missing.due), owes: clerk, school: open.school, riskCase: open.code,
            concerns: missing.code.fullTag,
            command:
              "kite notify --school \(open.school) --kind escalated --concerns \(missing.code.fullTag)",
            note: after(index, of: ladder.count))
        }
      }
    }
  }

  /// A red safeguarding line is told on the day on which the report comes in; a notice about the report
  /// shows that it was.
  var safeguarding: [Duty] {
    openCases.flatMap { open in
      trust.reports(of: open.school).compactMap { report in
        guard let submitted = report.submitted, report.safeguarding?.isRed == true,
          submitted >= open.days.first
        else { return nil }
        let isTold = trust.notices.contains {
          $0.day >= submitted && $0.concerns.contains(Reference(report.code))
        }
        guard !isTold else { return nil }
        return Duty(
          .safeguarding,
          "tell the safeguarding lead and \(holder(.closeReportMonth, open.school)): "
            + "red line in \(report.code)",
          due: submitted, owes: leader(at: open.school), school: open.school, riskCase: open.code,
          concerns: report.code.fullTag,
          command:
            "kite notify --school \(open.school) --kind safeguarding --concerns \(report.code.fullTag)")
      }
    }
  }

  /// The last report of a case, for each of those who are to see it and have not yet: whoever may close the
  /// month, the body of the school, and who monitors it. No process stands still for it.
  var unread: [Duty] {
    openCases.flatMap { open -> [Duty] in
      guard let report = trust.reports(of: open.school).last(where: { !$0.isMissed }),
        let submitted = report.submitted, submitted >= open.days.first,
        let rating = report.rating, let direction = report.direction
      else { return [] }
      // What was handed in before there was a record is history.
      if let opened = trust.openedOn, submitted < opened { return [] }
      return trust.unseen(report, on: day).map { reader in
        Duty(
          .reportUnread,
          "report for \(report.month.spoken) to be seen: \(rating.rawValue), \(direction.rawValue)",
          due: workingDay(number(.reportReadingDays), after: submitted), owes: code(reader, open.school),
          school: open.school, riskCase: open.code, concerns: report.code.fullTag,
          command: "kite report seen \(report.code) --by \(reader.text)",
          note: "kite report show \(report.code), to read it")
      }
    }
  }

  /// Who is told at a step: the author and who may close the month, then who monitors, at last the board.
  private func told(_ index: Int, of count: Int, _ school: SchoolCode) -> String {
    if index == 0 {
      return Set([leader(at: school), holder(.closeReportMonth, school)]).sorted().joined(separator: " and ")
    }
    if index == count - 1 { return "the chair of \(trust.boardParty.map { code($0, nil) } ?? "the board")" }
    return "the chair of \(monitor(school))"
  }

  private func after(_ index: Int, of count: Int) -> String? {
    if index == 0 { return nil }
    return index == count - 1 ? "a review of the plan is opened" : "it goes on the next agenda"
  }
}

extension Trust {
  /// Who is to see the reports of a school: whoever may close a month without one, the body of the school,
  /// and who monitors its plan.
  public func readers(of school: SchoolCode, on day: Day) -> [Party] {
    let due = DueDay(trust: self, day: day)
    let codes = due.holder(.closeReportMonth, school).split(separator: "+").map(String.init)
    var all = codes.compactMap { party(for: $0, school: school, on: day) }
    if let body = localBody(of: school, on: day) { all.append(.body(body)) }
    if let monitor = party(for: due.monitor(school), school: school, on: day) { all.append(monitor) }
    var seen: Set<Party> = []
    return all.filter { seen.insert($0).inserted }
  }

  /// Those of them who have not seen a report yet.
  public func unseen(_ report: Report, on day: Day) -> [Party] {
    let seen = Set(report.seen.map(\.by))
    return readers(of: report.school, on: day).filter { !seen.contains($0) }
  }

  /// The first month for which a case has been without a report for as long as the lateness ladder goes: the
  /// trust is blind to how the school does. Nil while it is not.
  public func isBlind(_ school: SchoolCode, on day: Day) -> Month? {
    guard let open = riskCase(of: school, on: day),
      let last = numbers(.latenessLadder, on: day).max()
    else { return nil }
    return DueDay(trust: self, day: day).missingReports(of: open).first {
      $0.lateBy > 0 && $0.lateBy >= last
    }?.month
  }
}
