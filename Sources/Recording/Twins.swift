import EventLog
import Governance
import History
import JSON
import Schemas

/// Finds a decision that is on record already: two clerks may enter the same one, one after the other or at
/// the same time.
struct Twins {
  let log: Log
  var days: DecisionDays?

  /// What tells of decisions by the same deciders about the same: a decision is appended only where none of
  /// them came in between.
  static func reads(_ parts: [Request.Part], _ context: Context) -> [Reads] {
    guard let decision = parts.first, decision.type == DecisionTaken.type,
      let description = Catalogue.description(of: decision.type)
    else { return [] }
    let shared = description.tags(of: decision.data).filter { tag in
      [BodyCode.tag, OfficeCode.tag, FunctionCode.tag].contains { tag.hasPrefix("\($0)/") }
    }
    return [Reads([DecisionTaken.self], tags: shared + [context.school?.fullTag].compactMap(\.self))]
  }

  /// - Throws: `Refusal` where the same was recorded before.
  func check(_ parts: [Request.Part], _ reads: [Reads]) throws {
    guard let decision = parts.first?.data, let day = decision["day"]?.string, let read = reads.first else {
      return
    }
    let new = DecidedOnce(decision: decision, effects: parts.dropFirst().map(Self.comparable))
    for event in try candidates(day, read) {
      let (old, recorded) = try stored(event)
      guard new.isSame(as: old), try !isVoided(event.ref) else { continue }
      throw Refusal(
        "recorded-already",
        "'\(event.ref)' says the same: recorded by \(event.actor) on \(recorded.londonDay.spoken)",
        whose: "rule of the record",
        instead: [
          "kite show \(event.ref)", "if it is another decision, say how it differs: --decision TEXT",
        ])
    }
  }

  private func candidates(_ day: String, _ read: Reads) throws -> [RecordedEvent] {
    if let days {
      return try days.events(on: day, in: log).filter { read.tags.allSatisfy($0.tags.contains) }
    }
    // Most decisions are of other days, and need not be read for it.
    let mark = Array("\"day\":\"\(day)\"".utf8)
    return try log.events(matching: Query(types: [DecisionTaken.type], tags: read.tags))
      .filter { $0.data.contains(mark) }
  }

  private func stored(_ event: RecordedEvent) throws -> (DecidedOnce, Instant) {
    let events = try log.events(ref: event.ref)
    var decision: JSONValue = .object([])
    var effects: [(type: String, data: JSONValue)] = []
    for other in events {
      var data = try JSONValue.parse(bytes: other.data)
      try log.contents.open(&data, of: other.id)
      if other.isOfType(DecisionTaken.type) { decision = data } else { effects.append((other.type, data)) }
    }
    let comparable = effects.map { Self.comparable(Request.Part($0.type, $0.data)) }
    return (
      DecidedOnce(decision: decision, effects: comparable), Instant(milliseconds: Int(event.time))
    )
  }

  private static func comparable(_ part: Request.Part) -> (type: String, data: JSONValue) {
    var data = part.data
    if let field = Allotment.field(of: part.type) { data[field] = nil }
    return (part.type, data)
  }

  private func isVoided(_ ref: String) throws -> Bool {
    try log.events(matching: Query(types: [EntryVoided.type], tags: ["entry/\(ref)"])).contains { event in
      let entry = try JSONValue.parse(bytes: event.data)["entry"]?.string
      return try entry.flatMap { try log.event(id: $0) }?.ref == ref
    }
  }
}

extension [UInt8] {
  fileprivate func contains(_ other: [UInt8]) -> Bool {
    guard let first = other.first, count >= other.count else { return false }
    for start in 0...(count - other.count) where self[start] == first {
      if self[start..<(start + other.count)].elementsEqual(other) { return true }
    }
    return false
  }
}
