public import EventLog
public import JSON
public import Schemas

extension Contents {
  /// Data with the closed values that are at hand in the place of their digests; nil where nothing is closed.
  func opened(_ text: [UInt8], of id: String) throws -> JSONValue? {
    // Most lines hold nothing closed, and need not be read for it.
    guard text.span.contains(Contents.mark) else { return nil }
    var data = try JSONValue.parse(bytes: text)
    try open(&data, of: id)
    return data
  }

  private static let mark = Array("{\"closed\":\"".utf8)

  /// Puts closed values that are at hand in the place of their digests; leaves the others as they are, and
  /// those that somebody changed: what does not fit its digest was never recorded.
  public func open(_ data: inout JSONValue, of id: String, classes: [ContentClass] = ContentClass.allCases)
    throws
  {
    for (path, contentClass) in data.closedPaths where classes.contains(contentClass) {
      guard let content = try readable(contentClass, id)?[path], let value = content["value"],
        let salt = content["salt"]?.string, let digest = data.value(at: path)?["digest"]?.string,
        Contents.holds(digest: digest, salt: salt, value.bytes)
      else { continue }
      _ = data.set(value, at: path)
    }
  }
}

extension Contents {
  private func readable(_ contentClass: ContentClass, _ id: String) throws -> JSONValue? {
    do { return try read(contentClass.rawValue, id) } catch LogError.damaged { return nil }
  }
}

extension JSONValue {
  /// Where closed values stand, and of what class: `options/0/why`.
  public var closedPaths: [(path: String, contentClass: ContentClass)] {
    var found: [(String, ContentClass)] = []
    collectClosed("", into: &found)
    return found.map { (path: $0.0, contentClass: $0.1) }
  }

  private func collectClosed(_ path: String, into found: inout [(String, ContentClass)]) {
    if let contentClass = self["closed"]?.string.flatMap(ContentClass.init(rawValue:)), self["digest"] != nil
    {
      found.append((path, contentClass))
      return
    }
    func inside(_ step: String) -> String { path.isEmpty ? step : "\(path)/\(step)" }
    for member in members ?? [] { member.value.collectClosed(inside(member.name), into: &found) }
    for (index, item) in (array ?? []).enumerated() {
      item.collectClosed(inside(String(index)), into: &found)
    }
  }
}

extension Span<UInt8> {
  /// Whether these bytes hold others.
  func contains(_ other: [UInt8]) -> Bool {
    guard let first = other.first, count >= other.count else { return false }
    for start in 0...(count - other.count) where self[start] == first {
      if other.indices.allSatisfy({ self[start + $0] == other[$0] }) { return true }
    }
    return false
  }
}
