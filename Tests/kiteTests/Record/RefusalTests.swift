import TestSupport
import Testing

/// What the engine must refuse, each on the record of Greywether as it stood on the day, through the built
/// program.
struct RefusalTests {
  private let reasons = ["--because", "It is asked for.", "--late-because", "Tried later."]

  private func decided(_ day: String, by: String = "TB") -> [String] {
    [
      "--by", by, "--decided", day, "--present", "9", "--vote", "9-0-0", "--lesser-step",
      "Support was offered.",
    ]
      + reasons
  }

  private let variation = [
    "--last-day", "2025-07-22", "--review-by", "2025-01-29", "--option", "none: too late",
  ]

  @Test(
    arguments: [("CEO", "the Chief Executive"), ("SEC", "the Standards and Effectiveness Committee")])
  func `refusal 1: only the Board varies the scheme`(by: String, name: String) throws {
    let bench = try Bench(until: "2024-11-19")
    try expectRefused(
      "authority", bench,
      [
        "variation", "approve", "V-2024-01", "--school", "S02", "--item", "F3: CFO", "--first-day",
        "2024-11-21",
      ]
        + variation + decided("2024-11-19", by: by), as: "p-002",
      says: "the Trust Board varies the scheme, not \(name)")
  }

  @Test func `a body's decision names the vote among all that is missing`() throws {
    let bench = try Bench(until: "2024-11-19")
    let words = ["variation", "approve", "--school", "S02", "--item", "F3: CFO", "--decided", "2024-11-19"]
    let board = try Kite.run(
      words + ["--by", "TB"],
      environment: ["HOME": bench.home, "KITE_RECORD": bench.record, "KITE_AS": "p-001"])
    #expect(board.status == 64)
    for option in ["--present", "--vote", "--because", "--first-day", "--last-day", "--review-by"] {
      #expect(board.err.contains("\n  \(option) "), "\(option) in: \(board.err)")
    }
    // Who does not hold the power is told that first.
    let committee = try Kite.run(
      words + [
        "--by", "SEC", "--first-day", "2024-11-21", "--last-day", "2025-07-22", "--review-by", "2025-01-29",
      ],
      environment: ["HOME": bench.home, "KITE_RECORD": bench.record, "KITE_AS": "p-001"])
    #expect(committee.status == 1)
    #expect(committee.err.hasPrefix("refused: the Trust Board varies the scheme"))
  }

  @Test func `refusal 2: nothing is in force before it is decided`() throws {
    let bench = try Bench(until: "2023-11-21")
    try expectRefused(
      "in-force-before-decided", bench,
      [
        "variation", "approve", "V-2023-01", "--school", "S03", "--item", "E2: SEC", "--first-day",
        "2023-11-21",
        "--last-day", "2024-07-19", "--review-by", "2024-02-28",
      ] + decided("2023-11-22"),
      says: "it cannot be in force from Tue 21 Nov 2023: it was decided on Wed 22 Nov 2023")
  }

  @Test func `refusal 3: an interim board needs the finding that the local body is a barrier`() throws {
    let bench = try Bench(until: "2024-01-31")
    try expectRefused(
      "barrier", bench,
      [
        "ieb", "install", "ieb-S03", "--school", "S03", "--replaces", "lgb-S03", "--size", "5", "--quorum",
        "3",
        "--member", "p-010", "--parent-seats", "2", "--terms", "As the articles say.", "--exit-criterion",
        "One",
        "--finding", "It is slow.", "--heard", "By letter.", "--first-day", "2024-02-01", "--last-day",
        "2024-12-31",
      ] + decided("2024-01-31"),
      says: "no review of 'lgb-S03' found that it is a barrier to progress")
  }

  @Test func `refusal 4: the exclusion of a pupil is never moved from the headteacher`() throws {
    let bench = try Bench(until: "2024-11-19")
    try expectRefused(
      "variation-never", bench,
      ["variation", "approve", "--school", "S02", "--item", "P4: CEO", "--first-day", "2024-11-21"]
        + variation
        + decided("2024-11-19"),
      says: "'P4' (Suspend or permanently exclude a pupil) can never be moved by a variation")
  }

  @Test func `refusal 5: the Board can't move the articles`() throws {
    let bench = try Bench(until: "2024-11-19")
    try expectRefused(
      "variation-never", bench,
      ["variation", "approve", "--school", "S02", "--item", "G1: TB", "--first-day", "2024-11-21"] + variation
        + decided("2024-11-19"),
      says: "'G1' (Change the articles; appoint the Members) can never be moved by a variation")
    try expectRefused(
      "authority", bench,
      ["decide", "--function", "G1", "--decision", "The articles are changed."] + decided("2024-11-19"),
      says: "'Change the articles; appoint the Members' is for the Members, not for the Trust Board")
  }

  @Test func `refusal 6: no school leaves the category while an item is live on that day`() throws {
    let bench = try Bench(until: "2024-07-02")
    let criteria = (1...6).flatMap { ["--criterion-met", "Criterion \($0)"] }
    try expectRefused(
      "exit-while-varied", bench,
      ["risk", "lift", "S03", "--first-day", "2024-07-08", "--follow-up-until", "2025-01-31"] + criteria
        + decided("2024-07-03"),
      says: "'V-2023-01' is live on Mon 8 Jul 2024: 'E2', 'E3', 'E5', 'G6', 'P8' and 'T3'")
  }

