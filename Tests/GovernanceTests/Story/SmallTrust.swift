import Governance
import JSON
import Schemas
import Testing

extension Story {
  /// Four schools, a board, two committees, three local bodies (one for S3 and S4), and a scheme, since 2
  /// September 2024. `p-3` is the clerk: recorder of the board and of the committees; `p-1`, the chief
  /// executive, records for that office.
  static func smallTrust() throws -> Story { try SmallTrust.story.get() }

  /// The same, with S1 placed at risk on 6 November 2024, case A, two criteria.
  static func schoolAtRisk() throws -> Story {
    try smallTrust().when(.board("place-at-risk", "2024-11-06", SmallTrust.placed)).then()
  }

  /// The same, with V-1: E2 to SEC, F1 to FRC, F3 to CFO from 21 November 2024 to 22 July 2025.
  static func varied() throws -> Story {
    try schoolAtRisk().when(.board("vary-scheme", "2024-11-20", SmallTrust.variation)).then()
  }

  /// The same, with an interim board in S1 from 22 April 2025 to 27 March 2026, and the remainder given to
  /// it.
  static func interim() throws -> Story {
    try varied().given(.facts("2025-03-12", school: "S1", SmallTrust.barrier))
      .when(SmallTrust.installing).then()
  }
}

enum SmallTrust {
  /// Told once: every test goes on from the same value.
  static let story = Result {
    var story = Story()
    for commit in setUp { story = try story.when(commit).then() }
    return story
  }

  static let day = "2024-09-02"

  static func person(_ code: String) -> Told { Told(PersonRegistered.self, ["person": .string(code)]) }

  static func office(_ office: String, _ person: String, seatOn body: String? = nil) -> Told {
    Told(
      OfficeGiven.self,
      [
        "office": .string(office), "person": .string(person), "appointedBy": "body/board",
        "firstDay": .string(day),
      ]
    ).with(("seatOn", body.map(JSONValue.string)))
  }

  static func body(_ code: String, _ kind: String, size: Int, quorum: Int, schools: [String] = []) -> Told {
    Told(
      BodyConstituted.self,
      [
        "body": .string(code), "kind": .string(kind), "size": .integer(size), "quorum": .integer(quorum),
        "schools": .array(schools.map(JSONValue.string)), "parentSeats": 2, "firstDay": .string(day),
      ])
  }

  static func school(_ code: String) -> Told {
    Told(
      SchoolJoined.self,
      ["school": .string(code), "name": .string("School \(code)"), "firstDay": .string(day)])
  }

  static let opened = Told(
    LogOpened.self,
    [
      "trust": "small", "name": "Small Trust", "logID": "log", "format": 1, "person": "p-3",
      "office": "clerk", "key": "kite/small/log/p-3+1+A", "recoveryKey": "kite/small/log/recovery+2+B",
    ])

  static let setUp: [Commit] = [
    .facts(day, opened),
    .facts(day, school("S1"), school("S2"), school("S3"), school("S4")),
    .facts(
      day, body("board", "board", size: 9, quorum: 3), body("members", "members", size: 5, quorum: 3),
      body("standards", "committee", size: 5, quorum: 2),
      body("finance", "committee", size: 5, quorum: 2),
      body("lgb-S1", "local", size: 9, quorum: 3, schools: ["S1"]),
      body("lgb-S2", "local", size: 9, quorum: 3, schools: ["S2"]),
      body("lgb-S3-S4", "local", size: 9, quorum: 3, schools: ["S3", "S4"])),
    Commit(recorded: day, happenings: (1...14).map { person("p-\($0)") }),
    .facts(
      day, office("CEO", "p-1"), office("chair", "p-2", seatOn: "board"), office("clerk", "p-3"),
      office("CFO", "p-4"), office("head-S1", "p-5"), office("head-S2", "p-6"), office("deputy-S2", "p-7"),
      office("director", "p-8"), office("head-S3", "p-10"), office("dpo", "p-3")),
    .facts(
      day,
      Told(RecorderAppointed.self, ["body": "body/board", "person": "p-3", "firstDay": .string(day)])),
    .facts(
      day,
      Told(RecorderAppointed.self, ["body": "body/standards", "person": "p-3", "firstDay": .string(day)]),
      Told(KeyEnrolled.self, ["person": "p-1", "key": "kite/small/log/p-1+3+C", "offices": ["CEO"]])),
    .board("adopt-scheme", day, school: nil, scheme),
    // Both schools were told, and answered; the data speak of the whole trust.
    .facts("2024-10-02", Told(DataReviewed.self, ["what": "Results fell."])).referred("D-1"),
    .facts("2024-10-14", school: "S1", intention), .facts("2024-10-14", school: "S2", intention),
    .facts("2024-10-21", school: "S1", answer), .facts("2024-10-21", school: "S2", answer),
  ]

  static let intention = Told(NoticeOfIntentionGiven.self, ["to": ["The headteacher.", "The chair."]])
  static let answer = Told(RepresentationReceived.self, ["what": "They accept it."])

  static func row(_ code: String, _ title: String, _ holder: String, never: Bool = false) -> JSONValue {
    [
      "code": .string(code), "title": .string(title), "holder": .string(holder), "never": .bool(never),
      "letters": [],
    ]
  }

