public import JSON
public import Schemas

/// How much a decision weighs: what does so, and what must be said of it when it is recorded.
public struct DecisionWeight: Sendable, Equatable {
  public let name: String
  /// Powers, and kinds of effect, that weigh so much. What an effect's kind says comes before its power.
  public let of: [String]
  /// Fields of the decision that must not be empty.
  public let fields: [DecisionField]

  /// The weights of a trust, the lightest first; nil where a value is no such table.
  public static func table(_ value: JSONValue) -> [DecisionWeight]? {
    guard let rows = value.array, !rows.isEmpty else { return nil }
    var weights: [DecisionWeight] = []
    var placed: Set<String> = []
    for row in rows {
      guard let name = row["weight"]?.string, !name.isEmpty, !weights.contains(where: { $0.name == name }),
        let of = row["of"]?.array?.compactMap(\.string), of.count == row["of"]?.array?.count,
        let fields = row["fields"]?.array?.compactMap({ $0.string.flatMap(DecisionField.init(rawValue:)) }),
        fields.count == row["fields"]?.array?.count, row.members?.count == 3
      else { return nil }
      for what in of {
        let isPower = PowerCode.all.contains { $0.text == what }
        guard isPower || Catalogue.type(named: what) is any Effect.Type, placed.insert(what).inserted else {
          return nil
        }
      }
      weights.append(DecisionWeight(name: name, of: of, fields: fields))
    }
    return weights
  }
}

/// A field of a decision that a trust may require.
public enum DecisionField: String, CaseIterable, Sendable {
  case question, proportionality, options, lesserSteps, evidence, unknown, advice, risks, consulted, longTerm,
    neighbours, pupilsFirst, peopleAffected, equality, principles, expectedOutcome, outcomeLookedAtOn

  /// What is missing where it is empty.
  public var words: String {
    switch self {
    case .question: "the question that was decided"
    case .proportionality: "why not more and not less"
    case .options: "an option that was rejected, with the reason"
    case .lesserSteps: "support and lesser steps tried first"
    case .evidence: "the evidence"
    case .unknown: "what was not known"
    case .advice: "the advice taken"
    case .risks: "the risks seen"
    case .consulted: "who was consulted, with the answer"
    case .longTerm: "the effect in the longer term"
    case .neighbours: "the effect on neighbouring schools"
    case .pupilsFirst: "how it serves pupils first"
    case .peopleAffected: "the people affected and how they are treated"
    case .equality: "equality"
    case .principles: "a note on the principles of public life"
    case .expectedOutcome: "the outcome expected"
    case .outcomeLookedAtOn: "the day on which the outcome is looked at"
    }
  }

  /// What to type for it.
  public var option: String {
    switch self {
    case .question: "--question TEXT"
    case .proportionality: "--proportionality TEXT"
    case .options: "--option \"what: why rejected\""
    case .lesserSteps: "--lesser-step TEXT"
    case .evidence: "--evidence REF"
    case .unknown: "--unknown TEXT"
    case .advice: "--advice TEXT"
    case .risks: "--risk TEXT"
    case .consulted: "--consulted \"who: answer\""
    case .longTerm: "--long-term TEXT"
    case .neighbours: "--neighbours TEXT"
    case .pupilsFirst: "--pupils-first TEXT"
    case .peopleAffected: "--people-affected TEXT"
    case .equality: "--equality TEXT"
    case .principles: "--principle NAME=TEXT"
    case .expectedOutcome: "--expected-outcome TEXT"
    case .outcomeLookedAtOn: "--outcome-looked-at-on DAY"
    }
  }

  /// Why it matters that it is there.
  public var why: String {
    switch self {
    case .options, .proportionality: "nobody can see that anything else was weighed"
    case .evidence, .advice: "nobody can see what the decision rests on"
    case .unknown, .risks: "a decision is judged by what was known at the time"
    case .consulted, .lesserSteps: "those affected are heard, and support comes before removal"
    case .longTerm, .neighbours, .pupilsFirst, .peopleAffected, .equality: "the ethical statement has a gap"
    case .expectedOutcome, .outcomeLookedAtOn: "nobody can tell later whether it worked"
    case .question, .principles: "a stranger must understand the decision from the record alone"
    }
  }
}

