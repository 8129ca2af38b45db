public import JSON

/// A month of a year, from 0001-01 to 9999-12.
public struct Month: Hashable, Sendable {
  public let year: Int
  /// January is 1.
  public let month: Int

  public init?(year: Int, month: Int) {
    guard 1...9999 ~= year, 1...12 ~= month else { return nil }
    self.year = year
    self.month = month
  }

  /// The month in which a day lies.
  public init(of day: Day) {
    year = day.year
    month = day.month
  }

  /// Reads `2025-01`, and nothing in another form.
  public init?(_ text: String) { self.init(utf8: text.utf8.span) }

  init?(utf8: Span<UInt8>) {
    guard utf8.count == 7, utf8.holds("-", at: 4), let year = utf8.digits(0, count: 4),
      let month = utf8.digits(5, count: 2)
    else { return nil }
    self.init(year: year, month: month)
  }

  public var firstDay: Day { Day(checkedYear: year, month: month, day: 1) }
  public var lastDay: Day {
    Day(checkedYear: year, month: month, day: Month.length(year: year, month: month))
  }

  /// - Precondition: the month is not 9999-12.
  public var next: Month { Month(of: lastDay.adding(days: 1)) }

  /// - Precondition: the month is not 0001-01.
  public var previous: Month { Month(of: firstDay.adding(days: -1)) }

  /// `2025-01`.
  public var text: String { "\(padded(year, 4))-\(padded(month, 2))" }

  /// `Jan 2025`.
  public var spoken: String { "\(Month.names[month - 1]) \(year)" }

  static let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// How many days a month has.
  static func length(year: Int, month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Month: Comparable, CustomStringConvertible {
  public static func < (a: Month, b: Month) -> Bool { (a.year, a.month) < (b.year, b.month) }
  public var description: String { text }
}

extension Month: FieldValue {
  public static var shape: Shape { .month }
  public static var example: Month { Month(of: Day.example) }

  public static func read(_ element: JSONElement) throws(FieldError) -> Month {
    guard let utf8 = element.utf8, let month = Month(utf8: utf8) else {
      throw FieldError(expected: shape.words, found: element)
    }
    return month
  }
}
