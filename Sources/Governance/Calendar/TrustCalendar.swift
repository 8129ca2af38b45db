public import Schemas

/// Working days and school days, as the trust's calendar sets them.
public struct TrustCalendar: Sendable {
  /// Terms by school year: `2024-25`.
  public var terms: [String: [TermDays]] = [:]
  /// Bank holidays that the trust named for a school year, in place of England's for the days of that year.
  var named: [String: (days: DaySpan, holidays: Set<Day>)] = [:]
  /// Proclaimed for one year, and taken away by one that was moved.
  public private(set) var proclaimed: Set<Day> = []
  private var moved: Set<Day> = []
  /// Days in term on which the schools are closed to pupils, by school year.
  public var occasional: [String: Set<Day>] = [:]
  private var england: [Int: Set<Day>] = [:]

  public init() {
    // The years that a record of today can speak of; others are computed when they are asked for.
    for year in 2015...2035 { england[year] = BankHolidays.england(year) }
  }

  mutating func set(_ event: CalendarSet) {
    terms[event.year] = event.terms
    occasional[event.year] = Set(event.occasionalDays)
    guard !event.bankHolidays.isEmpty, let first = event.terms.first, let last = event.terms.last else {
      return
    }
    named[event.year] = (DaySpan(first.firstDay, last.lastDay), Set(event.bankHolidays))
  }

  mutating func proclaim(_ day: Day, insteadOf: Day?) {
    proclaimed.insert(day)
    moved.remove(day)
    guard let insteadOf else { return }
    moved.insert(insteadOf)
    proclaimed.remove(insteadOf)
  }

  /// The bank holidays from a day to another, in order.
  public func bankHolidays(from first: Day, to last: Day) -> [Day] {
    var days: [Day] = []
    var day = first
    while day <= last {
      if isBankHoliday(day) { days.append(day) }
      day = day.adding(days: 1)
    }
    return days
  }

  public func isBankHoliday(_ day: Day) -> Bool {
    if proclaimed.contains(day) { return true }
    if moved.contains(day) { return false }
    for (days, holidays) in named.values where days.contains(day) { return holidays.contains(day) }
    return (england[day.year] ?? BankHolidays.england(day.year)).contains(day)
  }

  /// Monday to Friday, not a bank holiday.
  public func isWorkingDay(_ day: Day) -> Bool { day.weekday <= 5 && !isBankHoliday(day) }

  /// A working day in term, not in half term and no occasional day.
  public func isSchoolDay(_ day: Day) -> Bool {
    guard isWorkingDay(day), !occasional.values.contains(where: { $0.contains(day) }) else { return false }
    return terms.values.joined().contains { term in
      guard day >= term.firstDay, day <= term.lastDay else { return false }
      guard let from = term.breakFirstDay, let to = term.breakLastDay else { return true }
      return day < from || day > to
    }
  }

  /// Whether a month is over on a day: its last day has come, or its last school day, where the terms are
  /// known.
  public func isOver(_ month: Month, on day: Day) -> Bool {
    if day >= month.lastDay { return true }
    var date = month.lastDay
    while date >= month.firstDay {
      if isSchoolDay(date) { return day >= date }
      date = date.adding(days: -1)
    }
    return false
  }

  /// The n-th working day of a month, from 1.
  public func workingDay(_ number: Int, of month: Month) -> Day {
    workingDay(number, after: month.firstDay.adding(days: -1))
  }

  /// The n-th working day after a day; the day itself for 0.
  public func workingDay(_ number: Int, after day: Day) -> Day {
    var (date, left) = (day, number)
    while left > 0 {
      date = date.adding(days: 1)
      if isWorkingDay(date) { left -= 1 }
    }
    return date
  }

  /// Working days after `from`, up to and with `to`; 0 when `to` is not later.
  public func workingDays(from: Day, to: Day) -> Int {
    var (date, count) = (from, 0)
    while date < to {
      date = date.adding(days: 1)
      if isWorkingDay(date) { count += 1 }
    }
    return count
  }
}
