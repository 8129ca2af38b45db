import Governance
import JSON
import Schemas
import Testing

/// What a check says of the last decision of a story.
private func finding(
  _ code: String, _ story: Story, of ref: String? = nil, on: String = "2026-09-01",
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> String {
  let record = AccountabilityRecord(try Chronicle(story.events), on: day(on))
  let check = try #require(
    AccountabilityCheck.all.first { $0.code == code }, sourceLocation: sourceLocation)
  let file = try #require(
    record.files.last { ref == nil || $0.ref.text == ref }, sourceLocation: sourceLocation)
  switch check.finding(file, in: record) {
  case .notAsked: return "not asked"
  case .held(_, let says, let mention):
    return "held" + [says, mention?.words].compactMap { $0.map { ": \($0)" } }.joined()
  case .lacks(let lack): return (lack.isError ? "broken: " : "lacks: ") + lack.says
  }
}

private let placing = Commit.board("place-at-risk", "2024-11-06", SmallTrust.placed).referred("P-1")

private func interest(_ person: String, _ school: String, _ first: String = "2024-09-02") -> Commit {
  .facts(
    "2024-09-03", school: school,
    Told(
      InterestDeclared.self,
      ["person": .string(person), "interest": "Parent of a pupil.", "firstDay": .string(first)])
  ).referred("I-1")
}

struct PersonCheckTests {
  @Test func `whose interest is served is said, or missing`() throws {
    let story = try Story.smallTrust().given(placing)
    #expect(try finding("pupils-first", story) == "held")
    let silent = try Story.smallTrust().given(placing.deciding(("pupilsFirst", nil)))
    #expect(try finding("pupils-first", silent).hasPrefix("lacks: nothing says how it serves pupils"))
    let noted = try Story.smallTrust().given(
      placing.deciding(("pupilsFirst", nil), ("principles", ["selflessness": "No gain to anyone."])))
    #expect(try finding("pupils-first", noted) == "held")
  }

  @Test func `nobody decides on a seat of their own`() throws {
    func adding(_ person: String) -> Commit {
      .board("add-governors", "2025-03-05", BodyTold.governor("lgb-S1", person, "2025-03-06"))
    }
    let story = try Story.varied()
    #expect(try finding("own-seat", story.given(adding("p-9"))) == "not asked")
    // p-2 has a seat on the board that decides.
    #expect(try finding("own-seat", story.given(adding("p-2"))).hasPrefix("broken: p-2 did not withdraw"))
    let away = adding("p-2").deciding(
      ("withdrew", ["p-2"]), ("present", 4),
      ("interests", [["who": "p-2", "what": "A seat.", "handled": "withdrew"]]))
    #expect(try finding("own-seat", story.given(away)) == "held: p-2 withdrew from it")
  }

  @Test func `an interested person who voted is found on the register`() throws {
    let story = try Story.smallTrust()
    #expect(try finding("interested-voted", story.given(placing)) == "not asked")
    #expect(
      try finding("interested-voted", story.given(interest("p-2", "S1"), placing))
        .hasPrefix("broken: p-2 has an interest in S1 on the register (I-1)"))
    // Of another school, of somebody without a seat, or later: nothing to ask.
    for other in [interest("p-2", "S2"), interest("p-9", "S1"), interest("p-2", "S1", "2025-01-01")] {
      #expect(try finding("interested-voted", story.given(other, placing)) == "not asked")
    }
    let away = placing.deciding(
      ("withdrew", ["p-2"]), ("present", 4),
      ("interests", [["who": "p-2", "what": "Parent.", "handled": "withdrew"]]))
    #expect(
      try finding("interested-voted", story.given(interest("p-2", "S1"), away)) == "held: p-2 withdrew")
    let cleared = placing.deciding(("interests", [["who": "p-2", "what": "Parent.", "handled": "cleared"]]))
    #expect(try finding("interested-voted", story.given(interest("p-2", "S1"), cleared)) == "held")
  }

  @Test func `who withdrew and was counted is found`() throws {
    let counted = placing.deciding(
      ("withdrew", ["p-2"]), ("present", 3),
      ("interests", [["who": "p-2", "what": "Parent.", "handled": "withdrew"]]))
    #expect(
      try finding("interested-voted", Story.smallTrust().given(counted))
        == "broken: 3 votes are counted, and 2 could vote")
  }

  @Test func `that interests were asked for is said, or nobody knows`() throws {
    let story = try Story.smallTrust()
    #expect(try finding("interests-asked", story.given(placing)).hasPrefix("lacks: nothing says whether"))
    let noted = placing.deciding(("principles", ["integrity": "Asked for; none was declared."]))
    #expect(try finding("interests-asked", story.given(noted)) == "held")
  }

  @Test func `the register of interests is not older than a year`() throws {
    let confirmed = Commit.facts("2024-09-03", Told(InterestsConfirmed.self, [:])).referred("I-2")
    let story = try Story.smallTrust()
    #expect(try finding("register", story.given(placing)).hasPrefix("lacks: no confirmation"))
    #expect(
      try finding("register", story.given(confirmed, placing))
        == "held: register confirmed Tue 3 Sep 2024 (I-2), 64 days before")
    let later = placing.deciding(("day", "2025-09-10"))
    #expect(try finding("register", story.given(confirmed, later)).hasPrefix("lacks: the register"))
    let office = Commit.decided("allocate-leader", by: ["office/CEO"], "2025-09-10", [])
    #expect(try finding("register", story.given(confirmed, office)) == "not asked")
  }
}

