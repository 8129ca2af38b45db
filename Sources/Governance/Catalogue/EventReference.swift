public import JSON
public import Schemas

/// The id of the event that another event is about. On input, `E13` or `E13/LeaderAllocated` names it too.
public struct EventReference: Hashable, Sendable {
  public let id: String
  public init(id: String) { self.id = id }
}

extension EventReference: FieldValue {
  public static var shape: Shape { .entry }
  public static var example: EventReference { EventReference(id: "018bf8a3-2c84-7f00-8000-000000000000") }

  public static func read(_ element: borrowing JSONElement) throws(FieldError) -> EventReference {
    guard let text = element.string, isEventID(text) else {
      throw FieldError(expected: "the id of an event, or an entry's reference", element)
    }
    return EventReference(id: text)
  }
}

/// Whether a text has the form of a UUID in lower case.
public func isEventID(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard bytes.count == 36 else { return false }
  for (index, byte) in bytes.enumerated() {
    switch (index, byte) {
    case (8, UInt8(ascii: "-")), (13, UInt8(ascii: "-")), (18, UInt8(ascii: "-")), (23, UInt8(ascii: "-")):
      continue
    case (8, _), (13, _), (18, _), (23, _): return false
    case (_, UInt8(ascii: "0")...UInt8(ascii: "9")), (_, UInt8(ascii: "a")...UInt8(ascii: "f")): continue
    default: return false
    }
  }
  return true
}
