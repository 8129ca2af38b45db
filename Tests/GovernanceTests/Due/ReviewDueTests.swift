import Governance
import JSON
import Schemas
import Testing

struct ReviewDueTests {
  @Test func `a variation is reviewed by its day, and by the next one that the review sets`() throws {
    let story = try Story.varied()
    let duty = try story.onlyDue(.reviewVariation, "2024-11-20")
    #expect(duty.due == day("2025-01-29") && duty.owes == "TB" && duty.concerns == "variation/V-1")
    #expect(duty.command == "kite variation review V-1")
    let reviewed = try story.when(.board("vary-scheme", "2025-01-22", VariationTold.reviewed("2025-04-23")))
      .then()
    #expect(try reviewed.onlyDue(.reviewVariation, "2025-01-22").due == day("2025-04-23"))
    #expect(try reviewed.onlyDue(.reviewVariation, "2025-01-21").due == day("2025-01-29"))
  }

  @Test func `a variation that a decision ends needs no review any more`() throws {
    let story = try Story.varied().when(
      .board("vary-scheme", "2025-01-29", VariationTold.ended("2025-03-31"))
    )
    .then()
    #expect(try story.due(.reviewVariation, "2025-02-12").isEmpty)
    #expect(try story.due(.endOfVariation, "2025-02-12").isEmpty)
  }

  @Test func `an interim board is reviewed by its day`() throws {
    var installing = SmallTrust.installing
    installing.happenings[0] = SmallTrust.board.with(("reviewBy", "2025-07-16"))
    let story = try Story.varied().given(.facts("2025-03-12", school: "S1", SmallTrust.barrier))
      .when(installing).then()
    let duty = try story.onlyDue(.reviewBoard, "2025-04-22")
    #expect(duty.due == day("2025-07-16") && duty.owes == "TB")
    let reviewed = try story.when(DueTold.reviewed("2025-07-09")).then()
    #expect(try reviewed.onlyDue(.reviewBoard, "2025-07-09").due == day("2025-10-15"), "once a term")
    // So does a review of the variation that gives it its functions.
    let varied = try reviewed.when(
      .board("vary-scheme", "2025-10-01", VariationTold.reviewed("2026-01-07").with(("variation", "V-2")))
    ).then()
    #expect(try varied.onlyDue(.reviewBoard, "2025-10-01").due == day("2026-01-07"))
    let last = try varied.when(DueTold.reviewed("2026-01-14")).then()
    #expect(try last.due(.reviewBoard, "2026-01-14").isEmpty, "it ends before the next")
  }

  @Test func `a school on the watch list is looked at again by its day`() throws {
    func deciding(_ day: String, _ effect: Told) -> Commit {
      .decided("watch-school", by: ["body/standards"], day, [effect])
    }
    let watched = Told(
      SchoolWatched.self, ["school": "S1", "firstDay": "2024-10-03", "reviewBy": "2024-12-02"])
    let story = try Story.smallTrust().when(deciding("2024-10-02", watched)).then()
    let duty = try story.onlyDue(.reviewWatch, "2024-12-03")
    #expect(duty.due == day("2024-12-02") && duty.owes == "SEC" && duty.command == "kite risk unwatch S1")
    let ended = Told(WatchEnded.self, ["school": "S1", "firstDay": "2024-12-03"])
    let over = try story.when(deciding("2024-12-02", ended)).then()
    #expect(try over.due(.reviewWatch, "2024-12-02").isEmpty)
    let placed = try story.when(.board("place-at-risk", "2024-11-06", SmallTrust.placed)).then()
    #expect(try placed.due(.reviewWatch, "2024-12-03").isEmpty)
  }

  @Test func `a school is followed up after its exit, until its day and until somebody looked`() throws {
    let exit = Told(
      AtRiskEnded.self,
      [
        "school": "S1", "criteriaMet": ["Attendance is 94% or more.", "The budget balances."],
        "followUpUntil": "2025-09-30", "notValidatedBecause": "The visit is in May.",
        "firstDay": "2025-04-01",
      ])
    let story = try Story.schoolAtRisk().when(.board("end-at-risk", "2025-03-26", exit)).then()
    let duty = try story.onlyDue(.followUp, "2025-04-01")
    #expect(duty.what == "follow-up after the exit" && duty.due == day("2025-09-30") && duty.owes == "TB")
    #expect(try story.onlyDue(.followUp, "2025-10-06").isLate(on: day("2025-10-06")))
    let checked = try story.fact("2025-06-11", FollowUpChecked.self, [:])
    #expect(try checked.onlyDue(.followUp, "2025-06-11").what == "end of the follow-up")
    #expect(try checked.due(.followUp, "2025-10-01").isEmpty)
  }

  @Test func `three reds in a row force a review, the baseline not counted`() throws {
    let red = [
      ("red-plus", "baseline"), ("red", "unchanged"), ("red", "improving"), ("red-plus", "unchanged"),
    ]
    let story = try DueTold.reported(red)
    #expect(try story.due(.reviewForced, "2025-03-06").isEmpty)
    let duty = try story.onlyDue(.reviewForced, "2025-03-07")
    #expect(duty.due == day("2025-03-21") && duty.what == "review forced by 3 red reports in a row")
    #expect(duty.owes == "SEC" && duty.command == "kite case review --school S1 --body standards")
    let reviewed = try story.when(DueTold.reviewed("2025-03-19")).then()
    #expect(try reviewed.due(.reviewForced, "2025-03-19").isEmpty)
    let forced = try reviewed.trust().forcedReviews(of: school("S1"))
    #expect(forced.map(\.met) == [day("2025-03-19")] && forced.map(\.from) == [day("2025-03-07")])
    // A fourth red begins a new row.
    let fourth = try DueTold.reported(red + [("red", "unchanged")]).when(DueTold.reviewed("2025-03-19"))
      .then()
    #expect(try fourth.due(.reviewForced, "2025-04-07").isEmpty)
  }

  @Test func `two worsening force a review, and a green between them does not help`() throws {
    let worse = [("amber", "baseline"), ("amber", "worsening"), ("green", "worsening")]
    let duty = try DueTold.reported(worse).onlyDue(.reviewForced, "2025-02-07")
    #expect(duty.what == "review forced by 2 worsening reports in a row" && duty.due == day("2025-02-21"))
    let better = [("red", "baseline"), ("red", "worsening"), ("amber", "improving"), ("red", "worsening")]
    #expect(try DueTold.reported(better).due(.reviewForced, "2025-03-07").isEmpty)
  }

  @Test func `how many reds, and how many days, are settings of the trust`() throws {
    let story = try DueTold.reported([("red", "baseline"), ("red", "unchanged")])
    #expect(try story.due(.reviewForced, "2025-01-08").isEmpty)
    let strict = try story.setting(.redsInARow, 1).setting(.forcedReviewDays, 3)
    #expect(try strict.onlyDue(.reviewForced, "2025-01-08").due == day("2025-01-13"))
  }
}
