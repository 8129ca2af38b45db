public import Schemas

/// The bank holidays of England and Wales, computed for any year.
///
/// Source: Banking and Financial Dealings Act 1971, schedule 1, and the proclamations of the years named
/// below. New Year's Day is one since 1974, the first Monday of May since 1978; what was
/// proclaimed before 1995 is left out.
public enum BankHolidays {
  /// Days moved or added by proclamation: the year, what replaces the first Monday of May or the last, and
  /// extra days.
  private static let moved: [Int: (earlyMay: (Int, Int)?, spring: (Int, Int)?, extra: [(Int, Int)])] = [
    1995: ((5, 8), nil, []),
    1999: (nil, nil, [(12, 31)]),
    2002: (nil, (6, 4), [(6, 3)]),
    2011: (nil, nil, [(4, 29)]),
    2012: (nil, (6, 4), [(6, 5)]),
    2020: ((5, 8), nil, []),
    2022: (nil, (6, 2), [(6, 3), (9, 19)]),
    2023: (nil, nil, [(5, 8)]),
  ]

  public static func england(_ year: Int) -> Set<Day> {
    let moves = moved[year]
    var days: Set<Day> = []
    func add(_ month: Int, _ day: Int, offset: Int = 0) {
      if let date = Day(year: year, month: month, day: day) { days.insert(date.adding(days: offset)) }
    }
    /// A fixed day; at a weekend, the next weekday that is not a holiday already.
    func addSubstituted(_ month: Int, _ day: Int) {
      guard var date = Day(year: year, month: month, day: day) else { return }
      while date.weekday > 5 || days.contains(date) { date = date.adding(days: 1) }
      days.insert(date)
    }
    func addMonday(_ month: Int, last: Bool) {
      guard var date = Day(year: year, month: month, day: last ? daysIn(month) : 1) else { return }
      while date.weekday != 1 { date = date.adding(days: last ? -1 : 1) }
      days.insert(date)
    }
    if year >= 1974 { addSubstituted(1, 1) }
    let (month, day) = easterSunday(year)
    add(month, day, offset: -2)
    add(month, day, offset: 1)
    if let early = moves?.earlyMay {
      add(early.0, early.1)
    } else if year >= 1978 {
      addMonday(5, last: false)
    }
    if let spring = moves?.spring { add(spring.0, spring.1) } else { addMonday(5, last: true) }
    addMonday(8, last: true)
    addSubstituted(12, 25)
    addSubstituted(12, 26)
    for (month, day) in moves?.extra ?? [] { add(month, day) }
    return days
  }

  private static func daysIn(_ month: Int) -> Int { month == 5 || month == 8 ? 31 : 30 }

  /// The Gregorian computus in the form of Meeus, Jones and Butcher (Nature, 20 April 1876).
  static func easterSunday(_ year: Int) -> (month: Int, day: Int) {
    let golden = year % 19
    let (century, inCentury) = (year / 100, year % 100)
    let (leapCenturies, centuryRest) = (century / 4, century % 4)
    let moonCorrection = (century - (century + 8) / 25 + 1) / 3
    let epact = (19 * golden + century - leapCenturies - moonCorrection + 15) % 30
    let (leaps, rest) = (inCentury / 4, inCentury % 4)
    let toSunday = (32 + 2 * centuryRest + 2 * leaps - epact - rest) % 7
    let late = (golden + 11 * epact + 22 * toSunday) / 451
    let sum = epact + toSunday - 7 * late + 114
    return (sum / 31, sum % 31 + 1)
  }
}
