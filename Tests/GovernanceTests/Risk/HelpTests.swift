import Governance
import JSON
import Schemas
import Testing

/// Help from the alliance, from what was asked for to what is short.
struct HelpTests {
  private func help(_ story: Story, _ on: String) throws -> HelpLedger {
    try story.trust(decidedBy: day(on)).help(for: school("S1"), on: day(on))
  }
  private func asked() throws -> Story {
    try Story.schoolAtRisk().fact(
      "2024-11-27", CapacityRequested.self, ["needs": ["Behaviour team", "Attendance lead", "English"]])
  }

  @Test func `asked, granted in part, declined, used: each is counted`() throws {
    var story = try asked()
    story = try story.fact("2024-11-28", CapacityOffered.self, ["days": "2"])
    story = try story.fact(
      "2024-12-02", CapacityConfirmed.self, ["need": "Attendance lead", "days": "30"])
    story = try story.fact(
      "2024-12-02", CapacityConfirmed.self, ["need": "English", "days": "12.5", "inPart": true])
    story = try story.fact("2024-12-02", CapacityDeclined.self, ["need": "Behaviour team"])
    story = try story.fact("2025-01-15", CapacityUsed.self, ["days": "0.25"])
    story = try story.fact("2025-01-16", CapacityUsed.self, ["days": "3"])
    let found = try help(story, "2025-01-16")
    #expect(found.asked == 3 && found.offered == 1 && found.granted == 2 && found.grantedInPart == 1)
    #expect(found.declined == 1)
    #expect(found.grantedDays.description == "42.5" && found.usedDays.description == "3.25")
    #expect(found.shortages.map(\.what.value) == ["English", "Behaviour team"])
    #expect(try help(story, "2024-12-01").granted == 0, "not known the day before")
  }

  @Test func `a shortage stays visible until it is granted, or is not short any more`() throws {
    var story = try asked().fact("2024-12-02", CapacityDeclined.self, ["need": "Behaviour team"])
    story = try story.fact(
      "2024-12-04", CapacityIdentified.self, ["short": ["Behaviour team", "Mathematics after Easter"]])
    let found = try help(story, "2025-06-02").shortages
    #expect(found.map(\.what.value) == ["Behaviour team", "Mathematics after Easter"])
    #expect(found.map(\.since) == [day("2024-12-02"), day("2024-12-04")], "short since it was declined")
    let granted = try story.fact("2025-02-03", CapacityConfirmed.self, ["need": "Behaviour team"])
    #expect(try help(granted, "2025-02-03").shortages.map(\.what.value) == ["Mathematics after Easter"])
    let enough = try granted.fact("2025-04-28", CapacityIdentified.self, ["short": []])
    #expect(try help(enough, "2025-04-28").shortages.isEmpty)
    #expect(try !help(enough, "2025-04-27").shortages.isEmpty)
  }

  @Test func `another school's help, and that of an earlier case, is not counted`() throws {
    let early = try Story.smallTrust().fact("2024-09-30", CapacityRequested.self, ["needs": ["A coach"]])
    #expect(try help(early, "2024-10-30").asked == 1)
    let placed = try early.when(.board("place-at-risk", "2024-11-06", SmallTrust.placed)).then()
    #expect(try help(placed, "2024-11-07").isEmpty)
    let other = try placed.when(
      .facts("2024-11-08", school: "S2", Told(CapacityRequested.self, ["needs": ["A coach"]]))
    ).then()
    #expect(try help(other, "2024-11-08").isEmpty)
  }
}

/// Who can lead a school, and what that takes from their own.
struct LeaderChoiceTests {
  private let span = DaySpan(day("2024-11-25"), day("2025-07-18"))
  private func choices(_ story: Story, naming: [OfficeCode] = []) throws -> [LeaderChoice] {
    try story.trust().leaderChoices(for: school("S1"), during: span, naming: naming)
  }
  private let lent = Commit.decided(
    "allocate-leader", by: ["office/CEO"], "2024-11-20", school: "S4",
    [
      Told(
        LeaderAllocated.self,
        [
          "deployment": "L-1", "leader": "head-S2", "home": "S2", "school": "S4", "daysPerWeek": 3,
          "authority": "advises", "homeCover": "deputy-S2", "homeEffect": "low",
          "firstDay": "2025-01-06", "lastDay": "2025-04-04",
        ])
    ]
  ).recorded(by: "p-1")

  @Test func `heads of other schools are named, those with the most free days first`() throws {
    let all = try choices(Story.smallTrust())
    #expect(all.map(\.person.text) == ["p-10", "p-6"] && all.allSatisfy { $0.free == 5 })
    #expect(all.map(\.home) == [school("S3"), school("S2")])
    let after = try choices(Story.smallTrust().when(lent).then())
    #expect(after.map(\.person.text) == ["p-10", "p-6"])
    let away = try #require(after.last)
    #expect(away.free == 2 && away.away.map(\.code.text) == ["L-1"], "on the fullest day of the span")
  }

  @Test func `somebody whose own school is at risk comes after one whose is sound`() throws {
    let placed = SmallTrust.placed.with(("school", "S3"), ("noticeBecause", "Asked."))
    let story = try Story.smallTrust().when(
      .decided("place-at-risk", by: ["body/board"], "2024-11-06", school: "S3", [placed])
    ).then()
    let all = try choices(story)
    #expect(all.map(\.person.text) == ["p-6", "p-10"] && all.map(\.homeRisk) == [.none, .high])
  }

  @Test func `an office that leads no school is looked at when it is named, or led before`() throws {
    let director = OfficeCode(unchecked: "director")
    #expect(try choices(Story.smallTrust(), naming: [director]).map(\.person.text) == ["p-10", "p-6", "p-8"])
    let led = try Story.schoolAtRisk().when(DueTold.leader).then()
    let again = try #require(try choices(led).first { $0.person.text == "p-8" })
    #expect(again.home == nil && again.free == 3)
  }
}
