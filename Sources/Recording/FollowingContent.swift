import EventLog
import Governance
import History
import JSON
import Schemas

/// What is said later of closed content is closed as that is, and destroyed with it.
struct FollowingContent {
  let log: Log

  /// Closes what a correction says of a closed field: otherwise the value would stand in the log.
  func close(_ part: inout Request.Part) throws {
    guard part.type == EntryCorrected.type, let id = part.data["entry"]?.string,
      let field = part.data["field"]?.string, let event = try log.event(id: id)
    else { return }
    let data = try JSONValue.parse(bytes: event.data)
    var classes = data.closedPaths.filter { path, _ in
      path == field || path.hasPrefix("\(field)/") || field.hasPrefix("\(path)/")
    }.map(\.contentClass)
    if data.value(at: field) == nil, let own = ContentClass(rawValue: data["class"]?.string ?? "") {
      classes.append(own)
    }
    if event.isOfType(PersonRegistered.type), ["name", "contact"].contains(field) {
      classes.append(.personal)
    }
    let releases = try self.releases(of: event)
    let ranks = ContentClass.allCases
    let strongest = classes.map(releases.now).max { a, b in
      (ranks.firstIndex(of: a) ?? 0) < (ranks.firstIndex(of: b) ?? 0)
    }
    guard let strongest, strongest != .open else { return }
    for name in ["was", "now"] where part.closing[name] == nil { part.closing[name] = strongest }
  }

  private func releases(of event: RecordedEvent) throws -> Releases {
    var releases = Releases()
    let query = Query(types: [ContentReleased.type], tags: ["entry/\(event.ref)"])
    for release in try log.events(matching: query).map({ try TrustEvent($0) }) {
      let payload = try ContentReleased.decode(release.data)
      if payload.entry.text == event.id {
        releases.add(payload, ref: release.ref, recorded: release.recorded.londonDay)
      }
    }
    return releases
  }

  /// The erasures of what corrections say of fields that are erased.
  func erasures(with parts: [Request.Part]) throws -> [Request.Part] {
    var found: [Request.Part] = []
    for part in parts where part.type == ContentErased.type {
      guard let id = part.data["entry"]?.string, let event = try log.event(id: id) else { continue }
      let fields = (part.data["fields"]?.array ?? []).compactMap(\.string)
      let query = Query(types: [EntryCorrected.type], tags: ["entry/\(event.ref)"])
      for correction in try log.events(matching: query) {
        let data = try JSONValue.parse(bytes: correction.data)
        guard data["entry"]?.string == id, let field = data["field"]?.string,
          fields.contains(where: { field == $0 || field.hasPrefix("\($0)/") || $0.hasPrefix("\(field)/") })
        else { continue }
        let closed = data.closedPaths.map(\.path).filter { $0 == "was" || $0 == "now" }
        let isNamed = parts.contains { $0.type == part.type && $0.data["entry"]?.string == correction.id }
        if !closed.isEmpty, !isNamed {
          found.append(
            Request.Part(
              ContentErased.type,
              ["entry": .string(correction.id), "fields": .array(closed.map(JSONValue.string))]))
        }
      }
    }
    return found
  }
}