  @Test func `a case that can't be closed yet says all that is missing`() throws {
    let bench = try Bench(until: "2024-06-10")
    let criteria = (1...5).flatMap { ["--criterion-met", "Criterion \($0)"] }
    let refused = try bench.asked(
      ["risk", "lift", "S03", "--first-day", "2024-06-17", "--follow-up-until", "2025-01-31"] + criteria
        + decided("2024-06-10"))
    #expect(refused.status == 1)
    #expect(
      refused.err == """
        refused: 'V-2023-01' is live on Mon 17 Jun 2024: 'E2', 'E3', 'E5', 'G6', 'P8' and 'T3'; 5 of 6 exit \
        criteria are met; nobody from outside has looked at whether the criteria are met   \
        (rule of the record)
          what you may do: end 'V-2023-01' in the same decision, on Sun 16 Jun 2024 at the latest
                           meet the others first, and name each that is met: --criterion-met TEXT
                           kite case validate --school S03, or say why not: --not-validated-because TEXT

        """)
  }

  @Test func `refusal 7: a late report says why it is late`() throws {
    let bench = try Bench(until: "2025-02-06")
    let report = [
      "report", "submit", "S02-2025-01", "--rating", "red", "--direction", "unchanged", "--because",
      "As before.",
      "--plan", "RP-S02", "--plan-version", "2", "--objective", #"{"number":1,"rating":"red"}"#, "--day",
      "2025-02-07",
      "--office", "exec-head-secondary",
    ]
    try expectRefused(
      "late-without-reason", bench, report, as: "p-016",
      says: "more than 2 need a reason")
  }

  @Test func `refusal 8: who withdrew has no vote`() throws {
    let bench = try Bench(until: "2023-11-07")
    try expectRefused(
      "vote-count", bench,
      [
        "risk", "place", "S03", "--level", "moderate", "--trigger", "data-trend: E04", "--exit-criterion",
        "One",
        "--first-day", "2023-11-09", "--by", "TB", "--decided", "2023-11-08", "--present", "10", "--vote",
        "10-0-0",
        "--interest", "p-005: Grandparent of a pupil.: withdrew",
      ] + reasons, says: "10 votes are counted, but 9 could vote: 10 present, 1 withdrew")
  }

  @Test func `refusal 9: a leader's week has five days, over all schools`() throws {
    let bench = try Bench(until: "2024-12-01")
    try expectRefused(
      "leader-days", bench,
      [
        "leader", "allocate", "exec-head-secondary", "--school", "S12", "--home", "S10", "--days-per-week",
        "3",
        "--authority", "advises", "--home-cover", "assoc-head-S10", "--home-effect", "high", "--mitigation",
        "None.",
        "--first-day", "2024-12-02", "--last-day", "2025-07-22", "--by", "CEO", "--decided", "2024-12-02",
      ] + reasons, as: "p-002",
      says: "'exec-head-secondary' is away 3 days a week already: 3 more make 6, over 5")
  }

  @Test func `refusal 11: a new scheme says what becomes of each live variation`() throws {
    let bench = try Bench(until: "2025-09-09")
    let scheme = try bench.folder.write(try bench.kite("scheme", "template").out, to: "scheme.json")
    try expectRefused(
      "scheme-carry-over", bench,
      ["scheme", "adopt", scheme, "--version", "v2025.1", "--first-day", "2025-09-11"]
        + decided("2025-09-10"),
      says: "'V-2024-01' and 'V-2025-01' would be in force on Thu 11 Sep 2025 or later, and 'v2025.1' does "
        + "not say what becomes of them")
  }

  @Test func `refusal 12: a variation that is left to lapse raises the alarm`() throws {
    let bench = try Bench(until: "2025-07-15")
    let before = try bench.kite("due", "--on", "2025-07-15")
    #expect(
      before.out.contains("last day of V-2024-01, 7 days left\n      TB: kite variation renew V-2024-01"))
    let after = try bench.kite("due", "--on", "2025-07-23")
    #expect(after.out.contains("V-2024-01 lapsed without a decision: E2 E5 F1 F2 F3 F4 F5 F7"))
    #expect(try bench.kite("who", "F3", "--school", "S02", "--on", "2025-07-23").out.contains("Headteacher"))
  }

  @Test func `refusal 13: an urgent decision left unratified marks every answer that rests on it`() throws {
    let bench = try Bench(until: "2024-11-11")
    #expect(
      try bench.kite("due", "--on", "2024-11-26").out.contains(
        "ratification of E38, 1 working day late; every answer that rests on it is unratified"))
    #expect(try bench.kite("status", "--on", "2024-11-26").out.contains("high, unratified"))
    let status = try bench.kite("status", "S02", "--on", "2024-11-26").out
    #expect(status.contains("(E38, unratified)"))
    #expect(status.contains("OVERDUE, every answer that rests on it is unratified"))
    #expect(
      try bench.kite("status", "S02", "--on", "2024-11-26", "--json").out.contains(
        "\"ratifyBy\":\"2024-11-25\""))
    #expect(try bench.kite("show", "E38").out.contains("standing              unratified"))
    #expect(try bench.kite("trail", "--case", "B").out.contains("[unratified]"))
    #expect(try bench.kite("trail", "--case", "B", "--json").out.contains("\"standing\":\"unratified\""))
  }

  @Test func `refusal 14: a name in a rationale is warned of`() throws {
    let bench = try Bench(until: "2024-11-19")
    let result = try bench.kite(
      "risk", "watch", "S12", "--first-day", "2026-12-01", "--review-by", "2027-03-01", "--by", "SEC",
      "--present", "5",
      "--vote", "5-0-0", "--because", "Mrs Tremlow is leaving.")
    #expect(result.status == 0, "\(result.err)")
    #expect(result.err.contains("'because' holds what looks like a name ('Mrs Tremlow')"))
  }
}
