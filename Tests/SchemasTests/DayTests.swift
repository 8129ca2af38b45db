import Foundation
import Schemas
import Testing

struct DayTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11016), ("2025-03-03", 20150),
    ("0001-01-01", -719_162),
    ("9999-12-31", 2_932_896),
  ])
  func `a day has its number`(text: String, number: Int) throws {
    let day = try #require(Day(text))
    #expect(day.daysSinceEpoch == number)
    #expect(Day(daysSinceEpoch: number).text == text)
  }

  @Test(arguments: [
    "2025-02-29", "1900-02-29", "2025-00-10", "2025-13-01", "2025-01-00", "2025-04-31", "0000-01-01",
    "2025-1-01",
    "+025-01-01", "2025-01-1a", "2025/01/01", "2025-01-01 ", "25-01-01", "", "2025-01-0١",
  ])
  func `what is no day is refused`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func `every day for four hundred years has the parts that Foundation says`() {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    for number in stride(from: -135_000, through: 146_097, by: 13) {
      let day = Day(daysSinceEpoch: number)
      let date = Date(timeIntervalSince1970: Double(number) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
      #expect([day.year, day.month, day.day] == [parts.year, parts.month, parts.day])
      #expect(day.weekday % 7 + 1 == parts.weekday)
      #expect(Day(day.text) == day)
    }
  }

  @Test func `consecutive days follow each other without a gap`() throws {
    var day = try #require(Day(year: 1999, month: 12, day: 1))
    for _ in 0..<800 {
      let next = day.adding(days: 1)
      #expect(next.text > day.text)
      #expect(next.weekday == day.weekday % 7 + 1)
      #expect(Day(next.text) == next)
      day = next
    }
  }

  @Test func `days are counted and compared`() throws {
    let first = try #require(Day("2024-02-28"))
    let last = try #require(Day("2024-03-01"))
    #expect(first.days(to: last) == 2)
    #expect(last.days(to: first) == -2)
    #expect(first < last)
    #expect(first.adding(days: 2) == last)
  }

  @Test func `a day is spoken with its weekday`() {
    #expect(Day("2025-03-03")?.spoken == "Mon 3 Mar 2025")
    #expect(Day("2023-12-31")?.spoken == "Sun 31 Dec 2023")
  }

  @Test func `a day beyond the calendar is a mistake of the program`() async {
    await #expect(processExitsWith: .failure) { _ = Day(daysSinceEpoch: 2_932_897) }
  }
}
