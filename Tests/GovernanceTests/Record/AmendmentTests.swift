import Governance
import JSON
import Schemas
import Testing

struct CorrectionTests {
  private let allocated = Told(
    LeaderAllocated.self,
    [
      "deployment": "L-1", "leader": "director", "school": "S1", "daysPerWeek": 2, "authority": "advises",
      "firstDay": "2024-11-25", "lastDay": "2025-07-18",
    ])
  private func deployed() throws -> Story {
    let commit = Commit.decided("allocate-leader", by: ["office/CEO"], "2024-11-20", [allocated])
    return try Story.schoolAtRisk().when(commit.recorded(by: "p-1")).then()
  }
  private func correcting(
    _ story: Story, _ field: String, _ was: JSONValue, _ now: JSONValue, of number: Int = 1,
    by actor: String = "p-1"
  ) -> Commit {
    .facts(
      "2024-11-22", school: "S1", by: actor,
      Told(
        EntryCorrected.self,
        [
          "entry": .string(story.lastID(number)), "field": .string(field), "was": was, "now": now,
          "source": "The contract.",
        ]))
  }

  @Test func `a correction is as if the entry had said so`() throws {
    let story = try deployed()
    let corrected = try story.when(correcting(story, "lastDay", "2025-07-18", "2025-07-17")).then()
    let trust = try corrected.trust()
    #expect(trust.days("L-1", "2025-07-17") == 2)
    #expect(trust.days("L-1", "2025-07-18") == nil)
    #expect(trust.decisions[DecisionRef(unchecked: story.lastRef)]?.standing == .corrected)
  }

  @Test
  func `corrections of corrections count in the order of their recording, in whatever order they are loaded`()
    throws
  {
    let story = try deployed()
    let first = try story.when(correcting(story, "lastDay", "2025-07-18", "2025-07-17")).then()
    var second = correcting(story, "lastDay", "2025-07-17", "2025-07-16")
    second.happenings[0].data["entry"] = .string(story.lastID(1))
    let twice = try first.when(second).then()
    let trust = try Trust(folding: twice.events.reversed())
    #expect(trust.deployments[DeploymentCode(unchecked: "L-1")]?.lastDay == day("2025-07-16"))
  }

  @Test func `a correction says what the entry said, and leaves an entry that can be read`() throws {
    let story = try deployed()
    try story.when(correcting(story, "lastDay", "2025-07-19", "2025-07-17")).thenRefused("correction-was")
    try story.when(correcting(story, "lastDay", "2025-07-18", "soon")).thenRefused("correction-value")
    try story.when(correcting(story, "colour", nil, "red")).thenRefused("correction-field")
    try story.when(correcting(story, "purpose", nil, "Reading.")).then()
  }

  @Test func `who decided, when and by what power is no clerical error`() throws {
    let story = try deployed()
    for (field, was, now) in [
      ("by", ["office/CEO"], ["body/board"]), ("power", "allocate-leader", "vary-scheme"),
      ("day", "2024-11-20", "2024-11-19"), ("irregularBecause", nil, "The Board could not be reached."),
    ] as [(String, JSONValue, JSONValue)] {
      try story.when(correcting(story, field, was, now, of: 0)).thenRefused("correction-substance")
    }
    try story.when(correcting(story, "because", "The evidence.", "Attendance.", of: 0)).then()
  }

  @Test func `what was decided is no clerical error, and a corrected decision keeps the rules`() throws {
    let story = try deployed()
    for (field, was, now) in [("daysPerWeek", 2, 3), ("authority", "advises", "manages")]
      as [(String, JSONValue, JSONValue)]
    {
      try story.when(correcting(story, field, was, now)).thenRefused("correction-effect")
    }
    try story.when(correcting(story, "lastDay", "2025-07-18", "2023-07-18")).thenRefused("last-day-first")
    try story.when(correcting(story, "lastDay", "2025-07-18", "2025-07-17")).then()
  }

