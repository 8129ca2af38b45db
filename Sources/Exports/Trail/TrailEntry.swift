import Asking
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

  /// - Parameter events: all that the log holds under the entry's reference.
  init(_ entry: Entry, _ events: [TrustEvent], _ answers: Answers) throws {
    self.entry = entry
    self.events = events
    let amending = Query(
      types: Entry.amendingTypes + [ContentErased.type], tags: ["entry/\(entry.ref)"])
    let later = try answers.log.events(matching: amending, after: .start, upTo: answers.position)
      .map { try TrustEvent($0) }
    let dossier = try Dossier(events + later, answers)
    let data = try events.map(dossier.data)
    // An effect is withheld for the reason of its decision.
    let reasons = Reasons(data)
    self.data = data
    gaps = zip(events, data).flatMap { event, data in
      TrailEntry.gaps(event, data, later, dossier.disclosure, reasons)
    }
    voidedBy = dossier.voidedBy(entry.ref)
  }

  /// Why something of an entry is withheld, and until when.
  private struct Reasons {
    let because: String?
    let until: Day?

    init(_ data: [JSONValue]) {
      because = data.lazy.compactMap { $0["withheldBecause"]?.string }.first
      until = data.lazy.compactMap { $0["withheldUntil"]?.string.flatMap { Day($0) } }.first
    }

    /// Names and contact data never were for others, and no reason is recorded for each.
    static let personal = "personal data"
  }

  private static func gaps(
    _ event: TrustEvent, _ data: JSONValue, _ later: [TrustEvent], _ disclosure: Disclosure,
    _ reasons: Reasons
  ) -> [Gap] {
    let own = Reasons([data])
    return data.closedPaths.map { path, contentClass in
      // A release may have moved it to another class since.
      let now = event.data["class"] == nil ? contentClass : disclosure.contentClass(of: event)
      let erasure = later.first { erasure in
        guard erasure.type == ContentErased.type, erasure.data["entry"]?.string == event.id else {
          return false
        }
        let fields = (erasure.data["fields"]?.array ?? []).compactMap(\.string)
        return fields.isEmpty || fields.contains { path == $0 || path.hasPrefix("\($0)/") }
      }
      let cause: Gap.Cause =
        if let erasure { .erased(by: erasure.ref) } else if disclosure.classes.contains(now) {
          .notInThisCopy
        } else { .withheld }
      let isPersonal = contentClass == .personal
      return Gap(
        event: event.id, path: path, contentClass: contentClass, cause: cause,
        because: own.because ?? (isPersonal ? Reasons.personal : reasons.because),
        until: own.until ?? (isPersonal ? nil : reasons.until))
    }
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
