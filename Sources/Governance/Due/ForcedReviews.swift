public import Schemas

/// A review that the reports of a case force.
public struct ForcedReview: Equatable, Sendable {
  public let school: SchoolCode
  /// The report that completed the row.
  public let report: ReportCode
  /// The day from which its working days are counted: the report's due day, or the day on which it came in,
  /// if that is later.
  public let from: Day
  public let due: Day
  /// In words: `3 red reports in a row`.
  public let because: String
  /// The day of the review of the case that met it.
  public let met: Day?
}

extension Trust {
  /// Every review that reports forced, in order: so many reds in a row, or so many worsening. The baseline
  /// does not count, and after a forced review the count begins anew.
  public func forcedReviews(of school: SchoolCode) -> [ForcedReview] {
    var forced: [ForcedReview] = []
    var (reds, worsening) = (0, 0)
    for report in reports(of: school) {
      guard let submitted = report.submitted, report.direction != .baseline else {
        if report.direction == .baseline { (reds, worsening) = (0, 0) }
        continue
      }
      reds = report.rating == .red || report.rating == .redPlus ? reds + 1 : 0
      worsening = report.direction == .worsening ? worsening + 1 : 0
      let from = max(report.due, submitted)
      let (mostReds, mostWorsening) = (number(.redsInARow, on: from), number(.worseningInARow, on: from))
      let because: String
      if mostReds > 0, reds >= mostReds {
        because = "\(reds) red reports in a row"
        reds = 0
      } else if mostWorsening > 0, worsening >= mostWorsening {
        because = "\(worsening) worsening reports in a row"
        worsening = 0
      } else {
        continue
      }
      forced.append(
        ForcedReview(
          school: school, report: report.code, from: from,
          due: calendar.workingDay(number(.forcedReviewDays, on: from), after: from), because: because,
          met: caseReviews.filter { $0.school == school && $0.day >= submitted }.map(\.day).min()))
    }
    return forced
  }
}

extension DueDay {
  var forcedReviews: [Duty] {
    openCases.flatMap { open in
      trust.forcedReviews(of: open.school).compactMap { forced in
        guard forced.met == nil, forced.from >= open.days.first else { return nil }
        let owes = monitor(open.school)
        let body = trust.party(for: owes, school: open.school, on: day)?.body
        return Duty(
          .reviewForced, "review forced by \(forced.because)", due: forced.due, owes: owes,
          school: open.school, riskCase: open.code, concerns: forced.report.fullTag,
          command: "kite case review --school \(open.school)" + (body.map { " --body \($0)" } ?? ""))
      }
    }
  }
}
