public import JSON

/// A calendar day, without a time and without a zone, from 0001-01-01 to 9999-12-31.
public struct Day: Hashable, Sendable {
  /// Days since 1970-01-01, which is 0.
  public let daysSinceEpoch: Int

  /// - Precondition: the day lies in the years 1 to 9999.
  public init(daysSinceEpoch: Int) {
    precondition(Day.range.contains(daysSinceEpoch), "a day lies between 0001-01-01 and 9999-12-31")
    self.daysSinceEpoch = daysSinceEpoch
  }

  /// Nil for a day that no calendar has, such as 30 February.
  public init?(year: Int, month: Int, day: Int) {
    guard 1...9999 ~= year, 1...12 ~= month, day >= 1, day <= Month.length(year: year, month: month) else {
      return nil
    }
    self.init(checkedYear: year, month: month, day: day)
  }

  /// A day that is known to exist.
  init(checkedYear year: Int, month: Int, day: Int) {
    daysSinceEpoch = Day.count(year: year, month: month, day: day)
  }

  /// Reads `2025-03-03`, and nothing in another form.
  public init?(_ text: String) { self.init(utf8: text.utf8.span) }

  init?(utf8: Span<UInt8>) {
    guard utf8.count == 10, utf8.holds("-", at: 4), utf8.holds("-", at: 7),
      let year = utf8.digits(0, count: 4),
      let month = utf8.digits(5, count: 2), let day = utf8.digits(8, count: 2)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  public var year: Int { parts.year }
  public var month: Int { parts.month }
  public var day: Int { parts.day }

  /// Monday is 1, Sunday is 7.
  public var weekday: Int {
    // Day 0 was a Thursday; 719,166 is a multiple of seven that makes every day's number positive.
    (daysSinceEpoch + 719_166 + 3) % 7 + 1
  }

  /// - Precondition: the result lies in the years 1 to 9999.
  public func adding(days: Int) -> Day { Day(daysSinceEpoch: daysSinceEpoch + days) }

  /// How many days later the other day is; negative when it is earlier.
  public func days(to other: Day) -> Int { other.daysSinceEpoch - daysSinceEpoch }

  /// `2025-03-03`.
  public var text: String {
    let (year, month, day) = parts
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// `Mon 3 Mar 2025`.
  public var spoken: String {
    let (year, month, day) = parts
    return "\(Day.weekdayNames[weekday - 1]) \(day) \(Month.names[month - 1]) \(year)"
  }

  private static let weekdayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let range = count(year: 1, month: 1, day: 1)...count(year: 9999, month: 12, day: 31)
}

extension Day {
  // Both directions count in eras of 400 years that begin on 1 March, so that a leap day is an era's last
  // (Howard Hinnant, "chrono-compatible low-level date algorithms"). 719,468 days lie before 1970.
  private static func count(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private var parts: (year: Int, month: Int, day: Int) {
    let days = daysSinceEpoch + 719_468
    let era = days / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }
}

extension Day: Comparable, CustomStringConvertible {
  public static func < (a: Day, b: Day) -> Bool { a.daysSinceEpoch < b.daysSinceEpoch }
  public var description: String { text }
}

extension Day: FieldValue {
  public static var shape: Shape { .day }
  public static var example: Day { Day(daysSinceEpoch: 20_150) }

  public static func read(_ element: JSONElement) throws(FieldError) -> Day {
    guard let utf8 = element.utf8, let day = Day(utf8: utf8) else {
      throw FieldError(expected: shape.words, found: element)
    }
    return day
  }
}
