import EventLog
public import Governance
import History
public import JSON
internal import Projections
public import Schemas

/// Entries that a selection found, as the audience may see them.
public struct SelectedEntries {
  /// In the order of the log; what was searched for words, the best match first, where there are not too many
  /// to rank.
  public let entries: [Entry]
  /// Where the words of a search stand, by reference.
  public let matches: [String: WordMatch]

  /// - Parameters:
  ///   - by: leaves out what was decided, or recorded as a fact, on a later day.
  ///   - cache: where read models go that can't lie beside their log.
  public init(_ selection: EntrySelection, _ answers: Answers, by day: Day? = nil, cache: String? = nil)
    throws
  {
    // The read models know the record as it is now; what was known earlier is folded from the log.
    var found =
      if selection.upTo == nil {
        try Views(answers.history, cache: cache).entries(selection)
      } else {
        try Entry.fold(answers.history.everything(upTo: answers.position), selection)
      }
    var matches: [String: WordMatch] = [:]
    if let text = selection.text {
      let search = TextSearch(text, answers)
      found += try search.closed(selection, besides: Set(found.map(\.ref)), cache: cache)
      (found, matches) = try search.ranked(found)
    }
    self.matches = matches
    if let day { found.removeAll { $0.day > day } }
    let classes = answers.audience?.classes ?? [.open]
    for index in found.indices where found[index].isWithheld && classes.contains(found[index].contentClass) {
      guard let summary = try SelectedEntries.disclosed(found[index], answers) else { continue }
      found[index].summary = summary
      found[index].isWithheld = false
    }
    entries = found
  }

  /// The sentence of a closed entry whose content is at hand.
  private static func disclosed(_ entry: Entry, _ answers: Answers) throws -> String? {
    let events = try answers.log.events(ref: entry.ref).map { try TrustEvent($0) }
    let released = Query(types: [ContentReleased.type], tags: ["entry/\(entry.ref)"])
    let later = try answers.log.events(matching: released, after: .start, upTo: answers.position)
    let disclosure = Disclosure(answers, later: try later.map { try TrustEvent($0) })
    let field = entry.decided == nil ? "what" : "decision"
    let event =
      entry.decided == nil
      ? events.first { $0.data["what"] != nil } : events.first { $0.type == DecisionTaken.type }
    return try event.flatMap { try disclosure.data(of: $0)[field]?.string }
  }
}

extension Entry {
  /// The line of `kite trail --json`, its keys in their fixed order.
  public var json: JSONValue {
    [
      "position": .integer(position), "id": .string(id), "ref": .string(ref), "type": .string(type),
      "effects": .texts(effects), "decided": .optional(decided?.text), "recorded": .string(recorded.text),
      "firstDay": .optional(firstDay?.text), "school": .optional(school?.text),
      "case": .optional(riskCase?.text),
      "by": .texts(by), "summary": .string(told), "class": .string(contentClass.rawValue),
      "standing": .string(standing.rawValue), "withheld": .bool(isWithheld),
    ]
  }

  /// The summary, or its gap; what was released and is not at hand is closed to nobody, only absent.
  public var told: String { isWithheld && contentClass == .open ? "[not in this copy]" : shownSummary }

  /// Who decided; who recorded, for what is no decision.
  public var who: String { by.isEmpty ? actor.text : by.joined(separator: "+") }

  /// What must be known of an entry before its words are relied on.
  public var marks: [String] {
    var marks: [String] = []
    if contentClass != .open, !isWithheld { marks.append("[\(contentClass.rawValue)]") }
    if standing != .confirmed { marks.append("[\(standing.rawValue)]") }
    return marks
  }
}
