public import Governance
public import JSON
public import Schemas

/// What somebody asks to record, as `kite decide --input` takes it: a decision with its effects, or facts.
public struct Request: Sendable {
  public var school: SchoolCode?
  /// Nil where none is named: then the school's open case, if it has one.
  public var riskCase: CaseCode?
  public var isCaseGiven = false
  public var decision: Part?
  public var parts: [Part]
  public var clockBecause: String?

  /// An event to be: its type, its data, and what of it is closed.
  public struct Part: Sendable {
    public var type: String
    public var data: JSONValue
    /// Class by path, or by the start of one: `["options": .part2]`.
    public var closing: [String: ContentClass]
    /// A file that is kept with it as evidence.
    public var file: [UInt8]?

    public init(_ type: String, _ data: JSONValue, closing: [String: ContentClass] = [:]) {
      self.type = type
      self.data = data
      self.closing = closing
    }
  }

  public init(school: SchoolCode? = nil, decision: Part? = nil, parts: [Part]) {
    self.school = school
    self.decision = decision
    self.parts = parts
  }
}

/// An input that is not of the form that is asked for.
public struct InputError: Error, Equatable, Sendable, CustomStringConvertible {
  public let says: String
  public init(_ says: String) { self.says = says }
  public var description: String { says }
}

extension Request {
  private static let members: Set<String> = [
    "school", "case", "decision", "close", "effects", "events", "type", "data",
  ]

  /// Reads `{"school":…,"case":…,"decision":{…},"effects":[{"type":…,"data":{…}}]}`, or `"events"` in place
  /// of both for facts; a fact alone may stand as `{"type":…,"data":{…}}`.
  ///
  /// - Parameter ignored: further members that the caller reads itself.
  public init(_ json: JSONValue, ignoring ignored: Set<String> = []) throws(InputError) {
    guard let members = json.members else { throw InputError("the input is not a JSON object") }
    for member in members where !Request.members.contains(member.name) && !ignored.contains(member.name) {
      throw InputError(
        "the input has a member '\(member.name)'; it takes "
          + "\(Request.members.sorted().joined(separator: ", "))"
      )
    }
    self.init(parts: [])
    school = try Request.code(json, "school")
    riskCase = try Request.code(json, "case")
    isCaseGiven = json["case"] != nil
    if let decision = json["decision"] {
      guard decision.members != nil else { throw InputError("'decision' is not a JSON object") }
      self.decision = Part(DecisionTaken.type, decision, closing: try Request.closing(json["close"]))
      parts = try Request.parts(json["effects"], "effects")
    } else if json["type"] != nil {
      parts = try Request.parts([json], "the input")
      parts = parts.map { Part($0.type, $0.data, closing: $0.closing) }
    } else {
      parts = try Request.parts(json["events"], "events")
      guard !parts.isEmpty else {
        throw InputError("the input has neither 'decision' nor 'events' nor 'type'")
      }
    }
  }

  private static func code<Code: Identifier>(_ json: JSONValue, _ name: String) throws(InputError) -> Code? {
    guard let value = json[name], value != .null else { return nil }
    guard let code = value.string.flatMap({ Code($0) }) else {
      throw InputError("'\(name)' is \(value.text); expected a code such as 'S02'")
    }
    return code
  }

  private static func parts(_ json: JSONValue?, _ name: String) throws(InputError) -> [Part] {
    guard let json else { return [] }
    guard let items = json.array else { throw InputError("'\(name)' is not a list") }
    var parts: [Part] = []
    for (index, item) in items.enumerated() {
      guard let type = item["type"]?.string, let data = item["data"], data.members != nil else {
        throw InputError("\(name)/\(index): expected {\"type\":…,\"data\":{…}}")
      }
      parts.append(Part(type, data, closing: try closing(item["close"])))
    }
    return parts
  }

  static func closing(_ json: JSONValue?) throws(InputError) -> [String: ContentClass] {
    guard let json, json != .null else { return [:] }
    guard let members = json.members else {
      throw InputError("'close' is not an object of paths and classes")
    }
    var closing: [String: ContentClass] = [:]
    for member in members {
      guard let contentClass = member.value.string.flatMap(ContentClass.init(rawValue:)) else {
        throw InputError(
          "close/\(member.name): expected open, part2, restricted or personal, found \(member.value.text)")
      }
      closing[member.name] = contentClass
    }
    return closing
  }
}
