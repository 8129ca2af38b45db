import EventLog
import Governance
import History
import JSON
import Schemas

/// What was imported before, so that a row is never imported twice, and a changed one is told.
struct EarlierImports {
  struct Entry {
    let ref: String
    let day: String?
    let source: String?
    let file: String?
    let row: Int?
    let digest: String
    let isVoided: Bool
    /// The decision as corrections left it, with what is closed in it opened.
    let data: JSONValue
  }

  enum Match {
    case same(Entry)
    case changed(Entry)
  }

  private(set) var matches: [Int: Match] = [:]

  /// - Complexity: reads every decision of the log once.
  init(_ rows: [ImportRow], of file: String, in log: Log) throws {
    let entries = try Self.entries(log)
    if entries.isEmpty { return }
    var byDigest: [String: [Int]] = [:]
    for (index, entry) in entries.enumerated() { byDigest[entry.digest, default: []].append(index) }
    var claimed: Set<Int> = []
    // First the same words, wherever they stand now.
    for row in rows {
      guard let index = byDigest[row.digest]?.last else { continue }
      claimed.insert(index)
      matches[row.number] = .same(entries[index])
    }
    // Then the same place, or the same minutes of the same day: what is left over on both sides.
    for isSame in [Self.isSamePlace(file), Self.isSameMinutes] {
      for row in rows where matches[row.number] == nil {
        let found = entries.indices.first {
          !claimed.contains($0) && !entries[$0].isVoided && isSame(row, entries[$0])
        }
        guard let found else { continue }
        claimed.insert(found)
        matches[row.number] = .changed(entries[found])
      }
    }
  }

  private static func isSamePlace(_ file: String) -> (ImportRow, Entry) -> Bool {
    { row, entry in entry.file == file && entry.row == row.number }
  }

  private static func isSameMinutes(_ row: ImportRow, _ entry: Entry) -> Bool {
    row.source != nil && row.source == entry.source && row.decided.text == entry.day
  }

  private static func entries(_ log: Log) throws -> [Entry] {
    let voided = try voidedRefs(log)
    return try log.events(matching: Query(types: [DecisionTaken.type])).compactMap { event in
      var data = try JSONValue.parse(bytes: event.data)
      guard let digest = data["minutes"]?["rowDigest"]?.string else { return nil }
      try log.contents.open(&data, of: event.id)
      let minutes = data["minutes"]
      return Entry(
        ref: event.ref, day: data["day"]?.string, source: minutes?["source"]?.string,
        file: minutes?["file"]?.string, row: minutes?["row"]?.integer, digest: digest,
        isVoided: voided.contains(event.ref), data: try corrected(data, event, log))
    }
  }

  /// From the last to the first: what voids an entry counts unless it was voided itself.
  private static func voidedRefs(_ log: Log) throws -> Set<String> {
    var voided: Set<String> = []
    for event in try log.events(matching: Query(types: [EntryVoided.type])).reversed()
    where !voided.contains(event.ref) {
      let entry = try JSONValue.parse(bytes: event.data)["entry"]?.string
      if let ref = try entry.flatMap({ try log.event(id: $0) })?.ref { voided.insert(ref) }
    }
    return voided
  }

  private static func corrected(_ data: JSONValue, _ event: RecordedEvent, _ log: Log) throws -> JSONValue {
    var data = data
    let corrections = Query(types: [EntryCorrected.type], tags: ["entry/\(event.ref)"])
    for correction in try log.events(matching: corrections) {
      let said = try JSONValue.parse(bytes: correction.data)
      guard said["entry"]?.string == event.id, let field = said["field"]?.string, let now = said["now"] else {
        continue
      }
      if !data.set(now, at: field), !field.contains("/") { data[field] = now }
    }
    return data
  }
}
