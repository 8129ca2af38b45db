internal import Governance
internal import SQLite
internal import Schemas

extension EntriesView {
  /// The entries that a selection asks for, in the order of the log.
  static func entries(_ selection: EntrySelection, _ database: borrowing Connection) throws -> [Entry] {
    var entries: [Entry] = []
    try forEach(selection, database) { entries.append($0) }
    return entries
  }

  /// The same, one after the other.
  static func forEach(
    _ selection: EntrySelection, _ database: borrowing Connection, _ body: (Entry) throws -> Void
  ) throws {
    var conditions: [String] = []
    var fields: [Field] = []
    func require(_ condition: String, _ values: Field...) {
      conditions.append(condition)
      fields += values
    }
    let found = "position IN (SELECT position FROM entry_keys WHERE key = ?)"
    if let school = selection.school { require(found, .text(school.fullTag)) }
    if let type = selection.type { require(found, .text("type/\(type)")) }
    if let by = selection.by { require(found, .text("by/\(by)")) }
    if let actor = selection.actor { require(found, .text("actor/\(actor)")) }
    if let principle = selection.principle { require(found, .text("principle/\(principle)")) }
    if let since = selection.since { require("recorded_day >= ?", Field(since)) }
    if let until = selection.until { require("recorded_day <= ?", Field(until)) }
    if let ref = selection.ref { require("ref = ?", .text(ref)) }
    if let riskCase = selection.riskCase {
      if let window = try SchoolsView.window(of: riskCase, database) {
        require(
          "(\(found) OR \(found) AND day >= ? AND day <= ?)", .text(riskCase.fullTag),
          .text(window.school.fullTag),
          Field(window.days.first), window.days.last.map { Field($0) } ?? .text("9999-12-31"))
      } else {
        require(found, .text(riskCase.fullTag))
      }
    }
    if let question = selection.text.map(EntryWords.Question.init), !question.words.isEmpty {
      let words = question.words.map { "\"\($0.text)\"\($0.isBeginning ? "*" : "")" }
      require(
        "position IN (SELECT rowid FROM entry_words WHERE entry_words MATCH ?)",
        .text(words.joined(separator: " AND ")))
    }
    let filter = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND ")) "
    var statement = try database.prepare("SELECT * FROM entries \(filter)ORDER BY position")
    statement.bind(fields)
    while try statement.step() { try body(try entry(statement)) }
  }

  private static func entry(_ row: borrowing Statement) throws -> Entry {
    let recorded = try row.text(6)
    guard let instant = Instant(recorded) else { throw DamagedRow(column: 6, found: recorded) }
    let deciders = try row.list(12).map { text in
      guard let party = Party(text) else { throw DamagedRow(column: 12, found: text) }
      return party
    }
    return Entry(
      position: row.integer(at: 0), id: try row.text(1), ref: try row.text(2), type: try row.text(3),
      effects: try row.list(4), decided: try row.optionalDay(5), recorded: instant,
      firstDay: try row.optionalDay(9),
      school: try row.optionalCode(10), riskCase: try row.optionalCode(11), deciders: deciders,
      by: try row.list(13), summary: try row.text(14), contentClass: try row.choice(15),
      standing: try row.choice(16), isWithheld: row.integer(at: 17) != 0, tags: try row.list(18),
      actor: PersonCode(unchecked: try row.text(19)), principles: try row.list(20))
  }
}
