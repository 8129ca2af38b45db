public import JSON

/// What the log holds in the place of a value that is kept out of it.
public enum ClosedValue {
  /// The class and digest, nil when the element is no closed value.
  ///
  /// - Throws: when it is one, with a class or a digest that cannot be.
  public static func read(_ element: JSONElement) throws(FieldError) -> (ContentClass, digest: String)? {
    guard element.kind == .object, let closed = element.member(named: "closed"),
      let digest = element.member(named: "digest"), element.count == 2
    else { return nil }
    let contentClass: ContentClass
    do {
      contentClass = try ContentClass.read(closed)
    } catch {
      throw error.inside("closed")
    }
    guard contentClass != .open else {
      throw FieldError(path: "closed", expected: "part2, restricted or personal", found: closed)
    }
    guard let utf8 = digest.utf8, isDigest(utf8), let text = digest.string else {
      throw FieldError(path: "digest", expected: "32 bytes in base64", found: digest)
    }
    return (contentClass, text)
  }

  /// The JSON of a closed value.
  public static func json(_ contentClass: ContentClass, digest: String) -> JSONValue {
    ["closed": .string(contentClass.rawValue), "digest": .string(digest)]
  }

  /// Whether data holds a closed value here; `Closable` checks the rest when it reads it.
  static func isClosed(_ value: JSONValue) -> Bool {
    value.members?.count == 2 && value["closed"] != nil && value["digest"] != nil
  }

  // 32 bytes are 43 characters and one filler; in the one spelling, the last character's unused bits are
  // zero.
  private static func isDigest(_ utf8: Span<UInt8>) -> Bool {
    guard utf8.count == 44, utf8.holds("=", at: 43) else { return false }
    for index in 0..<43 {
      switch utf8[index] {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
        continue
      default: return false
      }
    }
    return "AEIMQUYcgkosw048".utf8.contains(utf8[42])
  }
}
