import JSON
import Schemas

extension EntryCorrected {
  /// What a correction cannot reach: a decision's authority is no clerical error, and needs a new decision.
  private static let substance: Set<String> = [
    "power", "function", "by", "day", "pounds", "basis", "irregularBecause",
  ]

  /// Refuses a correction that does not fit the entry as it stands, earlier corrections made.
  func check(against chronicle: Chronicle) throws(Refusal) {
    guard let event = chronicle.events.first(where: { $0.id == entry.text }),
      let type = Catalogue.type(named: event.type)
    else { return }
    let name = field.split(separator: "/").first.map(String.init) ?? ""
    let amended: Set<String> = [EntryCorrected.type, EntryVoided.type, IrregularDecisionRatified.type]
    guard !EntryVoided.fixed.contains(event.type), !amended.contains(event.type) else {
      throw Refusal.fixed(event.type, "corrected")
    }
    guard type.fields.contains(where: { $0.name == name }) else {
      throw Refusal.record(
        "correction-field", "a '\(event.type)' has no field '\(field)'",
        instead: ["its fields: \(quoted(type.fields.map(\.name)))"])
    }
    guard event.type != DecisionTaken.type || !Self.substance.contains(name) else {
      throw Refusal.record(
        "correction-substance",
        "'\(name)' says who decided, when and by what power: that is no clerical error",
        instead: ["take a new decision, or void the entry and enter it anew"])
    }
    guard type.isClerical(name) else {
      throw Refusal.record(
        "correction-effect", "'\(name)' of a '\(event.type)' is what was decided: that is no clerical error",
        instead: ["take a new decision, or void the entry and enter it anew"])
    }
    let data = chronicle.data(of: event)
    let (was, now) = (EntryCorrected.json(was), corrected)
    let found = data.value(at: field) ?? .null
    // What is closed is not in the log, and cannot be compared.
    guard found == was || found["closed"] != nil else {
      throw Refusal.record(
        "correction-was", "'\(field)' does not say \(was.text)",
        instead: ["say what the entry says now, with earlier corrections"])
    }
    guard now != was else {
      throw Refusal.record(
        "correction-value", "'\(field)' says \(now.text) already",
        instead: ["kite show, to see what the entry says now"])
    }
    guard let corrected = applied(to: data, of: event.type) else {
      throw Refusal.record(
        "correction-value", "'\(field)' cannot become \(now.text)",
        instead: ["say what the entry should have said, in the form of the field"])
    }
    if event.type == ReportSubmitted.type, let before = try? ReportSubmitted.decode(data),
      let after = try? ReportSubmitted.decode(corrected)
    {
      try before.checkCorrection(
        to: after, chronicle.trust(), stated: event.recorded.londonDay, recorded: event.recorded)
    }
    try EntryTrial(event, chronicle).run(with: corrected)
  }
}

extension Happening {
  /// Whether a field can hold a clerical error. Of an effect, which is what was decided, only days and words
  /// can.
  fileprivate static func isClerical(_ name: String) -> Bool {
    guard Self.self is any Effect.Type, !(Self.self is any StandsAlone.Type) else { return true }
    switch fields.first(where: { $0.name == name })?.shape {
    case .day, .closable, .list(.closable, _): return true
    default: return false
    }
  }
}

extension EntryVoided {
  /// What the record itself rests on.
  static let fixed: Set<String> = [LogOpened.type, KeyEnrolled.type, KeyRevoked.type]

  /// A voiding strikes out a whole entry: none that opened the record or concerns its keys.
  func check(against chronicle: Chronicle) throws(Refusal) {
    guard let ref = chronicle.events.first(where: { $0.id == entry.text })?.ref else { return }
    if let event = chronicle.events.first(where: { $0.ref == ref && Self.fixed.contains($0.type) }) {
      throw .fixed(event.type, "voided")
    }
    let unnamed = chronicle.resting(on: ref).filter { !resting.contains($0.ref) }
    guard let first = unnamed.first else { return }
    let refs = unnamed.map(\.ref)
    throw .record(
      "void-resting",
      "\(quoted(refs)) \(refs.count == 1 ? "rests" : "rest") on '\(ref)'; without it '\(first.ref)' would "
        + "be refused: \(first.refusal.says)",
      instead: [
        "void what rests on it first, the newest first",
        "if it stands all the same, name it: "
          + refs.map { "--resting \($0)" }.joined(separator: " ")
          + "; then enter anew what was meant",
      ])
  }
}

extension Refusal {
  fileprivate static func fixed(_ type: String, _ what: String) -> Refusal {
    .record(
      "entry-fixed", "an entry with a '\(type)' cannot be \(what)",
      instead: ["kite key enrol or revoke, for keys", "void an amendment that is wrong, and enter it anew"])
  }
}
