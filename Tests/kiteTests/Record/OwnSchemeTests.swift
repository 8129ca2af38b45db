import TestSupport
import Testing

/// Another trust, with codes, letters and bodies of its own, through the built program.
struct OwnSchemeTests {
  private let home: TemporaryDirectory

  init() throws { home = try TemporaryDirectory() }

  private func kite(_ words: String...) throws -> ProgramResult {
    try Kite.run(words, environment: ["HOME": home.path, "KITE_RECORD": home.path("harrow")])
  }

  private func done(_ words: String...) throws {
    let result = try Kite.run(words, environment: ["HOME": home.path, "KITE_RECORD": home.path("harrow")])
    #expect(result.status == 0, "kite \(words.joined(separator: " ")): \(result.err)")
  }

  private func setUp() throws {
    try done(
      "init", home.path("harrow"), "--trust", "Harrowmoor Trust", "--code", "harrowmoor", "--person", "p-1",
      "--office", "clerk", "--no-passphrase")
    let first = ["--first-day", "2020-09-01"]
    try done("school", "join", "H1", "--name", "High Harrow", first[0], first[1])
    try done(
      "body", "constitute", "directors", "--kind", "board", "--name", "Directors", "--size", "7", "--quorum",
      "4",
      first[0], first[1])
    try done(
      "body", "constitute", "lac-H1", "--kind", "local", "--of-school", "H1", "--size", "6", "--quorum", "3",
      first[0], first[1])
    try done("person", "register", "p-2")
    try done("office", "give", "boss", "p-2", "--appointed-by", "directors", first[0], first[1])
    try home.write(
      """
      code,title,holder,never,DIR,BOSS,LAC
      A1,Vary the scheme,,yes,X,,
      A2,Buy things,,,,*,X

      """, to: "own.csv")
  }

  private func adopt(_ more: String...) throws -> ProgramResult {
    let words = [
      "scheme", "adopt", home.path("own.csv"), "--version", "s1", "--first-day", "2022-09-01", "--decided",
      "2022-07-01", "--basis", "from-minutes", "--minutes", "July minutes", "--by", "directors", "--present",
      "6",
      "--vote", "6-0-0", "--because", "Our first scheme.", "--approves", "X",
    ]
    return try Kite.run(words + more, environment: ["HOME": home.path, "KITE_RECORD": home.path("harrow")])
  }

  @Test func `a scheme in a CSV with letters, holders and powers of its own is adopted and answers`() throws {
    try setUp()
    let unexplained = try adopt()
    #expect(unexplained.status == 65)
    #expect(unexplained.err.contains("the column 'DIR' is no holder that the scheme explains"))
    let adopted = try adopt(
      "--holder", "DIR: Directors: body/directors", "--holder", "BOSS: Chief: office/boss", "--holder",
      "LAC: Local council: local", "--power", "vary-scheme: A1", "--power", "allocate-leader: BOSS")
    #expect(adopted.status == 0, "\(adopted.err)")
    let held = try kite("who", "A2", "--school", "H1", "--on", "2023-01-01", "--json")
    #expect(
      held.out.contains(#""holder":"LAC","body":"lac-H1","via":null,"normally":"LAC","because":"default""#))
    let refused = try kite(
      "variation", "approve", "--school", "H1", "--item", "A2: DIR", "--by", "BOSS", "--first-day",
      "2030-01-01",
      "--last-day", "2030-06-01", "--review-by", "2030-02-01", "--because", "It is asked for.")
    #expect(refused.status == 1)
    #expect(refused.err.hasPrefix("refused: the Directors varies the scheme, not the Chief   (scheme s1, A1"))
  }

  @Test(arguments: ["DIR: Directors", "DIR", ""])
  func `a holder that is not explained in three parts is refused`(words: String) throws {
    try setUp()
    let result = try adopt("--holder", words)
    #expect(result.status == 65)
    #expect(result.err.contains("expected code, name and what it stands for"))
  }
}
