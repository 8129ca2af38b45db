import JSON

@testable import EventLog

/// The store as a driver in a process of its own shows it.
struct DriverStore: EventStore, Sendable {
  let driver: DriverProcess

  func head() throws(LogError) -> Position { try read(.everything, ReadWindow(limit: 0)).head }

  func read(_ query: Query, _ window: ReadWindow) throws(LogError) -> StoreReading {
    var request: JSONValue = [
      "query": Self.json(query), "after": .integer(window.after.rawValue),
      "backwards": .bool(window.backwards),
    ]
    if let limit = window.limit { request["limit"] = .integer(limit) }
    let answer = try answer(["read": request])
    guard let events = answer["events"]?.array, let head = answer["head"]?.integer else {
      throw Self.unexpected(answer)
    }
    return StoreReading(events: events.map { Self.event($0) }, head: Position(head))
  }

  func append(_ events: [NewEvent], if condition: AppendCondition?) throws(LogError) -> [Position] {
    var items: [JSONValue] = []
    for event in events {
      guard let data = try? JSONValue.parse(bytes: event.data) else {
        throw .invalid(field: "data", value: event.type, why: "it is no JSON")
      }
      var item: JSONValue = ["type": .string(event.type), "tags": .array(event.tags.map { .string($0) })]
      item["data"] = data
      items.append(item)
    }
    var request: JSONValue = ["events": .array(items)]
    if let one = condition?.guards.first {
      guard condition?.guards.count == 1 else {
        throw .invalid(field: "condition", value: "", why: "the driver takes one guard")
      }
      request["condition"] = [
        "failIfEventsMatch": Self.json(one.noEventMatching), "after": .integer(one.after.rawValue),
      ]
    }
    let answer = try answer(["append": request])
    if answer["conflict"]?.bool == true { throw .conflict(.start) }
    guard let positions = answer["positions"]?.array else { throw Self.unexpected(answer) }
    return positions.compactMap { $0.integer.map { Position($0) } }
  }

  private func answer(_ request: JSONValue) throws(LogError) -> JSONValue {
    do { return try driver.answer(request) } catch { throw .index("\(error)") }
  }

  private static func unexpected(_ answer: JSONValue) -> LogError { .index(answer.text) }

  private static func json(_ query: Query) -> JSONValue {
    let items = query.items.map { item -> JSONValue in
      ["types": .array(item.types.map { .string($0) }), "tags": .array(item.tags.map { .string($0) })]
    }
    return ["items": .array(items)]
  }

  private static func event(_ value: JSONValue) -> StoredEvent {
    StoredEvent(
      position: Position(value["position"]?.integer ?? 0), id: value["id"]?.string ?? "",
      type: value["type"]?.string ?? "", subject: "driver", dataSchema: "urn:kite:driver:event:1",
      tags: value["tags"]?.array?.compactMap(\.string) ?? [], data: value["data"]?.bytes ?? [], time: 0)
  }
}
