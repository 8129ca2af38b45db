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
  private static func plainLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "a"..."z", "0"..."9": scalar
    case "A"..."Z": Unicode.Scalar(UInt8(scalar.value) | 0x20)
    default: nil
    }
  }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
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
      // Digests, salts and keys are no words of anybody.
      if members.count == 2, value["closed"] != nil, value["digest"] != nil { return }
      for member in members where !["salt", "digest", "key", "recoveryKey"].contains(member.name) {
        collect(member.value, into: &words)
      }
    case .null, .bool, .integer: return
    }
  }

  /// Whether sorted words hold every word of a question; one that ends in `*` is the beginning of a word.
  static func match(_ question: Question, _ words: [String]) -> Bool {
    question.words.allSatisfy { asked in
      words.contains {
        asked.isBeginning
          ? $0.unicodeScalars.starts(with: asked.text.unicodeScalars)
          : $0.unicodeScalars.elementsEqual(asked.text.unicodeScalars)
      }
    }
  }

  /// What somebody looks for: all of these words.
  public struct Question: Sendable, Equatable {
    public let words: [(text: String, isBeginning: Bool)]

    public init(_ text: String) {
      words = text.split(separator: " ").flatMap { part in
        let split = EntryWords.split(String(part))
        return split.enumerated().map { ($1, $0 == split.count - 1 && part.hasSuffix("*")) }
      }
    }

    public static func == (a: Question, b: Question) -> Bool {
      a.words.count == b.words.count && zip(a.words, b.words).allSatisfy { $0 == $1 }
    }
  }
}
