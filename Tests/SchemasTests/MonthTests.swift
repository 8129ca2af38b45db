import Schemas
import Testing

struct MonthTests {
  @Test(arguments: [
    ("2025-01", "2025-01-01", "2025-01-31"), ("2024-02", "2024-02-01", "2024-02-29"),
    ("2023-02", "2023-02-01", "2023-02-28"), ("2023-11", "2023-11-01", "2023-11-30"),
    ("9999-12", "9999-12-01", "9999-12-31"),
  ])
  func `a month has a first and a last day`(text: String, first: String, last: String) throws {
    let month = try #require(Month(text))
    #expect(month.text == text)
    #expect(month.firstDay.text == first)
    #expect(month.lastDay.text == last)
    #expect(Month(of: month.lastDay) == month)
  }

  @Test(arguments: ["2025-13", "2025-00", "2025-1", "0000-01", "2025/01", "2025-01-01", "", "+202-01"])
  func `what is no month is refused`(text: String) {
    #expect(Month(text) == nil)
  }

  @Test func `months follow each other over the year's end`() throws {
    let december = try #require(Month("2024-12"))
    #expect(december.next.text == "2025-01")
    #expect(december.next.previous == december)
    #expect(december < december.next)
    #expect(december.spoken == "Dec 2024")
  }
}
