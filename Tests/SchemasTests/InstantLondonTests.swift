import Foundation
import Schemas
import Testing

struct InstantLondonTests {
  @Test(arguments: [
    ("2025-03-30T00:59:59.999Z", "2025-03-30", 0, 59), ("2025-03-30T01:00:00.000Z", "2025-03-30", 2, 0),
    ("2025-06-30T23:00:00.000Z", "2025-07-01", 0, 0), ("2025-06-30T22:59:59.999Z", "2025-06-30", 23, 59),
    ("2025-10-26T00:59:59.999Z", "2025-10-26", 1, 59), ("2025-10-26T01:00:00.000Z", "2025-10-26", 1, 0),
    ("2025-12-31T23:59:59.999Z", "2025-12-31", 23, 59), ("2026-01-01T00:00:00.000Z", "2026-01-01", 0, 0),
  ])
  func `a moment has a day and a time in London`(text: String, day: String, hour: Int, minute: Int) throws {
    let instant = try #require(Instant(text))
    #expect(instant.londonDay.text == day)
    #expect(instant.londonTime.hour == hour)
    #expect(instant.londonTime.minute == minute)
  }

  @Test func `the rule is that of the zone files, for each hour of thirty years`() throws {
    let london = try #require(TimeZone(identifier: "Europe/London"))
    for hour in stride(from: 0, to: 30 * 366 * 24, by: 1) {
      let milliseconds = 946_684_800_000 + hour * 3_600_000
      let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
      let shown = Instant(milliseconds: milliseconds + london.secondsFromGMT(for: date) * 1000)
      let londonDay = Instant(milliseconds: milliseconds).londonDay
      guard shown.text.hasPrefix(londonDay.text) else {
        Issue.record("\(Instant(milliseconds: milliseconds)) is \(shown) in London, not on \(londonDay)")
        return
      }
    }
  }

  @Test(arguments: [
    ("2025-01-15", 9, 30, "2025-01-15T09:30:00.000Z"), ("2025-07-15", 9, 30, "2025-07-15T08:30:00.000Z"),
    ("2025-07-15", 0, 30, "2025-07-14T23:30:00.000Z"), ("2025-03-30", 0, 30, "2025-03-30T00:30:00.000Z"),
    // Left out on this day.
    ("2025-03-30", 1, 30, "2025-03-30T01:30:00.000Z"), ("2025-03-30", 2, 0, "2025-03-30T01:00:00.000Z"),
    // Shown twice on this day.
    ("2025-10-26", 1, 30, "2025-10-26T00:30:00.000Z"), ("2025-10-26", 2, 0, "2025-10-26T02:00:00.000Z"),
  ])
  func `a time in London is a moment`(day: String, hour: Int, minute: Int, text: String) throws {
    let day = try #require(Day(day))
    #expect(Instant(london: day, hour: hour, minute: minute)?.text == text)
  }

  @Test func `no time of day is no moment`() throws {
    let day = try #require(Day("2025-01-15"))
    #expect(Instant(london: day, hour: 24, minute: 0) == nil)
    #expect(Instant(london: day, hour: 0, minute: 60) == nil)
  }

  @Test(arguments: [
    ("2025-01-15", "2025-01-15T23:59:59.999Z"), ("2025-07-15", "2025-07-15T22:59:59.999Z"),
    ("2025-03-29", "2025-03-29T23:59:59.999Z"), ("2025-03-30", "2025-03-30T22:59:59.999Z"),
    ("2025-10-25", "2025-10-25T22:59:59.999Z"), ("2025-10-26", "2025-10-26T23:59:59.999Z"),
    ("2025-12-31", "2025-12-31T23:59:59.999Z"),
  ])
  func `a day ends at midnight in London`(day: String, text: String) throws {
    let day = try #require(Day(day))
    let end = Instant.endOf(day)
    #expect(end.text == text)
    #expect(end.londonDay == day)
    #expect(Instant(milliseconds: end.milliseconds + 1).londonDay == day.adding(days: 1))
  }
}
