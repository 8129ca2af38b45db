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
  /// Of each entry whose sentence is withheld, why, by its reference.
  public let gaps: [String: Gap]
  /// Why each concerns the person, by its reference, where a person was asked for.
  public private(set) var grounds: [String: [PersonSearch.Ground]] = [:]

  /// - Parameters:
  ///   - by: leaves out what was decided, or recorded as a fact, on a later day.
  ///   - cache: where read models go that can't lie beside their log.
  public init(_ selection: EntrySelection, _ answers: Answers, by day: Day? = nil, cache: String? = nil)
    throws
  {
    // The read models know the record as it is now; what was known earlier is folded from the log.
    var found =
      if selection.upTo == nil, selection.person == nil {
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
    var gaps: [String: Gap] = [:]
    for index in found.indices {
      gaps[found[index].ref] = try SelectedEntries.disclose(&found[index], answers)
    }
    entries = found
    self.gaps = gaps
    guard let person = selection.person else { return }
    let search = PersonSearch(person, in: try answers.trust(Reads.bodies))
    for entry in found {
      grounds[entry.ref] = search.grounds(
        try answers.log.events(ref: entry.ref).map { try TrustEvent($0) })
    }
  }

  /// Makes an entry what the audience may see: a closed one has its sentence where that may be seen and is at
  /// hand, and who is not to be known is masked.
  ///
  /// - Returns: why its sentence is withheld, where it is.
  public static func disclose(_ entry: inout Entry, _ answers: Answers) throws -> Gap? {
    entry.actor = answers.sight.masked(entry.actor)
    guard entry.isWithheld else {
      entry.summary = answers.sight.masked(entry.summary)
      return nil
    }
    let (summary, gap) = try told(entry, answers)
    if let summary {
      entry.summary = summary
      entry.isWithheld = false
    } else if let gap, gap.erasure != nil {
      // What is gone is not kept from anybody.
      entry.summary = gap.mark
      entry.isWithheld = false
    }
    return gap
  }

  /// The sentence of a closed entry as the audience may see it, or why it does not.
  private static func told(_ entry: Entry, _ answers: Answers) throws -> (String?, Gap?) {
    let events = try answers.log.events(ref: entry.ref).map { try TrustEvent($0) }
    let types = Entry.amendingTypes + [ContentErased.type]
    let amending = Query(types.map { Query.Item(types: [$0], tags: ["entry/\(entry.ref)"]) })
    let later = try answers.log.events(matching: amending, after: .start, upTo: answers.position)
    let dossier = try Dossier(events + later.map { try TrustEvent($0) }, answers)
    let field = entry.decided == nil ? "what" : "decision"
    let event =
      entry.decided == nil
      ? events.first { $0.data["what"] != nil } : events.first { $0.type == DecisionTaken.type }
    guard let event else { return (nil, nil) }
    if let summary = try dossier.data(of: event)[field]?.string { return (summary, nil) }
    return (nil, try dossier.disclosure.gaps(of: event).first { $0.path == field })
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
    if let decided, decided != recorded.londonDay { marks.append("[recorded \(recorded.londonDay.short)]") }
    return marks
  }
}
