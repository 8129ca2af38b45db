public import Schemas

/// A time up to which entries count: an instant, or a day up to its end in London.
public struct KnownTime: Sendable {
  public let instant: Instant

  public init(_ instant: Instant) { self.instant = instant }

  /// `at the end of 3 Mar 2025`, `on 3 Mar 2025 at 16:00`.
  public var spoken: String {
    let day = instant.londonDay
    if instant == Instant.endOf(day) { return "at the end of \(day.short)" }
    let (hour, minute) = instant.londonTime
    return "on \(day.short) at \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }
}
