import JSON

/// JSON as people like to edit it: a member a line, and what is small on one line.
enum JSONLayout {
  private static let widest = 100

  static func text(_ value: JSONValue) -> String { lines(value, margin: "").joined(separator: "\n") + "\n" }

  private static func lines(_ value: JSONValue, margin: String) -> [String] {
    let whole = spaced(value)
    let inner = margin + "  "
    switch value {
    case .object(let members) where !members.isEmpty && (margin.isEmpty || !fits(whole, margin)):
      return wrapped(
        members.map { member in
          var own = lines(member.value, margin: inner)
          own[0] = "\(JSONValue.string(member.name).text): \(own[0])"
          return own
        }, "{", "}", margin)
    case .array(let items) where items.contains { $0.members != nil } || !fits(whole, margin):
      return wrapped(items.map { lines($0, margin: inner) }, "[", "]", margin)
    default: return [whole]
    }
  }

  private static func fits(_ text: String, _ margin: String) -> Bool {
    margin.count + text.count <= widest
  }

  private static func wrapped(
    _ parts: [[String]], _ first: String, _ last: String, _ margin: String
  ) -> [String] {
    var lines = [first]
    for (number, part) in parts.enumerated() {
      for (place, line) in part.enumerated() {
        let comma = place == part.count - 1 && number < parts.count - 1 ? "," : ""
        lines.append((place == 0 ? margin + "  " : "") + line + comma)
      }
    }
    return lines + [margin + last]
  }

  /// On one line, with a space after each comma and colon.
  private static func spaced(_ value: JSONValue) -> String {
    switch value {
    case .array(let items): "[\(items.map(spaced).joined(separator: ", "))]"
    case .object(let members):
      "{\(members.map { "\(JSONValue.string($0.name).text): \(spaced($0.value))" }.joined(separator: ", "))}"
    default: value.text
    }
  }
}
