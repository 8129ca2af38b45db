public import Asking
public import EventLog
public import Governance
import History
import Projections
public import Schemas

/// What an export hands over: entries of a record, as an audience may see them, each with its gaps.
///
/// Entries keep their references, so that what a selection leaves out shows in the numbering. They are read
/// one after the other: a trail of a million entries needs no more memory than one of ten.
public struct Trail {
  /// The record as it is asked about: its log, the day, what was known, and the audience.
  public let answers: Answers
  public let audience: Audience
  public let selection: EntrySelection
  /// The selection as people say it: `case B, recorded until 30 Sep 2025`.
  public let words: String
  /// The trust's name.
  public let trust: String
  /// The year that a report is about, `2024-25`, where it is about one.
  public let year: String?
  /// The root over all lines up to the last one that counts.
  public let head: Digest
  /// When that line was recorded: what an export says of its own time, so that the same trail is always
  /// written in the same way.
  public let recorded: Instant

  /// The day by which entries were decided, where the selection names one.
  let decidedBy: Day?
  private let views: Views?
  private let cache: String?
  /// The references of entries of which later ones say something: few, and asked for once.
  private let amended: Set<String>

  /// For the audience of the answers, the public where they name none. A day leaves out what was decided, or
  /// recorded as a fact, on a later one; read models that can't lie beside their log go into the cache.
  public init(
    _ answers: Answers, _ selection: EntrySelection, by day: Day? = nil, year: String? = nil,
    cache: String? = nil
  ) throws {
    self.answers = answers
    audience = answers.audience ?? .public
    var selection = selection
    if !answers.isKnownNow { selection.upTo = answers.position.rawValue }
    self.selection = selection
    self.year = year
    decidedBy = day
    let opened = try answers.history.opened()
    trust = opened?.name ?? answers.log.trust
    words = selection.words(decidedBy: day, known: answers.known)
    head = try answers.log.root(at: answers.position)
    let last = try answers.log.event(at: answers.position)
    recorded = Instant(milliseconds: Int(last?.time ?? 0))
    var amended: Set<String> = []
    try answers.log.forEach(matching: Query(types: TrailEntry.amendingTypes), upTo: answers.position) {
      event in
      for tag in event.tags where tag.hasPrefix("entry/") { amended.insert(String(tag.dropFirst(6))) }
    }
    self.amended = amended
    // The read models know the record as it is now; what was known earlier is folded from the log.
    self.cache = cache
    views = answers.isKnownNow ? try Views(answers.history, cache: cache) : nil
  }

  /// Calls `body` with each entry of the selection, in the order of the log.
  public func forEachInFull(_ body: (TrailEntry) throws -> Void) throws {
    try forEachEntry { entry in
      let events = try answers.log.events(ref: entry.ref).map { try TrustEvent($0) }
      try body(try TrailEntry(entry, events, answers, isAmended: amended.contains(entry.ref)))
    }
  }

  /// Calls `body` with each entry of the selection, without what its events hold: for lists of entries.
  public func forEachEntry(_ body: (Entry) throws -> Void) throws {
    // What concerns a person, and closed words, no read model finds.
    if selection.person != nil || selection.text != nil {
      let found = try SelectedEntries(selection, answers, by: decidedBy, cache: cache).entries
      for entry in found.sorted(by: { $0.position < $1.position }) { try body(entry) }
      return
    }
    guard let views else {
      let events = try answers.history.everything(upTo: answers.position)
      for entry in try Entry.fold(events, selection) { try tell(entry, body) }
      return
    }
    try views.forEach(selection) { entry in try tell(entry, body) }
  }

  private func tell(_ entry: Entry, _ body: (Entry) throws -> Void) throws {
    if let decidedBy, entry.day > decidedBy { return }
    var entry = entry
    _ = try SelectedEntries.disclose(&entry, answers)
    try body(entry)
  }

  /// Calls `body` with each line of the log that belongs to an entry of the selection.
  public func forEachLine(_ body: (RecordedEvent) throws -> Void) throws {
    try forEachEntry { entry in
      for event in try answers.log.events(ref: entry.ref) { try body(event) }
    }
  }
}

extension EntrySelection {
  /// The selection as people say it.
  func words(decidedBy day: Day?, known: KnownTime?) -> String {
    var parts: [String] = []
    if let riskCase { parts.append("case \(riskCase)") }
    if let school { parts.append("school \(school)") }
    if let ref { parts.append("entry \(ref)") }
    if let type { parts.append("with an event \(type)") }
    if let by { parts.append("decided by \(by)") }
    if let actor { parts.append("recorded by \(actor)") }
    if let person { parts.append("whatever concerns \(person)") }
    if let principle { parts.append("with a note on \(principle)") }
    if let text { parts.append("with the words '\(text)'") }
    if let since { parts.append("recorded from \(since.short)") }
    if let until { parts.append("recorded until \(until.short)") }
    if let day { parts.append("decided by \(day.short)") }
    if let known { parts.append("as it was known \(known.spoken)") }
    guard let first = parts.first else { return "every entry" }
    let isNoun = ["case", "school", "entry", "whatever"].contains { first.hasPrefix($0) }
    return (isNoun ? "" : "entries ") + parts.joined(separator: ", ")
  }
}
