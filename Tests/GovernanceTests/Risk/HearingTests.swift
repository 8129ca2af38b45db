import Governance
import JSON
import Schemas
import Testing

/// What comes before a school's powers are touched: told, heard, supported, in proportion.
struct HearingTests {
  private func placing(_ fields: (String, JSONValue?)..., school: String = "S3") -> Commit {
    var placed = SmallTrust.placed.with(("school", .string(school)))
    for (name, value) in fields { placed.data[name] = value }
    return .decided("place-at-risk", by: ["body/board"], "2024-11-06", school: school, [placed])
  }
  private func told(_ on: String, answerBy: String? = nil) throws -> Story {
    let notice = SmallTrust.intention.with(("answerBy", answerBy.map(JSONValue.string)))
    return try Story.smallTrust().when(.facts(on, school: "S3", notice)).then()
  }

  @Test func `nobody is placed at risk unheard`() throws {
    let story = try Story.smallTrust()
    let refusal = try story.when(placing()).thenRefused("heard")
    #expect(refusal.says == "nobody at 'S3' was told that it will be proposed")
    #expect(refusal.instead[0] == "kite case notice --school S3, and decide when they have answered")
    try story.when(placing(("noticeBecause", "The school asked for it."))).then()
  }

  @Test func `they have five working days to answer, or the day that they were given`() throws {
    let story = try told("2024-10-31")
    let refusal = try story.when(placing()).thenRefused("heard")
    #expect(
      refusal.says == "'S3' was told on Thu 31 Oct 2024, may answer until Thu 7 Nov 2024, and has not yet")
    try story.when(.facts("2024-11-05", school: "S3", SmallTrust.answer)).then().when(placing()).then()
    try told("2024-10-29").when(placing()).then()
    try told("2024-10-29", answerBy: "2024-11-06").when(placing()).thenRefused("heard")
    try story.setting(.noticeDays, 3).when(placing()).then()
  }

  @Test func `an answer given before they were told is none`() throws {
    let early = try Story.smallTrust().when(.facts("2024-10-25", school: "S3", SmallTrust.answer)).then()
    try early.when(.facts("2024-10-31", school: "S3", SmallTrust.intention)).then()
      .when(placing()).thenRefused("heard")
  }

  @Test func `what was said of an earlier stay is no notice of the next one`() throws {
    let exit = Told(
      AtRiskEnded.self,
      [
        "school": "S1", "criteriaMet": ["Attendance is 94% or more.", "The budget balances."],
        "followUpUntil": "2025-09-30", "notValidatedBecause": "Closed.", "firstDay": "2025-04-01",
      ])
    let story = try Story.schoolAtRisk().when(.board("end-at-risk", "2025-03-26", exit)).then()
    let again = SmallTrust.placed.with(("case", "B"), ("firstDay", "2025-06-04"))
    try story.when(.board("place-at-risk", "2025-06-03", again)).thenRefused("heard")
  }

  @Test func `old minutes that lack what the process asks are marked with it`() throws {
    let commit = placing(("triggers", [["trigger": "complaints", "evidence": ["Letters."]]])).deciding(
      ("basis", "from-minutes"), ("minutes", ["source": "Minutes 11/24"]), ("proportionality", nil))
    try Story.smallTrust().when(commit).thenRefused("trigger-evidence")
    let breaches: [JSONValue] = ["heard", "proportionality", "trigger-evidence"].map {
      ["rule": .string($0), "says": "The minutes say nothing of it."]
    }
    try Story.smallTrust().when(commit.deciding(("breaches", .array(breaches)))).then()
  }

  @Test func `powers move in proportion, and the decision says why it is`() throws {
    try Story.smallTrust().when(placing(("noticeBecause", "Asked.")).deciding(("proportionality", nil)))
      .thenRefused("proportionality")
    try Story.schoolAtRisk()
      .when(.board("vary-scheme", "2024-11-20", SmallTrust.variation).deciding(("proportionality", nil)))
      .thenRefused("proportionality")
  }

  @Test func `a trigger rests on evidence of its own kind that is on record`() throws {
    func triggered(_ trigger: String, _ evidence: String...) -> Commit {
      placing(
        ("noticeBecause", "Asked."),
        (
          "triggers",
          [["trigger": .string(trigger), "evidence": .array(evidence.map(JSONValue.string))]]
        ))
    }
    func added(_ kind: String, _ code: String, school: String = "S3") -> Commit {
      .facts(
        "2024-10-30", school: school,
        Told(EvidenceAdded.self, ["code": .string(code), "kind": .string(kind)]))
    }
    let story = try Story.smallTrust().when(added("complaints", "EV-1")).then()
      .when(added("complaints", "EV-2", school: "S2")).then()
    try story.when(triggered("complaints", "EV-1: seven in sixty days")).then()
    try story.when(triggered("complaints", "a letter", "EV-1")).then()
    let refusal = try story.when(triggered("safeguarding", "EV-1")).thenRefused("trigger-evidence")
    #expect(refusal.says == "what the trigger 'safeguarding' names is evidence of the kind 'complaints'")
    #expect(refusal.whose == "each trigger has its kind of evidence: 'safeguarding'")
    #expect(
      refusal.instead == ["kite evidence add --school S3 --kind safeguarding, then name its code"])
    let none = try story.when(triggered("complaints", "EV-2")).thenRefused("trigger-evidence")
    #expect(none.says == "the trigger 'complaints' names no evidence that is on record for 'S3'")
    for trigger in ["inspection", "leadership", "confidence"] {
      try story.when(triggered(trigger, "EV-1")).thenRefused("trigger-evidence")
      try story.when(added(trigger, "EV-3")).then().when(triggered(trigger, "EV-3")).then()
    }
    // Data of the whole trust show a trend.
    try story.when(triggered("data-trend", "D-1")).then()
    try story.when(triggered("inspection", "D-1")).thenRefused("trigger-evidence")
  }

  @Test func `support comes before powers are removed, with its effect, or the reason why not`() throws {
    let varying = Commit.board("vary-scheme", "2024-11-20", SmallTrust.variation)
    let bare = varying.deciding(("lesserSteps", nil))
    var story = try Story.schoolAtRisk()
    #expect(
      try story.when(bare).thenRefused("support-first").says == "no support for 'S1' is on record")
    story = try story.fact("2024-11-11", SupportOffered.self, ["support": ["Eight days of a partner."]])
    let refusal = try story.when(bare).thenRefused("support-first")
    #expect(
      refusal.says == "support was offered on Mon 11 Nov 2024, and nothing says what it brought")
    #expect(refusal.instead[0] == "kite case support-review --school S1")
    try story.fact("2024-11-18", SupportReviewed.self, ["effect": "Too little."]).when(bare).then()
    try story.when(varying).then()
  }
}

