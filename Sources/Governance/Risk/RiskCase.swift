public import Schemas

/// A school's stay in the at-risk category.
public struct RiskCase: Sendable {
  public let code: CaseCode
  public let school: SchoolCode
  public let decision: DecisionRef?
  public var days: DaySpan
  /// Levels with their first days, in order.
  public var levels: [(from: Day, level: RiskLevel)]
  public var exitCriteria: [Closable<String>]
  /// The day by which an urgent decision is to be ratified, and from which it was.
  public let ratifyBy: Day?
  public var ratifiedFrom: Day?
  public var followUpUntil: Day?

  public func level(on day: Day) -> (from: Day, level: RiskLevel)? {
    days.contains(day) ? levels.last { $0.from <= day } : nil
  }

  /// Urgent, and on that day not ratified yet: the day by which it must be.
  public func awaitsRatification(on day: Day) -> Day? {
    guard let ratifyBy, days.contains(day) else { return nil }
    if let ratifiedFrom, ratifiedFrom <= day { return nil }
    return ratifyBy
  }
}

/// Time on the watch list.
public struct Watch: Sendable, Equatable {
  public let school: SchoolCode
  public let reviewBy: Day
  public var days: DaySpan
}

extension Trust {
  public func riskCase(of school: SchoolCode, on day: Day) -> RiskCase? {
    cases.values.filter { $0.school == school && $0.days.contains(day) }.max { $0.days.first < $1.days.first }
  }

  /// The level of a school on a day, and since when it has stood at it.
  public func risk(of school: SchoolCode, on day: Day) -> (level: RiskLevel, since: Day?) {
    if let found = riskCase(of: school, on: day)?.level(on: day) { return (found.level, found.from) }
    if let watch = watches.last(where: { $0.school == school && $0.days.contains(day) }) {
      return (.watch, watch.days.first)
    }
    return (.none, nil)
  }

  /// After the exit: the day until which the school is followed up.
  public func followUp(of school: SchoolCode, on day: Day) -> Day? {
    guard riskCase(of: school, on: day) == nil else { return nil }
    return cases.values.filter { $0.school == school && ($0.days.last.map { $0 < day } ?? false) }
      .compactMap(\.followUpUntil).filter { $0 >= day }.max()
  }
}