  @Test func `the author corrects, or a recorder of the board`() throws {
    let story = try deployed()
    try story.when(correcting(story, "lastDay", "2025-07-18", "2025-07-17", by: "p-8")).thenRefused(
      "recorder")
    try story.when(correcting(story, "lastDay", "2025-07-18", "2025-07-17", by: "p-3")).then()
    var unknown = correcting(story, "lastDay", "2025-07-18", "2025-07-17")
    unknown.happenings[0].data["entry"] = "018bf7e1-0c5a-7000-8000-00000000ffff"
    try story.when(unknown).thenRefused("entry-unknown")
  }

  @Test func `a correction in an older record that leaves nothing readable is passed over`() throws {
    let story = try deployed()
    let odd = try story.given(correcting(story, "lastDay", "2025-07-18", ["never"]))
    #expect(try odd.trust().days("L-1", "2025-07-18") == 2)
  }

  @Test func `what opened the record, its keys and its amendments are not corrected`() throws {
    let story = try Story.smallTrust()
    let opened = story.events[0].id
    var commit = correcting(story, "name", "Small Trust", "Great Trust", of: 0, by: "p-3")
    commit.happenings[0].data["entry"] = .string(opened)
    try story.when(commit).thenRefused("entry-fixed")
  }
}

struct VoidingTests {
  private func voiding(_ id: String, by actor: String = "p-3", on day: String = "2024-11-22") -> Commit {
    .facts(day, by: actor, Told(EntryVoided.self, ["entry": .string(id), "reason": "Wrong school."]))
  }

  @Test func `a voided decision counts for nothing, with all its effects`() throws {
    let story = try Story.varied()
    let voided = try story.when(voiding(story.lastID(1))).then()
    let trust = try voided.trust()
    #expect(trust.holder("F3", "S1", "2025-01-01") == "HT")
    #expect(trust.decisions[DecisionRef(unchecked: story.lastRef)] == nil)
    // It may be entered anew, under the same code.
    try voided.when(.board("vary-scheme", "2024-11-20", SmallTrust.variation)).then()
  }

  @Test func `a voiding that was voided does not count, and neither does what a voided entry corrected`()
    throws
  {
    let story = try Story.varied()
    let voided = try story.when(voiding(story.lastID(1))).then()
    let restored = try voided.when(voiding(voided.lastID())).then()
    #expect(try restored.trust().holder("F3", "S1", "2025-01-01") == "CFO")
    let corrected = try story.when(
      .facts(
        "2024-11-22", school: "S1",
        Told(
          EntryCorrected.self,
          [
            "entry": .string(story.lastID(1)), "field": "lastDay", "was": "2025-07-22", "now": "2025-07-21",
            "source": "The minutes.",
          ]))
    ).then()
    let undone = try corrected.when(voiding(corrected.lastID())).then()
    #expect(try corrected.trust().holder("F3", "S1", "2025-07-22") == "HT")
    #expect(try undone.trust().holder("F3", "S1", "2025-07-22") == "CFO")
  }

  @Test func `who recorded an entry voids it, or a recorder of the board`() throws {
    let story = try Story.varied()
    try story.when(voiding(story.lastID(), by: "p-8")).thenRefused("recorder")
    try story.when(voiding("018bf7e1-0c5a-7000-8000-00000000ffff")).thenRefused("entry-unknown")
    // What a body has confirmed is no longer its author's to take back.
    let entered = try Story.schoolAtRisk()
      .when(.board("vary-scheme", "2024-11-20", SmallTrust.variation).recorded(by: "p-1")).then(.unconfirmed)
    try entered.when(voiding(entered.lastID(), by: "p-1")).then()
    let confirmed = try entered.when(
      .facts(
        "2024-11-22",
        Told(
          DecisionConfirmed.self, ["decisions": [.string(entered.lastRef)], "body": "body/board"]))
    ).then()
    try confirmed.when(voiding(entered.lastID(), by: "p-1")).thenRefused("recorder")
    try confirmed.when(voiding(entered.lastID(), by: "p-3")).then()
  }

