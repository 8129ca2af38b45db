public import Schemas

/// A school year, from 1 September to 31 August: `2024-25`.
public struct SchoolYear: Equatable, Sendable {
  public let first: Day
  public let last: Day

  /// - Parameter text: the year in which it begins and the last two digits of the next.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2, let begins = Int(parts[0]),
      let ends = Int(parts[1]), (begins + 1) % 100 == ends, begins >= 1900,
      let year = SchoolYear(beginning: begins)
    else { return nil }
    self = year
  }

  /// The one that a day is in.
  public init?(of day: Day) { self.init(beginning: day.month >= 9 ? day.year : day.year - 1) }

  private init?(beginning year: Int) {
    guard let first = Day(year: year, month: 9, day: 1), let last = Day(year: year + 1, month: 8, day: 31)
    else {
      return nil
    }
    self.first = first
    self.last = last
  }

  public var text: String {
    let ends = last.year % 100
    return "\(first.year)-\(ends < 10 ? "0" : "")\(ends)"
  }

  public func contains(_ day: Day) -> Bool { day >= first && day <= last }
}
