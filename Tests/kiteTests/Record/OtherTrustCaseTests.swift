import JSON
import TestSupport
import Testing

/// A trust that shares no code, no body and no level with Greywether plays a whole case by commands alone,
/// from the warning to the way back. Its scheme comes out of three tables.
struct OtherTrustCaseTests {
  private let bench: Bench

  private static let matrix = """
    Code;Title;Never;Court;Standards Panel;Principal Officer;Forum;Warden;Supported;Intensive;tier: trusted
    1.1;Framework of delegated matters;yes;X;*;R;*;;;;
    1.2;Category of an academy;yes;;X;R;*;;;;
    2.1;Improvement planning;;i;~;*;X;R;Standards Panel;Court;
    3.1;Purchases;;;;i;i;X;Treasurer;Treasurer;
    3.2;Hire of rooms;;;;;X;R;;Treasurer;Warden
    3.3;Exclusions;yes;;;i;i;X;;;

    """
  private static let holders = """
    code,name,stands
    C,Court,body/court
    SP,Standards Panel,body/panel
    PO,Principal Officer,office/principal-officer
    TR,Treasurer,office/treasurer
    F,Forum,local
    W,Warden,office/warden.{school}
    CR,Caretaker Council,interim

    """
  private static let powers = """
    power,function,holders
    adopt-scheme,1.1,
    vary-scheme,1.1,
    set-tier,1.1,
    place-at-risk,1.2,
    change-risk-level,1.2,
    end-at-risk,1.2,
    approve-plan,2.1,
    watch-school,,PO
    allocate-leader,,"PO, TR"

    """

  private static let ethics = [
    "--option", "none: too late", "--evidence", "Paper 1", "--consulted", "Warden: agrees", "--long-term",
    "None.", "--neighbours", "None.", "--people-affected", "Told first.", "--proportionality", "No more.",
    "--lesser-step", "A mentor for the Warden.",
  ]

  init() throws {
    bench = try Bench()
    try say(
      "2024-09-02", "init", bench.record, "--trust", "Lindholm Academies", "--code", "lindholm", "--person",
      "u.1", "--office", "secretary", "--no-passphrase")
    let first = ["--first-day", "2024-09-02"]
    for school in ["Nord", "Syd"] {
      try say("2024-09-02", ["school", "join", school, "--name", "\(school) Academy"] + first)
    }
    let bodies = [
      ("court", "board", []), ("panel", "committee", []), ("forum.Nord", "local", ["--of-school", "Nord"]),
      ("forum.Syd", "local", ["--of-school", "Syd"]),
    ]
    for (body, kind, more) in bodies {
      let size = ["--kind", kind, "--size", "7", "--quorum", "3"]
      try say("2024-09-02", ["body", "constitute", body] + size + more + first)
    }
    let offices = [
      ("principal-officer", "u.2"), ("treasurer", "u.3"), ("warden.Nord", "u.4"), ("warden.Syd", "u.5"),
      ("second.Syd", "u.6"),
    ]
    for (office, person) in offices {
      try say("2024-09-02", "person", "register", person)
      try say("2024-09-02", ["office", "give", office, person, "--appointed-by", "court"] + first)
    }
    try say(
      "2024-09-02", "setting", "set", "risk-levels",
      "[\"Steady\",\"Noted\",\"Supported\",\"Intensive\",\"Last resort\"]")
    try say("2024-09-02", "setting", "set", "report-working-day", "8")
    try say("2024-09-02", "setting", "set", "non-reporting-months", "[7,8]")
    try say(
      "2024-09-02", "calendar", "set", "2024-25", "--term", "first: 2024-09-02: 2024-12-20", "--term",
      "second: 2025-01-06: 2025-07-18: 2025-02-17: 2025-02-21", "--occasional-day", "2025-03-31")
    let scheme = try [
      "scheme", "adopt", bench.folder.write("\u{feff}" + Self.matrix, to: "matrix.csv"), "--version", "one",
      "--first-day", "2024-09-03", "--holders", bench.folder.write(Self.holders, to: "holders.csv"),
      "--powers", bench.folder.write(Self.powers, to: "powers.csv"), "--letter", "X: A", "--letter",
      "*: C: must consult", "--letter", "i: I", "--letter", "~: M",
    ]
    try decide("2024-09-02", by: ["court"], school: nil, scheme)
  }

