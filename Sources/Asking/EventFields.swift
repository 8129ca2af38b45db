public import Governance
import History
public import JSON
public import Schemas

/// The data of an event as labels and words, in the order of its declaration.
public struct EventFields {
  public struct Field {
    public let name: String
    public let label: String
    public let lines: [String]
  }

  public let all: [Field]

  public init(_ data: JSONValue, _ description: PayloadDescription?, _ names: Names, school: SchoolCode?) {
    let declared = description?.fields ?? []
    let known = Set(declared.map(\.name))
    let order = declared.map(\.name) + (data.members ?? []).map(\.name).filter { !known.contains($0) }
    all = order.compactMap { name in
      guard let value = data[name], !value.isNull else { return nil }
      let words = EventFields.words(name, value, names, school)
      return words.isEmpty ? nil : Field(name: name, label: EventFields.label(name), lines: words)
    }
  }

  /// `lesser steps` for `lesserSteps`.
  public static func label(_ name: String) -> String {
    var label = ""
    var isInWord = false
    for character in name {
      if character.isUppercase, isInWord { label += " " }
      isInWord = character.isLowercase
      label += character.lowercased()
    }
    return label
  }

  /// A value as the log holds it, without quotes.
  public static func raw(_ value: JSONValue) -> String {
    isClosed(value) ? line(value) : value.string ?? value.text
  }

  private static func words(_ name: String, _ value: JSONValue, _ names: Names, _ school: SchoolCode?)
    -> [String]
  {
    switch (name, value) {
    case ("level", .string(let code)):
      return [RiskLevel(rawValue: code).map { names.trust.name(of: $0, on: names.day) } ?? code]
    case ("by", .array(let parties)):
      return [parties.map { party($0, names, school) }.joined(separator: " with ")]
    case ("votes", .object):
      let count = { (field: String) in value[field]?.integer ?? 0 }
      return ["\(count("for")) for, \(count("against")) against, \(count("abstained")) abstained"]
    case (_, .array(let items)):
      if items.isEmpty { return [] }
      let words = items.map { line($0) }
      // Codes stand beside each other, sentences below each other.
      let isShort = words.allSatisfy { $0.count <= 12 && !$0.contains(" ") }
      return isShort ? [words.joined(separator: ", ")] : words
    case (_, .object(let members)) where !isClosed(value):
      return members.map { "\(label($0.name)): \(line($0.value))" }
    default: return [line(value)]
    }
  }

  private static func party(_ value: JSONValue, _ names: Names, _ school: SchoolCode?) -> String {
    guard let party = value.string.flatMap({ Party($0) }) else { return line(value) }
    let name = names.party(party, school: school)
    return name == party.text ? name : "\(name) (\(names.code(party, school: school)))"
  }

  /// A value on one line: an object's values one after the other, what is closed as its gap.
  private static func line(_ value: JSONValue) -> String {
    switch value {
    case .null: return "none"
    case .bool(let flag): return flag ? "yes" : "no"
    case .integer(let number): return Prose.grouped(number)
    case .string(let text): return Day(text)?.spoken ?? text
    case .array(let items): return items.map(line).joined(separator: ", ")
    case .object(let members):
      if let closed = value["closed"]?.string, isClosed(value) { return "[withheld: \(closed)]" }
      return members.map { member in
        switch member.value {
        case .bool(true): label(member.name)
        case .bool(false): "not \(label(member.name))"
        case .integer: "\(label(member.name)) \(line(member.value))"
        default: line(member.value)
        }
      }.joined(separator: " - ")
    }
  }

  private static func isClosed(_ value: JSONValue) -> Bool {
    value["closed"] != nil && value["digest"] != nil
  }
}
