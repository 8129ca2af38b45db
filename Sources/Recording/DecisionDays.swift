import EventLog
import Governance
import JSON

/// The decisions of a log by their days, read once: for whoever records many.
public final class DecisionDays {
  private var positions: [String: [Position]] = [:]
  private var known = Position.start

  public init() {}

  /// - Complexity: reads what was recorded since it was asked last, and the decisions of the day.
  func events(on day: String, in log: Log) throws -> [RecordedEvent] {
    let head = log.head
    for event in try log.events(matching: Query(types: [DecisionTaken.type]), after: known, upTo: head) {
      guard let day = try JSONValue.parse(bytes: event.data)["day"]?.string else { continue }
      positions[day, default: []].append(event.position)
    }
    known = head
    return try (positions[day] ?? []).compactMap { try log.event(at: $0) }
  }
}
