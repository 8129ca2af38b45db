/// Times as the log writes them: UTC with milliseconds, `2023-11-22T17:05:09.412Z`, years 0000 to 9999.
enum Timestamp {
  static let length = 24
  // 0000-01-01 and 10000-01-01.
  static let range: Range<Int64> = -62_167_219_200_000..<253_402_300_800_000

  static func write(_ milliseconds: Int64, to bytes: inout [UInt8]) {
    precondition(range.contains(milliseconds), "the year of a time must have four digits")
    let (day, rest) = divided(milliseconds, by: 86_400_000)
    let date = civil(fromDays: day)
    digits(date.year, 4, &bytes)
    bytes.append(UInt8(ascii: "-"))
    digits(date.month, 2, &bytes)
    bytes.append(UInt8(ascii: "-"))
    digits(date.day, 2, &bytes)
    bytes.append(UInt8(ascii: "T"))
    digits(rest / 3_600_000, 2, &bytes)
    bytes.append(UInt8(ascii: ":"))
    digits(rest / 60_000 % 60, 2, &bytes)
    bytes.append(UInt8(ascii: ":"))
    digits(rest / 1000 % 60, 2, &bytes)
    bytes.append(UInt8(ascii: "."))
    digits(rest % 1000, 3, &bytes)
    bytes.append(UInt8(ascii: "Z"))
  }

  static func text(_ milliseconds: Int64) -> String {
    var bytes: [UInt8] = []
    write(milliseconds, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The time at the beginning of `bytes`; nil when it has any other form, or its date does not exist.
  static func read(_ bytes: Span<UInt8>) -> Int64? {
    guard bytes.count >= length, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      bytes[19] == UInt8(ascii: "."), bytes[23] == UInt8(ascii: "Z"),
      let year = number(bytes, 0, 4), let month = number(bytes, 5, 2), let day = number(bytes, 8, 2),
      let hour = number(bytes, 11, 2), let minute = number(bytes, 14, 2), let second = number(bytes, 17, 2),
      let milli = number(bytes, 20, 3)
    else { return nil }
    guard hour < 24, minute < 60, second < 60, 1...12 ~= month, day >= 1 else { return nil }
    let days = self.days(year, month, day)
    // A day that the month does not have comes back as a day of the next.
    guard day <= 28 || civil(fromDays: days).day == day else { return nil }
    return days * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000 + milli
  }

  private static func number(_ bytes: Span<UInt8>, _ offset: Int, _ count: Int) -> Int64? {
    var value: Int64 = 0
    for index in offset..<(offset + count) {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = value * 10 + Int64(digit)
    }
    return value
  }

  /// Two, three or four digits. Divisions by constants cost a tenth of others.
  private static func digits(_ value: Int64, _ count: Int, _ bytes: inout [UInt8]) {
    if count == 4 { bytes.append(UInt8(ascii: "0") + UInt8(value / 1000 % 10)) }
    if count >= 3 { bytes.append(UInt8(ascii: "0") + UInt8(value / 100 % 10)) }
    bytes.append(UInt8(ascii: "0") + UInt8(value / 10 % 10))
    bytes.append(UInt8(ascii: "0") + UInt8(value % 10))
  }

  private static func divided(_ value: Int64, by divisor: Int64) -> (Int64, Int64) {
    let quotient = value >= 0 ? value / divisor : (value - divisor + 1) / divisor
    return (quotient, value - quotient * divisor)
  }

  // The proleptic Gregorian calendar in eras of 400 years that begin in March, so that the leap day is the
  // last of a year (Howard Hinnant, chrono-compatible low-level date algorithms).
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = divided(year, by: 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = divided(days + 719_468, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }
}
