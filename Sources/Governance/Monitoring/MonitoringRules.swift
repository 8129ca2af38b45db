public import Schemas

/// A body looked at a school's Report Card.
public struct Examination: Sendable, Equatable {
  public let school: SchoolCode
  public let body: BodyCode
  public let day: Day
}

extension ReportCardExamined {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let school = context.school else { return }
    trust.examinations.append(Examination(school: school, body: body, day: context.day))
  }
}

extension SchoolReviewMeetingHeld {
  public static func reads(_ scope: Scope) -> [Reads] {
    [Reads.examinations(of: scope.school), .interimBoards(of: scope.school)]
  }

  /// The local body, or the interim board in its place, examines first, in the same school year.
  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let school = try context.requireSchool(trust)
    let year = context.day.month >= 9 ? context.day.year : context.day.year - 1
    guard let start = Day(year: year, month: 9, day: 1) else { return }
    let examined = trust.examinations.contains { examination in
      examination.school == school && (start...context.day).contains(examination.day)
        && trust.localBody(of: school, on: examination.day) == examination.body
    }
    guard !examined else { return }
    throw Refusal(
      "examined-first",
      "the local body of '\(school)' has not examined the Report Card since \(start.spoken)",
      whose: "the monitoring cycle: the local body looks before the trust does",
      instead: ["let the local body examine it, and record that, before the meeting"])
  }
}
