import Governance
import JSON
import Schemas
import Testing

struct SetupTests {
  private let today = "2024-10-02"
  private func fact(_ told: Told, by actor: String = "p-3") -> Commit { .facts(today, by: actor, told) }

  @Test func `a school joins once, and leaves what it is in`() throws {
    let story = try Story.smallTrust()
    try story.when(fact(SmallTrust.school("S1"))).thenRefused("school-joined")
    try story.when(fact(SmallTrust.school("S5").with(("firstDay", "2024-10-02")))).then()
    let left = Told(SchoolLeft.self, ["school": "S4", "lastDay": "2024-10-02"])
    try story.when(fact(left)).then().when(fact(left.with(("lastDay", "2024-10-03"))))
      .thenRefused("school-not-in-trust")
    try story.when(fact(left.with(("school", "S9")))).thenRefused("school-unknown")
  }

  @Test func `only a recorder of the board sets the trust up`() throws {
    let story = try Story.smallTrust()
    let facts = [
      SmallTrust.school("S5"), Told(SchoolLeft.self, ["school": "S4", "lastDay": "2024-10-02"]),
      SmallTrust.body("lgb-S5", "local", size: 9, quorum: 3),
      Told(BodyDissolved.self, ["body": "finance", "lastDay": "2024-10-02"]),
      SmallTrust.office("auditor", "p-14"),
      Told(OfficeEnded.self, ["office": "CFO", "person": "p-4", "lastDay": "2024-10-02"]),
      Told(SettingSet.self, ["setting": "report-working-day", "value": 7]),
      Told(
        CalendarSet.self,
        [
          "year": "2024-25",
          "terms": [["name": "Autumn", "firstDay": "2024-09-03", "lastDay": "2024-12-20"]],
        ]),
      Told(RecorderAppointed.self, ["body": "body/board", "person": "p-8", "firstDay": "2024-10-02"]),
      Told(RecorderEnded.self, ["body": "body/board", "person": "p-3", "lastDay": "2024-10-02"]),
      Told(KeyEnrolled.self, ["person": "p-8", "key": "kite/small/log/p-8+4+D"]),
      Told(KeyRevoked.self, ["key": "kite/small/log/p-1+3+C", "why": "It was lost."]),
    ]
    for told in facts {
      let refusal = try story.when(fact(told, by: "p-8")).thenRefused("recorder")
      #expect(refusal.whose == "recorders of the record")
      try story.when(fact(told)).then()
    }
  }

  @Test func `a body or an office that appoints records its own appointments`() throws {
    let story = try Story.smallTrust()
    let given = SmallTrust.office("assistant", "p-14").with(("appointedBy", "office/CEO"))
    try story.when(fact(given, by: "p-1")).then()
      .when(
        fact(
          Told(OfficeEnded.self, ["office": "assistant", "person": "p-14", "lastDay": "2024-10-31"]),
          by: "p-1")
      ).then()
    try story.when(fact(SmallTrust.office("assistant", "p-14"), by: "p-1")).thenRefused("recorder")
    let own = Told(RecorderAppointed.self, ["body": "office/CEO", "person": "p-8", "firstDay": "2024-10-02"])
    try story.when(fact(own, by: "p-1")).then()
  }

  @Test func `until the first recorder, who opened the record sets the trust up`() throws {
    let story = try Story().when(.facts(SmallTrust.day, SmallTrust.opened)).then()
    try story.when(.facts(today, by: "p-1", SmallTrust.school("S1"))).thenRefused("recorder")
    try story.when(.facts(SmallTrust.day, SmallTrust.school("S1"))).then()
  }

  @Test func `the board's first recorder has a key, or nobody could go on`() throws {
    var story = Story()
    for commit in SmallTrust.setUp.prefix(4) { story = try story.when(commit).then() }
    func appointed(_ person: String) -> Told {
      Told(
        RecorderAppointed.self,
        ["body": "body/board", "person": .string(person), "firstDay": .string(SmallTrust.day)])
    }
    try story.when(.facts(SmallTrust.day, appointed("p-8"))).thenRefused("recorder-without-key")
    // Beside somebody who has one, or with one of their own.
    try story.when(.facts(SmallTrust.day, appointed("p-3"))).then()
      .when(fact(appointed("p-8"))).then()
    let enrolled = Told(KeyEnrolled.self, ["person": "p-8", "key": "kite/small/log/p-8+4+D"])
    try story.when(.facts(SmallTrust.day, enrolled, appointed("p-8"))).then()
  }

