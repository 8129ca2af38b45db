import Governance
import JSON
import Schemas
import Testing

struct RequestDueTests {
  private static let spring = Told(
    CalendarSet.self,
    [
      "year": "2024-25",
      "terms": [
        [
          "name": "Spring", "firstDay": "2025-01-06", "lastDay": "2025-04-04",
          "breakFirstDay": "2025-02-17", "breakLastDay": "2025-02-21",
        ]
      ],
    ])
  private func received(_ kind: String, _ day: String, terms: Bool = true) throws -> Story {
    let story = try Story.smallTrust()
    return try (terms ? story.given(.facts(SmallTrust.day, Self.spring)) : story).fact(
      day, RequestReceived.self, ["request": "RQ-1", "kind": .string(kind), "asks": "Papers."])
  }

  @Test func `freedom of information has twenty school days, half term not counted`() throws {
    let duty = try received("foi", "2025-01-31").onlyDue(.request, "2025-01-31")
    #expect(
      duty.due == day("2025-03-07") && duty.command == "kite request answered RQ-1" && duty.owes == "GP")
  }

  @Test func `or sixty working days, where the school days take longer`() throws {
    #expect(try received("foi", "2025-03-24").onlyDue(.request, "2025-03-24").due == day("2025-06-20"))
    #expect(
      try received("foi", "2025-01-31", terms: false).onlyDue(.request, "2025-01-31").due == day("2025-04-29")
    )
  }

  @Test(
    "the others have one calendar month",
    arguments: [("2025-06-11", "2025-07-11"), ("2025-01-31", "2025-02-28"), ("2024-12-09", "2025-01-09")])
  func month(received on: String, due: String) throws {
    #expect(try received("subject-access", on).onlyDue(.request, on).due == day(due))
    #expect(try received("erasure", on).onlyDue(.request, on).due == day(due))
  }

  @Test func `an answer ends it`() throws {
    let story = try received("subject-access", "2025-06-11")
    #expect(try story.onlyDue(.request, "2025-07-14").isLate(on: day("2025-07-14")))
    let answered = try story.fact(
      "2025-07-09", RequestAnswered.self, ["request": "RQ-1", "kind": "subject-access"])
    #expect(try answered.due(.request, "2025-07-14").isEmpty)
  }

  @Test func `a code is one request's, and what is answered is over`() throws {
    let story = try received("subject-access", "2025-06-11")
    func told(_ type: any Happening.Type, _ kind: String, _ code: String = "RQ-1") -> Commit {
      .facts("2025-06-12", Told(type, ["request": .string(code), "kind": .string(kind)]))
    }
    let again = Told(
      RequestReceived.self, ["request": "RQ-1", "kind": "foi", "asks": "All.", "due": "2025-07-11"])
    try story.when(.facts("2025-06-12", again)).thenRefused("request-known")
    try story.when(told(RequestAnswered.self, "foi")).thenRefused("request-kind")
    try story.when(told(RequestAnswered.self, "foi", "RQ-9")).thenRefused("request-unknown")
    let answered = try story.when(told(RequestAnswered.self, "subject-access")).then()
    try answered.when(told(RequestAnswered.self, "subject-access")).thenRefused("request-answered")
    try answered.when(.facts("2025-06-13", Told(RequestPaused.self, ["request": "RQ-1"])))
      .thenRefused("request-answered")
  }

  @Test func `a paused clock moves the day, and one that stands is never late`() throws {
    let story = try received("subject-access", "2025-06-11")
    let week = try story.fact(
      "2025-06-16", RequestPaused.self, ["request": "RQ-1", "until": "2025-06-23"])
    #expect(try week.onlyDue(.request, "2025-06-24").due == day("2025-07-18"))
    #expect(try week.onlyDue(.request, "2025-06-24").note == nil)
    let open = try story.fact("2025-06-16", RequestPaused.self, ["request": "RQ-1"])
    let duty = try open.onlyDue(.request, "2025-09-01")
    #expect(!duty.isLate(on: day("2025-09-01")) && duty.note == "its clock stands still")
  }
}

struct LookingBackTests {
  private func varied(_ fields: (String, JSONValue?)...) throws -> Story {
    var commit = Commit.board("vary-scheme", "2024-11-20", SmallTrust.variation).referred("D-1")
    for (name, value) in fields { commit = commit.deciding((name, value)) }
    return try Story.schoolAtRisk().when(commit).then()
  }

  @Test func `the outcome of a decision is looked at by what is decided or reviewed next in its school`()
    throws
  {
    let story = try varied(("outcomeLookedAtOn", "2025-03-26"))
    let duty = try story.onlyDue(.outcome, "2025-03-27")
    #expect(duty.what == "look at the outcome of D-1" && duty.owes == "TB" && duty.due == day("2025-03-26"))
    let early = try story.when(DueTold.reviewed("2025-03-19")).then()
    #expect(try early.due(.outcome, "2025-03-27").count == 1)
    let reviewed = try story.when(DueTold.reviewed("2025-03-26")).then()
    #expect(try reviewed.due(.outcome, "2025-03-27").isEmpty)
    let decided = try story.when(
      .board("vary-scheme", "2025-03-26", VariationTold.reviewed("2025-06-04"))
    ).then()
    #expect(try decided.due(.outcome, "2025-03-27").isEmpty)
  }

  @Test func `a reason for withholding is looked at again, unless the content was opened`() throws {
    let closed: JSONValue = [
      "code": "EV-1", "kind": "finance", "class": "part2", "withheldBecause": "Staff.",
      "withheldUntil": "2025-06-30",
    ]
    let story = try Story.schoolAtRisk().fact("2024-11-11", EvidenceAdded.self, closed)
    let duty = try story.onlyDue(.withholding, "2025-07-01")
    #expect(duty.what == "look again at why \(story.lastRef) is withheld" && duty.owes == "GP")
    #expect(duty.command == "kite correct \(story.lastRef) --field withheldUntil")
    #expect(duty.otherwise == "kite evidence release EV-1" && duty.kind.looksBack)
    let released = try story.given(
      .facts(
        "2025-06-02", school: "S1",
        Told(
          ContentReleased.self,
          ["entry": .string(story.lastID()), "code": "EV-1", "from": "part2", "to": "open"])))
    #expect(try released.due(.withholding, "2025-07-01").isEmpty)
  }

  @Test func `entries from minutes set no clock`() throws {
    let commit = Commit.board("vary-scheme", "2024-11-20", SmallTrust.variation).deciding(
      ("basis", "from-minutes"), ("minutes", ["source": "Minutes of 20 November 2024"]),
      ("outcomeLookedAtOn", "2025-03-26")
    ).recorded("2025-01-15", by: "p-1")
    let story = try Story.schoolAtRisk().when(commit).then(.unconfirmed)
    #expect(try story.due(.outcome, "2025-03-27").isEmpty)
    #expect(try story.due(.confirm, "2025-03-27").isEmpty)
    #expect(try story.due(.publish, "2025-03-27").isEmpty)
  }

  @Test func `what only asks to look back comes last, and is never what a school waits for`() throws {
    let story = try varied(("outcomeLookedAtOn", "2024-11-21"))
    let own = try story.trust(decidedBy: day("2024-12-12")).duties(of: school("S1"), on: day("2024-12-12"))
    #expect(own.last?.kind == .outcome && own.first?.kind == .assignActions)
    #expect(own.allSatisfy { $0.school == school("S1") })
  }
}
