import Asking
import Governance
import JSON
import Schemas

/// What whoever decides will ask, and the paper does not say yet; and what the rules would say today.
struct Asked {
  /// What is missing, and the option that gives it.
  let missing: [(says: String, option: String)]
  /// Why it could not be recorded as it stands, though it were carried.
  let refusal: Refusal?
  /// The day for which the rules were asked: the last on which it can be decided in time.
  let day: Day

  /// Without these a decision of weight cannot be accounted for. They are asked for; no rule fills them in.
  private static let fields = [
    "question", "decision", "because", "proportionality", "options", "lesserSteps", "evidence", "unknown",
    "risks", "consulted", "longTerm", "neighbours", "pupilsFirst", "peopleAffected", "equality",
    "expectedOutcome", "outcomeLookedAtOn",
  ]

  /// Where the option is named by one of several.
  private static let options = [
    "options": "option", "lesserSteps": "lesser-step", "risks": "risk",
  ]

  init(_ paper: BoardPaper) throws {
    let declared = Catalogue.description(of: DecisionTaken.type)?.fields ?? []
    let note = paper.proposed.note
    missing = Self.fields.compactMap { name in
      let value = paper.proposal.decision[name]
      let isGiven = value.map { !$0.isNull && $0 != .array([]) && $0 != .string("") } ?? false
      if isGiven || (name == "evidence" && !(note?.evidence.isEmpty ?? true)) { return nil }
      // A proposal says in its own words why it goes so far and no further.
      if name == "proportionality", note?.why != nil { return nil }
      guard let field = declared.first(where: { $0.name == name }) else { return nil }
      let help = field.help.hasSuffix(".") ? String(field.help.dropLast()) : field.help
      return (help, "--\(Self.options[name] ?? OptionDescription(for: field).name)")
    }
    let firstDays = paper.proposal.effects.compactMap { $0.data["firstDay"]?.string.flatMap { Day($0) } }
    day = max(paper.day, firstDays.min()?.adding(days: -1) ?? paper.day)
    refusal = Asked.refusal(paper, on: day)
  }

  /// Asks the rules as if it were carried by a bare quorum, all in favour: what is left is wrong with the
  /// proposal itself.
  private static func refusal(_ paper: BoardPaper, on day: Day) -> Refusal? {
    guard case .open = paper.proposal.outcome, paper.unreadable.isEmpty else { return nil }
    var data = paper.proposal.decision
    let parties = paper.holders.compactMap {
      paper.trust.party(for: $0, school: paper.proposal.school, on: day)
    }
    let quorum = parties.compactMap { $0.body.flatMap { paper.trust.bodies[$0]?.term(on: day)?.quorum } }
      .max()
    data["power"] = .string(paper.proposed.power.text)
    if data["by"] == nil { data["by"] = .texts(parties.map(\.reference)) }
    data["day"] = .string(day.text)
    if let quorum {
      data["present"] = .integer(quorum)
      data["votes"] = ["for": .integer(quorum), "against": 0, "abstained": 0]
    }
    data["basis"] = .string(Basis.atTheTime.rawValue)
    if data["decision"] == nil { data["decision"] = "As proposed." }
    if data["because"] == nil { data["because"] = "As proposed." }
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

  var notice: Part {
    var parts: [Part] = []
    if !missing.isEmpty {
      parts.append(.list(missing.map { Words("\($0.says): not stated yet (") + .code($0.option) + ")" }))
    }
    if let refusal {
      parts.append(
        .paragraph(
          .strong("Decided on \(day.short), the rules would refuse it: ") + Words(refusal.description)))
      if !refusal.instead.isEmpty { parts.append(.list(refusal.instead.map { Words($0) })) }
    }
    return .notice("What will be asked, and is not here yet", parts, tone: .poor)
  }
}
