/// A value in a parsed document: a place on the tape, read when it is asked.
///
/// It must not outlive the document or parser that it came from, and the compiler sees to that. Copies are
/// free. Getters give nil where the value is of another kind.
public struct JSONElement: ~Escapable {
  let tape: Tape
  let index: Int

  // Whoever calls this promises the lifetime: every caller returns the element bound to what owns the tape.
  @_lifetime(immortal)
  init(tape: Tape, index: Int) {
    self.tape = tape
    self.index = index
  }

  public var kind: JSONKind {
    switch mark {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "l"): .integer
    case UInt8(ascii: "n"): .null
    default: .bool
    }
  }

  public var isNull: Bool { mark == UInt8(ascii: "n") }

  public var bool: Bool? {
    switch mark {
    case UInt8(ascii: "t"): true
    case UInt8(ascii: "f"): false
    default: nil
    }
  }

  public var integer: Int? {
    mark == UInt8(ascii: "l") ? Int(truncatingIfNeeded: tape[index + 1]) : nil
  }

  public var string: String? {
    mark == UInt8(ascii: "\"") ? tape.text(at: index) : nil
  }

  /// The string's bytes, without a copy.
  public var utf8: Span<UInt8>? {
    @_lifetime(copy self)
    get { mark == UInt8(ascii: "\"") ? tape.utf8(at: index) : nil }
  }

  /// Whether the value is a string of the same bytes.
  public func isString(_ text: String) -> Bool {
    mark == UInt8(ascii: "\"") && tape.text(at: index, is: text)
  }

  var mark: UInt8 { UInt8(truncatingIfNeeded: tape[index] >> 56) }
}

// MARK: Members and items

extension JSONElement {
  /// How many members or items the value has; 0 for anything else.
  ///
  /// - Complexity: O(count).
  public var count: Int {
    var count = 0
    if mark == UInt8(ascii: "{") {
      var at = index + 1
      while !isEnd(at) {
        count += 1
        at = end(of: at + 1)
      }
    } else if mark == UInt8(ascii: "[") {
      var at = index + 1
      while !isEnd(at) {
        count += 1
        at = end(of: at)
      }
    }
    return count
  }

  /// The member of that name, looked for first where the last look-up ended.
  ///
  /// Reading members in the order in which they were written costs one comparison each. Start with a hint of
  /// 0, and give the same variable to each look-up in the same object.
  @_lifetime(copy self)
  public func member(_ name: StaticString, after hint: inout Int) -> JSONElement? {
    guard mark == UInt8(ascii: "{") else { return nil }
    let start = hint == 0 ? index + 1 : hint
    var at = start
    while !isEnd(at) {
      let next = end(of: at + 1)
      if tape.text(at: at, is: name) {
        hint = next
        return JSONElement(tape: tape, index: at + 1)
      }
      at = next
    }
    at = index + 1
    while at < start {
      let next = end(of: at + 1)
      if tape.text(at: at, is: name) {
        hint = next
        return JSONElement(tape: tape, index: at + 1)
      }
      at = next
    }
    return nil
  }

  /// The member of that name, names compared as bytes.
  ///
  /// - Complexity: O(count).
  @_lifetime(copy self)
  public func member(named name: String) -> JSONElement? {
    guard mark == UInt8(ascii: "{") else { return nil }
    var at = index + 1
    while !isEnd(at) {
      if tape.text(at: at, is: name) { return JSONElement(tape: tape, index: at + 1) }
      at = end(of: at + 1)
    }
    return nil
  }

  /// The item of that number; nil when there is none, or this is no array.
  ///
  /// - Complexity: O(number).
  public subscript(number: Int) -> JSONElement? {
    @_lifetime(copy self)
    get {
      guard mark == UInt8(ascii: "["), number >= 0 else { return nil }
      var at = index + 1
      var skipped = 0
      while !isEnd(at) {
        if skipped == number { return JSONElement(tape: tape, index: at) }
        at = end(of: at)
        skipped += 1
      }
      return nil
    }
  }

  /// Calls `body` with each member of an object, in the order of the text; not at all for another kind.
  public func forEachMember<Failure>(
    _ body: (_ name: String, _ value: JSONElement) throws(Failure) -> Void
  ) throws(Failure) {
    guard mark == UInt8(ascii: "{") else { return }
    var at = index + 1
    while !isEnd(at) {
      try body(tape.text(at: at), JSONElement(tape: tape, index: at + 1))
      at = end(of: at + 1)
    }
  }

  /// Calls `body` with each item of an array and its number from 0; not at all for another kind.
  public func forEachItem<Failure>(
    _ body: (_ number: Int, _ value: JSONElement) throws(Failure) -> Void
  ) throws(Failure) {
    guard mark == UInt8(ascii: "[") else { return }
    var at = index + 1
    var number = 0
    while !isEnd(at) {
      try body(number, JSONElement(tape: tape, index: at))
      at = end(of: at)
      number += 1
    }
  }

  /// The value, copied out of the document.
  public var value: JSONValue {
    switch kind {
    case .null: return .null
    case .bool: return .bool(mark == UInt8(ascii: "t"))
    case .integer: return .integer(Int(truncatingIfNeeded: tape[index + 1]))
    case .string: return .string(tape.text(at: index))
    case .array:
      var items: [JSONValue] = []
      forEachItem { _, item in items.append(item.value) }
      return .array(items)
    case .object:
      var members: [JSONMember] = []
      forEachMember { name, value in members.append(JSONMember(name, value.value)) }
      return .object(members)
    }
  }

  private func isEnd(_ at: Int) -> Bool {
    let mark = UInt8(truncatingIfNeeded: tape[at] >> 56)
    return mark == UInt8(ascii: "}") || mark == UInt8(ascii: "]")
  }

  /// The place after the value at `at`.
  private func end(of at: Int) -> Int {
    let word = tape[at]
    switch UInt8(truncatingIfNeeded: word >> 56) {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return Int(word & 0xFFFF_FFFF)
    case UInt8(ascii: "l"): return at + 2
    default: return at + 1
    }
  }
}
