import Asking
import Governance
import JSON
import Schemas

/// The entries that bear on a variation: what came before the decision, the decision, and what became of it.
struct WhyTrail {
  let refs: [(ref: String, isRestricted: Bool)]

  private static let before: Set<String> = [
    SupportOffered.type, SupportReviewed.type, EvidenceAdded.type, BodyReviewReported.type,
    ConditionsSet.type,
    ConditionsTested.type, SchoolPlacedAtRisk.type, UrgentDecisionRatified.type, RiskLevelSet.type,
  ]

  init(_ story: VariationStory, isRemainder: Bool, _ trust: Trust, _ dossier: Dossier) throws {
    let variation = story.variation
    let made = try dossier.decision(variation.madeBy)
    let position = made?.event.position ?? .max
    let from = WhyTrail.begin(variation, made?.decision.day ?? variation.firstDay, trust)
    let later = Set(story.steps.compactMap(\.ref))
    var refs: [(String, Bool)] = []
    for event in dossier.events where !refs.contains(where: { $0.0 == event.ref }) {
      guard dossier.voidedBy(event.ref) == nil, event.tags.contains(variation.school.fullTag) else {
        continue
      }
      let isBefore =
        event.position < position && event.recorded.londonDay >= from
        && (WhyTrail.before.contains(event.type) || (isRemainder && event.type == InterimBoardInstalled.type))
      let isControl = event.type == ControlApplied.type && event.tags.contains(variation.code.fullTag)
      guard isBefore || isControl || event.ref == variation.madeBy?.text || later.contains(event.ref) else {
        continue
      }
      refs.append((event.ref, dossier.contentClass(of: event.ref) == .restricted))
    }
    self.refs = refs
  }

  /// The first day of the school year in which the case opened: what came before belongs to the decision too.
  private static func begin(_ variation: Variation, _ day: Day, _ trust: Trust) -> Day {
    guard let found = trust.riskCase(of: variation.school, on: day), let window = trust.window(of: found.code)
    else {
      return day.adding(days: -365)
    }
    return window.days.first
  }

  var words: String { refs.map { $0.isRestricted ? "\($0.ref)*" : $0.ref }.joined(separator: " ") }

  var hasRestricted: Bool { refs.contains { $0.isRestricted } }
}
