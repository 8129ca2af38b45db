public import JSON

/// A moment, to the millisecond, in the years 1 to 9999.
public struct Instant: Hashable, Sendable {
  /// Milliseconds since 1970 in UTC, without leap seconds, as computers count.
  public let milliseconds: Int

  /// - Precondition: the moment lies in the years 1 to 9999.
  public init(milliseconds: Int) {
    precondition(Instant.range.contains(milliseconds), "a moment lies in the years 1 to 9999")
    self.milliseconds = milliseconds
  }

  /// Reads `2023-11-22T17:05:09.412Z`, and nothing in another form.
  public init?(_ text: String) { self.init(utf8: text.utf8.span) }

  init?(utf8: Span<UInt8>) {
    guard utf8.count == 24, utf8.holds("T", at: 10), utf8.holds(":", at: 13), utf8.holds(":", at: 16),
      utf8.holds(".", at: 19), utf8.holds("Z", at: 23), let day = Day(utf8: utf8.extracting(0..<10)),
      let hour = utf8.digits(11, count: 2), let minute = utf8.digits(14, count: 2),
      let second = utf8.digits(17, count: 2), let millisecond = utf8.digits(20, count: 3),
      hour < 24, minute < 60, second < 60
    else { return nil }
    self.init(
      milliseconds: day.daysSinceEpoch * Instant.day + ((hour * 60 + minute) * 60 + second) * 1000
        + millisecond)
  }

  /// `2023-11-22T17:05:09.412Z`.
  public var text: String {
    let (day, rest) = Instant.split(milliseconds)
    let time = "\(padded(rest / Instant.hour, 2)):\(padded(rest / Instant.minute % 60, 2))"
    return "\(day.text)T\(time):\(padded(rest / 1000 % 60, 2)).\(padded(rest % 1000, 3))Z"
  }

  static let minute = 60_000
  static let hour = 60 * minute
  static let day = 24 * hour
  private static let range = -719_162 * day...2_932_897 * day - 1

  /// The UTC day of a moment, and the milliseconds since its midnight.
  static func split(_ milliseconds: Int) -> (Day, Int) {
    let days = milliseconds >= 0 ? milliseconds / day : (milliseconds - day + 1) / day
    return (Day(daysSinceEpoch: days), milliseconds - days * day)
  }
}

extension Instant: Comparable, CustomStringConvertible {
  public static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }
  public var description: String { text }
}

extension Instant: FieldValue {
  public static var shape: Shape { .instant }
  public static var example: Instant { Instant(milliseconds: Day.example.daysSinceEpoch * day) }

  public static func read(_ element: JSONElement) throws(FieldError) -> Instant {
    guard let utf8 = element.utf8, let instant = Instant(utf8: utf8) else {
      throw FieldError(expected: shape.words, found: element)
    }
    return instant
  }
}