  @Test func `a record is opened once`() throws {
    let again = SmallTrust.opened.with(("person", "p-1"))
    try Story.smallTrust().when(fact(again, by: "p-1")).thenRefused("log-opened")
  }

  @Test func `one's own key may be changed for another, in one commit, by anybody`() throws {
    let story = try Story.smallTrust()
    let revoked = Told(KeyRevoked.self, ["key": "kite/small/log/p-1+3+C", "why": "A new laptop."])
    let enrolled = Told(KeyEnrolled.self, ["person": "p-1", "key": "kite/small/log/p-1+6+F"])
    let after = try story.when(.facts(today, by: "p-1", revoked, enrolled)).then().trust()
    #expect(after.keyHolders["kite/small/log/p-1+3+C"] == nil)
    #expect(after.keyHolders["kite/small/log/p-1+6+F"]?.text == "p-1")
    // One for one: neither a second key, nor one for somebody else, nor one that records for an office.
    let second = Told(KeyEnrolled.self, ["person": "p-1", "key": "kite/small/log/p-1+7+G"])
    let other = Told(KeyEnrolled.self, ["person": "p-8", "key": "kite/small/log/p-8+8+H"])
    let office = enrolled.with(("offices", ["CFO"]))
    try story.when(.facts(today, by: "p-1", revoked, enrolled, second)).thenRefused("recorder")
    try story.when(.facts(today, by: "p-1", revoked, other)).thenRefused("recorder")
    try story.when(.facts(today, by: "p-1", revoked, office)).thenRefused("recorder")
    try story.when(.facts(today, by: "p-1", enrolled, revoked)).thenRefused("recorder")
    // What was given up in one commit is nothing to enrol by in the next.
    try story.when(fact(revoked, by: "p-1")).then().when(fact(enrolled, by: "p-1")).thenRefused("recorder")
  }

  @Test func `a key is enrolled for the person that it is named after`() throws {
    let told = Told(KeyEnrolled.self, ["person": "p-8", "key": "kite/small/log/p-3+5+E"])
    try Story.smallTrust().when(fact(told)).thenRefused("key-of-another")
    let own = fact(told.with(("key", "kite/small/log/p-8+5+E")))
    try Story.smallTrust().when(own).then().when(own).thenRefused("key-enrolled")
  }

  @Test func `the recovery key enrols and revokes, and does nothing else`() throws {
    let story = try Story.smallTrust()
    let enrolled = Told(KeyEnrolled.self, ["person": "p-3", "key": "kite/small/log/p-3+5+E"])
    let trust = try story.when(fact(enrolled, by: "recovery")).then().trust()
    #expect(trust.keyHolders["kite/small/log/p-3+5+E"]?.text == "p-3")
    try story.when(fact(enrolled.with(("offices", ["CEO"])), by: "recovery")).thenRefused("recorder")
    try story.when(fact(SmallTrust.school("S5"), by: "recovery")).thenRefused("recorder")
    let revoked = Told(KeyRevoked.self, ["key": "kite/small/log/p-1+3+C", "why": "It was lost."])
    let after = try story.when(fact(revoked, by: "recovery")).then().trust()
    #expect(after.keyHolders["kite/small/log/p-1+3+C"] == nil)
  }

  @Test func `a body has a code, a kind and a quorum of its own; a trust has one board`() throws {
    let story = try Story.smallTrust()
    try story.when(fact(SmallTrust.body("finance", "committee", size: 5, quorum: 2))).thenRefused(
      "body-there")
    try story.when(fact(SmallTrust.body("panel", "panel", size: 3, quorum: 4))).thenRefused(
      "quorum-too-large")
    try story.when(fact(SmallTrust.body("board-2", "board", size: 9, quorum: 3))).thenRefused("one-board")
    try story.when(fact(SmallTrust.body("lgb-2", "local", size: 9, quorum: 3, schools: ["S2"])))
      .thenRefused("one-local-body")
    try story.when(fact(SmallTrust.body("lgb-9", "local", size: 9, quorum: 3, schools: ["S9"])))
      .thenRefused("school-unknown")
    let dissolved = Told(BodyDissolved.self, ["body": "finance", "lastDay": "2024-10-02"])
    let gone = try story.when(fact(dissolved)).then()
    try gone.when(.facts("2024-10-03", dissolved.with(("lastDay", "2024-10-03")))).thenRefused(
      "body-not-there")
    let again = SmallTrust.body("finance", "committee", size: 7, quorum: 3).with(("firstDay", "2024-11-01"))
    let trust = try gone.when(.facts("2024-11-01", again)).then().trust()
    let finance = BodyCode(unchecked: "finance")
    #expect(trust.bodies[finance]?.term(on: day("2024-10-02"))?.size == 5)
    #expect(trust.bodies[finance]?.term(on: day("2024-10-15")) == nil)
    #expect(trust.bodies[finance]?.term(on: day("2024-11-01"))?.size == 7)
    try gone.when(.facts("2024-11-01", again.with(("kind", "local")))).thenRefused("body-kind")
  }