  /// A body votes, five of seven being there; offices do not.
  private func decide(
    _ day: String, by: [String], school: String? = "Nord", _ words: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let votes = by.contains { ["court", "C", "panel", "SP", "F"].contains($0) }
    let all =
      words + by.flatMap { ["--by", $0] } + (school.map { ["--school", $0] } ?? [])
      + (votes ? ["--present", "5", "--vote", "5-0-0"] : []) + ["--because", "The evidence."] + Self.ethics
    try say(day, all, sourceLocation: sourceLocation)
  }

  private func ask(_ day: String, _ words: String...) throws -> String {
    try bench.run(words: words, as: "u.1", at: (day, 12)).out
  }

  private func refused(_ day: String, _ words: String..., rule: String) throws -> String {
    let result = try bench.run(words: words + ["--json"], as: "u.1", at: (day, 12))
    #expect(result.status == 1, "\(result.out)\(result.err)")
    #expect(result.err.contains("\"refused\":\"\(rule)\""), "\(result.err)")
    return result.err
  }

  @Test func `the scheme stands as it was typed, with its letters beside ours`() throws {
    let shown = try ask("2024-09-04", "scheme", "show")
    #expect(shown.contains("1.1  Framework of delegated matters  C, never moved   SP *, PO R, F *"))
    #expect(shown.contains("  *         is consulted before (C): must consult\n"))
    #expect(shown.contains("  ~         monitors (M)\n"))
    let one = try JSONValue.parse(try ask("2024-09-04", "scheme", "show", "2.1", "--json"))
    #expect(one["levels"] == [["level": "moderate", "holder": "SP"], ["level": "high", "holder": "C"]])
    #expect(one["letters"]?.array?.first == ["holder": "C", "letter": "i", "means": "I"])
    // What is printed as a table is read as the same scheme.
    let table = try bench.folder.write(
      try ask("2024-09-04", "scheme", "show", "--format", "csv"), to: "again.csv")
    try decide(
      "2024-09-04", by: ["C"], school: nil,
      ["scheme", "adopt", table, "--version", "two", "--first-day", "2024-10-01"])
    let lines = try ["one", "two"].map { version in
      try ask("2024-10-02", "scheme", "show", "--version", version, "--json")
        .split(separator: "\n").map { line in
          var row = try JSONValue.parse(String(line))
          row["scheme"] = nil
          return row
        }
    }
    #expect(lines[0] == lines[1] && lines[0].count == 6)
  }

