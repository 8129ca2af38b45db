import JSON
import Schemas

/// An entry as its own events tell it, with the corrections, releases and voidings of them.
///
/// Who decided is not coded yet, and the standing of a decision is not known: both need the trust.
public struct EntryDraft: Sendable {
  public var entry: Entry
  /// The words of everything in it that is open, each once, in order.
  public let words: [String]

  /// - Parameters:
  ///   - events: of one reference, in the order of the log, at least one.
  ///   - later: the events of `Entry.amendingTypes` that concern it, and those that concern these.
  /// - Throws: what amends it and cannot be read.
  public init(_ events: [TrustEvent], later: [TrustEvent] = []) throws(UnreadableEntry) {
    let amendments = try EntryAmendments(events, later)
    let data = events.map { amendments.corrected($0) }
    let decision = events.firstIndex { $0.type == DecisionTaken.type }
    let first = events[0]
    var types = events.map(\.type)
    let type = types[decision ?? 0]
    types.removeAll { $0 == type }
    var seen: Set<String> = []
    let summary = EntryDraft.summary(events, data, decision, amendments)
    entry = Entry(
      position: first.position, id: first.id, ref: first.ref, type: type,
      effects: types.filter { seen.insert($0).inserted },
      decided: decision.flatMap { data[$0].day("day") }, recorded: first.recorded,
      firstDay: data.lazy.compactMap { $0.day("firstDay") }.first,
      school: Set(events.map(\.school)).count == 1 ? first.school : nil,
      riskCase: events.lazy.compactMap(\.riskCase).first,
      deciders: decision.flatMap { data[$0]["by"]?.array }?.compactMap { $0.string.flatMap { Party($0) } }
        ?? [],
      by: [], summary: summary ?? "",
      contentClass: EntryDraft.contentClass(events, data, decision, amendments),
      standing: amendments.isVoided ? .voided : amendments.isCorrected ? .corrected : .confirmed,
      isWithheld: summary == nil, tags: Array(Set(events.flatMap(\.tags))).sorted(), actor: first.actor,
      principles: decision.flatMap { data[$0]["principles"]?.members }?.map(\.name) ?? [])
    // What a release shows is found with the entry that it belongs to, as long as that is open.
    let own = zip(events, data).map { event, data in
      var data = data
      if event.type == ContentReleased.type { data["contents"] = nil }
      return data
    }
    words = EntryWords.words(
      [.string(first.ref), .string(entry.summary)] + own + events.flatMap { amendments.released($0) })
  }

  /// What is withheld has no summary.
  private static func summary(
    _ events: [TrustEvent], _ data: [JSONValue], _ decision: Int?, _ amendments: EntryAmendments
  ) -> String? {
    let field = decision == nil ? "what" : "decision"
    let index = decision ?? data.firstIndex { $0["what"] != nil } ?? 0
    if let released = amendments.released(events[index], data[index], at: field)?.string { return released }
    guard let value = data[index][field] else { return EntrySentence.of(events, data) }
    return value.string
  }

  /// A decision's own class; of facts, the strongest.
  private static func contentClass(
    _ events: [TrustEvent], _ data: [JSONValue], _ decision: Int?, _ amendments: EntryAmendments
  ) -> ContentClass {
    func own(_ index: Int) -> ContentClass {
      let recorded = data[index]["class"]?.string.flatMap(ContentClass.init(rawValue:)) ?? .open
      return amendments.releases[events[index].id]?.now(recorded) ?? recorded
    }
    if let decision { return own(decision) }
    let rank = ContentClass.allCases
    return events.indices.map(own).max { (rank.firstIndex(of: $0) ?? 0) < (rank.firstIndex(of: $1) ?? 0) }
      ?? .open
  }
}

/// What later entries say of the events of one: corrections, voidings, releases.
private struct EntryAmendments {
  let isVoided: Bool
  let isCorrected: Bool
  /// By the event's id.
  private(set) var releases: [String: Releases] = [:]
  private var corrections: [String: [EntryCorrected]] = [:]

  init(_ events: [TrustEvent], _ later: [TrustEvent]) throws(UnreadableEntry) {
    let own = Set(events.map(\.id))
    var refs: [String: String] = [:]
    for event in events + later { refs[event.id] = event.ref }
    let voided = try Amendments.voided(later, refs)
    isVoided = events.first.map { voided.contains($0.ref) } ?? false
    for event in later.sorted(by: { $0.position < $1.position }) where !voided.contains(event.ref) {
      switch event.type {
      case EntryCorrected.type:
        let correction: EntryCorrected = try event.read()
        guard own.contains(correction.entry.text) else { continue }
        corrections[correction.entry.text, default: []].append(correction)
      case ContentReleased.type:
        let release: ContentReleased = try event.read()
        guard own.contains(release.entry.text) else { continue }
        releases[release.entry.text, default: Releases()].add(
          release, ref: event.ref, recorded: event.recorded.londonDay)
      default: continue
      }
    }
    isCorrected = !corrections.isEmpty
  }

  /// What releases show of an event and is open now: each with its salt, by its path.
  func released(_ event: TrustEvent) -> [JSONValue] {
    guard let releases = releases[event.id] else { return [] }
    return releases.carried.sorted { $0.key < $1.key }.compactMap { path, content in
      let closed = event.data.value(at: path)?["closed"]?.string.flatMap(ContentClass.init(rawValue:))
      return releases.now(closed ?? .open) == .open ? content : nil
    }
  }

  /// The value at a path that a release shows; nil where none does, or where it was closed again.
  func released(_ event: TrustEvent, _ data: JSONValue, at path: String) -> JSONValue? {
    guard let releases = releases[event.id],
      let closed = data.value(at: path)?["closed"]?.string.flatMap(ContentClass.init(rawValue:)),
      releases.now(closed) == .open
    else { return nil }
    return releases.carried[path]?["value"]
  }

  /// The data as it should have been, what was closed since as closed; a correction that its type could not
  /// read changes nothing.
  func corrected(_ event: TrustEvent) -> JSONValue {
    var data = event.data
    for correction in corrections[event.id] ?? [] {
      data = correction.applied(to: data, of: event.type) ?? data
    }
    return releases[event.id]?.closing(data, of: event.type) ?? data
  }
}

extension JSONValue {
  fileprivate func day(_ name: String) -> Day? { self[name]?.string.flatMap { Day($0) } }
}
