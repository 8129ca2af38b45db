public import JSON

/// The id of an event in the log: a UUID in its usual form, in small letters.
public struct EntryID: Hashable, Sendable {
  public let text: String

  public init?(_ text: String) {
    guard EntryID.isUUID(text.utf8.span) else { return nil }
    self.text = text
  }

  private init(checked text: String) { self.text = text }

  static func isUUID(_ utf8: Span<UInt8>) -> Bool {
    guard utf8.count == 36 else { return false }
    for index in utf8.indices {
      switch (index, utf8[index]) {
      case (8, UInt8(ascii: "-")), (13, UInt8(ascii: "-")), (18, UInt8(ascii: "-")), (23, UInt8(ascii: "-")):
        continue
      case (8, _), (13, _), (18, _), (23, _): return false
      case (_, UInt8(ascii: "0")...UInt8(ascii: "9")), (_, UInt8(ascii: "a")...UInt8(ascii: "f")): continue
      default: return false
      }
    }
    return true
  }
}

extension EntryID: Comparable, CustomStringConvertible {
  public static func < (a: EntryID, b: EntryID) -> Bool { a.text < b.text }
  public var description: String { text }
}

extension EntryID: FieldValue {
  public static var shape: Shape { .entry }
  public static var example: EntryID { EntryID(checked: "018bf7e1-0c5a-7000-8000-000000000000") }

  public static func read(_ element: JSONElement) throws(FieldError) -> EntryID {
    guard let utf8 = element.utf8, isUUID(utf8), let text = element.string else {
      throw FieldError(expected: shape.words, found: element)
    }
    return EntryID(checked: text)
  }
}