extension DecisionTaken {
  /// Whether something is said in a field, be it closed.
  public func says(_ field: DecisionField) -> Bool {
    switch field {
    case .question: question != nil
    case .proportionality: proportionality != nil
    case .options: !options.isEmpty
    case .lesserSteps: !lesserSteps.isEmpty
    case .evidence: !evidence.isEmpty
    case .unknown: !unknown.isEmpty
    case .advice: !advice.isEmpty
    case .risks: !risks.isEmpty
    case .consulted: !consulted.isEmpty
    case .longTerm: longTerm != nil
    case .neighbours: neighbours != nil
    case .pupilsFirst: pupilsFirst != nil
    case .peopleAffected: peopleAffected != nil
    case .equality: equality != nil
    case .principles: principles != nil
    case .expectedOutcome: expectedOutcome != nil
    case .outcomeLookedAtOn: outcomeLookedAtOn != nil
    }
  }
}

extension Trust {
  /// What a decision weighs on a day: as much as the heaviest of its effects; without effects, as its power.
  public func weight(of power: PowerCode, _ effects: [any Effect.Type], on day: Day) -> DecisionWeight {
    let weights = DecisionWeight.table(value(of: .decisionWeights, on: day)) ?? Setting.decisionWeightTable
    func rank(_ name: String) -> Int? { weights.firstIndex { $0.of.contains(name) } }
    let ranks =
      effects.isEmpty
      ? [rank(power.text) ?? 0] : effects.map { rank($0.type) ?? rank($0.power.text) ?? 0 }
    return weights[ranks.max() ?? 0]
  }

  /// What a decision of its weight must say, and does not.
  public func missing(
    _ decision: DecisionTaken, _ effects: [any Effect.Type]
  ) -> (weight: DecisionWeight, fields: [DecisionField]) {
    let weight = weight(of: decision.power, effects, on: decision.day)
    return (weight, weight.fields.filter { !decision.says($0) })
  }

  /// What a decision that is still being put together must say besides: its data as far as it is known, with
  /// the types of the events that it brings about.
  public func missing(in data: JSONValue, effects: [String], on day: Day) -> [DecisionField] {
    guard let power = data["power"]?.string, data["basis"]?.string != Basis.fromMinutes.rawValue,
      data["irregularBecause"] == nil
    else { return [] }
    let kinds = effects.compactMap { Catalogue.type(named: $0) as? any Effect.Type }
    return weight(of: PowerCode(power), kinds, on: day).fields.filter { field in
      switch data[field.rawValue] {
      case nil, .null: true
      case .array(let items): items.isEmpty
      default: false
      }
    }
  }

  /// Refuses a decision that does not say what its weight asks, by name. What was decided long ago, or
  /// without the power, is entered as it was: `gaps` lists what it lacks.
  func requireFields(_ decision: DecisionTaken, _ happenings: [any Happening]) throws(Refusal) {
    guard decision.basis != .fromMinutes, decision.irregularBecause == nil else { return }
    let effects = happenings.compactMap { ($0 as? any Effect).map { type(of: $0) as any Effect.Type } }
    let (weight, fields) = missing(decision, effects)
    guard !fields.isEmpty else { return }
    throw .setting(
      .decisionWeights, "decision-incomplete",
      "a decision of this weight ('\(weight.name)') says also: "
        + fields.map(\.words).joined(separator: "; "),
      instead: fields.map { "add \($0.words): \($0.option)" })
  }
}

extension Setting {
  /// The table itself, as a trust has it that sets none.
  static let decisionWeightTable: [DecisionWeight] = [
    DecisionWeight(
      name: "light",
      of: [
        VariationReviewed.type, VariationItemHandedBack.type, VariationEnded.type, DeploymentChanged.type,
        LeaderReleased.type, UrgentDecisionRatified.type,
      ], fields: []),
    DecisionWeight(
      name: "middle",
      of: [
        "change-risk-level", "constitute-local-body", "add-governors", "allocate-leader", "appoint-head",
        VariationRenewed.type, InterimBoardExtended.type, InterimBoardEnded.type,
      ], fields: [.options]),
    DecisionWeight(
      name: "heavy",
      of: ["place-at-risk", "place-at-risk-urgently", "end-at-risk", "vary-scheme", "install-interim-board"],
      fields: [.options, .evidence, .consulted, .longTerm, .neighbours, .peopleAffected]),
  ]

  public static let decisionWeights = Setting(
    name: "decision-weights",
    standard: .array(
      decisionWeightTable.map { weight in
        [
          "weight": .string(weight.name), "of": .array(weight.of.map(JSONValue.string)),
          "fields": .array(weight.fields.map { .string($0.rawValue) }),
        ]
      }),
    meaning:
      "What decisions weigh, the lightest first: powers and kinds of effect, and what must be said of each.")
}
