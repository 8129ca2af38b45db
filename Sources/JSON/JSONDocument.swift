/// One parsed JSON text and its memory.
public struct JSONDocument: ~Copyable {
  let parser: JSONParser

  /// Parses a text that holds exactly one value, with nothing around it but white space.
  public init(_ bytes: Span<UInt8>) throws(JSONError) {
    var parser = JSONParser()
    _ = try parser.parse(bytes)
    self.parser = parser
  }

  public var root: JSONElement {
    @_lifetime(borrow self)
    get { parser.current }
  }
}