struct GroundCheckTests {
  @Test func `something else was considered, and there was evidence, or it is missing`() throws {
    let story = try Story.smallTrust()
    let bare = placing.deciding(("options", []), ("evidence", []), ("unknown", []))
    for code in ["options", "evidence", "unknown"] {
      #expect(try finding(code, story.given(placing)).hasPrefix("held"))
      #expect(try finding(code, story.given(bare)).hasPrefix("lacks: "))
    }
  }

  @Test func `evidence that is younger than the decision cannot be what it rests on`() throws {
    let metrics = Told(MetricsRecorded.self, ["metrics": []])
    let named = placing.deciding(("evidence", ["Board paper 3", "Figures (M-1)"]))
    let before = try Story.smallTrust().given(.facts("2024-11-01", metrics).referred("M-1"), named)
    #expect(try finding("evidence-younger", before) == "held: M-1 was 5 days old")
    let after = try Story.smallTrust().given(named, .facts("2024-11-12", metrics).referred("M-1"))
    #expect(
      try finding("evidence-younger", after)
        == "broken: its evidence M-1 is of Tue 12 Nov 2024, after it")
    #expect(try finding("evidence-younger", Story.smallTrust().given(placing)) == "not asked")
    // Recorded later, but about an earlier day.
    let stated = Told(MetricsRecorded.self, ["metrics": [], "day": "2024-11-05", "lateBecause": "Illness."])
    let told = try Story.smallTrust().given(named, .facts("2024-11-20", stated).referred("M-1"))
    #expect(try finding("evidence-younger", told) == "held: M-1 was 1 day old")
  }

  @Test func `the holder of the power decided, or the right body ratified it`() throws {
    let story = try Story.smallTrust()
    #expect(try finding("holder", story.given(placing)) == "held")
    let irregular = Commit.decided("place-at-risk", by: ["body/finance"], "2024-11-06", [SmallTrust.placed])
      .deciding(("irregularBecause", "The committee took itself to be the Board.")).referred("P-1")
    #expect(try finding("holder", story.given(irregular)).hasPrefix("broken: irregular: 'finance'"))
    let ratified = Told(
      IrregularDecisionRatified.self, ["decision": "P-1", "firstDay": "2024-11-20"])
    let mended = try story.given(irregular, .board("place-at-risk", "2024-11-20", ratified).referred("P-2"))
    #expect(try finding("holder", mended, of: "P-1") == "held: irregular, and ratified since")
  }

  @Test func `rules that an earlier decision did not keep are told again`() throws {
    let minutes: JSONValue = ["source": "Minutes", "checksum": "00", "certifiedBy": "p-3"]
    let copied = placing.recorded("2025-03-01").deciding(("basis", "from-minutes"), ("minutes", minutes))
    let story = try Story.smallTrust()
    #expect(try finding("rules-kept", story.given(placing)) == "not asked")
    #expect(try finding("rules-kept", story.given(copied)) == "held: no breach is marked")
    let marked = copied.deciding(
      ("breaches", [["rule": "vote-missing", "says": "the minutes give no vote"]]))
    #expect(
      try finding("rules-kept", story.given(marked))
        == "lacks: rules that were not kept: the minutes give no vote ('vote-missing')")
  }

  @Test func `a body's vote is on record`() throws {
    let story = try Story.smallTrust()
    #expect(try finding("vote", story.given(placing)) == "held")
    let silent = placing.deciding(("votes", nil), ("present", nil))
    #expect(
      try finding("vote", story.given(silent)) == "lacks: the vote and who was present missing")
    let office = Commit.decided("allocate-leader", by: ["office/CEO"], "2025-09-10", [])
    #expect(try finding("vote", story.given(office)) == "not asked")
  }

  @Test func `a recorder stands by it, and an urgent decision is ratified in time`() throws {
    let story = try Story.smallTrust()
    #expect(try finding("confirmed", story.given(placing)) == "held")
    #expect(
      try finding("confirmed", story.given(placing.recorded(by: "p-1"))).hasPrefix("lacks: unconfirmed"))
    let urgent = Commit.decided(
      "place-at-risk-urgently", by: ["office/CEO", "office/chair"], "2024-11-06",
      [SmallTrust.placed.with(("urgent", true), ("ratifyBy", "2024-11-20"))]
    ).recorded(by: "p-1").referred("P-1")
    let placed = try story.given(urgent)
    #expect(
      try finding("confirmed", placed, on: "2024-11-15") == "lacks: unratified: due by Wed 20 Nov 2024")
    #expect(
      try finding("confirmed", placed, on: "2024-11-21") == "broken: unratified: due by Wed 20 Nov 2024")
  }

  @Test func `who voted against is heard`() throws {
    let story = try Story.smallTrust()
    #expect(try finding("dissent-words", story.given(placing)) == "not asked")
    let against = placing.deciding(("votes", ["for": 2, "against": 1, "abstained": 0]))
    #expect(try finding("dissent-words", story.given(against)) == "lacks: 1 against, and no word of why")
    let heard = against.deciding(("dissent", [["who": "p-2", "words": "Too soon."]]))
    #expect(try finding("dissent-words", story.given(heard)) == "held")
  }

  @Test func `a late entry gives its reason, and minutes say which they are`() throws {
    let story = try Story.smallTrust()
    #expect(try finding("late", story.given(placing)) == "held: recorded on its day")
    let late = placing.recorded("2024-11-20")
    #expect(try finding("late", story.given(late)).hasPrefix("broken: recorded 10 working days after"))
    #expect(
      try finding("late", story.given(late.deciding(("lateBecause", "The clerk was ill."))))
        == "held: recorded 10 working days late, with the reason")
    let minutes: JSONValue = ["source": "Minutes", "checksum": "00", "certifiedBy": "p-3"]
    let copied = late.deciding(("basis", "from-minutes"), ("minutes", minutes))
    #expect(try finding("late", story.given(copied)) == "held: from minutes, certified")
    #expect(
      try finding("late", story.given(copied.deciding(("minutes", ["source": "Minutes"]))))
        == "lacks: taken from minutes without their checksum and who certifies them")
    #expect(
      try finding("late", story.given(copied.deciding(("minutes", nil))))
        == "broken: taken from minutes that are not named")
  }

  @Test func `what came of it is looked at when its day has passed`() throws {
    let expecting = placing.deciding(
      ("expectedOutcome", "It gets better."), ("outcomeLookedAtOn", "2025-02-05"))
    let story = try Story.smallTrust()
    #expect(try finding("outcome", story.given(placing)).hasPrefix("lacks: no day is set"))
    #expect(
      try finding("outcome", story.given(expecting), on: "2025-01-10") == "held: looked at on Wed 5 Feb 2025")
    #expect(
      try finding("outcome", story.given(expecting), on: "2025-02-06")
        == "lacks: the outcome was to be looked at on Wed 5 Feb 2025, and nobody has")
    let reviewed = Commit.facts(
      "2025-02-05", school: "S1", Told(CaseReviewed.self, ["body": "standards", "what": "It does."]))
    #expect(
      try finding("outcome", story.given(expecting, reviewed.referred("C-1")))
        == "held: looked at by C-1, Wed 5 Feb 2025: It does.")
    // A later decision that names it says more than one that came first.
    let naming = Commit.board("vary-scheme", "2025-03-05").referred("P-2")
      .deciding(("because", "The outcome of P-1 is good."))
    #expect(
      try finding("outcome", story.given(expecting, reviewed, naming), of: "P-1")
        == "held: looked at by P-2, Wed 5 Mar 2025: The outcome of P-1 is good.")
  }
}

