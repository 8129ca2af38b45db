import Governance
import JSON
import Schemas
import Testing

struct GapTests {
  private static let placing = Commit.board("place-at-risk", "2024-11-06", SmallTrust.placed).referred("P-1")
  private static let confirmed = Commit.facts("2024-09-03", Told(InterestsConfirmed.self, [:]))

  private func gaps(_ story: Story, on: String = "2024-12-01") throws -> [AccountabilityGap] {
    // What the trust was set up with is not what is asked about.
    let before = Set(try Story.smallTrust().events.map(\.ref))
    return AccountabilityRecord(try Chronicle(story.events), on: day(on)).gaps.filter { gap in
      gap.code != "told" && gap.ref.map { !before.contains($0) } ?? false
    }
  }

  @Test func `a decision that holds what is asked has no gap`() throws {
    #expect(try gaps(Story.smallTrust().given(Self.confirmed, Self.placing)) == [])
  }

  @Test func `what its weight asks and it does not say is one error, with the fields`() throws {
    let bare = Self.placing.deciding(
      ("options", []), ("neighbours", nil), ("basis", "from-minutes"),
      ("minutes", ["source": "Minutes", "checksum": "00", "certifiedBy": "p-3"]))
    let found = try gaps(Story.smallTrust().given(Self.confirmed, bare))
    #expect(found.map(\.code) == ["missing-fields"])
    let gap = try #require(found.first)
    #expect(gap.isError && gap.ref == "P-1" && gap.school?.text == "S1")
    #expect(gap.fields == [.options, .neighbours])
    #expect(gap.why == "nobody can see that anything else was weighed; the ethical statement has a gap")
    #expect(gap.todo.contains("kite correct P-1 --field options") && gap.todo.contains("'board'"))
  }

  @Test func `a light decision without an option or evidence is a warning`() throws {
    let light = Commit.board("set-trust", "2024-11-06", school: nil).referred("P-1")
      .deciding(("options", []), ("evidence", []))
    let found = try gaps(Story.smallTrust().given(Self.confirmed, light))
    #expect(found.map(\.code) == ["evidence", "options"])
    #expect(found.allSatisfy { !$0.isError })
  }

  @Test func `errors come first, then days`() throws {
    let early = Commit.board("set-trust", "2024-10-02", school: nil).deciding(("options", []))
    let late = Self.placing.recorded("2024-11-20")
    let found = try gaps(Story.smallTrust().given(Self.confirmed, early, late))
    #expect(found.map(\.code) == ["late", "options"])
  }

  @Test func `unconfirmed, irregular and unratified decisions are listed until they are mended`() throws {
    let irregular = Commit.decided("place-at-risk", by: ["body/finance"], "2024-11-06", [SmallTrust.placed])
      .deciding(("irregularBecause", "The committee took itself to be the Board.")).referred("P-1")
    let unconfirmed = Self.placing.recorded(by: "p-1")
    #expect(try gaps(Story.smallTrust().given(Self.confirmed, unconfirmed)).map(\.code) == ["confirmed"])
    #expect(try gaps(Story.smallTrust().given(Self.confirmed, irregular)).map(\.code) == ["holder"])
    let confirming = Commit.facts(
      "2024-11-08", Told(DecisionConfirmed.self, ["decisions": ["P-1"], "body": "body/board"]))
    #expect(try gaps(Story.smallTrust().given(Self.confirmed, unconfirmed, confirming)) == [])
  }

  @Test func `a voided decision has no gaps`() throws {
    let story = try Story.smallTrust().given(Self.confirmed, Self.placing.deciding(("options", [])))
    let void = Told(EntryVoided.self, ["entry": .string(story.lastID()), "reason": "Wrong school."])
    #expect(try gaps(story.given(.facts("2024-11-08", void))) == [])
  }

  @Test func `14 second half: the local body looks before the trust discusses the data of a term`() throws {
    func looked(_ school: String, _ body: String, _ on: String) -> Commit {
      .facts(on, school: school, Told(ReportCardExamined.self, ["body": .string(body)]))
    }
    let review = Commit.facts("2024-10-16", Told(DataReviewed.self, [:])).referred("T-1")
    let story = try Story.smallTrust().given(Self.confirmed)
    let found = try gaps(story.given(looked("S1", "lgb-S1", "2024-10-01"), review))
    #expect(found.map(\.code) == ["looked-first"])
    #expect(found.first?.says.hasSuffix("knows: S2, S3, S4") == true, "\(found)")
    // A body of two schools looks once; a look after the discussion, or last year, comes too late.
    let all = try story.given(
      looked("S1", "lgb-S1", "2024-10-01"), looked("S2", "lgb-S2", "2024-10-16"),
      looked("S3", "lgb-S3-S4", "2024-09-20"), review)
    #expect(try gaps(all) == [])
    let late = try story.given(
      looked("S1", "lgb-S1", "2024-10-17"), looked("S2", "lgb-S2", "2024-10-16"),
      looked("S3", "lgb-S3-S4", "2024-07-20"), review)
    #expect(try gaps(late).first?.says.hasSuffix("knows: S1, S3, S4") == true)
    // Of one school, only its own body is asked.
    let one = Commit.facts("2024-10-16", school: "S2", Told(DataReviewed.self, [:]))
    #expect(try gaps(story.given(one)).first?.says.hasSuffix("knows: S2") == true)
    // By the trust's own terms, where it has set them.
    let terms = Told(
      CalendarSet.self,
      [
        "year": "2024-25",
        "terms": [["name": "autumn", "firstDay": "2024-10-07", "lastDay": "2024-12-20"]],
      ])
    let termly = try story.given(.facts("2024-09-03", terms), looked("S2", "lgb-S2", "2024-10-01"), one)
    #expect(try gaps(termly).map(\.code) == ["looked-first"])
  }

  @Test func `a register that was not confirmed for a year is one warning for the record`() throws {
    let story = try Story.smallTrust().given(Self.confirmed, Self.placing)
    func register(_ on: String) throws -> [AccountabilityGap] {
      AccountabilityRecord(try Chronicle(story.events), on: day(on)).gaps.filter { $0.code == "register" }
    }
    #expect(try register("2025-09-03").isEmpty)
    let gap = try #require(try register("2025-09-10").first)
    #expect(
      !gap.isError && gap.says.hasPrefix("the register of interests was last confirmed on Tue 3 Sep 2024"))
  }

  @Test func `what was decided later is no gap of an earlier day`() throws {
    let bare = Self.placing.deciding(("options", []))
    let story = try Story.smallTrust().given(Self.confirmed, bare)
    #expect(try gaps(story, on: "2024-11-05") == [])
    #expect(try gaps(story, on: "2024-11-06").map(\.code) == ["missing-fields"])
  }
}
