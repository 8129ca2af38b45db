import JSON
import Schemas

// A payload with a field of each form, for all tests of this module.

struct SchoolID: Identifier {
  static let tag = "school"
  let text: String
  init(unchecked text: String) { self.text = text }
}

enum Answer: String, CaseIterable, FieldValue {
  case yes, no
  case later = "later-on"
}

struct RejectedOption: Record, Equatable {
  let what: String
  let why: Closable<String>

  init(from form: inout Form) throws(FieldError) {
    what = try form("what", "What could have been done.")
    why = try form("why", "Why it was not.")
  }
}

struct SampleTaken: Payload, Equatable {
  static let type = "SampleTaken"
  static let summary = "A sample was taken, for the tests."

  let school: SchoolID
  let others: [SchoolID]
  let listed: [SchoolID]
  let by: [Reference]
  let firstDay: Day
  let lastDay: Day?
  let daysPerWeek: Int
  let weeks: Int?
  let isUrgent: Bool
  let answer: Answer?
  let because: Closable<String>
  let options: [RejectedOption]
  let cost: Decimal?
  let month: Month?
  let entry: EntryID?
  let note: JSONValue?

  init(from form: inout Form) throws(FieldError) {
    school = try form("school", "School that it concerns.")
    others = try form("others", "Other schools that it concerns.")
    listed = try form("listed", "Schools that are only listed.", .untagged)
    by = try form("by", "Who took it.", atLeast: 1)
    firstDay = try form("firstDay", "First day.")
    lastDay = try form("lastDay", "Last day.")
    daysPerWeek = try form("daysPerWeek", "Days a week, 1 to 5.", 1...5)
    weeks = try form("weeks", "Weeks, at most 39.", 0...39)
    isUrgent = try form("isUrgent", "Whether it could not wait.")
    answer = try form("answer", "What was answered.")
    because = try form("because", "Why.")
    options = try form("options", "What was rejected.")
    cost = try form("cost", "Cost in thousands of pounds.")
    month = try form("month", "Month of the report.")
    entry = try form("entry", "The entry meant.")
    note = try form("note", "Anything else.")
    try form.require(
      lastDay.map { firstDay <= $0 } ?? true, "lastDay", expected: "a day not before \(firstDay)",
      found: lastDay?.text ?? "nothing")
  }

  static let smallest: JSONValue = [
    "school": "S02", "by": ["body/trust-board"], "firstDay": "2025-03-03", "daysPerWeek": 2,
    "isUrgent": false,
    "because": "Results fell.",
  ]

  static let full: JSONValue = [
    "school": "S02", "others": ["S03", "S04"], "listed": ["S09"], "by": ["body/trust-board", "office/CEO"],
    "firstDay": "2025-03-03", "lastDay": "2025-07-22", "daysPerWeek": 2, "weeks": 20, "isUrgent": true,
    "answer": "later-on", "because": "Results fell.",
    "options": [
      ["what": "budget only", "why": "would not stop orders"], ["what": "nothing", "why": "too late"],
    ],
    "cost": "93.4", "month": "2025-03", "entry": "018bf7e1-0c5a-7000-8000-000000000001",
    "note": ["a": [1, nil]],
  ]
}
