public import EventLog
import Governance
import History
import JSON
import Schemas

/// Does to the content beside the log what entries decided about it.
public struct Settling {
  let log: Log
  var contents: Contents { log.contents }

  public init(_ log: Log) { self.log = log }

  /// Does again to the content beside the log what entries decided about it, where a crash came between the
  /// entry and its deed. Changes nothing where all is done.
  ///
  /// - Complexity: grows with the number of erasures and releases, not with the log.
  public func settle() throws {
    // A copy holds less than the record, and never what was moved to a class that it does not hold.
    if try log.settleCopy() { return }
    let query = Query(types: [ContentErased.type, ContentReleased.type])
    let events = try log.events(matching: query)
    if events.isEmpty { return }
    try contents.settle()
    try settle(try events.map { ($0.type, try JSONValue.parse(bytes: $0.data)) })
  }

  /// Destroys what is erased, and moves what was released to another class.
  ///
  /// Of several releases of an entry the last one counts: the earlier ones were done before it was recorded.
  func settle(_ events: [(type: String, data: JSONValue)]) throws {
    var releases: [String: (from: ContentClass, to: ContentClass)] = [:]
    for (type, data) in events {
      guard let entry = data["entry"]?.string else { continue }
      if type == ContentErased.type {
        let fields = (data["fields"]?.array ?? []).compactMap(\.string)
        for contentClass in ContentClass.closed where contents.isHeld(entry, in: contentClass.rawValue) {
          try contents.erase(fields, of: entry, in: contentClass.rawValue)
        }
        if ContentClass.closed.contains(where: { log.evidence.isHeld(entry, in: $0.rawValue) }) {
          try eraseEvidence(of: entry)
        }
      } else if type == ContentReleased.type, let from = contentClass(data, "from"),
        let to = contentClass(data, "to")
      {
        releases[entry] = (from, to)
      }
    }
    for (entry, (from, to)) in releases {
      // What has left its class is moved already. Open evidence lies by its digest, which the entry tells.
      let isLeft = contents.isHeld(entry, in: from.rawValue) || log.evidence.isHeld(entry, in: from.rawValue)
      if isLeft || from == .open { try move(entry, from, to) }
    }
  }

  /// Destroys a file whose entry has nothing left of what was closed in it. What is open stays open.
  private func eraseEvidence(of entry: String) throws {
    guard let event = try log.event(id: entry), event.isOfType(EvidenceAdded.type) else { return }
    let paths = try JSONValue.parse(bytes: event.data).closedPaths.map(\.path)
    let erased = try log.events(matching: Query(types: [ContentErased.type], tags: ["entry/\(event.ref)"]))
      .map { try JSONValue.parse(bytes: $0.data) }.filter { $0["entry"]?.string == entry }
      .flatMap { ($0["fields"]?.array ?? []).compactMap(\.string) }
    let isErased = paths.allSatisfy { path in erased.contains { path == $0 || path.hasPrefix("\($0)/") } }
    guard !paths.isEmpty, isErased else { return }
    for contentClass in ContentClass.closed { try log.evidence.remove(contentClass.rawValue, id: entry) }
  }

  private func contentClass(_ data: JSONValue, _ name: String) -> ContentClass? {
    data[name]?.string.flatMap(ContentClass.init(rawValue:))
  }

  /// What is released to everybody stands in the releasing entry; only its evidence moves.
  private func move(_ entry: String, _ from: ContentClass, _ to: ContentClass) throws {
    if to != .open, from != to, let values = try contents.read(from.rawValue, entry) {
      // The entry may have content of that class already: both stay.
      var merged = try contents.read(to.rawValue, entry) ?? .object([])
      for member in values.members ?? [] { merged[member.name] = member.value }
      try contents.write([to.rawValue: merged], of: entry)
      try contents.erase((values.members ?? []).map(\.name), of: entry, in: from.rawValue)
    }
    guard let event = try log.event(id: entry), event.isOfType(EvidenceAdded.type),
      let digest = try JSONValue.parse(bytes: event.data)["digest"]?.string.flatMap({ Digest(base64: $0) })
    else { return }
    try log.evidence.move(id: entry, digest: digest, from: from.folder, to: to.folder)
  }
}

extension Preparation {
  /// Who releases content to everybody shows it: salt and value of each field, as the digest commits to them.
  func fillInReleased(_ part: inout Request.Part) throws {
    guard part.type == ContentReleased.type, part.data["contents"] == nil,
      part.data["to"]?.string == ContentClass.open.rawValue, let entry = part.data["entry"]?.string,
      let from = part.data["from"]?.string.flatMap(ContentClass.init(rawValue:)), from != .open
    else { return }
    guard let values = try contents.read(from.rawValue, entry) else {
      // What stood open once stands in the log: in the entry itself, or in what released it.
      if try isInLog(entry) { return }
      throw InputError(
        "there is no content of class '\(from.rawValue)' of that entry in this copy: "
          + "release it where it is held"
      )
    }
    part.data["contents"] = values
  }

  private func isInLog(_ entry: String) throws -> Bool {
    guard let event = try log.event(id: entry) else { return false }
    let query = Query(types: [ContentReleased.type], tags: ["entry/\(event.ref)"])
    return try log.events(matching: query).contains { release in
      let data = try JSONValue.parse(bytes: release.data)
      let open = ContentClass.open.rawValue
      return data["entry"]?.string == entry && (data["from"]?.string == open || data["to"]?.string == open)
    }
  }
}

extension ContentClass {
  /// The classes that are kept out of the log.
  static let closed: [ContentClass] = allCases.filter { $0 != .open }

  /// The folder of a class among the evidence; nil for what everybody may see.
  var folder: String? { self == .open ? nil : rawValue }
}
