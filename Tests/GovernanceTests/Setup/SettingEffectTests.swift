import Governance
import JSON
import Schemas
import Testing

/// Each setting moves what it says that it moves.
struct SettingEffectTests {
  private func set(_ name: String, _ value: JSONValue, on day: String = "2024-10-02") -> Commit {
    .facts(day, Told(SettingSet.self, ["setting": .string(name), "value": value]))
  }

  private func small(_ name: String, _ value: JSONValue) throws -> Story {
    try Story.smallTrust().when(set(name, value)).then()
  }

  @Test func `urgent-ratify-working-days`() throws {
    let urgent = Commit.decided(
      "place-at-risk-urgently", by: ["office/CEO", "office/chair"], "2024-11-06",
      [SmallTrust.placed.with(("urgent", true), ("firstDay", "2024-11-06"), ("exitCriteria", []))]
    ).recorded(by: "p-1")
    let ratifyBy = { (story: Story) in
      try story.when(urgent).then().trust().riskCase(of: school("S1"), on: day("2024-11-06"))?.ratifyBy
    }
    #expect(try ratifyBy(Story.smallTrust()) == day("2024-11-20"))
    #expect(try ratifyBy(small("urgent-ratify-working-days", 3)) == day("2024-11-11"))
  }

  @Test func `variation-review-days and variation-last-day-days`() throws {
    func varied(_ story: Story, _ fields: (String, JSONValue?)...) throws -> Outcome {
      let placed = try story.when(.board("place-at-risk", "2024-11-06", SmallTrust.placed)).then()
      var variation = SmallTrust.variation
      for (name, value) in fields { variation.data[name] = value }
      return try placed.when(.board("vary-scheme", "2024-11-20", variation))
    }
    try varied(Story.smallTrust(), ("reviewBy", "2025-02-26")).then()
    try varied(Story.smallTrust(), ("reviewBy", "2025-02-27")).thenRefused("review-too-late")
    try varied(small("variation-review-days", 30)).thenRefused("review-too-late")
    try varied(small("variation-review-days", 99), ("reviewBy", "2025-02-27")).then()
    try varied(Story.smallTrust(), ("lastDay", "2025-11-25")).then()
    try varied(Story.smallTrust(), ("lastDay", "2025-11-26")).thenRefused("variation-too-long")
    try varied(small("variation-last-day-days", 400), ("lastDay", "2025-11-26")).then()
    let refusal = try varied(small("variation-last-day-days", 90)).thenRefused("variation-too-long")
    #expect(refusal.whose == "the trust's setting 'variation-last-day-days'")
  }

  @Test func `report-working-day and non-reporting-months`() throws {
    let month = try #require(Month("2025-02"))
    #expect(try Story.smallTrust().trust().reportDue(for: month) == day("2025-03-07"))
    #expect(try small("report-working-day", 8).trust().reportDue(for: month) == day("2025-03-12"))
    #expect(try Story.smallTrust().trust().isReporting(month))
    #expect(try !small("non-reporting-months", [2, 8]).trust().isReporting(month))
  }

  /// S1 is at risk, its plan approved; reports of these ratings and directions were handed in month by month.
  private func reported(_ story: Story, _ reports: [(rating: String, direction: String)]) throws -> Story {
    var story = try story.when(.board("place-at-risk", "2024-11-06", SmallTrust.placed)).then()
      .when(.facts("2024-11-11", school: "S1", PlanTold.submitted("1"))).then()
      .when(
        .decided("approve-plan", by: ["body/lgb-S1"], "2024-11-13", [PlanTold.approved("1", "2024-11-13")])
      )
      .after
    let months = ["2024-11", "2024-12", "2025-01", "2025-02"]
    let days = ["2024-12-04", "2025-01-06", "2025-02-04", "2025-03-05"]
    for (index, report) in reports.enumerated() {
      let told = PlanTold.report(months[index], report.direction).with(("rating", .string(report.rating)))
      story = try story.when(.facts(days[index], school: "S1", told)).then()
    }
    return story
  }

  @Test func `reds-in-a-row, worsening-in-a-row and forced-review-working-days`() throws {
    let reds = [("red", "baseline")] + Array(repeating: ("red", "unchanged"), count: 3)
    let worse = [("amber", "baseline"), ("amber", "worsening"), ("amber", "worsening")]
    func forced(_ story: Story, _ reports: [(String, String)]) throws -> [Day] {
      try reported(story, reports.map { ($0.0, $0.1) }).due(.reviewForced, "2025-03-10").map(\.due)
    }
    #expect(try forced(Story.smallTrust(), reds) == [day("2025-03-21")])
    #expect(try forced(small("reds-in-a-row", 4), reds).isEmpty)
    #expect(try forced(small("reds-in-a-row", 2), Array(reds.prefix(3))).count == 1)
    #expect(try forced(Story.smallTrust(), worse).count == 1)
    #expect(try forced(small("worsening-in-a-row", 3), worse).isEmpty)
    #expect(try forced(small("forced-review-working-days", 2), reds) == [day("2025-03-11")])
  }

  @Test func `report-reminder-working-days`() throws {
    let one = [("red", "baseline")]
    func report(_ story: Story, _ on: String) throws -> Duty? {
      try reported(story, one.map { ($0.0, $0.1) }).due(.report, on).first { $0.due == day("2025-01-08") }
    }
    // The report of December is due on the fifth working day of January: 8 January.
    #expect(try report(Story.smallTrust(), "2025-01-03")?.warning == 3)
    #expect(try report(small("report-reminder-working-days", 2), "2025-01-03")?.warning == nil)
  }

