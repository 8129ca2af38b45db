import JSON
import Schemas

/// What later entries say about earlier ones, collected before the fold: it is the same in whatever order
/// entries come.
struct Amendments {
  private var corrections: [String: [EntryCorrected]] = [:]
  private var voidedRefs: Set<String> = []
  private(set) var correctedRefs: Set<String> = []
  private var decisions: [String: DecisionTaken] = [:]
  private var ratifications: [String: Day] = [:]

  init(_ events: [TrustEvent]) throws(UnreadableEntry) {
    var refs: [String: String] = [:]
    for event in events { refs[event.id] = event.ref }
    voidedRefs = try Amendments.voided(events, refs)
    let corrections = events.filter { $0.type == EntryCorrected.type && !isVoided($0) }
    for event in corrections.sorted(by: { $0.position < $1.position }) {
      let correction: EntryCorrected = try event.read()
      self.corrections[correction.entry.text, default: []].append(correction)
      if let ref = refs[correction.entry.text] { correctedRefs.insert(ref) }
    }
    for event in events where event.type == DecisionTaken.type {
      decisions[event.ref] = try event.read(amendedData(of: event))
    }
    let ratifying = events.filter { $0.type == IrregularDecisionRatified.type && !isVoided($0) }
    for event in ratifying where decisions[event.ref]?.irregularBecause == nil {
      let ratified: IrregularDecisionRatified = try event.read()
      let first = ratifications[ratified.decision.text] ?? ratified.firstDay
      ratifications[ratified.decision.text] = min(first, ratified.firstDay)
    }
  }

  /// From the last to the first: what voids an entry counts unless it was voided itself.
  ///
  /// - Parameter refs: the references of events, by id.
  static func voided(
    _ events: [TrustEvent], _ refs: [String: String]
  ) throws(UnreadableEntry) -> Set<String> {
    var voidedRefs: Set<String> = []
    let voids = events.filter { $0.type == EntryVoided.type }.sorted { $0.position > $1.position }
    for event in voids where !voidedRefs.contains(event.ref) {
      let voided: EntryVoided = try event.read()
      if let ref = refs[voided.entry.text], ref != event.ref { voidedRefs.insert(ref) }
    }
    return voidedRefs
  }

  func isVoided(_ event: TrustEvent) -> Bool { voidedRefs.contains(event.ref) }

  func decision(of event: TrustEvent) -> DecisionTaken? { decisions[event.ref] }

  private func isIrregular(_ event: TrustEvent) -> Bool { decisions[event.ref]?.irregularBecause != nil }

  /// The day from which an irregular decision was ratified.
  func ratified(_ event: TrustEvent) -> Day? { isIrregular(event) ? ratifications[event.ref] : nil }

  /// What an irregular decision brought about counts when the right body ratified it.
  func counts(_ event: TrustEvent) -> Bool { !isIrregular(event) || ratifications[event.ref] != nil }

  /// An event's data as corrected; of a ratified effect, in force from the day of the ratification at the
  /// earliest. Nil where nothing amends it.
  func amendedData(of event: TrustEvent) -> JSONValue? {
    guard corrections[event.id] != nil || ratified(event) != nil else { return nil }
    var data = event.data
    for correction in corrections[event.id] ?? [] {
      if let corrected = correction.applied(to: data, of: event.type) { data = corrected }
    }
    guard event.type != DecisionTaken.type, let from = ratified(event) else { return data }
    if let first = data["firstDay"]?.string.flatMap({ Day($0) }) {
      data["firstDay"] = .string(max(first, from).text)
    } else if let last = data["lastDay"]?.string.flatMap({ Day($0) }) {
      data["lastDay"] = .string(max(last, from.adding(days: -1)).text)
    }
    return data
  }
}

extension EntryCorrected {
  /// Data with the correction made; nil where it would leave data that its type cannot read.
  func applied(to data: JSONValue, of type: String) -> JSONValue? {
    let now = self.corrected
    var corrected = data
    if !corrected.set(now, at: field) {
      guard !field.contains("/") else { return nil }
      corrected[field] = now
    }
    guard let type = Catalogue.type(named: type), (try? type.decode(corrected)) != nil else { return nil }
    return corrected
  }
}
