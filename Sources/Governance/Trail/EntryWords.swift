import JSON

/// Words as the search knows them: runs of letters and digits, in small letters.
///
/// The full-text index is given words, not text, so that it finds what this finds and nothing else.
public enum EntryWords {
  /// The words of a text, in its order.
  public static func split(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for scalar in text.unicodeScalars {
      if let letter = plainLetter(scalar) {
        word.unicodeScalars.append(letter)
      } else if !scalar.isASCII, isPart(scalar) {
        word += scalar.properties.lowercaseMapping
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// An ASCII letter or digit, in small letters. Most text is nothing else, and Unicode's tables are slow.
  static func plainLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "a"..."z", "0"..."9": scalar
    case "A"..."Z": Unicode.Scalar(UInt8(scalar.value) | 0x20)
    default: nil
    }
  }

  static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || scalar.properties.generalCategory == .nonspacingMark
  }

  /// The words of every open text in data, each once, in order.
  static func words(_ data: [JSONValue]) -> [String] {
    var words: Set<String> = []
    for value in data { collect(value, into: &words) }
    return words.sorted()
  }

  private static func collect(_ value: JSONValue, into words: inout Set<String>) {
    switch value {
    case .string(let text): words.formUnion(split(text))
    case .array(let items): for item in items { collect(item, into: &words) }
    case .object(let members):
      if members.count == 2, value["closed"] != nil, value["digest"] != nil { return }
      for member in members where !unsearched.contains(member.name) {
        collect(member.value, into: &words)
      }
    case .null, .bool, .integer: return
    }
  }

  /// Whether sorted words hold every word of a question; one that ends in `*` is the beginning of a word.
  static func match(_ question: Question, _ words: [String]) -> Bool {
    question.words.allSatisfy { asked in words.contains { asked.fits($0) } }
  }

  /// What somebody looks for: all of these words, and the phrases as they are written.
  public struct Question: Sendable, Equatable {
    public private(set) var words: [Asked] = []
    /// What stood between double quotes: words that follow each other.
    public private(set) var phrases: [[Asked]] = []

    /// A word, or the beginning of one.
    public struct Asked: Sendable, Equatable {
      public let text: String
      public let isBeginning: Bool

      func fits(_ word: String) -> Bool {
        isBeginning
          ? word.unicodeScalars.starts(with: text.unicodeScalars)
          : word.unicodeScalars.elementsEqual(text.unicodeScalars)
      }
    }

    public init(_ text: String) {
      let quotes: Set<Character> = ["\"", "\u{201C}", "\u{201D}"]
      let parts = text.split(omittingEmptySubsequences: false) { quotes.contains($0) }
      for (index, part) in parts.enumerated() {
        let found = part.split(separator: " ").flatMap { word in
          let split = EntryWords.split(String(word))
          return split.enumerated().map {
            Asked(text: $1, isBeginning: $0 == split.count - 1 && word.hasSuffix("*"))
          }
        }
        words += found
        // The last part has no quote behind it: it is no phrase.
        if index % 2 == 1, index < parts.count - 1, found.count > 1 { phrases.append(found) }
      }
    }
  }
}
