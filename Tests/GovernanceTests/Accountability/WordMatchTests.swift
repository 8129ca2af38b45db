import Governance
import JSON
import Testing

struct WordMatchTests {
  private func match(_ question: String, _ texts: (String, String)...) -> WordMatch? {
    WordMatch(
      EntryWords.Question(question), in: texts.map { WordMatch.Text(field: $0.0, words: $0.1) })
  }

  @Test func `every word stands somewhere, each in any field`() {
    let texts = [("because", "Pay overspend."), ("evidence", "Audit note")]
    #expect(match("overspend audit", texts[0], texts[1]) != nil)
    #expect(match("overspend audits", texts[0], texts[1]) == nil)
    #expect(match("OVERSP*", texts[0]) != nil)
    #expect(match("oversp", texts[0]) == nil)
  }

  @Test func `a phrase stands in one text, in its order`() {
    #expect(match("\"daily work\"", ("dissent", "or daily work will stop")) != nil)
    #expect(match("\u{201C}daily work\u{201D}", ("dissent", "or Daily, work")) != nil)
    #expect(match("\"work daily\"", ("dissent", "or daily work will stop")) == nil)
    #expect(match("\"daily work\"", ("dissent", "daily"), ("because", "work")) == nil)
    #expect(match("\"daily wor*\" stop", ("dissent", "or daily work will stop")) != nil)
  }

  @Test func `reasons count more than lists, and one text with all the words more than two`() throws {
    let reason = try #require(match("overspend", ("because", "An overspend.")))
    let listed = try #require(match("overspend", ("evidence", "Note on the overspend.")))
    #expect(reason.score > listed.score)
    let together = try #require(match("pay audit", ("evidence", "Audit of pay")))
    let apart = try #require(match("pay audit", ("evidence", "Audit"), ("advice", "Pay")))
    #expect(together.score > apart.score)
  }

  @Test func `the words are shown where they stand`() throws {
    let long =
      "One two three four five six seven eight nine ten eleven twelve the overspend is unexplained, "
      + "and so it goes on and on and on and on and on and on and on and on and on and on to the end."
    let found = try #require(match("overspend", ("what", "No."), ("because", long)))
    #expect(found.field == "because")
    #expect(found.context.hasPrefix("…"))
    #expect(found.context.contains("twelve the *overspend* is unexplained"))
    #expect(found.context.hasSuffix("…") && found.context.count < 110)
    let accents = try #require(match("école", ("what", "À l'École, 3 fois.")))
    #expect(accents.context == "À l'*École*, 3 fois.")
  }

  @Test("words stand where splitting finds them", arguments: 1...50 as ClosedRange<UInt64>)
  func agrees(seed: UInt64) {
    var random = SystemlessRandom(state: seed)
    let pieces = ["a", "B7", " ", "-", "é", "ß", "\u{301}", "İ", "7", ".", "\n", "日本", "'", "Ⅷ"]
    let text = (0..<20).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
    let question = EntryWords.split(text)
    for word in question { #expect(match(word, ("what", text)) != nil, "\(word) in \(text)") }
  }

  @Test func `digests and salts are no texts`() {
    let data: JSONValue = [
      "because": "Why.", "options": [["what": "A", "why": "B"]],
      "unknown": ["closed": "part2", "digest": "abc"], "contents": ["x": ["salt": "s", "value": "Open now"]],
    ]
    #expect(EntryWords.texts(data).map(\.words) == ["Why.", "A", "B", "Open now"])
    #expect(EntryWords.texts(data).map(\.field) == ["because", "options", "options", "contents"])
  }
}

private struct SystemlessRandom {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
