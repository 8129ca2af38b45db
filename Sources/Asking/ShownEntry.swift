import EventLog
public import Governance
import History
public import JSON
import Schemas

/// An entry with all its events, and what later entries did about it.
public struct ShownEntry {
  public let entry: Entry
  public let events: [TrustEvent]
  /// Of each event, its data as the audience may see it.
  public let data: [JSONValue]
  /// What of it the audience does not see, event by event, in the order of the data.
  public let gaps: [Gap]
  public let dossier: Dossier
  public let amending: Amending
  public let names: Names
  public let audience: Audience?

  public init(_ ref: String, _ answers: Answers) throws {
    events = try ShownEntry.events(of: ref, answers)
    let query = Amending.query(events, ref)
    let found = try answers.log.events(matching: query, after: .start, upTo: answers.position)
    // What an effect's later decision says is on the decision itself.
    var all = try found.map { try TrustEvent($0) }
    for ref in Set(all.map(\.ref))
    where all.contains(where: { $0.ref == ref && $0.tags.contains("decision/\(ref)") }) {
      all += try answers.log.events(ref: ref).map { try TrustEvent($0) }
    }
    all += events
    var positions: Set<Int> = []
    all = all.filter { positions.insert($0.position).inserted }.sorted { $0.position < $1.position }
    let dossier = try Dossier(all, answers)
    self.dossier = dossier
    data = try events.map { try dossier.disclosure.data(of: $0) }
    gaps = try events.flatMap(dossier.disclosure.gaps)
    amending = Amending(of: events, ref, among: all)
    audience = answers.audience
    var draft = try EntryDraft(events, later: all.filter { Entry.amendingTypes.contains($0.type) })
    let trust = try answers.trust(Reads.authority(in: draft.entry.school))
    trust.complete(&draft.entry)
    draft.entry.actor = answers.sight.masked(draft.entry.actor)
    entry = draft.entry
    names = Names(trust: trust, day: entry.decided ?? entry.recorded.londonDay)
  }

  /// The events of a reference that were known at the time asked about.
  private static func events(of ref: String, _ answers: Answers) throws -> [TrustEvent] {
    let events = try answers.log.events(ref: ref)
    guard let first = events.first else {
      throw NotOnRecord(
        "there is no entry '\(ref)' in this record; 'kite trail' lists the references that it has")
    }
    guard first.position <= answers.position else {
      let recorded = Instant(milliseconds: Int(first.time)).londonDay
      throw NotOnRecord(
        "'\(ref)' was not known \(answers.known?.spoken ?? "then"): it was recorded on \(recorded.spoken)")
    }
    return try events.map { try TrustEvent($0) }
  }

  public var json: JSONValue {
    [
      "ref": .string(entry.ref), "position": .integer(entry.position),
      "recorded": .string(entry.recorded.text), "decided": .optional(entry.decided?.text),
      "firstDay": .optional(entry.firstDay?.text),
      "actor": .string(entry.actor.text), "office": .optional(events.first?.office?.text),
      "school": .optional(entry.school?.text), "case": .optional(entry.riskCase?.text),
      "class": .string(entry.contentClass.rawValue), "standing": .string(entry.standing.rawValue),
      "events": .array(
        zip(events, data).map { event, data in
          [
            "type": .string(event.type), "id": .string(event.id), "position": .integer(event.position),
            "data": data,
          ]
        }),
      "amendedBy": .array(
        amending.all.map { later in
          [
            "ref": .string(later.ref), "position": .integer(later.position), "type": .string(later.type),
            "how": .string(later.how), "what": .optional(later.what), "functions": .texts(later.functions),
            "day": .string(later.day.text),
          ]
        }),
      "gaps": .array(gaps.map(\.json)),
    ]
  }
}
