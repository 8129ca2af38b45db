import Asking
import Governance
import History
import JSON
import Schemas

extension RecordTable {
  /// The entries of a trail, a row each: decisions, facts and notices.
  static func entries(_ trail: Trail) throws -> RecordTable {
    let trust = try trail.answers.trust(Reads.standing)
    return RecordTable(
      name: "decisions", title: "Decisions",
      about: "An entry a row: a decision with its effects, or facts that were recorded together.",
      columns: columns, key: ["ref"]
    ) { body in
      try trail.forEachInFull { entry in try body(EntryRow(entry, trust).cells) }
    }
  }

  private static let columns = [
    Column("ref", "Ref", "The reference that people quote.", width: 9, isRequired: true),
    Column("kind", "Kind", "decision; fact for everything else.", width: 9, isRequired: true),
    Column("day", "Day", "Day decided; of a fact, the day recorded.", .day, width: 11, isRequired: true),
    Column("recorded", "Recorded", "Day recorded, in London.", .day, width: 11, isRequired: true),
    Column("school", "School", "The school's code.", width: 7),
    Column("schoolName", "School's name", "The school's name.", width: 24),
    Column("case", "Case", "The at-risk case that it belongs to.", width: 6),
    Column("by", "Decided by", "Who decided, as the scheme codes them.", width: 12),
    Column("byName", "In full", "Who decided, by name.", width: 20),
    Column("summary", "What", "The decision, or what happened, in a sentence.", width: 50, isRequired: true),
    Column("effects", "Effects", "Kinds of event that belong to it.", width: 20),
    Column("firstDay", "First day", "First day on which it holds.", .day, width: 11),
    Column("lastDay", "Last day", "Last day on which it holds.", .day, width: 11),
    Column("reviewBy", "Review by", "Day by which it is reviewed.", .day, width: 11),
    Column("because", "Reasons", "The reasons.", width: 50),
    Column("rejected", "Considered and rejected", "Options rejected, each with the reason.", width: 40),
    Column("lesserSteps", "Tried first", "Support and lesser steps tried first.", width: 30),
    Column("unknown", "Not known then", "What was not known then.", width: 24),
    Column("evidence", "Evidence", "Evidence that was before the decider.", width: 20),
    Column("present", "Present", "Members present.", .integer, width: 8),
    Column("for", "For", "Votes for.", .integer, width: 5),
    Column("against", "Against", "Votes against.", .integer, width: 8),
    Column("abstained", "Abstained", "Abstentions.", .integer, width: 10),
    Column("dissent", "Dissent", "Who disagreed, in their words.", width: 40),
    Column("interests", "Interests", "Interests declared, and how each was handled.", width: 24),
    Column("class", "Class", "open, part2, restricted or personal.", width: 10, isRequired: true),
    Column("standing", "Standing", "What must be known before it is relied on.", width: 12, isRequired: true),
    Column("withheld", "Withheld", "How many values are left out, and of which class.", width: 24),
    Column("withheldBecause", "Withheld because", "The lawful reason.", width: 30),
    Column(
      "withheldUntil", "Looked at again", "Day on which the reason is looked at again.", .day, width: 14),
    Column("voidedBy", "Voided by", "The entry that takes it back.", width: 9),
    Column("recordedBy", "Recorded by", "The person whose key sealed it.", width: 11, isRequired: true),
    Column("line", "Line", "Its first line in the log.", .integer, width: 7, isRequired: true),
  ]
}

/// An entry as a row.
private struct EntryRow {
  let entry: TrailEntry
  let trust: Trust
  /// The data of its events, with marks where something is left out.
  private let data: [JSONValue]
  private let decision: JSONValue

  init(_ entry: TrailEntry, _ trust: Trust) {
    self.entry = entry
    self.trust = trust
    data = entry.marked
    decision = zip(entry.events, data).first { $0.0.type == DecisionTaken.type }?.1 ?? .object([])
  }

  var cells: [Cell] {
    let (head, names) = (entry.entry, Names(trust: trust, day: entry.entry.day))
    let reasons = entry.gaps.compactMap(\.because)
    return [
      .text(head.ref), .text(head.decided == nil ? "fact" : "decision"), .day(head.day),
      .day(head.recorded.londonDay), .text(head.school?.text),
      .text(head.school.flatMap { trust.schools[$0]?.name }),
      .text(head.riskCase?.text), .list(head.by), .list(head.by.map(names.holder)), .text(summary),
      .list(head.effects), .day(day("firstDay")), .day(day("lastDay")), .day(day("reviewBy")),
      .text(decision["because"]?.string ?? ""), pairs("options", "what", "why"), list("lesserSteps"),
      list("unknown"), list("evidence"), .integer(decision["present"]?.integer),
      .integer(decision["votes"]?["for"]?.integer), .integer(decision["votes"]?["against"]?.integer),
      .integer(decision["votes"]?["abstained"]?.integer), pairs("dissent", "who", "words"),
      pairs("interests", "who", "what", "handled"), .text(head.contentClass.rawValue),
      .text(head.standing.rawValue), .list(withheld), .list(EntryRow.once(reasons)),
      .day(entry.gaps.compactMap(\.until).min()), .text(entry.voidedBy), .text(head.actor.text),
      .integer(head.position),
    ]
  }

  private var summary: String {
    // A correction of the sentence itself stands in the data.
    decision["decision"]?.string ?? entry.entry.told
  }

  /// Of the first event that has one.
  private func day(_ field: String) -> Day? {
    data.lazy.compactMap { $0[field]?.string.flatMap { Day($0) } }.first
  }

  private func list(_ field: String) -> Cell {
    .list((decision[field]?.array ?? []).map { $0.string ?? $0.text })
  }

  /// Objects of a list as `what: why`.
  private func pairs(_ field: String, _ parts: String...) -> Cell {
    .list(
      (decision[field]?.array ?? []).map { item in
        parts.compactMap { item[$0]?.string }.joined(separator: ": ")
      })
  }

  /// `3 part2`, `2 erased by X20`.
  private var withheld: [String] {
    let kinds = entry.gaps.map { gap -> String in
      switch gap.kind {
      case .withheld, .closedAgain: gap.contentClass.rawValue
      case .absent: "not in this copy"
      case .erased(let erasure): "erased by \(erasure.ref)"
      }
    }
    return EntryRow.once(kinds).map { kind in "\(kinds.count { $0 == kind }) \(kind)" }
  }

  private static func once(_ texts: [String]) -> [String] {
    texts.reduce(into: []) { found, text in if !found.contains(text) { found.append(text) } }
  }
}
