/// A name and its value in an object.
public struct JSONMember: Sendable {
  public var name: String
  public var value: JSONValue

  public init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }
}

extension JSONMember: Equatable {
  public static func == (a: JSONMember, b: JSONMember) -> Bool {
    a.name.hasSameBytes(as: b.name) && a.value == b.value
  }
}