  @Test func `what opened the record and its keys are not voided`() throws {
    let story = try Story.smallTrust()
    try story.when(voiding(story.events[0].id)).thenRefused("entry-fixed")
  }
}

struct ConfirmationTests {
  private func confirming(_ ref: String, _ body: String = "body/board", by actor: String = "p-3") -> Commit {
    .facts(
      "2024-11-22", by: actor,
      Told(DecisionConfirmed.self, ["decisions": [.string(ref)], "body": .string(body)]))
  }
  private func entered(_ parties: [String] = ["body/board"]) throws -> Story {
    try Story.schoolAtRisk()
      .when(.decided("vary-scheme", by: parties, "2024-11-20", [SmallTrust.variation]).recorded(by: "p-1"))
      .then(.unconfirmed)
  }

  @Test func `what anybody else enters for a body stands unconfirmed until its recorder stands by it`() throws
  {
    let story = try entered()
    let ref = DecisionRef(unchecked: story.lastRef)
    #expect(try story.trust().decisions[ref]?.standing == .unconfirmed)
    let holding = try story.trust().holding(of: function("F3"), school: school("S1"), on: day("2025-01-01"))
    #expect(holding?.standing == .unconfirmed)
    #expect(try story.when(confirming(ref.text)).then().trust().decisions[ref]?.standing == .confirmed)
    let minutes = Told(
      MinutesApproved.self,
      ["body": "body/board", "meetingDay": "2024-11-20", "decisions": [.string(ref.text)]])
    #expect(
      try story.when(.facts("2024-12-11", minutes)).then().trust().decisions[ref]?.standing == .confirmed)
  }

  @Test func `only a recorder of a body that decided confirms`() throws {
    let story = try entered()
    try story.when(confirming(story.lastRef, by: "p-1")).thenRefused("recorder")
    try story.when(confirming(story.lastRef, "body/standards")).thenRefused("decision-of-another")
    try story.when(confirming("2024-999")).thenRefused("decision-unknown")
    let minutes = Told(
      MinutesApproved.self, ["body": "body/board", "meetingDay": "2024-11-20", "decisions": ["2024-999"]])
    try story.when(.facts("2024-12-11", minutes)).thenRefused("decision-unknown")
    try story.when(.facts("2024-12-11", by: "p-1", minutes)).thenRefused("recorder")
  }

  @Test func `an office beside the body does not confirm what the body decided`() throws {
    let story = try entered(["body/board", "office/CEO"])
    #expect(try story.trust().decisions[DecisionRef(unchecked: story.lastRef)]?.standing == .unconfirmed)
    try story.when(confirming(story.lastRef, "office/CEO", by: "p-1")).thenRefused("decision-of-another")
    try story.when(confirming(story.lastRef)).then()
  }

  @Test func `a recorder appointed later does not confirm what was entered before`() throws {
    let story = try entered()
    let appointed = Told(
      RecorderAppointed.self, ["body": "body/board", "person": "p-1", "firstDay": "2024-11-01"])
    let later = try story.when(.facts("2024-11-22", appointed)).then()
    #expect(try later.trust().decisions[DecisionRef(unchecked: story.lastRef)]?.standing == .unconfirmed)
  }

  @Test func `releasing closed content is for a recorder of who holds that power`() throws {
    let story = try Story.varied()
    let released = Told(
      ContentReleased.self, ["entry": .string(story.lastID()), "from": "part2", "to": "open"])
    try story.when(.facts("2024-11-22", by: "p-8", released)).thenRefused("recorder")
    try story.when(.facts("2024-11-22", released)).then()
  }

  @Test func `erasing closed content is decided by who holds that power`() throws {
    let story = try Story.varied()
    let erased = Told(ContentErased.self, ["entry": .string(story.lastID()), "fields": ["because"]])
    try story.when(.decided("erase-content", by: ["office/dpo"], "2024-11-22", [erased])).then(.unconfirmed)
    try story.when(.decided("erase-content", by: ["office/CEO"], "2024-11-22", [erased])).thenRefused(
      "authority")
  }
}