  /// From the watch list to the category, by the body that may.
  private func placed() throws {
    try decide(
      "2025-01-13", by: ["PO"],
      ["risk", "watch", "Nord", "--first-day", "2025-01-14", "--review-by", "2025-03-31"])
    let watched = try ask("2025-01-15", "status")
    #expect(watched.contains("Nord    Nord Academy  Noted   14 Jan 2025"), "\(watched)")
    try say(
      "2025-01-20", "evidence", "add", "--school", "Nord", "--kind", "complaints", "--what",
      "Eleven letters.")
    try say("2025-01-20", "case", "notice", "--school", "Nord", "--to", "The Warden")
    let place = [
      "risk", "place", "Nord", "--level", "last resort", "--first-day", "2025-02-04", "--trigger",
      "complaints: EV-2025-001", "--exit-criterion", "Complaints are answered in ten days.",
    ]
    let other = try bench.run(
      words: place + ["--by", "C", "--present", "5", "--vote", "5-0-0", "--because", "Letters."], as: "u.1",
      at: ("2025-02-03", 12))
    #expect(
      other.err.hasPrefix(
        "refused: the Standards Panel places a school at risk, not the Court   (scheme one, 1.2: the "
          + "Standards Panel cannot pass it on)"), "\(other.err)")
    try decide("2025-02-03", by: ["SP"], place)
    let board = try ask("2025-02-05", "status", "Nord")
    #expect(board.contains("at risk, Last resort since Tue 4 Feb 2025"), "\(board)")
    #expect(try ask("2025-02-05", "status", "--json").contains("\"risk\":\"rank-4\""))
    #expect(try ask("2025-02-05", "trail", "--school", "Nord").contains("at risk, level Last resort"))
  }

  @Test func `a school goes from the warning to the way back`() throws {
    try placed()
    try decide(
      "2025-02-05", by: ["C"],
      [
        "variation", "approve", "first", "--item", "2.1: SP", "--item", "3.1: TR", "--first-day",
        "2025-02-10",
        "--last-day", "2025-07-18", "--review-by", "2025-04-30",
      ])
    #expect(try ask("2025-02-10", "who", "3.1", "--school", "Nord").contains("held by   Treasurer"))
    #expect(try ask("2025-02-10", "who", "3.1", "--school", "Syd").contains("held by   Warden"))
    _ = try refused(
      "2025-02-05", "leader", "allocate", "warden.Syd", "--school", "Nord", "--home", "Syd",
      "--days-per-week",
      "2", "--authority", "advises", "--home-cover", "second.Syd", "--first-day", "2025-02-10", "--last-day",
      "2025-07-18", "--by", "PO", "--because", "Help.", rule: "authority")
    try decide(
      "2025-02-05", by: ["PO", "TR"],
      [
        "leader", "allocate", "warden.Syd", "--home", "Syd", "--days-per-week", "2", "--authority", "advises",
        "--home-cover", "second.Syd", "--home-effect", "low", "--first-day", "2025-02-10", "--last-day",
        "2025-07-18",
      ])
    try say(
      "2025-02-17", "plan", "submit", "way-back", "--school", "Nord", "--version", "1", "--objective",
      "1: Letters are answered.")
    try decide(
      "2025-02-19", by: ["SP"],
      ["plan", "approve", "way-back", "--version", "1", "--first-day", "2025-02-19"])
    // The eighth working day; 31 March is closed to pupils, so that March is over on the 28th.
    try say(
      "2025-03-28", "report", "submit", "--school", "Nord", "--month", "2025-03", "--rating", "amber",
      "--direction", "baseline", "--because", "Half are answered.", "--plan", "way-back", "--plan-version",
      "1")
    let report = try bench.data("ReportSubmitted")
    #expect(report["due"] == "2025-04-10")
    try decide(
      "2025-04-28", by: ["C"], ["variation", "review", "first", "--review-by", "2025-07-18"])
    try decide(
      "2025-05-12", by: ["SP"],
      ["risk", "change", "Nord", "--level", "Supported", "--first-day", "2025-05-13"])
    #expect(
      try ask("2025-05-14", "status", "Nord").contains(
        "Last resort from 4 Feb 2025, Supported from 13 May 2025"))
    let lift = [
      "risk", "lift", "Nord", "--criterion-met", "Complaints are answered in ten days.", "--follow-up-until",
      "2026-02-27", "--first-day", "2025-07-19",
    ]
    try say(
      "2025-07-14", "case", "validate", "--school", "Nord", "--criteria-met", "1", "--criteria", "1")
    try decide(
      "2025-07-14", by: ["PO", "TR"], ["leader", "release", "L-2025-01", "--last-day", "2025-07-18"])
    try decide("2025-07-14", by: ["C"], ["variation", "end", "first", "--last-day", "2025-07-18"])
    try decide("2025-07-14", by: ["SP"], lift)
    #expect(try ask("2025-07-21", "status").contains("none of 2 schools at risk"))
    #expect(try ask("2025-07-21", "who", "3.1", "--school", "Nord").contains("held by   Warden"))
    #expect(
      try ask("2025-07-21", "status", "Nord").contains("Steady: not at risk, followed up after the exit"))
    #expect(try bench.run("verify").status == 0)
  }

  @Test func `a school that is trusted has the holders of its tier`() throws {
    try decide(
      "2024-10-02", by: ["C"], school: nil, ["scheme", "tier", "Syd", "trusted", "--first-day", "2024-10-07"])
    let both = try bench.run(
      "scheme", "tier", "Syd", "trusted", "--school", "Nord", "--first-day", "2024-10-07", as: "u.1",
      at: ("2024-10-02", 12))
    #expect(both.status == 64)
    #expect(both.err.contains("two schools are named, 'Syd' and 'Nord' with --school: leave one out"))
    let now = try ask("2024-10-07", "who", "3.2", "--school", "Syd")
    #expect(now.contains("held by   Warden"), "\(now)")
    #expect(
      try ask("2024-10-06", "who", "3.2", "--school", "Syd", "--on", "2024-10-06").contains("held by   Forum")
    )
    let why = try ask("2024-10-07", "why", "3.2", "--school", "Syd")
    #expect(why.contains("tier 'trusted' of scheme one gives it, decided by the Court"), "\(why)")
    #expect(try ask("2024-10-07", "status", "Syd").contains("tier        trusted since Mon 7 Oct 2024"))
    let says = try refused(
      "2024-10-07", "scheme", "tier", "Nord", "loved", "--first-day", "2024-10-08", "--by", "C", "--present",
      "5", "--vote", "5-0-0", "--because", "So.", rule: "tier-unknown")
    #expect(says.contains("choose one of 'standard' and 'trusted'"))
  }

  @Test func `a new version carries, ends and has decided anew, each by name`() throws {
    try say(
      "2025-01-20", "evidence", "add", "--school", "Nord", "--kind", "complaints", "--what",
      "Eleven letters.")
    try say("2025-01-20", "case", "notice", "--school", "Nord", "--to", "The Warden")
    try decide(
      "2025-02-03", by: ["SP"],
      [
        "risk", "place", "Nord", "--level", "Supported", "--first-day", "2025-02-04", "--trigger",
        "complaints: EV-2025-001", "--exit-criterion", "Complaints are answered.",
      ])
    for (code, item) in [("one", "2.1: SP"), ("two", "3.1: TR"), ("three", "3.2: TR")] {
      try decide(
        "2025-02-05", by: ["C"],
        [
          "variation", "approve", code, "--item", item, "--first-day", "2025-02-10", "--last-day",
          "2025-07-18",
          "--review-by", "2025-04-30",
        ])
    }
    let adopt = [
      "scheme", "adopt", bench.folder.path("matrix.csv"), "--version", "s2", "--first-day", "2025-03-03",
    ]
    let silent = try bench.run(
      words: adopt + ["--by", "C", "--present", "5", "--vote", "5-0-0", "--because", "Yearly."], as: "u.1",
      at: ("2025-02-12", 12))
    #expect(
      silent.err.contains("'one', 'three' and 'two' would be in force on Mon 3 Mar 2025"), "\(silent.err)")
    #expect(silent.err.contains("--redecide 'VARIATION: NEW VARIATION'"))
    try decide(
      "2025-02-12", by: ["C"], school: nil,
      adopt + ["--carry", "one", "--end", "two", "--redecide", "three: four"])
    #expect(try ask("2025-02-13", "due").contains("kite variation approve four --school Nord"))
    try decide(
      "2025-02-19", by: ["C"],
      [
        "variation", "approve", "four", "--item", "3.2: PO", "--first-day", "2025-03-03", "--last-day",
        "2025-07-18", "--review-by", "2025-05-21",
      ])
    #expect(try !ask("2025-02-20", "due").contains("decided anew"))
    for (function, before, after) in [("2.1", "SP", "SP"), ("3.1", "TR", "W"), ("3.2", "TR", "PO")] {
      for (day, holder) in [("2025-03-02", before), ("2025-03-03", after)] {
        let who = try ask("2025-03-04", "who", function, "--school", "Nord", "--on", day, "--json")
        #expect(try JSONValue.parse(who)["holder"]?.string == holder, "\(function) on \(day)")
      }
    }
    let why = try ask("2025-03-04", "why", "3.2", "--school", "Nord", "--on", "2025-02-20")
    #expect(why.contains("ended 2 Mar 2025 with scheme s2, decided anew as four"), "\(why)")
  }

  private func say(
    _ day: String, _ words: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try say(day, words, sourceLocation: sourceLocation)
  }

  private func say(
    _ day: String, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try bench.run(words: words, as: "u.1", at: (day, 12))
    #expect(
      result.status == 0, "\(words.joined(separator: " ")): \(result.err)", sourceLocation: sourceLocation)
  }
}
