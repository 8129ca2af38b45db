import Governance
import JSON
import Schemas
import Testing

/// A trust that shares no code, no name and no division of powers with any other in the tests: matters are
/// marked with X and `*`, a council decides, an inspector of schools watches, two officers must agree on an
/// executive leader, and the committee of improvement may place a school at risk.
enum OtherTrust {
  static let day = "2025-01-06"

  private static func body(_ code: String, _ kind: String, _ schools: [String] = []) -> Told {
    SmallTrust.body(code, kind, size: 7, quorum: 3, schools: schools).with(("firstDay", .string(day)))
  }

  private static func office(_ office: String, _ person: String) -> Told {
    Told(
      OfficeGiven.self,
      [
        "office": .string(office), "person": .string(person), "appointedBy": "body/council",
        "firstDay": .string(day),
      ])
  }

  private static func school(_ code: String) -> Told {
    SmallTrust.school(code).with(("firstDay", .string(day)))
  }

  private static func row(_ code: String, _ title: String, _ holder: String, never: Bool = false) -> JSONValue
  {
    [
      "code": .string(code), "title": .string(title), "holder": .string(holder), "never": .bool(never),
      "letters": [["holder": "principal", "letter": "*"], ["holder": "council", "letter": "X"]],
    ]
  }

  static let scheme = Told(
    SchemeAdopted.self,
    [
      "scheme": "2025", "firstDay": .string(day), "tiers": [], "carried": [], "ended": [],
      "functions": [
        row("1.1", "Framework of delegated matters", "council", never: true),
        row("1.2", "Category of a school", "improvement"),
        row("1.3", "Transition board", "council"),
        row("2.1", "Improvement planning", "academy-council"),
        row("2.2", "Community seats", "academy-council"),
        row("3.1", "Purchases", "principal"),
        row("3.2", "Exclusions", "principal", never: true),
      ],
      "holders": [
        SmallTrust.holder("council", "Council of Trustees", "body/council"),
        SmallTrust.holder("improvement", "Improvement Committee", "body/improvement"),
        SmallTrust.holder("academy-council", "Academy Council", "local"),
        SmallTrust.holder("transition", "Transition Board", "interim"),
        SmallTrust.holder("principal", "Principal", "office/principal.{school}"),
        SmallTrust.holder("director", "Director of Schools", "office/director-of-schools"),
        SmallTrust.holder("bursar", "Bursar", "office/bursar"),
        SmallTrust.holder("inspector", "Inspector of Schools", "office/inspector"),
      ],
      "powers": [
        SmallTrust.bound("vary-scheme", to: "1.1"), SmallTrust.bound("adopt-scheme", to: "1.1"),
        SmallTrust.bound("place-at-risk", to: "1.2"), SmallTrust.bound("change-risk-level", to: "1.2"),
        SmallTrust.bound("end-at-risk", to: "1.2"), SmallTrust.bound("install-interim-board", to: "1.3"),
        SmallTrust.bound("constitute-local-body", to: "1.3"), SmallTrust.bound("approve-plan", to: "2.1"),
        SmallTrust.bound("add-governors", to: "2.2"), SmallTrust.bound("watch-school", by: "inspector"),
        SmallTrust.bound("allocate-leader", by: "director", "bursar"),
        SmallTrust.bound("close-report-month", by: "inspector"),
        SmallTrust.bound("place-at-risk-urgently", by: "director"),
      ],
    ])

  private static let opened = Told(
    LogOpened.self,
    [
      "trust": "other", "name": "Other Trust", "logID": "log", "format": 1, "person": "u.1",
      "office": "secretary", "key": "kite/other/log/u.1+1+A", "recoveryKey": "kite/other/log/recovery+2+B",
    ])

  static func fact(_ on: String, school: String? = nil, _ told: [Told]) -> Commit {
    Commit(actor: "u.1", recorded: on, school: school, happenings: told)
  }

  static func decided(
    _ power: String, by parties: [String], _ on: String, school: String? = "North", _ effects: Told...
  ) -> Commit {
    Commit.decided(power, by: parties, on, school: school, effects).recorded(by: "u.1")
  }

  /// The record is opened, the trust set up and its scheme adopted.
  static func story() throws -> Story {
    let levels: JSONValue = ["settled", "observed", "supported", "directed"]
    let setUp = [
      fact(day, [opened]), fact(day, [school("North"), school("South")]),
      fact(
        day,
        [
          body("council", "board"), body("improvement", "committee"),
          body("academy-council.North", "local", ["North"]),
          body("academy-council.South", "local", ["South"]),
        ]),
      fact(day, (1...9).map { SmallTrust.person("u.\($0)") }),
      fact(
        day,
        [
          office("secretary", "u.1"), office("director-of-schools", "u.2"), office("bursar", "u.3"),
          office("inspector", "u.4"), office("principal.North", "u.5"), office("principal.South", "u.6"),
          office("vice-principal.South", "u.7"),
        ]),
      fact(
        day,
        [
          Told(SettingSet.self, ["setting": "risk-levels", "value": levels]),
          Told(SettingSet.self, ["setting": "report-working-day", "value": 8]),
          Told(SettingSet.self, ["setting": "non-reporting-months", "value": [7, 8]]),
          Told(SettingSet.self, ["setting": "parent-seats", "value": 1]),
        ]),
      fact(
        day,
        ["body/council", "body/improvement", "office/inspector", "office/director-of-schools"].map { party in
          Told(
            RecorderAppointed.self, ["body": .string(party), "person": "u.1", "firstDay": .string(day)])
        }),
      decided("adopt-scheme", by: ["body/council"], day, school: nil, scheme),
    ]
    var story = Story()
    for commit in setUp { story = try story.when(commit).then() }
    return story
  }
}
