/// What the JSON of a value looks like, and what it means.
public indirect enum Shape: Sendable, Equatable {
  case text, boolean, day, month, instant, decimal
  /// The id of an event: a UUID.
  case entry
  /// Any JSON.
  case json
  /// A whole number, within a range if one is given.
  case integer(ClosedRange<Int>?)
  case choice([String])
  /// A code whose values are not fixed here; the text says what it is, for people.
  case code(String)
  /// An identifier: `S02` of the tag `school` gives the event the tag `school/S02`.
  case identifier(tag: String)
  /// A text that is a whole tag, such as `body/trust-board`.
  case reference
  case list(Shape, atLeast: Int)
  case closable(Shape)
  case object([FieldDescription])

  /// What is expected, in words for people: `a whole number from 1 to 5`.
  public var words: String {
    switch self {
    case .text: return "text"
    case .boolean: return "true or false"
    case .day: return "a day such as 2025-03-03"
    case .month: return "a month such as 2025-03"
    case .instant: return "a time in UTC such as 2025-03-03T16:30:00.000Z"
    case .decimal: return "a number as text, such as '93.4'"
    case .entry: return "the id of an entry, a UUID"
    case .json: return "any JSON"
    case .integer(nil): return "a whole number"
    case .integer(let range?): return "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .choice(let codes):
      return codes.count == 1 ? "'\(codes[0])'" : "one of \(codes.joined(separator: ", "))"
    case .code(let what): return what
    case .identifier(let tag):
      let article = tag.first.map { "aeiou".contains($0) } == true ? "an" : "a"
      return "the id of \(article) \(tag), of letters, digits, '-' and '.'"
    case .reference: return "a kind and an id, such as body/trust-board"
    case .list(let item, atLeast: 0): return "a list, each item \(item.words)"
    case .list(let item, let count): return "a list of at least \(count), each item \(item.words)"
    case .closable(let value): return value.words
    case .object(let fields): return "an object with \(fields.map(\.name).joined(separator: ", "))"
    }
  }
}
