import EventLog
import JSON

/// What a line asks for. Every name that is none of the form is refused: a condition with a misspelt name
/// would be no condition.
enum Request {
  case read(Query, ReadWindow)
  case append([NewEvent], AppendCondition?)

  init(_ bytes: [UInt8]) throws(DriverError) {
    let value: JSONValue
    do { value = try JSONValue.parse(bytes: bytes) } catch {
      throw DriverError("the line is no JSON: \(error)")
    }
    let members = try Self.object(value, "the line", ["read", "append"])
    guard members.count == 1 else {
      throw DriverError("the line has neither 'read' nor 'append', or both; give one of them")
    }
    if let read = value["read"] {
      self = try Self.read(read)
    } else {
      self = try Self.append(value["append"])
    }
  }

  private static func read(_ value: JSONValue) throws(DriverError) -> Request {
    _ = try object(value, "'read'", ["query", "after", "limit", "backwards"])
    var window = ReadWindow.all
    window.after = try position(value["after"])
    if let limit = value["limit"], !limit.isNull { window.limit = try count(limit, "limit") }
    if let backwards = value["backwards"], !backwards.isNull {
      guard let bool = backwards.bool else { throw DriverError("'backwards' is neither true nor false") }
      window.backwards = bool
    }
    return .read(try query(value["query"], "query"), window)
  }

  private static func append(_ value: JSONValue?) throws(DriverError) -> Request {
    guard let value else { throw DriverError("the line has neither 'read' nor 'append'") }
    _ = try object(value, "'append'", ["events", "condition"])
    guard let items = value["events"]?.array else { throw DriverError("'append' has no array 'events'") }
    var events: [NewEvent] = []
    for item in items { events.append(try event(item)) }
    guard let condition = value["condition"], !condition.isNull else { return .append(events, nil) }
    _ = try object(condition, "'condition'", ["failIfEventsMatch", "after"])
    guard let match = condition["failIfEventsMatch"], !match.isNull else {
      throw DriverError("'condition' has no 'failIfEventsMatch'; leave the condition out if there is none")
    }
    let query = try query(match, "failIfEventsMatch")
    return .append(events, AppendCondition(noEventMatching: query, after: try position(condition["after"])))
  }

  private static func event(_ value: JSONValue) throws(DriverError) -> NewEvent {
    _ = try object(value, "an event", ["id", "type", "tags", "data"])
    guard let type = value["type"]?.string else { throw DriverError("an event has no text 'type'") }
    var id: String?
    if let given = value["id"], !given.isNull {
      guard let text = given.string else { throw DriverError("an event's 'id' is no text") }
      id = text
    }
    return NewEvent(
      id: id, type: type, subject: "driver", dataSchema: "urn:kite:driver:event:1",
      tags: try texts(value["tags"], "tags"), data: (value["data"] ?? [:]).bytes)
  }

  /// A query that is missing, or has no items, is for all events.
  private static func query(_ value: JSONValue?, _ name: String) throws(DriverError) -> Query {
    guard let value, !value.isNull else { return .everything }
    _ = try object(value, "'\(name)'", ["items"])
    guard let items = value["items"]?.array else { throw DriverError("'\(name)' has no array 'items'") }
    var query = Query([])
    for item in items {
      _ = try object(item, "an item of '\(name)'", ["types", "tags"])
      query.items.append(
        Query.Item(types: try texts(item["types"], "types"), tags: try texts(item["tags"], "tags")))
    }
    return query.items.isEmpty ? .everything : query
  }

  private static func texts(_ value: JSONValue?, _ name: String) throws(DriverError) -> [String] {
    guard let value, !value.isNull else { return [] }
    guard let items = value.array else { throw DriverError("'\(name)' is no array") }
    var texts: [String] = []
    for item in items {
      guard let text = item.string else { throw DriverError("'\(name)' holds something other than texts") }
      texts.append(text)
    }
    return texts
  }

  private static func position(_ value: JSONValue?) throws(DriverError) -> Position {
    guard let value, !value.isNull else { return .start }
    return Position(try count(value, "after"))
  }

  private static func count(_ value: JSONValue, _ name: String) throws(DriverError) -> Int {
    guard let count = value.integer, count >= 0 else {
      throw DriverError("'\(name)' is no whole number from 0 up")
    }
    return count
  }

  private static func object(
    _ value: JSONValue, _ what: String, _ names: [String]
  ) throws(DriverError) -> [JSONMember] {
    guard let members = value.members else { throw DriverError("\(what) is no object") }
    for member in members where !names.contains(member.name) {
      let known = names.map { "'\($0)'" }.joined(separator: ", ")
      throw DriverError("\(what) has no member '\(member.name)'; known are \(known)")
    }
    return members
  }
}