  @Test func `an id stands for one person, for ever`() throws {
    let story = try Story.smallTrust()
    try story.when(fact(SmallTrust.person("p-1"))).thenRefused("person-used")
    try story.when(.facts(today, SmallTrust.person("p-20"), SmallTrust.person("p-20"))).thenRefused(
      "person-used")
    try story.when(fact(SmallTrust.person("recovery"))).thenRefused("person-used")
  }

  @Test func `an office is given to a registered person, and ended for who holds it`() throws {
    let story = try Story.smallTrust()
    try story.when(fact(SmallTrust.office("auditor", "p-99"))).thenRefused("person-unknown")
    try story.when(fact(SmallTrust.office("CFO", "p-4"))).thenRefused("office-held")
    try story.when(fact(SmallTrust.office("auditor", "p-14").with(("lastDay", "2024-09-01"))))
      .thenRefused("last-day-first")
    let ended = Told(OfficeEnded.self, ["office": "CFO", "person": "p-14", "lastDay": "2024-10-02"])
    try story.when(fact(ended)).thenRefused("office-not-held")
  }

  @Test func `who acts comes before the holder, and the latest before earlier ones`() throws {
    let acting = SmallTrust.office("head-S1", "p-14").with(("acting", true), ("firstDay", "2024-11-04"))
    let next = SmallTrust.office("head-S1", "p-9").with(("firstDay", "2025-09-01"))
    let story = try Story.smallTrust().when(.facts("2024-11-04", acting)).then()
      .when(
        .facts(
          "2025-09-01", next,
          Told(OfficeEnded.self, ["office": "head-S1", "person": "p-14", "lastDay": "2025-08-31"]))
      ).then()
    let trust = try story.trust()
    let head = OfficeCode(unchecked: "head-S1")
    #expect(trust.holder(of: head, on: day("2024-11-03"))?.person.text == "p-5")
    #expect(trust.holder(of: head, on: day("2024-11-04"))?.person.text == "p-14")
    #expect(trust.holder(of: head, on: day("2025-09-01"))?.person.text == "p-9")
    #expect(
      trust.offices(of: PersonCode(unchecked: "p-14"), on: day("2025-01-01")).map(\.text) == ["head-S1"])
  }

  @Test func `an office given from a later day is known to what is decided before`() throws {
    let story = try Story.schoolAtRisk()
      .when(.facts("2024-11-18", SmallTrust.office("assoc-S3", "p-14").with(("firstDay", "2024-11-25"))))
      .then()
    let leader = Told(
      LeaderAllocated.self,
      [
        "deployment": "L-1", "leader": "head-S3", "home": "S3", "school": "S1", "daysPerWeek": 2,
        "authority": "advises", "homeCover": "assoc-S3", "homeEffect": "low", "firstDay": "2024-11-25",
        "lastDay": "2025-07-18",
      ])
    let commit = Commit.decided("allocate-leader", by: ["office/CEO"], "2024-11-20", [leader]).recorded(
      by: "p-1")
    try story.when(commit).then()
  }

  @Test func `the body that appoints heads gives the office in its decision`() throws {
    let scheme = SmallTrust.scheme.with(
      ("scheme", "v2"), ("firstDay", "2024-10-02"),
      (
        "powers",
        .array(
          SmallTrust.powers.filter { $0["power"] != "appoint-head" }
            + [SmallTrust.bound("appoint-head", by: "CEO")])
      ))
    let story = try Story.smallTrust().when(.board("adopt-scheme", today, school: nil, scheme)).then()
    let head = SmallTrust.office("head-S1", "p-14").with(
      ("appointedBy", "office/CEO"), ("firstDay", "2025-01-06"))
    func appointing(_ power: String, _ told: Told) -> Commit {
      .decided(power, by: ["office/CEO"], "2024-10-09", [told]).recorded(by: "p-1")
    }
    try story.when(appointing("appoint-head", head)).then()
    try story.when(appointing("appoint-head", head.with(("appointedBy", "body/board")))).thenRefused(
      "authority")
    try story.when(appointing("allocate-leader", head)).thenRefused("authority")
  }
}