struct OtherCheckTests {
  private static let closed: JSONValue = [
    "closed": "part2", "digest": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
  ]

  private static func notice(_ on: String, _ kind: String, _ concerns: JSONValue...) -> Commit {
    .facts(
      on, school: "S1",
      Told(NoticeGiven.self, ["kind": .string(kind), "to": ["Parents"], "concerns": .array(concerns)])
    ).referred("N-1")
  }

  @Test func `what is withheld has a lawful reason and a day on which it is looked at again`() throws {
    let story = try Story.smallTrust()
    #expect(try finding("withheld", story.given(placing)) == "held: open as a whole")
    let hidden = placing.deciding(("neighbours", Self.closed))
    #expect(try finding("withheld", story.given(hidden)).hasPrefix("broken: something is withheld, and no"))
    let reasoned = hidden.deciding(("withheldBecause", "Told in confidence."))
    #expect(
      try finding("withheld", story.given(reasoned)).hasPrefix("lacks: something is withheld, and no day"))
    let dated = reasoned.deciding(("withheldUntil", "2025-11-06"))
    #expect(try finding("withheld", story.given(dated)) == "held")
    #expect(
      try finding("withheld-again", story.given(dated), on: "2025-11-05")
        == "held: looked at again on Thu 6 Nov 2025")
    #expect(
      try finding("withheld-again", story.given(dated), on: "2025-11-07").hasPrefix("lacks: why it is"))
    #expect(try finding("withheld-again", story.given(placing)) == "not asked")
  }

  @Test func `a change of the scheme is published in time, late, or not`() throws {
    let story = try Story.varied()
    let ref = story.lastRef
    #expect(try finding("published", story, of: ref, on: "2024-11-25") == "not asked")
    #expect(
      try finding("published", story, of: ref, on: "2025-01-10")
        == "lacks: no publication of V-1 is on record")
    let soon = try story.given(Self.notice("2024-11-22", "website", "variation/V-1"))
    #expect(try finding("published", soon, of: ref) == "held: V-1 published Fri 22 Nov 2024 (N-1)")
    let late = try story.given(Self.notice("2025-03-03", "website", "variation/V-1"))
    #expect(try finding("published", late, of: ref).hasPrefix("lacks: V-1 was published 102 days after"))
    let another = try story.given(Self.notice("2024-11-22", "GIAS", "variation/V-1"))
    #expect(try finding("published", another, of: ref).hasPrefix("lacks: no publication"))
    #expect(try finding("published", Story.smallTrust().given(placing)) == "not asked")
  }

  @Test func `those whom a grave decision touches are told, or nothing says so`() throws {
    let story = try Story.smallTrust().given(placing)
    #expect(try finding("told", story, on: "2024-11-20") == "not asked")
    #expect(try finding("told", story, on: "2025-01-10").hasPrefix("lacks: nothing on record says"))
    let told = try story.given(Self.notice("2024-11-08", "school"))
    #expect(try finding("told", told) == "held: told 2 days after: school (N-1)")
    let tooLate = try story.given(Self.notice("2025-01-08", "school"))
    #expect(try finding("told", tooLate).hasPrefix("lacks"))
    let byName = try story.given(Self.notice("2025-01-08", "school", "decision/P-1"))
    #expect(try finding("told", byName).hasPrefix("held"))
  }

  @Test func `how the people affected are treated is said, or missing`() throws {
    let story = try Story.smallTrust()
    #expect(try finding("people-affected", story.given(placing)) == "held")
    #expect(
      try finding("people-affected", story.given(placing.deciding(("peopleAffected", nil))))
        == "lacks: nothing says how the people affected are treated")
    let light = Commit.board("set-trust", "2024-11-06", school: nil)
    #expect(try finding("people-affected", story.given(light)) == "not asked")
  }

  @Test func `dissent is answered by a later decision that speaks of it`() throws {
    let against = placing.deciding(
      ("votes", ["for": 2, "against": 1, "abstained": 0]),
      ("dissent", [["who": "p-2", "words": "Too soon."]]))
    let story = try Story.smallTrust().given(against)
    #expect(try finding("dissent-answered", Story.smallTrust().given(placing)) == "not asked")
    #expect(try finding("dissent-answered", story) == "lacks: no later decision speaks of the dissent of p-2")
    let other = Commit.board("vary-scheme", "2025-03-05", school: "S2").deciding(("because", "The dissent."))
    #expect(try finding("dissent-answered", story.given(other), of: "P-1").hasPrefix("lacks"))
    let answering = Commit.board("vary-scheme", "2025-03-05").referred("P-2")
      .deciding(("because", "It was too soon, as the dissent said."))
    #expect(
      try finding("dissent-answered", story.given(answering), of: "P-1")
        == "held: p-2 was answered by P-2, Wed 5 Mar 2025: It was too soon, as the dissent said.")
  }
}

struct CheckTableTests {
  @Test func `every check has its own code, and every principle has checks`() {
    let codes = AccountabilityCheck.all.map(\.code)
    #expect(Set(codes).count == codes.count)
    for principle in Principle.allCases {
      #expect(AccountabilityCheck.all.contains { $0.principle == principle })
      #expect(principle.text.hasSuffix(".") && !principle.text.contains("\n"))
    }
    #expect(Principle.wording.words.contains("Open Government Licence"))
  }
}