  static func holder(_ code: String, _ name: String, _ stands: String) -> JSONValue {
    ["code": .string(code), "name": .string(name), "stands": .string(stands)]
  }

  static func bound(_ power: String, to function: String) -> JSONValue {
    ["power": .string(power), "function": .string(function)]
  }

  static func bound(_ power: String, by holders: String...) -> JSONValue {
    ["power": .string(power), "holders": .array(holders.map(JSONValue.string))]
  }

  static let functions: [JSONValue] = [
    row("G1", "Change the articles", "Members", never: true),
    row("G3", "Approve the scheme and its variations", "TB", never: true),
    row("G4", "Decide at-risk status", "TB", never: true),
    row("G6", "Appoint local governors", "LGB"),
    row("G7", "Hold elections", "LGB", never: true),
    row("E2", "School improvement plan", "LGB"),
    row("E3", "Curriculum offer", "LGB"),
    row("P4", "Exclude a pupil", "HT", never: true),
    row("T1", "Appoint the headteacher", "TB"),
    row("F1", "School budget", "LGB"),
    row("F3", "Orders up to 10,000 pounds", "HT"),
    row("F4", "Contracts", "LGB"),
  ]

  static let holders: [JSONValue] = [
    holder("Members", "Members", "body/members"), holder("TB", "Trust Board", "body/board"),
    holder("SEC", "Standards Committee", "body/standards"),
    holder("FRC", "Finance Committee", "body/finance"),
    holder("CEO", "CEO", "office/CEO"), holder("CFO", "Chief Financial Officer", "office/CFO"),
    holder("Chair", "Chair of the Trust", "office/chair"),
    holder("HT", "Headteacher", "office/head-{school}"),
    holder("LGB", "Local Governing Body", "local"), holder("IEB", "Interim Executive Board", "interim"),
    holder("GP", "Governance Professional", "office/clerk"),
    holder("DPO", "Data Protection Officer", "office/dpo"),
  ]

  static let powers: [JSONValue] = [
    bound("adopt-scheme", to: "G3"), bound("vary-scheme", to: "G3"), bound("set-tier", to: "G3"),
    bound("place-at-risk", to: "G4"), bound("change-risk-level", to: "G4"), bound("end-at-risk", to: "G4"),
    bound("install-interim-board", to: "G4"), bound("constitute-local-body", to: "G4"),
    bound("place-at-risk-urgently", by: "CEO", "Chair"), bound("watch-school", by: "SEC"),
    bound("allocate-leader", by: "CEO"), bound("close-report-month", by: "CEO"),
    bound("agree-milestone", by: "CEO"), bound("approve-plan", to: "E2"), bound("add-governors", to: "G6"),
    bound("appoint-head", to: "T1"), bound("release-content", by: "GP"), bound("erase-content", by: "DPO"),
  ]

  static let scheme = Told(
    SchemeAdopted.self,
    [
      "scheme": "v1", "functions": .array(functions), "holders": .array(holders), "powers": .array(powers),
      "tiers": [
        ["name": "standard", "functions": []],
        ["name": "earned", "functions": [["function": "F4", "holder": "HT"]]],
      ],
      "carried": [], "ended": [], "firstDay": .string(day),
    ])

  static let trigger: JSONValue = [
    "trigger": "data-trend", "evidence": ["D-1: results fell three years running."],
  ]

  static let placed = Told(
    SchoolPlacedAtRisk.self,
    [
      "school": "S1", "case": "A", "level": "high", "triggers": [trigger], "urgent": false,
      "exitCriteria": ["Attendance is 94% or more.", "The budget balances."], "firstDay": "2024-11-07",
    ])

  static func item(_ function: String, _ holder: String) -> JSONValue {
    ["function": .string(function), "holder": .string(holder)]
  }

  static let variation = Told(
    VariationMade.self,
    [
      "variation": "V-1", "items": [item("E2", "SEC"), item("F1", "FRC"), item("F3", "CFO")],
      "firstDay": "2024-11-21", "lastDay": "2025-07-22", "reviewBy": "2025-01-29",
    ])

  static let barrier = Told(BodyReviewReported.self, ["body": "lgb-S1", "barrier": "barrier"])

  static let board = Told(
    InterimBoardInstalled.self,
    [
      "body": "ieb-S1", "replaces": "lgb-S1", "size": 5, "quorum": 3, "members": ["p-11", "p-12", "p-13"],
      "parentMembers": ["p-13"], "parentSeats": 2, "terms": "Terms of reference.",
      "exitCriteria": ["A body that can govern."], "finding": "The local body is a barrier.",
      "heard": "In writing, on 26 March.", "firstDay": "2025-04-22", "lastDay": "2026-03-27",
    ])

  static let remainder = Told(
    VariationMade.self,
    [
      "variation": "V-2", "items": [], "remainderTo": "IEB", "firstDay": "2025-04-22",
      "lastDay": "2026-03-27", "reviewBy": "2025-07-09",
    ])

  static let installing = Commit.board("install-interim-board", "2025-04-02", board, remainder)
    .deciding(("lesserSteps", ["Two governors were added in January."]))
}
