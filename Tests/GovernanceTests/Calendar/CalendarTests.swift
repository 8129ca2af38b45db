import Governance
import JSON
import Schemas
import Testing

struct BankHolidayTests {
  /// As published for England and Wales.
  static let known: [Int: String] = [
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
  ]

  @Test(arguments: 2019...2027)
  func `the bank holidays of England are those published`(year: Int) {
    let expected = (Self.known[year] ?? "").split(separator: " ").map { "\(year)-\($0)" }
    #expect(BankHolidays.england(year).map(\.text).sorted() == expected)
  }

  @Test(arguments: [
    "2008-03-23", "2011-04-24", "2016-03-27", "2019-04-21", "2024-03-31", "2025-04-20", "2026-04-05",
    "2027-03-28", "2035-03-25", "2038-04-25",
  ])
  func `Easter Monday is the day after Easter Sunday`(sunday: String) {
    let easter = day(sunday)
    #expect(easter.weekday == 7)
    let holidays = BankHolidays.england(easter.year)
    #expect(holidays.contains(easter.adding(days: 1)) && holidays.contains(easter.adding(days: -2)))
    #expect(!holidays.contains(easter.adding(days: 2)))
  }

  @Test(arguments: 1980...2100)
  func `every year has eight or more, all on weekdays`(year: Int) {
    let holidays = BankHolidays.england(year)
    #expect(holidays.count >= 8)
    #expect(holidays.allSatisfy { $0.weekday <= 5 && $0.year == year })
  }
}

struct TrustCalendarTests {
  private let year = Told(
    CalendarSet.self,
    [
      "year": "2024-25",
      "terms": [
        [
          "name": "Autumn", "firstDay": "2024-09-03", "lastDay": "2024-12-20", "breakFirstDay": "2024-10-28",
          "breakLastDay": "2024-11-01",
        ],
        ["name": "Spring", "firstDay": "2025-01-06", "lastDay": "2025-04-04"],
        ["name": "Summer", "firstDay": "2025-04-22", "lastDay": "2025-07-22"],
      ],
    ])

  @Test func `working days leave out weekends and bank holidays`() {
    let calendar = TrustCalendar()
    #expect(calendar.isWorkingDay(day("2025-04-17")))
    #expect(!calendar.isWorkingDay(day("2025-04-18")) && !calendar.isWorkingDay(day("2025-04-19")))
    #expect(calendar.workingDay(1, after: day("2025-04-17")) == day("2025-04-22"))
    #expect(calendar.workingDay(0, after: day("2025-04-18")) == day("2025-04-18"))
    #expect(calendar.workingDays(from: day("2025-04-17"), to: day("2025-04-22")) == 1)
    #expect(calendar.workingDays(from: day("2025-04-22"), to: day("2025-04-17")) == 0)
    #expect(calendar.workingDay(10, after: day("2024-11-11")) == day("2024-11-25"))
  }

  @Test func `a month is over with its last day, or with its last school day where terms are known`() throws {
    let unknown = TrustCalendar()
    let calendar = try Story.smallTrust().when(.facts("2024-09-02", year)).then().trust().calendar
    let july = try #require(Month("2025-07"))
    let december = try #require(Month("2024-12"))
    #expect(!unknown.isOver(july, on: day("2025-07-30")) && unknown.isOver(july, on: day("2025-07-31")))
    #expect(!calendar.isOver(july, on: day("2025-07-21")) && calendar.isOver(july, on: day("2025-07-22")))
    #expect(!calendar.isOver(december, on: day("2024-12-19")))
    #expect(calendar.isOver(december, on: day("2024-12-20")))
    // August has no school day, and is waited for.
    let august = try #require(Month("2025-08"))
    #expect(!calendar.isOver(august, on: day("2025-08-29")))
  }

  @Test func `counting and adding working days agree`() {
    let calendar = TrustCalendar()
    for start in stride(from: day("2023-01-01").daysSinceEpoch, to: day("2026-12-31").daysSinceEpoch, by: 11)
    {
      let from = Day(daysSinceEpoch: start)
      for count in 0...12 {
        let to = calendar.workingDay(count, after: from)
        #expect(calendar.workingDays(from: from, to: to) == count)
        #expect(count == 0 || calendar.isWorkingDay(to))
      }
    }
  }