/// Who uses the urgent power when its holders are away.
struct StandInTests {
  private let urgent = SmallTrust.placed.with(
    ("urgent", true), ("exitCriteria", []), ("firstDay", "2024-11-11"))
  private func placing(by parties: [String], because capacity: JSONValue?) -> Commit {
    .decided("place-at-risk-urgently", by: parties, "2024-11-11", [urgent])
      .deciding(("capacity", capacity)).recorded(by: "p-3")
  }

  @Test func `who stands in is a setting, and says who is away`() throws {
    let by = ["office/director", "office/chair"]
    let away: JSONValue = "The CEO is on leave until 18 November."
    try Story.smallTrust().when(placing(by: by, because: away)).thenRefused("authority")
    let story = try Story.smallTrust().setting(.urgentInAbsence, ["CEO: director"])
    let refusal = try story.when(placing(by: by, because: nil)).thenRefused("capacity-missing")
    #expect(refusal.says == "'director' decided for 'CEO', and nothing says who is away")
    try story.when(placing(by: by, because: away)).then(.unconfirmed)
    try story.when(placing(by: ["office/director"], because: away)).thenRefused("authority")
    try story.when(placing(by: ["office/CFO", "office/chair"], because: away)).thenRefused("authority")
  }

  @Test func `nobody stands in for two, and not for another power`() throws {
    let story = try Story.smallTrust()
      .setting(.urgentInAbsence, ["CEO: director", "Chair: director", "Chair: CFO"])
    try story.when(placing(by: ["office/director"], because: "Both are away.")).thenRefused("authority")
    try story.when(placing(by: ["office/director", "office/CFO"], because: "Both are away."))
      .then(.unconfirmed)
    try story.when(
      .decided("allocate-leader", by: ["office/director"], "2024-11-11", []).deciding(("capacity", "Away."))
    ).thenRefused("authority")
  }

  @Test func `a stand-in is for a holder of the power, and is somebody`() throws {
    func setting(_ words: String) -> Commit {
      .facts(
        "2024-11-04", Told(SettingSet.self, ["setting": "urgent-in-absence", "value": [.string(words)]]))
    }
    let story = try Story.smallTrust()
    try story.when(setting("CEO: director")).then()
    try story.when(setting("Chair: CFO")).then()
    try story.when(setting("CFO: director")).thenRefused("stand-in")
    let refusal = try story.when(setting("CEO: nobody")).thenRefused("stand-in")
    #expect(refusal.says == "nobody holds an office 'nobody'")
  }

  @Test func `the setting takes a holder and an office`() {
    #expect(Setting.urgentInAbsence.accepts(["CEO: director", "Chair: CFO"]))
    #expect(Setting.urgentInAbsence.accepts([]))
    for wrong in ["CEO", "CEO: a b", ": director", "CEO:", "a: b: c"] {
      #expect(!Setting.urgentInAbsence.accepts([.string(wrong)]), "\(wrong)")
    }
  }
}
