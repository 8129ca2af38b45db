import Asking
import Governance
import JSON
import Schemas

/// What became of one function under one variation, decision by decision.
struct VariationStory {
  enum Kind: String {
    case reviewed, renewed, softened
    case handedBack = "handed-back"
    case ended, lapsed
  }

  struct Step {
    /// The day decided; of an end, the last day.
    let day: Day
    let ref: String?
    let kind: Kind
    let words: String
  }

  let variation: Variation
  private(set) var steps: [Step] = []
  /// Reviews after the first that changed nothing: told in one breath.
  private(set) var quietReviews: [Step] = []

  /// - Parameters:
  ///   - isRemainder: the function is held by the rule for the rest of the local body's, not by name.
  ///   - asOf: nothing later is told.
  init(
    _ variation: Variation, _ function: FunctionCode, isRemainder: Bool, asOf: Day, _ dossier: Dossier
  ) throws {
    self.variation = variation
    var spans = isRemainder ? variation.remainder : variation.items[function] ?? []
    spans.removeAll { $0.days.isEmpty }
    let last = spans.compactMap(\.days.last).max()
    var refs: [String] = []
    for event in dossier.events
    where event.tags.contains(variation.code.fullTag) && dossier.voidedBy(event.ref) == nil {
      if refs.last != event.ref { refs.append(event.ref) }
    }
    for ref in refs where ref != variation.madeBy?.text {
      guard let found = try dossier.decision(DecisionRef(ref)), found.decision.day <= asOf else { continue }
      guard
        let step = try VariationStory.step(
          ref, found.decision.day, variation, function, isRemainder, last, dossier)
      else { continue }
      // A review of the variation after the function went back does not concern it any more.
      if step.kind == .reviewed, let last, step.day > last { continue }
      if step.kind == .reviewed, steps.contains(where: { $0.kind == .reviewed }) {
        quietReviews.append(step)
      } else {
        steps.append(step)
      }
    }
    steps.sort { $0.day < $1.day }
    if let last, last < asOf, !steps.contains(where: { $0.kind == .ended || $0.kind == .handedBack }) {
      steps.append(Step(day: last, ref: nil, kind: .lapsed, words: "ended \(last.short), its last day"))
    }
  }

  private static func step(
    _ ref: String, _ day: Day, _ variation: Variation, _ function: FunctionCode, _ isRemainder: Bool,
    _ last: Day?,
    _ dossier: Dossier
  ) throws -> Step? {
    var step: Step?
    for event in dossier[ref] where event.tags.contains(variation.code.fullTag) {
      switch event.type {
      case VariationItemHandedBack.type:
        let back = try dossier.read(event, as: VariationItemHandedBack.self)
        guard back.variation == variation.code, back.function == function, !isRemainder else { continue }
        return handedBack(back, ref, day, variation)
      case VariationRenewed.type:
        let renewed = try dossier.read(event, as: VariationRenewed.self)
        guard renewed.variation == variation.code else { continue }
        let names =
          isRemainder ? renewed.remainderTo != nil : renewed.items.contains { $0.function == function }
        if names { return Step(day: day, ref: ref, kind: .renewed, words: "\(day.short) renewed") }
      case VariationEnded.type:
        let ended = try dossier.read(event, as: VariationEnded.self)
        guard ended.variation == variation.code, last.map({ ended.lastDay <= $0 }) ?? true else { continue }
        return Step(day: ended.lastDay, ref: ref, kind: .ended, words: "ended \(ended.lastDay.short)")
      case SchemeAdopted.type:
        guard let end = try endedByScheme(event, ref, variation, dossier) else { continue }
        return end
      case VariationReviewed.type:
        let reviewed = try dossier.read(event, as: VariationReviewed.self)
        guard reviewed.variation == variation.code else { continue }
        step = Step(day: day, ref: ref, kind: .reviewed, words: "\(day.short) reviewed, kept")
      default: continue
      }
    }
    return step
  }

  /// A new version ended it, or let another take its place; that it was carried on changed nothing.
  private static func endedByScheme(
    _ event: TrustEvent, _ ref: String, _ variation: Variation, _ dossier: Dossier
  ) throws -> Step? {
    let adopted = try dossier.read(event, as: SchemeAdopted.self)
    let anew = adopted.redecided.first { $0.variation == variation.code }?.anew
    guard anew != nil || adopted.ended.contains(variation.code) else { return nil }
    let last = adopted.firstDay.adding(days: -1)
    let place = anew.map { ", decided anew as \($0)" } ?? ""
    return Step(
      day: last, ref: ref, kind: .ended, words: "ended \(last.short) with scheme \(adopted.scheme)\(place)")
  }

  private static func handedBack(
    _ back: VariationItemHandedBack, _ ref: String, _ day: Day, _ variation: Variation
  ) -> Step {
    let from = back.firstDay.short(beside: day)
    if let limit = back.limit {
      let words = "\(day.short) softened: up to \(Prose.grouped(limit.pounds)) pounds back from \(from)"
      return Step(day: day, ref: ref, kind: .softened, words: words)
    }
    return Step(day: day, ref: ref, kind: .handedBack, words: "\(day.short) handed back from \(from)")
  }

  /// `29 Jan 2025 reviewed, kept - 16 Jul 2025 renewed - ended 21 Jul 2026`.
  var words: String {
    var text = steps.map(\.words).joined(separator: " - ")
    if !quietReviews.isEmpty {
      let reviews = quietReviews.map { "\($0.day.short) (\($0.ref ?? ""))" }
      text += "; reviewed and kept \(Prose.times(reviews.count)) more: "
      text += Prose.list(reviews)
    }
    return text
  }
}
