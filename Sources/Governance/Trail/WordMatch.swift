public import JSON
import Schemas

/// Where the words of a question stand in an entry, and how well they fit.
public struct WordMatch: Sendable, Equatable {
  /// What is said in a field of an entry.
  public struct Text: Sendable {
    public let field: String
    public let words: String

    public init(field: String, words: String) {
      self.field = field
      self.words = words
    }
  }

  /// Higher is better: a decision's own sentence and reasons count more than a list of evidence.
  public let score: Int
  /// The field that holds most of the words: `because`, `options`.
  public let field: String
  /// Its text around them, each word between asterisks.
  public let context: String

  /// Nil where a word or a phrase is missing.
  public init?(_ question: EntryWords.Question, in texts: [Text]) {
    var best: (hits: Int, weight: Int, text: Text, ranges: [Range<String.Index>])?
    var (total, heaviest) = (0, [Int](repeating: 0, count: question.words.count))
    var phrases = question.phrases
    for text in texts {
      let words = EntryWords.ranges(text.words)
      let weight = WordMatch.weight(of: text.field)
      var ranges: [Range<String.Index>] = []
      var hits = 0
      for (index, asked) in question.words.enumerated() {
        let found = words.filter { asked.fits($0.word) }
        guard !found.isEmpty else { continue }
        hits += 1
        total += found.count
        heaviest[index] = max(heaviest[index], weight)
        ranges += found.map(\.range)
      }
      phrases.removeAll { phrase in WordMatch.holds(phrase, words.map(\.word)) }
      if hits > 0, best.map({ (hits, weight) > ($0.hits, $0.weight) }) ?? true {
        best = (hits, weight, text, ranges)
      }
    }
    guard let best, !heaviest.contains(0), phrases.isEmpty else { return nil }
    score = heaviest.reduce(0, +) * 10 + (best.hits == question.words.count ? 20 : 0) + min(total, 9)
    field = best.text.field
    context = WordMatch.context(best.text.words, best.ranges)
  }

  private static func holds(_ phrase: [EntryWords.Question.Asked], _ words: [String]) -> Bool {
    guard words.count >= phrase.count else { return false }
    return (0...(words.count - phrase.count)).contains { start in
      phrase.indices.allSatisfy { phrase[$0].fits(words[start + $0]) }
    }
  }

  private static func weight(of field: String) -> Int {
    switch field {
    case "decision", "what", "because", "why", "question": 4
    case "options", "dissent": 3
    case "ref", "power", "by", "day", "firstDay", "lastDay", "basis": 1
    default: 2
    }
  }

  private static let before = 40
  private static let most = 100

  /// So much of a text as fits on a line, from a little before the first word on.
  private static func context(_ text: String, _ ranges: [Range<String.Index>]) -> String {
    var merged: [Range<String.Index>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound })
    where merged.last.map({ $0.upperBound <= range.lowerBound }) ?? true {
      merged.append(range)
    }
    guard let first = merged.first else { return "" }
    var start = text.index(first.lowerBound, offsetBy: -before, limitedBy: text.startIndex) ?? text.startIndex
    if start != text.startIndex, let space = text[start..<first.lowerBound].firstIndex(of: " ") {
      start = text.index(after: space)
    }
    let end = text.index(start, offsetBy: most, limitedBy: text.endIndex) ?? text.endIndex
    var shown = start == text.startIndex ? "" : "…"
    var at = start
    for range in merged where range.upperBound <= end {
      shown += text[at..<range.lowerBound] + "*" + text[range] + "*"
      at = range.upperBound
    }
    shown += text[at..<end]
    return (end == text.endIndex ? shown : shown + "…").split(separator: "\n").joined(separator: " ")
  }
}

extension EntryWords {
  /// The words of a text with where they stand.
  static func ranges(_ text: String) -> [(word: String, range: Range<String.Index>)] {
    var found: [(word: String, range: Range<String.Index>)] = []
    var start: String.Index?
    func close(_ end: String.Index) {
      guard let from = start else { return }
      if let word = split(String(text[from..<end])).first { found.append((word, from..<end)) }
      start = nil
    }
    let scalars = text.unicodeScalars
    for index in scalars.indices {
      let scalar = scalars[index]
      if plainLetter(scalar) != nil || !scalar.isASCII && isPart(scalar) {
        if start == nil { start = index }
      } else {
        close(index)
      }
    }
    close(text.endIndex)
    return found
  }

  /// Every text in an event's data that may be searched, by the name of its field.
  public static func texts(_ data: JSONValue) -> [WordMatch.Text] {
    (data.members ?? []).flatMap { member -> [WordMatch.Text] in
      var texts: [String] = []
      collect(member.value, &texts)
      return texts.map { WordMatch.Text(field: member.name, words: $0) }
    }
  }

  private static func collect(_ value: JSONValue, _ texts: inout [String]) {
    switch value {
    case .string(let text): texts.append(text)
    case .array(let items): for item in items { collect(item, &texts) }
    case .object(let members):
      if members.count == 2, value["closed"] != nil, value["digest"] != nil { return }
      for member in members where !unsearched.contains(member.name) { collect(member.value, &texts) }
    case .null, .bool, .integer: return
    }
  }

  /// Digests, salts and keys are no words of anybody.
  static let unsearched: Set<String> = ["salt", "digest", "key", "recoveryKey"]
}
