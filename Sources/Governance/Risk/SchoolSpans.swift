import Schemas

/// Days on which nothing about a school changes, and its state on them.
public struct SchoolSpan: Equatable, Sendable {
  public var days: DaySpan
  public var state: SchoolState

  public init(days: DaySpan, state: SchoolState) {
    self.days = days
    self.state = state
  }
}

extension Trust {
  /// The whole life of a school in the trust, in spans of days that follow one another, each unlike the one
  /// before.
  ///
  /// A state is asked for on each day on which anything may change, so that there is one rule only for what
  /// it is.
  public func spans(of school: SchoolCode) -> [SchoolSpan] {
    guard let days = schools[school]?.days, !days.isEmpty else { return [] }
    var spans: [SchoolSpan] = []
    for day in Set(changes(of: school)).union([days.first]).sorted() where days.contains(day) {
      let state = state(of: school, on: day)
      if state == spans.last?.state { continue }
      if !spans.isEmpty { spans[spans.count - 1].days.last = day.adding(days: -1) }
      spans.append(SchoolSpan(days: DaySpan(day, days.last), state: state))
    }
    return spans
  }

  /// The first days of everything that a state looks at, and the days after their last.
  private func changes(of school: SchoolCode) -> [Day] {
    var spans: [DaySpan] = schemes.map(\.days)
    var days: [Day] = tiers[school]?.map(\.from) ?? []
    for found in cases.values where found.school == school {
      spans.append(found.days)
      days += found.levels.map(\.from)
      days += [found.ratifiedFrom].compactMap { $0 }
      if let until = found.followUpUntil { spans.append(DaySpan(found.days.first, until)) }
    }
    spans += watches.filter { $0.school == school }.map(\.days)
    for variation in variations.values where variation.school == school {
      spans += (variation.items.values.joined() + variation.remainder).map(\.days)
      days += variation.reviews.map(\.met)
    }
    spans += deployments.values.filter { $0.school == school }.flatMap(\.spans).map(\.days)
    for body in bodies.values where body.schools.contains(school) {
      spans += body.terms.map(\.days) + body.away.map(\.days)
    }
    spans += interimBoards.values.filter { $0.school == school }.map(\.days)
    spans += shadows.values.filter { $0.school == school }.map(\.days)
    days += reports.values.filter { $0.school == school }.compactMap(\.submitted)
    days += caseReviews.filter { $0.school == school }.map(\.day)
    return days + spans.map(\.first) + spans.compactMap { $0.last.flatMap(Trust.dayAfter) }
  }

  /// Nil after the last day that there is.
  private static func dayAfter(_ day: Day) -> Day? {
    day.year == 9999 && day.month == 12 && day.day == 31 ? nil : day.adding(days: 1)
  }
}