  @Test func `leader-days-a-week`() throws {
    let allocated = Commit.decided(
      "allocate-leader", by: ["office/CEO"], "2024-11-20",
      [
        Told(
          LeaderAllocated.self,
          [
            "deployment": "L-1", "leader": "head-S2", "home": "S2", "school": "S1", "daysPerWeek": 5,
            "authority": "advises", "homeCover": "deputy-S2", "homeEffect": "low",
            "firstDay": "2024-11-25", "lastDay": "2025-04-04",
          ])
      ]
    ).recorded(by: "p-1")
    func outcome(_ story: Story) throws -> Outcome {
      try story.when(.board("place-at-risk", "2024-11-06", SmallTrust.placed)).then().when(allocated)
    }
    try outcome(Story.smallTrust()).then()
    try outcome(small("leader-days-a-week", 4)).thenRefused("leader-days")
  }

  @Test func `parent-seats and the sizes of an interim board`() throws {
    func installed(_ settings: (String, JSONValue)..., change: (inout JSONValue) -> Void = { _ in }) throws
      -> Outcome
    {
      var story = try Story.varied().given(.facts("2025-03-12", school: "S1", SmallTrust.barrier))
      for (name, value) in settings { story = try story.when(set(name, value, on: "2025-03-13")).then() }
      var board = SmallTrust.board
      change(&board.data)
      return try story.when(
        .board("install-interim-board", "2025-04-02", board, SmallTrust.remainder)
          .deciding(("lesserSteps", ["Two governors were added in January."])))
    }
    try installed().then()
    try installed(("parent-seats", 3)).thenRefused("parent-seats")
    try installed(change: { $0["parentSeats"] = 1 }).thenRefused("parent-seats")
    try installed(("parent-seats", 1), change: { $0["parentSeats"] = 1 }).then()
    try installed(("interim-board-size-least", 6)).thenRefused("interim-board-size")
    try installed(("interim-board-size-most", 4)).thenRefused("interim-board-size")
    try installed(change: { $0["size"] = 8 }).thenRefused("interim-board-size")
    try installed(("interim-board-size-most", 8), change: { $0["size"] = 8 }).then()
  }

  @Test func `late-entry-working-days`() throws {
    let late = Commit.board("place-at-risk", "2024-11-06", SmallTrust.placed).recorded("2024-11-11")
    try Story.smallTrust().when(late).thenRefused("late-without-reason")
    try small("late-entry-working-days", 3).when(late).then()
  }

  @Test func `register-notice-days and warning-days`() throws {
    func due(_ name: String?, _ value: JSONValue) throws -> [Day] {
      let story = try name.map { try small($0, value) } ?? Story.smallTrust()
      let given = Told(
        OfficeGiven.self,
        ["office": "head-S4", "person": "p-11", "appointedBy": "body/board", "firstDay": "2024-11-04"])
      return try story.when(.facts("2024-11-04", given)).then().due(.register, "2024-11-05").map(\.due)
    }
    let (before, after) = (try due(nil, .null), try due("register-notice-days", 21))
    #expect(before == [day("2024-11-18")] && after == [day("2024-11-25")])
    func warning(_ story: Story) throws -> Int? {
      try story.when(.board("place-at-risk", "2024-11-06", SmallTrust.placed)).then()
        .when(.board("vary-scheme", "2024-11-20", SmallTrust.variation)).then()
        .onlyDue(.endOfVariation, "2025-07-02").warning
    }
    #expect(try warning(Story.smallTrust()) == 30)
    #expect(try warning(small("warning-days", [60, 20])) == 20)
    #expect(try warning(small("warning-days", [5])) == nil)
  }

  @Test func `an interim board cannot have more seats at least than at most`() throws {
    try Story.smallTrust().when(set("interim-board-size-least", 8)).thenRefused("setting-value")
    try Story.smallTrust().when(set("interim-board-size-most", 2)).thenRefused("setting-value")
    let refusal = try small("interim-board-size-most", 9).when(set("interim-board-size-least", 10))
      .thenRefused("setting-value")
    #expect(refusal.says == "an interim board cannot have at least 10 seats and at most 9")
    try small("interim-board-size-most", 9).when(set("interim-board-size-least", 8)).then()
  }

  @Test(arguments: Setting.all.map(\.name))
  func `every setting refuses what lies outside of its bounds, and says them`(name: String) throws {
    let setting = try #require(Setting.all.first { $0.name == name })
    let values: [JSONValue] =
      switch setting.standard {
      case .integer: [-1, 100_000, "5", [5]]
      case .array(let items) where items.first?.integer != nil: [[-1], [100_000], [1, 1], ["1"], 1, "1"]
      // Whoever is named may read: a code is not known to be wrong.
      case .array where name == Setting.restrictedReaders.name: [["a", "b", "b"], [1, 2, 3], "a"]
      case .array: [["a"], ["a", "b", "b"], [1, 2, 3], "a"]
      default: ["", " a", 1, .string(String(repeating: "a", count: 401))]
      }
    for value in values {
      let refusal = try Story.smallTrust().when(set(name, value)).refusal
      #expect(refusal?.rule == "setting-value", "\(value.text)")
      #expect(refusal?.says.hasSuffix("; expected \(setting.range)") == true, "\(value.text)")
    }
  }
}
