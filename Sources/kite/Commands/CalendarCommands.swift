import Asking
import CommandLineKit
import Governance
import History
import JSON
import Schemas

/// `kite calendar`: terms, days on which schools are closed, and bank holidays.
enum CalendarCommands {
  static let rows: [RecordCommand] = [
    RecordCommand("set", "Set the terms of a school year.", CalendarSet.type, .fact, ["year"]).with {
      $0.examples = [
        "kite calendar set 2026-27 --term 'autumn: 2026-09-03: 2026-12-18: 2026-10-26: 2026-10-30' …":
          "Name, first day, last day, and the break in it.",
        "kite calendar set 2026-27 --term … --occasional-day 2026-11-02":
          "A day in term on which the schools are closed to pupils.",
      ]
    },
    RecordCommand(
      "holiday", "Enter a bank holiday that was proclaimed, or moved.", BankHolidayProclaimed.type, .fact,
      ["holiday"]
    ).with {
      $0.examples = [
        "kite calendar holiday 2023-05-08 --occasion 'The coronation.'": "One more in that year.",
        "kite calendar holiday 2020-05-08 --instead-of 2020-05-04 --occasion 'VE Day.'":
          "In place of another.",
      ]
    },
  ]

  private static let year = Parameter<String?>.argument(
    "year", help: "School year (2026-27) or year (2027); the school year of the day when absent.")

  static func show(_ asking: AskCommands) -> Command {
    Command(
      "show", summary: "The terms and bank holidays of a year.",
      examples: [
        "kite calendar show 2027": "The bank holidays of England in 2027, and what the trust set.",
        "kite calendar show 2025-26": "Terms, days closed to pupils, bank holidays.",
      ],
      [year.declaration] + Options.asking
    ) { input in
      let answers = try Answers(input, asking.world)
      let trust = try answers.trust(Reads.standing)
      let found = try CalendarAnswer(input[year], trust, on: answers.on)
      return asking.answer(
        input, answers, json: [found.json], text: found.text(width: asking.world.width))
    }
  }
}

/// A year of the trust's calendar, ready to be told.
struct CalendarAnswer {
  let name: String
  let terms: [TermDays]
  let occasional: [Day]
  let holidays: [Day]
  private let calendar: TrustCalendar

  init(_ word: String?, _ trust: Trust, on day: Day) throws {
    calendar = trust.calendar
    let start = day.month >= 9 ? day.year : day.year - 1
    name = word ?? CalendarAnswer.schoolYear(from: start)
    let digits = name.utf8.prefix(4).allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard digits, let first = Int(name.prefix(4)), (1900...2999).contains(first) else {
      throw CommandFailure(.usage, "'\(name)' is no year: write 2027, or a school year such as 2026-27")
    }
    let isSchoolYear = name == CalendarAnswer.schoolYear(from: first)
    guard isSchoolYear || name == String(first) else {
      throw CommandFailure(
        .usage,
        "'\(name)' is no year: write \(first), or the school year \(CalendarAnswer.schoolYear(from: first))")
    }
    terms = trust.calendar.terms[name] ?? []
    occasional = (trust.calendar.occasional[name] ?? []).sorted()
    guard let from = Day(year: first, month: isSchoolYear ? 9 : 1, day: 1),
      let to = isSchoolYear
        ? Day(year: first + 1, month: 8, day: 31) : Day(year: first, month: 12, day: 31)
    else {
      holidays = []
      return
    }
    holidays = trust.calendar.bankHolidays(from: from, to: to)
  }

  private static func schoolYear(from year: Int) -> String {
    let next = (year + 1) % 100
    return "\(year)-\(next < 10 ? "0" : "")\(next)"
  }

  var json: JSONValue {
    [
      "year": .string(name),
      "terms": .array(
        terms.map { term in
          [
            "name": .string(term.name), "firstDay": .string(term.firstDay.text),
            "lastDay": .string(term.lastDay.text), "breakFirstDay": .optional(term.breakFirstDay?.text),
            "breakLastDay": .optional(term.breakLastDay?.text),
          ]
        }), "occasionalDays": .texts(occasional.map(\.text)),
      "bankHolidays": .texts(holidays.map(\.text)),
      "proclaimed": .texts(holidays.filter(calendar.proclaimed.contains).map(\.text)),
    ]
  }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width, indent: 16)
    sheet.say("The calendar of \(name)")
    if terms.isEmpty, name.utf8.count > 4 {
      sheet.row("terms", "none are set: kite calendar set \(name) --term 'NAME: FIRST DAY: LAST DAY' …")
    }
    for term in terms {
      let rest =
        term.breakFirstDay.flatMap { from in term.breakLastDay.map { ", break \(from.short) to \($0.short)" }
        }
      sheet.row(term.name, "\(term.firstDay.spoken) to \(term.lastDay.spoken)\(rest ?? "")")
    }
    for (number, day) in occasional.enumerated() { sheet.row(number == 0 ? "closed" : "", day.spoken) }
    for (number, day) in holidays.enumerated() {
      let own = calendar.proclaimed.contains(day) ? ", entered" : ""
      sheet.row(number == 0 ? "bank holidays" : "", day.spoken + own)
    }
    return sheet.text
  }
}
