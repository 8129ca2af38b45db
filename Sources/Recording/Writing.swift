import EventLog
import Governance
import JSON
import Schemas

/// An event as it goes into the log, and its closed content as it goes beside it.
struct WrittenEvent {
  let id: String
  let type: String
  let version: Int
  let subject: String
  let tags: [String]
  let data: JSONValue
  /// Closed values by class and path, with their salts.
  var content: [String: JSONValue] = [:]
  /// Evidence that is kept with it, and its class.
  var file: [UInt8]?
  var fileClass = ContentClass.open

  var event: NewEvent {
    NewEvent(
      id: id, type: type, subject: subject, dataSchema: "urn:kite:event:\(type):\(version)", tags: tags,
      data: data.bytes)
  }
}

/// Closes what is closed, and finds the tags.
struct Writing {
  let context: Context
  let isDecision: Bool
  var isDryRun = false

  func events(_ parts: [Request.Part], log: Log) throws -> [WrittenEvent] {
    let wholeClass = parts.first.flatMap { ContentClass(rawValue: $0.data["class"]?.string ?? "") } ?? .open
    return try parts.map { part in
      guard let description = Catalogue.description(of: part.type) else {
        throw InputError("there is no event '\(part.type)'")
      }
      let own = ContentClass(rawValue: part.data["class"]?.string ?? "")
      var written = WrittenEvent(
        id: try id(log), type: part.type, version: description.version, subject: subject(part, description),
        tags: try tags(part, description, log), data: part.data)
      let base = own ?? (isDecision ? wholeClass : .open)
      written = close(written, description, base: base, part.closing)
      written.file = part.file
      written.fileClass = base
      return written
    }
  }

  /// A dry run reads only, and only a writer has ids to give.
  private func id(_ log: Log) throws -> String {
    isDryRun ? EntryID.example.text : try log.newEventID(at: Int64(context.recorded.milliseconds))
  }

  private func close(
    _ event: WrittenEvent, _ description: PayloadDescription, base: ContentClass,
    _ closing: [String: ContentClass]
  ) -> WrittenEvent {
    var data = event.data
    var content: [String: JSONValue] = [:]
    for closable in description.closablePaths(in: event.data) {
      let contentClass = self.contentClass(of: closable.path, event.type, closing) ?? base
      guard contentClass != .open, let value = event.data.value(at: closable.path) else { continue }
      let salted = SaltedDigest.random(of: value)
      _ = data.set(ClosedValue.json(contentClass, digest: salted.digest), at: closable.path)
      content[contentClass.rawValue, default: [:]][closable.path] = [
        "salt": .string(salted.salt), "value": value,
      ]
    }
    return WrittenEvent(
      id: event.id, type: event.type, version: event.version, subject: event.subject, tags: event.tags,
      data: data,
      content: content)
  }

  /// The class that the request gives a path: the longest start of it that is named.
  private func contentClass(of path: String, _ type: String, _ closing: [String: ContentClass])
    -> ContentClass?
  {
    // The register of persons is personal, whatever the request says.
    if type == PersonRegistered.type { return .personal }
    let named = closing.keys.filter { path == $0 || path.hasPrefix($0 + "/") }
    return named.max { $0.utf8.count < $1.utf8.count }.flatMap { closing[$0] }
  }

  private func tags(_ part: Request.Part, _ description: PayloadDescription, _ log: Log) throws -> [String] {
    var tags = Set(description.tags(of: part.data))
    if let school = context.school { tags.insert(school.fullTag) }
    if let riskCase = context.riskCase { tags.insert(riskCase.fullTag) }
    if isDecision { tags.insert("decision/\(context.ref)") }
    for id in entries(of: part, description) {
      guard let entry = try log.event(id: id) else { continue }
      tags.insert("entry/\(entry.ref)")
      // What corrects or voids an entry is found by whatever finds the entry.
      if part.type == EntryCorrected.type || part.type == EntryVoided.type {
        for event in try log.events(ref: entry.ref) { tags.formUnion(event.tags) }
      }
    }
    return tags.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private func entries(of part: Request.Part, _ description: PayloadDescription) -> [String] {
    description.fields.flatMap { field -> [String] in
      switch field.shape {
      case .entry: part.data[field.name]?.string.map { [$0] } ?? []
      case .list(.entry, _): (part.data[field.name]?.array ?? []).compactMap(\.string)
      default: []
      }
    }
  }

  /// The school, else the body, else the trust.
  private func subject(_ part: Request.Part, _ description: PayloadDescription) -> String {
    if let school = context.school { return school.fullTag }
    let tags = description.tags(of: part.data)
    let schools = tags.filter { $0.hasPrefix("school/") }
    if schools.count == 1 { return schools[0] }
    let bodies = tags.filter { $0.hasPrefix("body/") }
    return bodies.count == 1 && part.type != DecisionTaken.type ? bodies[0] : "trust"
  }
}
