import CommandLineKit
import Governance
import JSON
import Recording
import Schemas

/// What stood in the file of `--input`; members whose name begins with `//` are remarks for people.
struct InputFile: Sendable {
  let name: String
  let json: JSONValue

  /// Nil where no file is named; `-` is standard input.
  init?(_ input: Input, _ world: World) throws {
    guard let path = input[Options.input] else { return nil }
    name = path == "-" ? "standard input" : path
    let bytes = try path == "-" ? world.standardInput() : Files.read(path)
    do throws(JSONError) {
      json = try JSONValue.parse(bytes: bytes).withoutRemarks
    } catch {
      throw InputError("'\(name)' is not JSON: \(error)")
    }
    guard json.members != nil else { throw InputError("'\(name)' is not a JSON object") }
  }

  /// The request that the file makes, for a command that records this type.
  ///
  /// It may hold a whole request, an event with its type, a proposal's draft, or just the event's data.
  func request(of type: String?) throws -> Request {
    do {
      return try request(json, of: type)
    } catch let error as InputError {
      throw InputError("'\(name)': \(error.says)")
    }
  }

  private func request(_ json: JSONValue, of type: String?) throws -> Request {
    if json["type"]?.string == DecisionProposed.type, type != DecisionProposed.type,
      let draft = json["data"]?["draft"], draft.members != nil
    {
      return try request(draft, of: type)
    }
    if json["draft"]?.members != nil, type != DecisionProposed.type, let draft = json["draft"] {
      return try request(draft, of: type)
    }
    if json["effects"] != nil, json["decision"] == nil {
      var whole = json
      whole["decision"] = .object([])
      return try Request(whole)
    }
    if json["decision"]?.members != nil || json["events"] != nil || json["data"] != nil {
      return try Request(json)
    }
    guard let type, let description = Catalogue.description(of: type) else {
      // Of a decision without effects the file may hold just its fields.
      return Request(decision: Request.Part(DecisionTaken.type, json), parts: [])
    }
    return try data(json, type, Set(description.fields.map(\.name)))
  }

  /// The fields of one event, with the school and the case of its commit beside them.
  private func data(_ json: JSONValue, _ type: String, _ fields: Set<String>) throws -> Request {
    var data = json
    var around: JSONValue = ["type": .string(type), "data": .object([])]
    for name in ["school", "case", "close"] where !fields.contains(name) {
      guard let value = data[name] else { continue }
      around[name] = value
      data[name] = nil
    }
    around["data"] = data
    return try Request(around)
  }
}

extension JSONValue {
  fileprivate var withoutRemarks: JSONValue {
    switch self {
    case .array(let items): .array(items.map(\.withoutRemarks))
    case .object(let members):
      .object(
        members.filter { !$0.name.hasPrefix("//") }.map { JSONMember($0.name, $0.value.withoutRemarks) })
    default: self
    }
  }
}