  @Test func `school days lie in a term and not in its break`() throws {
    let calendar = try Story.smallTrust().when(.facts("2024-09-02", year)).then().trust().calendar
    let expected = [
      ("2024-09-02", false), ("2024-09-03", true), ("2024-10-25", true), ("2024-10-28", false),
      ("2024-11-01", false), ("2024-11-04", true), ("2024-12-20", true), ("2024-12-23", false),
      ("2025-05-05", false), ("2025-05-06", true), ("2025-05-10", false),
    ]
    for (text, isSchoolDay) in expected { #expect(calendar.isSchoolDay(day(text)) == isSchoolDay, "\(text)") }
  }

  @Test func `on an occasional day the schools are closed, and people work`() throws {
    let own = year.with(("occasionalDays", ["2024-09-03", "2024-11-04", "2025-07-22"]))
    let calendar = try Story.smallTrust().when(.facts("2024-09-02", own)).then().trust().calendar
    #expect(!calendar.isSchoolDay(day("2024-09-03")) && calendar.isSchoolDay(day("2024-09-04")))
    #expect(!calendar.isSchoolDay(day("2024-11-04")) && calendar.isWorkingDay(day("2024-11-04")))
    // The month is over with the last day on which there is school.
    let july = try #require(Month("2025-07"))
    #expect(calendar.isOver(july, on: day("2025-07-21")))
    let outside = year.with(("occasionalDays", ["2025-04-10"]))
    let refusal = try Story.smallTrust().when(.facts("2024-09-02", outside)).thenRefused("occasional-day")
    #expect(refusal.says == "Thu 10 Apr 2025 is an occasional day and lies in no term of '2024-25'")
  }

  private func proclaimed(_ day: String, insteadOf other: String? = nil) -> Commit {
    .facts(
      "2024-09-02",
      Told(BankHolidayProclaimed.self, ["holiday": .string(day), "occasion": "A coronation."]).with(
        ("insteadOf", other.map(JSONValue.string))))
  }

  @Test func `a bank holiday that no rule foretells is entered, and moves what is counted in working days`()
    throws
  {
    let story = try Story.smallTrust()
    let calendar = try story.when(proclaimed("2025-05-09")).then().trust().calendar
    #expect(!calendar.isWorkingDay(day("2025-05-09")) && !calendar.isWorkingDay(day("2025-05-05")))
    #expect(calendar.workingDay(6, of: try #require(Month("2025-05"))) == day("2025-05-12"))
    #expect(try story.trust().calendar.workingDay(6, of: try #require(Month("2025-05"))) == day("2025-05-09"))
    let moved = try story.when(proclaimed("2025-05-08", insteadOf: "2025-05-05")).then().trust().calendar
    #expect(!moved.isWorkingDay(day("2025-05-08")) && moved.isWorkingDay(day("2025-05-05")))
    #expect(
      moved.bankHolidays(from: day("2025-05-01"), to: day("2025-05-31")).map(\.text) == [
        "2025-05-08", "2025-05-26",
      ])
  }

  @Test func `a bank holiday is proclaimed on a working day, and moved from one that there is`() throws {
    let story = try Story.smallTrust()
    try story.when(proclaimed("2025-05-10")).thenRefused("bank-holiday")
    try story.when(proclaimed("2025-05-05")).thenRefused("bank-holiday")
    try story.when(proclaimed("2025-05-08", insteadOf: "2025-05-06")).thenRefused("bank-holiday")
    try story.when(proclaimed("2025-05-09").recorded(by: "p-5")).thenRefused("recorder")
  }

  @Test func `a trust names bank holidays of its own for a school year`() throws {
    let own = year.with(("bankHolidays", ["2024-12-25", "2024-12-26", "2025-01-01", "2025-06-20"]))
    let calendar = try Story.smallTrust().when(.facts("2024-09-02", own)).then().trust().calendar
    #expect(!calendar.isWorkingDay(day("2025-06-20")))
    #expect(calendar.isWorkingDay(day("2025-05-05")))
    #expect(!calendar.isWorkingDay(day("2025-08-25")))
  }

  @Test func `terms follow each other, and a break lies in its term`() throws {
    func terms(_ terms: JSONValue...) -> Commit { .facts("2024-09-02", year.with(("terms", .array(terms)))) }
    let autumn: JSONValue = ["name": "Autumn", "firstDay": "2024-09-03", "lastDay": "2024-12-20"]
    let overlapping: JSONValue = ["name": "Spring", "firstDay": "2024-12-20", "lastDay": "2025-04-04"]
    let backwards: JSONValue = ["name": "Autumn", "firstDay": "2024-12-20", "lastDay": "2024-09-03"]
    let outside: JSONValue = [
      "name": "Autumn", "firstDay": "2024-09-03", "lastDay": "2024-12-20", "breakFirstDay": "2024-12-16",
      "breakLastDay": "2025-01-03",
    ]
    let story = try Story.smallTrust()
    try story.when(terms(autumn, overlapping)).thenRefused("terms-in-order")
    try story.when(terms(backwards)).thenRefused("terms-in-order")
    try story.when(terms(outside)).thenRefused("terms-in-order")
    try story.when(terms(autumn)).then()
  }
}

struct DaySpanTests {
  private func span(_ first: Int, _ last: Int?) -> DaySpan {
    DaySpan(Day(daysSinceEpoch: first), last.map { Day(daysSinceEpoch: $0) })
  }

  @Test func `what is left holds the days of the one that the other does not`() {
    for (first, last) in [(3, 8), (3, nil), (3, 3), (3, 2)] as [(Int, Int?)] {
      for otherFirst in 0...10 {
        for otherLast in [nil, otherFirst - 1, otherFirst, otherFirst + 2, otherFirst + 9] as [Int?] {
          let (one, other) = (span(first, last), span(otherFirst, otherLast))
          let left = one.without(other)
          for number in 0...25 {
            let day = Day(daysSinceEpoch: number)
            #expect(
              left.filter { $0.contains(day) }.count == (one.contains(day) && !other.contains(day) ? 1 : 0))
          }
        }
      }
    }
  }
}
