internal import EventLog
internal import Governance
internal import History
internal import SQLite
internal import Schemas

/// The history of decisions: a row for each entry, and the words of what is open in it.
///
/// A row is written from the entry's own events as they come. What later entries say of it, and what rests on
/// the set-up of the trust, is written when all events are in.
struct EntriesView: Projection {
  static let name = "entries"
  static let version = 3
  static let tables = ["entry_words", "entry_keys", "entries"]
  static let schema = """
    CREATE TABLE entries (
      position INTEGER PRIMARY KEY, id TEXT NOT NULL, ref TEXT NOT NULL UNIQUE, type TEXT NOT NULL,
      effects TEXT NOT NULL, decided TEXT, recorded TEXT NOT NULL, recorded_day TEXT NOT NULL,
      day TEXT NOT NULL,
      first_day TEXT, school TEXT, case_code TEXT, deciders TEXT NOT NULL, decided_by TEXT NOT NULL,
      summary TEXT NOT NULL, class TEXT NOT NULL, standing TEXT NOT NULL, withheld INTEGER NOT NULL,
      tags TEXT NOT NULL, actor TEXT NOT NULL, principles TEXT NOT NULL);
    CREATE INDEX entries_by_recorded_day ON entries (recorded_day);
    CREATE INDEX entries_decided ON entries (decided) WHERE decided IS NOT NULL;
    CREATE TABLE entry_keys (
      key TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (key, position)) WITHOUT ROWID;
    CREATE INDEX entry_keys_by_position ON entry_keys (position);
    CREATE VIRTUAL TABLE entry_words USING fts5 (words, detail=none, columnsize=0, tokenize='ascii');
    """
  /// Decisions whose standing is folded at once.
  private static let batch = 500

  /// The commit whose events are coming in.
  private var commit: [TrustEvent] = []
  /// References of entries that later ones say something of.
  private var amended: Set<String> = []
  /// References of decisions that are new, or that later entries say something of.
  private var decisions: Set<String> = []
  /// The set-up that every decision is shown by has changed.
  private var everyDecision = false

  init() {}

  mutating func apply(_ event: RecordedEvent, _ changes: inout Changes, _ database: borrowing Connection)
    throws
  {
    if let last = commit.last, last.ref != event.ref { try writeCommit(database) }
    let event = try TrustEvent(event)
    commit.append(event)
    if EntriesView.setUp.contains(event.type) { everyDecision = true }
    for tag in event.tags {
      if tag.hasPrefix("entry/"), Entry.amendingTypes.contains(event.type) {
        amended.insert(String(tag.dropFirst(6)))
      }
      if tag.hasPrefix("decision/") { decisions.insert(String(tag.dropFirst(9))) }
    }
  }

  /// What may change how decisions of earlier entries are shown. That a recorder or a key is new does not: it
  /// counts from its own position on.
  private static let setUp: Set<String> = [
    RecorderEnded.type, SchemeAdopted.type, BodyConstituted.type, SchoolJoined.type, LocalBodyRestored.type,
    InterimBoardInstalled.type, ShadowBodyAppointed.type,
  ]
  private static let setUpWhenAmended = setUp.union([
    RecorderAppointed.type, KeyEnrolled.type, LogOpened.type,
  ])

  private mutating func writeCommit(_ database: borrowing Connection) throws {
    guard !commit.isEmpty else { return }
    try EntriesView.write(try EntryDraft(commit), database)
    commit = []
  }

  mutating func finish(_ history: Folds, _ changes: Changes, _ database: borrowing Connection) throws {
    try writeCommit(database)
    try followAmendments(history.log)
    for ref in amended.subtracting(decisions) {
      guard let draft = try EntriesView.draft(ref, history.log) else { continue }
      // A release names the entry only; a decision's row needs the trust besides.
      if draft.entry.decided != nil { decisions.insert(ref) } else { try EntriesView.write(draft, database) }
    }
    var refs = Array(decisions)
    if everyDecision {
      refs = try database.rows("SELECT ref FROM entries WHERE decided IS NOT NULL") { row in try row.text(0) }
    }
    for start in stride(from: 0, to: refs.count, by: EntriesView.batch) {
      let batch = refs[start..<min(start + EntriesView.batch, refs.count)]
      let trust = try history.trust(ofDecisions: batch)
      for ref in batch {
        guard var draft = try EntriesView.draft(ref, history.log) else { continue }
        trust.complete(&draft.entry)
        try EntriesView.write(draft, database)
      }
    }
    self = EntriesView()
  }

  /// An entry that was voided, corrected or ratified may have been part of the set-up.
  private mutating func followAmendments(_ log: Log) throws {
    for ref in amended.union(decisions) where !everyDecision {
      let types = try log.events(ref: ref).map(\.type)
      if amended.contains(ref), types.contains(where: EntriesView.setUpWhenAmended.contains) {
        everyDecision = true
      }
      if types.contains(IrregularDecisionRatified.type) { everyDecision = true }
    }
  }

  /// An entry with everything that was said of it since.
  private static func draft(_ ref: String, _ log: Log) throws -> EntryDraft? {
    let events = try log.events(ref: ref).map { try TrustEvent($0) }
    guard !events.isEmpty else { return nil }
    let later = try log.events(matching: Query(types: Entry.amendingTypes, tags: ["entry/\(ref)"]))
    return try EntryDraft(events, later: try later.map { try TrustEvent($0) })
  }

  private static func write(_ draft: EntryDraft, _ database: borrowing Connection) throws {
    let entry = draft.entry
    let position = Field(entry.position)
    try database.run("DELETE FROM entry_keys WHERE position = ?", [position])
    try database.run("DELETE FROM entry_words WHERE rowid = ?", [position])
    try database.insert("entries", fields(entry))
    for key in keys(entry) { try database.insert("entry_keys", [.text(key), position]) }
    try database.run("INSERT INTO entry_words (rowid, words) VALUES (?, ?)", [position, Field(draft.words)])
  }

  private static func fields(_ entry: Entry) -> [Field] {
    [
      Field(entry.position), Field(entry.id), Field(entry.ref), Field(entry.type), Field(entry.effects),
      Field(entry.decided), Field(entry.recorded.text), Field(entry.recorded.londonDay), Field(entry.day),
      Field(entry.firstDay), Field(entry.school), Field(entry.riskCase),
      Field(entry.deciders.map(\.reference)),
      Field(entry.by), Field(entry.summary), Field(entry.contentClass.rawValue),
      Field(entry.standing.rawValue),
      Field(entry.isWithheld), Field(entry.tags), Field(entry.actor), Field(entry.principles),
    ]
  }

  /// What an entry is found by: its schools and cases, the types of its events, who decided.
  private static func keys(_ entry: Entry) -> Set<String> {
    var keys = Set(entry.tags.filter { $0.hasPrefix("school/") || $0.hasPrefix("case/") })
    keys.formUnion(entry.types.map { "type/\($0)" })
    keys.formUnion((entry.by + entry.deciders.flatMap { [$0.text, $0.reference] }).map { "by/\($0)" })
    keys.formUnion(entry.principles.map { "principle/\($0)" })
    return keys.union(["actor/\(entry.actor)"])
  }
}
