import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Schemas

extension AskCommands {
  private static let function = Parameter<String>.argument(
    "function", help: "A function of the scheme (F3), or a power that is bound to one.")

  var why: Command {
    Command(
      "why",
      summary: "Why a function is held as it is, and whether it still is.",
      discussion: """
        The whole answer comes from the record: the decision that moved the function, the reasons given and \
        the options rejected then, what was decided about it since, and how it stands today.
        """,
      examples: [
        "kite why F3 --school S02 --on 2025-03-03": "Why the head could not place orders in March 2025.",
        "kite why F3 --school S02 --on 2025-03-03 --known 2025-03-03":
          "The same, as it was known on that day.",
      ],
      [Self.function.declaration, Self.school.declaration] + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      let school = input[Self.school]
      let trust = try answers.trust(Reads.state(of: school))
      if let school { _ = try trust.findSchool(school, on: answers.on) }
      let function = try WhyAnswer.function(input[Self.function], trust, on: answers.on)
      let why = try WhyAnswer(function, school, trust, answers)
      return answer(input, answers, json: [why.json], text: why.text(width: world.width))
    }
  }
}

/// Why a function is held as it is, from the record alone.
struct WhyAnswer {
  let held: HoldingAnswer
  let trust: Trust
  let asOf: Day
  /// The decision that made the variation; where nothing is varied, the one that adopted the scheme.
  let decision: DecisionTaken?
  let decisionRef: DecisionRef?
  let story: VariationStory?
  let trail: WhyTrail?
  /// Other variations that held the function before.
  let earlier: [(code: VariationCode, holder: String, days: DaySpan, madeBy: DecisionRef?)]
  let confirmation: (ref: String, day: Day)?

  var holding: Holding { held.holding }
  var names: Names { held.names }

  init(_ function: FunctionCode, _ school: SchoolCode?, _ trust: Trust, _ answers: Answers) throws {
    self.trust = trust
    asOf = answers.asOf
    held = try HoldingAnswer(function, school, trust, on: answers.on)
    let holding = held.holding
    var items = [
      Query.Item(types: [SchemeAdopted.type]),
      Query.Item(types: [DecisionConfirmed.type, MinutesApproved.type, IrregularDecisionRatified.type]),
    ]
    if let school { items.append(Query.Item(tags: [school.fullTag])) }
    if let ref = holding.decision { items.append(Query.Item(tags: [ref.fullTag])) }
    let dossier = try Dossier(Query(items), answers)
    let variation = holding.variation.flatMap { trust.variations[$0] }
    let isRemainder = variation.map { $0.named(function, on: answers.on) == nil } ?? false
    decisionRef = variation?.madeBy ?? holding.decision
    decision = try dossier.decision(decisionRef)?.decision
    if let variation {
      let story = try VariationStory(
        variation, function, isRemainder: isRemainder, asOf: answers.asOf, dossier)
      self.story = story
      trail = try WhyTrail(story, isRemainder: isRemainder, trust, dossier)
    } else {
      story = nil
      trail = nil
    }
    earlier = WhyAnswer.earlier(function, school, trust, before: answers.on).filter { [holding] in
      $0.code != holding.variation
    }
    confirmation = WhyAnswer.confirmation(of: holding.decision, dossier)
  }

  /// The function that was named, or that a power is bound to.
  static func function(_ word: String, _ trust: Trust, on day: Day) throws -> FunctionCode {
    let scheme = try trust.requireScheme(on: day)
    if let code = FunctionCode(word), scheme.functions[code] != nil { return code }
    if let bound = scheme.powers[Power(word)] {
      if let function = bound.function { return function }
      throw CommandFailure(
        .notFound,
        "the power '\(word)' is not bound to a function: scheme \(scheme.version) gives it to "
          + "\(Prose.list(bound.holders)); ask 'kite who \(word)'")
    }
    throw unknown("function", word, among: scheme.order.map(\.text), "scheme \(scheme.version) has")
  }

  private static func earlier(
    _ function: FunctionCode, _ school: SchoolCode?, _ trust: Trust, before day: Day
  ) -> [(code: VariationCode, holder: String, days: DaySpan, madeBy: DecisionRef?)] {
    let variations = trust.variations.values.filter { $0.school == school }.sorted { $0.code < $1.code }
    return variations.compactMap { variation in
      let spans = (variation.items[function] ?? []).filter { !$0.days.isEmpty && $0.days.first < day }
      guard let first = spans.first else { return nil }
      let last = spans.compactMap(\.days.last).max()
      return (variation.code, first.holder, DaySpan(first.days.first, last), variation.madeBy)
    }
  }

  /// The entry by which a recorder stood by a decision that somebody else had entered.
  private static func confirmation(of ref: DecisionRef?, _ dossier: Dossier) -> (ref: String, day: Day)? {
    guard let ref else { return nil }
    let found = dossier.events.first { event in
      event.type == DecisionConfirmed.type && dossier.voidedBy(event.ref) == nil
        && event.data["decisions"]?.array?.contains(.string(ref.text)) == true
    }
    return found.map { ($0.ref, $0.recorded.londonDay) }
  }
}
