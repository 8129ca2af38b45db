public import Asking
import EventLog
public import Governance
import History
public import JSON
import Schemas

/// An entry as an export shows it: everything under its reference, as the audience may see it.
public struct TrailEntry {
  public let entry: Entry
  /// In the order of the log.
  public let events: [TrustEvent]
  /// Of each event, its data as the audience may see it, corrections made; what it may not see still stands
  /// as its digest.
  public let data: [JSONValue]
  /// Everything that is closed to the audience, or not to be had.
  public let gaps: [Gap]
  /// The entry that voids this one.
  public let voidedBy: String?

  /// What is said of an entry later, that changes how it reads.
  static let amendingTypes = Array(Set(Entry.amendingTypes + [ContentErased.type])).sorted()

  /// - Parameters:
  ///   - events: all that the log holds under the entry's reference.
  ///   - isAmended: whether the log holds something that says something of it.
  init(_ entry: Entry, _ events: [TrustEvent], _ answers: Answers, isAmended: Bool) throws {
    self.entry = entry
    self.events = events
    let amending = Query(
      TrailEntry.amendingTypes.map { Query.Item(types: [$0], tags: ["entry/\(entry.ref)"]) })
    let later =
      try isAmended
      ? answers.log.events(matching: amending, after: .start, upTo: answers.position)
        .map { try TrustEvent($0) } : []
    // Who destroyed something stands in the decision that its erasure belongs to.
    let erasing = try later.filter { $0.type == ContentErased.type }.flatMap { erasure in
      try answers.log.events(ref: erasure.ref).map { try TrustEvent($0) }
    }
    let dossier = try Dossier(events + later + erasing.filter { $0.type == DecisionTaken.type }, answers)
    data = try events.map { try dossier.data(of: $0) }
    gaps = try events.flatMap { try dossier.disclosure.gaps(of: $0) }
    voidedBy = dossier.voidedBy(entry.ref)
  }

  /// The data with a mark, `[withheld: part2]`, in the place of everything that is left out.
  public var marked: [JSONValue] {
    zip(events, data).map { event, data in
      var data = data
      for gap in gaps where gap.event == event.id { _ = data.set(.string(gap.mark), at: gap.path) }
      return data
    }
  }

  /// The decision that the entry is, as the audience may see it; nil for facts and notices.
  public var decision: JSONValue? {
    zip(events, data).first { $0.0.type == DecisionTaken.type }?.1
  }
}
