import Testing

@testable import CommandLineKit

struct SuggestionTests {
  @Test(arguments: [
    ("", "", 0), ("open", "open", 0), ("opne", "open", 1), ("opn", "open", 1), ("oppen", "open", 1),
    ("opan", "open", 1), ("open", "", 4), ("abcd", "badc", 2), ("kitten", "sitting", 3),
  ])
  func `a slip of the finger counts one`(first: String, second: String, expected: Int) {
    #expect(Suggestion.distance(from: first, to: second) == expected)
    #expect(Suggestion.distance(from: second, to: first) == expected)
  }

  @Test(arguments: [
    ("opne", "open"), ("opeen", "open"), ("statsu", "status"), ("sow", "show"), ("xy", nil), ("o", nil),
    ("zebra", nil),
  ])
  func `at most a third of a word may be wrong`(word: String, expected: String?) {
    #expect(Suggestion.nearest(to: word, among: ["open", "status", "show", "ab"]) == expected)
  }
}
