import Schemas

/// Something on record that a trigger can rest on.
struct EvidenceOnRecord: Sendable, Equatable {
  /// The school that it concerns; nil for data of the whole trust.
  let school: SchoolCode?
  /// What it can show; nil where the kind is closed, and its content not at hand.
  let kind: EvidenceKind?
  let day: Day
}

extension Trigger {
  /// The kind of evidence that shows it; nil where any does.
  public var evidenceKind: EvidenceKind? {
    switch self {
    case .dataTrend: .dataTrend
    case .complaints: .complaints
    case .inspection: .inspection
    case .leadership: .leadership
    case .safeguarding: .safeguarding
    case .confidence: .confidence
    case .other: nil
    }
  }
}

extension Trust {
  mutating func noteEvidence(_ names: String..., kind: EvidenceKind?, _ context: Context) {
    let found = EvidenceOnRecord(school: context.school, kind: kind, day: context.day)
    for name in names { evidenceOnRecord[name, default: []].append(found) }
  }

  /// A trigger rests on evidence of its own kind, which is on record before it is decided.
  func requireEvidence(
    for found: TriggerFound, _ school: SchoolCode, _ context: Context
  ) throws(Refusal) {
    guard let trigger = found.trigger.value, let kind = trigger.evidenceKind,
      !context.isHistory
    else { return }
    let texts = found.evidence.map(\.value)
    // What is closed, and not at hand, is for whoever can read it.
    if texts.contains(nil) { return }
    let named = texts.compactMap { $0 }.flatMap { evidenceOnRecord[TriggerFound.reference(in: $0)] ?? [] }
    let own = named.filter { ($0.school ?? school) == school && $0.day <= context.day }
    if own.contains(where: { $0.kind == nil || $0.kind == kind }) { return }
    let says =
      own.isEmpty
      ? "the trigger '\(trigger.rawValue)' names no evidence that is on record for '\(school)'"
      : "what the trigger '\(trigger.rawValue)' names is evidence of the kind "
        + quoted(Set(own.compactMap { $0.kind?.rawValue }).sorted())
    let data = trigger == .dataTrend ? ["or a data review: kite record DataReviewed"] : []
    throw Refusal(
      "trigger-evidence", says, whose: "each trigger has its kind of evidence: '\(kind.rawValue)'",
      instead: ["kite evidence add --school \(school) --kind \(kind.rawValue), then name its code"] + data)
  }
}

extension TriggerFound {
  /// `E04` of `E04: three years of decline`: the entry or the evidence that a text begins with.
  static func reference(in text: String) -> String {
    String(text.prefix { $0 != ":" && $0 != "," && $0 != " " })
  }
}

extension EvidenceAdded {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.noteEvidence(context.ref, code.text, kind: kind.value, context)
  }
}

extension DataReviewed {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.noteEvidence(context.ref, kind: .dataTrend, context)
  }
}

extension MetricsRecorded {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.noteEvidence(context.ref, kind: .dataTrend, context)
  }
}
