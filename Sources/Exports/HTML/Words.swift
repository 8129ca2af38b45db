import Asking
public import Schemas

/// A line of text as people read it, with the marks that matter: what is withheld, a day, a code.
///
/// A literal is plain text. Nothing in it is markup: whatever stands in the record is shown as it is written.
public struct Words: Sendable, Equatable, ExpressibleByStringInterpolation {
  enum Run: Sendable, Equatable {
    case plain(String)
    case strong(String)
    case code(String)
    case day(Day)
    case gap(String)
    case badge(String, Tone)
    case link(String, Anchor)
  }

  /// How something stands. Never told by its colour alone: the words say it too.
  public enum Tone: String, Sendable {
    case plain, good, fair, poor, bad
  }

  let runs: [Run]

  private init(_ runs: [Run]) { self.runs = runs }

  public init(_ text: String) { runs = [.plain(text)] }
  public init(stringLiteral text: String) { self.init(text) }

  /// A text of the record, or the gap in its place.
  public init(_ text: Closable<String>) {
    switch text {
    case .open(let text): self.init(text)
    case .closed(let contentClass, _): self = .withheld(contentClass)
    }
  }

  public static func strong(_ text: String) -> Words { Words([.strong(text)]) }
  public static func code(_ text: String) -> Words { Words([.code(text)]) }
  public static func day(_ day: Day) -> Words { Words([.day(day)]) }
  public static func badge(_ text: String, _ tone: Tone = .plain) -> Words { Words([.badge(text, tone)]) }
  public static func link(_ text: String, to anchor: Anchor) -> Words { Words([.link(text, anchor)]) }

  /// The mark of what this audience does not see.
  public static func withheld(_ contentClass: ContentClass) -> Words {
    Words([.gap(Withheld.mark(contentClass))])
  }

  public static func + (a: Words, b: Words) -> Words { Words(a.runs + b.runs) }

  /// One after the other.
  public static func joined(_ words: [Words], separator: String) -> Words {
    var runs: [Run] = []
    for (index, word) in words.enumerated() {
      if index > 0 { runs.append(.plain(separator)) }
      runs += word.runs
    }
    return Words(runs)
  }

  public var isEmpty: Bool { plain.isEmpty }

  /// Without its marks.
  public var plain: String {
    runs.map { run in
      switch run {
      case .plain(let text), .strong(let text), .code(let text), .gap(let text), .badge(let text, _),
        .link(let text, _):
        text
      case .day(let day): day.short
      }
    }.joined()
  }
}

/// A place in a document that a link leads to.
public struct Anchor: Hashable, Sendable {
  let id: String

  /// - Parameter name: of the thing; what no identifier may hold is written as its number.
  public init(_ name: String) {
    id = name.unicodeScalars.map { scalar in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      return isPlain || scalar == "-" ? String(scalar) : "_\(String(scalar.value, radix: 16))"
    }.joined()
  }
}
