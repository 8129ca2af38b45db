import Governance
import JSON
import Schemas
import Testing

extension Story {
  /// What is owed of a kind on a day, by what was decided and stated by then.
  func due(_ kind: Duty.Kind, _ on: String) throws -> [Duty] {
    try trust(decidedBy: day(on)).duties(on: day(on)).filter { $0.kind == kind }
  }

  /// The one duty of a kind.
  func onlyDue(
    _ kind: Duty.Kind, _ on: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Duty {
    let found = try due(kind, on)
    #expect(found.count == 1, "\(found.map(\.what))", sourceLocation: sourceLocation)
    return try #require(found.first, sourceLocation: sourceLocation)
  }

  /// The same story with a setting that holds from its first day.
  func setting(_ setting: Setting, _ value: JSONValue) throws -> Story {
    try given(
      .facts(
        SmallTrust.day,
        Told(
          SettingSet.self,
          ["setting": .string(setting.name), "value": value, "firstDay": .string(SmallTrust.day)])))
  }

  /// A fact of S1, entered by the clerk.
  func fact(_ day: String, _ type: any Happening.Type, _ data: JSONValue) throws -> Story {
    try when(.facts(day, school: "S1", Told(type, data))).then()
  }
}

enum DueTold {
  static let urgent = Commit.decided(
    "place-at-risk-urgently", by: ["office/CEO", "office/chair"], "2024-11-06",
    [SmallTrust.placed.with(("urgent", true), ("exitCriteria", []), ("firstDay", "2024-11-06"))]
  ).recorded(by: "p-1").referred("U-1")

  static let ratified = Commit.board(
    "place-at-risk", "2024-11-20",
    Told(
      UrgentDecisionRatified.self,
      ["decision": "U-1", "exitCriteria": ["Attendance is 94% or more."], "firstDay": "2024-11-20"]))

  static let leader = Commit.decided(
    "allocate-leader", by: ["office/CEO"], "2024-11-20",
    [
      Told(
        LeaderAllocated.self,
        [
          "deployment": "L-1", "leader": "director", "school": "S1", "daysPerWeek": 2,
          "authority": "advises", "firstDay": "2024-11-25", "lastDay": "2025-07-22",
        ])
    ]
  ).recorded(by: "p-1")

  static func reviewed(_ day: String) -> Commit {
    .facts(day, school: "S1", Told(CaseReviewed.self, ["body": "standards"]))
  }

  /// A case with a plan and reports of these ratings and directions, from November 2024 on, each in time.
  static func reported(_ reports: [(rating: String, direction: String)]) throws -> Story {
    var story = try Story.varied()
      .when(.facts("2024-12-02", school: "S1", by: "p-8", PlanTold.submitted("1"))).then()
    let months = ["2024-11", "2024-12", "2025-01", "2025-02", "2025-03", "2025-04"]
    let days = ["2024-12-06", "2025-01-08", "2025-02-07", "2025-03-07", "2025-04-07", "2025-05-08"]
    for (index, report) in reports.enumerated() {
      let told = PlanTold.report(months[index], report.direction).with(("rating", .string(report.rating)))
      story = try story.when(.facts(days[index], school: "S1", by: "p-8", told)).then()
    }
    return story
  }
}
