// Summer time in the United Kingdom begins on the last Sunday of March and ends on the last Sunday of
// October, both at 01:00 UTC: the rule since 1996. It stands here, so that a day never depends on a machine's
// zone files.

extension Instant {
  /// The calendar day that it is in London.
  public var londonDay: Day { Instant.split(milliseconds + londonOffset).0 }

  /// Hours and minutes on a clock in London.
  public var londonTime: (hour: Int, minute: Int) {
    let time = Instant.split(milliseconds + londonOffset).1
    return (time / Instant.hour, time / Instant.minute % 60)
  }

  /// The moment at which a clock in London shows a time.
  ///
  /// A time that the clocks show twice in October is the first, in summer time; one that they leave out in
  /// March is as many minutes after the change. Nil for no time of day.
  public init?(london day: Day, hour: Int, minute: Int) {
    guard 0..<24 ~= hour, 0..<60 ~= minute else { return nil }
    let shown = day.daysSinceEpoch * Instant.day + hour * Instant.hour + minute * Instant.minute
    let asSummer = shown - Instant.hour
    self.init(milliseconds: Instant.isSummer(asSummer, year: day.year) ? asSummer : shown)
  }

  /// The last millisecond of a day in London.
  public static func endOf(_ day: Day) -> Instant {
    let midnight = (day.daysSinceEpoch + 1) * Instant.day
    // The clocks never change at midnight, so that the day's own end is summer time or it is not.
    let end = isSummer(midnight - hour - 1, year: day.year) ? midnight - hour : midnight
    return Instant(milliseconds: end - 1)
  }

  private var londonOffset: Int {
    Instant.isSummer(milliseconds, year: Instant.split(milliseconds).0.year) ? Instant.hour : 0
  }

  private static func isSummer(_ milliseconds: Int, year: Int) -> Bool {
    let start = lastSunday(year, month: 3).daysSinceEpoch * day + hour
    let end = lastSunday(year, month: 10).daysSinceEpoch * day + hour
    return start..<end ~= milliseconds
  }

  private static func lastSunday(_ year: Int, month: Int) -> Day {
    // March and October both have 31 days.
    let last = Day(checkedYear: year, month: month, day: 31)
    return last.adding(days: -(last.weekday % 7))
  }
}
