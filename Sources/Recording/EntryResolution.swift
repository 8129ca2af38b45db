public import EventLog
import Governance
import JSON
import Schemas

/// Turns the references that people type (`E13`, `E13/LeaderAllocated`, `E54/PersonRegistered/1`) into event
/// ids.
public struct EntryResolution {
  let log: Log

  public init(_ log: Log) { self.log = log }

  /// - Returns: the events of every entry that is named, since a rule may ask who recorded them.
  func resolve(_ parts: inout [Request.Part]) throws -> [RecordedEvent] {
    var found: [RecordedEvent] = []
    for index in parts.indices {
      guard let description = Catalogue.description(of: parts[index].type) else { continue }
      for field in description.fields {
        switch field.shape {
        case .entry:
          guard let text = parts[index].data[field.name]?.string else { continue }
          let (id, events) = try resolve(text, having: parts[index].data["field"]?.string)
          parts[index].data[field.name] = .string(id)
          found += events
        case .list(.entry, _):
          guard let texts = parts[index].data[field.name]?.array else { continue }
          var ids: [JSONValue] = []
          for text in texts.compactMap(\.string) {
            let (id, events) = try resolve(text, having: nil)
            ids.append(.string(id))
            found += events
          }
          parts[index].data[field.name] = .array(ids)
        case .identifier(tag: DecisionRef.tag), .list(.identifier(tag: DecisionRef.tag), _):
          let value = parts[index].data[field.name]
          let refs = (value?.array ?? value.map { [$0] } ?? []).compactMap(\.string)
          for ref in refs { found += try log.events(ref: ref) }
        default: continue
        }
      }
      // Who confirms decisions names them by reference; the entries follow.
      if parts[index].type == DecisionConfirmed.type, parts[index].data["entries"] == nil {
        let refs = (parts[index].data["decisions"]?.array ?? []).compactMap(\.string)
        let events = try refs.flatMap { try resolve($0, having: nil).events }
        parts[index].data["entries"] = .array(
          try refs.map { .string(try resolve($0, having: nil).id) })
        found += events
      }
    }
    return found
  }

  /// The one event that a reference means.
  ///
  /// - Parameter field: of several events of an entry, the one that has this field is meant.
  /// - Throws: `InputError` where there is none, or more than one.
  public func event(_ text: String, having field: String?) throws -> RecordedEvent {
    let (id, _) = try resolve(text, having: field)
    guard let event = try log.event(id: id) else { throw InputError("there is no event '\(text)'") }
    return event
  }

  private func resolve(_ text: String, having field: String?) throws -> (id: String, events: [RecordedEvent])
  {
    if let id = EntryID(text) {
      guard let event = try log.event(id: id.text) else { throw InputError("there is no event '\(text)'") }
      return (id.text, try log.events(ref: event.ref))
    }
    let steps = text.split(separator: "/").map(String.init)
    let events = try log.events(ref: steps.first ?? "")
    guard !events.isEmpty else { throw InputError("there is no entry '\(steps.first ?? text)'") }
    guard steps.count > 1 else {
      // A correction names a field: it concerns the one event that has it.
      let having = try field.map { path in
        let found = try events.filter { try JSONValue.parse(bytes: $0.data).value(at: path) != nil }
        // What an entry did not say can be added, where it could have said it.
        return found.isEmpty ? events.filter { EntryResolution.declares($0.type, path) } : found
      }
      let candidates = having ?? [events[0]]
      guard candidates.count == 1 else {
        throw InputError(
          candidates.isEmpty
            ? "entry '\(text)' has no field '\(field ?? "")'"
            : "entry '\(text)' has several events with a field '\(field ?? "")': say which, as "
              + "'\(text)/\(candidates[0].type)'"
        )
      }
      return (candidates[0].id, events)
    }
    let ofType = events.filter { $0.type == steps[1] }
    let number = steps.count > 2 ? Int(steps[2]) ?? 0 : 1
    guard ofType.indices.contains(number - 1) else {
      throw InputError("entry '\(steps[0])' has no event '\(steps.dropFirst().joined(separator: "/"))'")
    }
    return (ofType[number - 1].id, events)
  }

  /// Whether events of a type can hold a field.
  public static func declares(_ type: String, _ field: String) -> Bool {
    Catalogue.description(of: type)?.fields.contains { $0.name == field } ?? false
  }
}
