import Asking
import Governance
import JSON
import Schemas

/// What whoever decides will ask, and the paper does not say yet; and what the rules would say.
struct Asked {
  /// What a decision of this weight must say to be recorded.
  let required: [DecisionField]
  /// What is asked all the same.
  let others: [DecisionField]
  /// Why it could not be recorded as it stands, though it were carried and all that is missing were said.
  let refusal: Refusal?
  /// The day for which the rules were asked: the last on which it can be decided in time.
  let day: Day

  init(_ paper: BoardPaper) {
    let firstDays = paper.proposal.effects.compactMap { $0.data["firstDay"]?.string.flatMap { Day($0) } }
    let day = max(paper.day, firstDays.min()?.adding(days: -1) ?? paper.day)
    self.day = day
    let data = paper.decisionToRecord
    let types = paper.proposal.effects.map(\.type)
    var required = paper.trust.missing(in: data, effects: types, on: day)
    // What depends on the rest of the record, such as support that was offered before, only the rules know:
    // each refusal that asks for a field is met, until one asks for something else or none is left.
    var refusal = Asked.refusal(paper, on: day, saying: required)
    while let field = refusal.flatMap({ Asked.asked(by: $0, besides: required) }) {
      required.append(field)
      refusal = Asked.refusal(paper, on: day, saying: required)
    }
    self.required = required
    self.refusal = refusal
    others = Asked.lacking(data).filter { !required.contains($0) }
  }

  /// The field whose option a refusal names.
  private static func asked(by refusal: Refusal, besides known: [DecisionField]) -> DecisionField? {
    let words = refusal.instead.flatMap { $0.split(separator: " ").map(String.init) }
    return DecisionField.allCases.first { field in
      !known.contains(field)
        && field.option.split(separator: " ").first.map { words.contains(String($0)) } ?? false
    }
  }

  private static func lacking(_ data: JSONValue) -> [DecisionField] {
    DecisionField.allCases.filter { !says(data, $0) }
  }

  private static func says(_ data: JSONValue, _ field: DecisionField) -> Bool {
    switch data[field.rawValue] {
    case nil, .null: false
    case .array(let items): !items.isEmpty
    case .string(let text): !text.isEmpty
    default: true
    }
  }

  /// Asks the rules as if it were carried by a bare quorum, all in favour, and as if these fields were said:
  /// what is left is wrong with the proposal itself.
  private static func refusal(_ paper: BoardPaper, on day: Day, saying fields: [DecisionField]) -> Refusal? {
    guard case .open = paper.proposal.outcome, paper.unreadable.isEmpty else { return nil }
    var data = paper.decisionToRecord
    data["day"] = .string(day.text)
    if let quorum = paper.quorum(on: day) {
      data["present"] = .integer(quorum)
      data["votes"] = ["for": .integer(quorum), "against": 0, "abstained": 0]
    }
    data["basis"] = .string(Basis.atTheTime.rawValue)
    for name in ["decision", "because"] where data[name] == nil { data[name] = "As proposed." }
    for field in fields { data[field.rawValue] = filler(field, day) }
    do {
      let decision = try DecisionTaken.decode(data)
      let happenings = try paper.proposal.effects.compactMap { try ProposalTrial.read($0.type, $0.data) }
      let context = Context(
        ref: "\(paper.proposal.event.ref)-draft", actor: paper.proposal.event.actor,
        recorded: .endOf(day), school: paper.proposal.school,
        riskCase: paper.proposal.event.riskCase, day: day)
      _ = try Trust.decide(
        Draft(context: context, decision: decision, happenings: happenings), on: paper.chronicle)
      return nil
    } catch let refusal as Refusal {
      return refusal
    } catch { return nil }
  }

  /// A value that says a field for the trial; nobody sees it.
  private static func filler(_ field: DecisionField, _ day: Day) -> JSONValue {
    switch field {
    case .options: [["what": "said", "why": "said"]]
    case .consulted: [["who": "said", "answer": "said"]]
    case .lesserSteps, .evidence, .unknown, .advice, .risks: ["said"]
    case .principles: ["honesty": "said"]
    case .outcomeLookedAtOn: .string(day.adding(days: 30).text)
    default: "said"
    }
  }

  /// Nil where nothing is missing.
  var notice: Part? {
    var parts: [Part] = []
    if let refusal {
      parts.append(
        .paragraph(
          .strong("Decided on \(day.short), the rules would refuse it: ") + Words(refusal.description)))
      if !refusal.instead.isEmpty { parts.append(.list(refusal.instead.map { Words($0) })) }
    }
    if !required.isEmpty {
      parts.append(.paragraph(.strong("A decision of this weight is not recorded without:")))
      parts.append(.list(required.map(Asked.line)))
    }
    if !others.isEmpty {
      parts.append(.paragraph(.strong("It will be asked besides:")))
      parts.append(.list(others.map(Asked.line)))
    }
    return parts.isEmpty ? nil : .notice("What will be asked, and is not here yet", parts, tone: .poor)
  }

  private static func line(_ field: DecisionField) -> Words {
    Words("\(field.words) (\(field.why)): ") + .code(field.option)
  }
}
