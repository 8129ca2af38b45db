public import Asking
import EventLog
import Governance
import History
import JSON
import Schemas

/// The paper that goes before the body that holds the power, made of a proposal and of what the record knows.
///
/// Of a proposal that was decided it is the paper as it could have been before the decision: nothing that
/// was recorded later is in it, but for the line that says what was decided.
public struct BoardPaper {
  let proposal: Proposal
  /// Up to just before the decision.
  let answers: Answers
  let source: PaperSource
  let dossier: Dossier
  let chronicle: Chronicle
  let trust: Trust
  /// With the draft's effects; nil where the draft has none that can be read.
  let after: Trust?
  let comparison: SchemeComparison?
  let unreadable: [String]
  /// The day for which offices and bodies are named.
  let day: Day
  let names: Names

  public init(_ reference: String, _ asked: Answers) throws {
    let proposal = try Proposal(reference, asked)
    self.proposal = proposal
    if case .decided(_, _, let position) = proposal.outcome {
      answers = try asked.known(upTo: Position(position - 1))
    } else {
      answers = asked
    }
    source = try PaperSource(answers)
    let school = proposal.school
    let types = proposal.effects.compactMap { Catalogue.type(named: $0.type) }
    let scope = Scope(school: school, riskCase: proposal.event.riskCase)
    let reads = (school.map { Reads.duties(of: $0) } ?? Reads.bodies) + types.flatMap { $0.reads(scope) }
    chronicle = try Chronicle(answers.history.events(reads, upTo: answers.position))
    trust = chronicle.trust()
    day = max(proposal.event.recorded.londonDay, min(answers.on, answers.asOf))
    names = Names(trust: trust, day: day)
    dossier = try Dossier(
      school.map { Query(tags: [$0.fullTag]) } ?? Query(tags: ["entry/\(proposal.event.ref)"]), answers)
    let trial = ProposalTrial(proposal, trust, day)
    after = trial.after
    unreadable = trial.unreadable
    comparison = school.flatMap { school in
      trial.after.flatMap {
        SchemeComparison(before: trial.before, after: $0, school: school, days: trial.days)
      }
    }
  }

  public func paper() throws -> Paper {
    let asked = Asked(self)
    var parts: [Part] = [.section("What is asked", question)]
    if let notice = asked.notice { parts.append(notice) }
    parts.append(.section("Reasons", reasons))
    if let moves { parts.append(.section("What would change", moves)) }
    parts += otherEffects
    parts += [
      .section("Options", options), .section("Support and lesser steps tried first", try support()),
      .section("Evidence", try evidence()), .section("Consultation", try consultation()),
      .section("Who is affected, now and later", ethics), .section("Money and risks", moneyAndRisks),
      .section("Draft resolution", resolution), .section("To record the decision", command(asked)),
    ]
    if let everyFunction { parts.append(everyFunction) }
    return Paper(
      proposal.title, kind: "\(source.trustName) - paper for \(holderWords)", facts: facts, parts: parts,
      foot: try source.foot())
  }

  // MARK: Who

  /// Who holds the power in this school.
  var holders: [String] {
    trust.holderCode(of: proposal.proposed.power, in: proposal.school, on: day)
      .split(separator: "+").map(String.init)
  }

  var holderWords: String {
    let names = holders.map { code in
      let name = self.names.holder(code)
      return name == code ? name : "the \(name)"
    }
    return names.isEmpty ? "the body that holds the power" : names.joined(separator: " with ")
  }

  /// `function G3 of scheme v2023.1`.
  var powerWords: String {
    let power = proposal.proposed.power
    guard let scheme = trust.scheme(on: day) else { return "'\(power)': no scheme is in force" }
    let named = decisionText("function").flatMap { FunctionCode($0) }
    guard let function = scheme.powers[power]?.function ?? named else {
      return "'\(power)' by scheme \(scheme.version)"
    }
    let title = scheme.functions[function].map { " (\($0.title))" } ?? ""
    return "\(function)\(title), scheme \(scheme.version)"
  }

  func decisionText(_ field: String) -> String? { Proposal.text(proposal.decision[field]) }

  /// A field of the draft, or the gap in its place.
  func words(_ value: JSONValue?) -> Words? {
    if let text = Proposal.text(value) { return Words(text) }
    guard let closed = value?["closed"]?.string.flatMap(ContentClass.init(rawValue:)) else { return nil }
    return .withheld(closed)
  }

  private var facts: [Fact] {
    let event = proposal.event
    var facts = [
      Fact("For", Words("\(holderWords), under \(powerWords)")),
      Fact("From", Words("\(event.actor)\(event.office.map { ", \(officeWords($0))" } ?? "")")),
      Fact("Proposed", .day(event.recorded.londonDay) + " as " + .code(event.ref)),
    ]
    if let school = proposal.school {
      facts.append(Fact("School", Words("\(names.school(school)) (\(school))") + risk(school)))
    }
    switch proposal.outcome {
    case .open: facts.append(Fact("Stands", "put forward, not decided"))
    case .decided(let ref, let day, _):
      facts.append(
        Fact(
          "Stands",
          Words("decided on ") + .day(day) + " as " + .code(ref) + "; what follows "
            + "is as it was known before that"))
    case .withdrawn(let ref, let day):
      facts.append(Fact("Stands", Words("withdrawn on ") + .day(day) + " by " + .code(ref)))
    }
    let contentClass = dossier.disclosure.contentClass(of: event)
    if contentClass != .open { facts.append(Fact("Class", Words(contentClass.rawValue))) }
    return facts
  }

  private func officeWords(_ office: OfficeCode) -> String {
    names.party(.office(office), school: proposal.school)
  }

  private func risk(_ school: SchoolCode) -> Words {
    let risk = trust.risk(of: school, on: day)
    guard let since = risk.since else { return "; not at risk" }
    let inCase = trust.riskCase(of: school, on: day).map { ", case \($0.code)" } ?? ""
    return "; " + .badge(trust.name(of: risk.level, on: day), risk.level.tone) + " since " + .day(since)
      + Words(inCase)
  }

  // MARK: What

  private var question: [Part] {
    var parts: [Part] = []
    if let question = words(proposal.decision["question"]) { parts.append(.paragraph(question)) }
    if let what = words(proposal.decision["decision"]) {
      parts.append(.paragraph(.strong("Proposed decision: ") + what))
    }
    let what = proposed.note?.what.map { Words($0) }
    if let what, what != words(proposal.decision["decision"]) { parts.append(.paragraph(what)) }
    return parts.isEmpty ? [.paragraph("The proposal does not say it in words.")] : parts
  }

  var proposed: DecisionProposed { proposal.proposed }

  private var reasons: [Part] {
    var parts: [Part] = []
    let because = words(proposal.decision["because"])
    if let because { parts.append(.paragraph(because)) }
    let why = proposed.note?.why.map { Words($0) }
    if let why, why != because { parts.append(.paragraph(why)) }
    if let measure = words(proposal.decision["proportionality"]) {
      parts.append(.paragraph(.strong("Why not more and not less: ") + measure))
    }
    let triggers = (proposal.decision["triggers"]?.array ?? []).compactMap { words($0) }
    if !triggers.isEmpty {
      parts.append(.paragraph(.strong("Triggers: ") + .joined(triggers, separator: ", ")))
    }
    if let reason = proposed.note?.withheldBecause {
      parts.append(.paragraph(Words("Withheld because: \(reason)")))
    }
    return parts.isEmpty ? [.paragraph("No reason is given.")] : parts
  }

  private var options: [Part] {
    var items: [Words] = []
    if let decision = words(proposal.decision["decision"]) { items.append(.strong("Proposed: ") + decision) }
    for option in proposal.decision["options"]?.array ?? [] {
      guard let what = words(option["what"]) else { continue }
      items.append(.strong("Not proposed: ") + what + " - " + (words(option["why"]) ?? "no reason is given"))
    }
    return [.list(items, none: "No option is named.")]
  }

  private var ethics: [Part] {
    let fields = [
      ("In the longer term", "longTerm"), ("Neighbouring schools", "neighbours"),
      ("Pupils first", "pupilsFirst"), ("People affected", "peopleAffected"), ("Equality", "equality"),
    ]
    return [.facts(fields.map { Fact($0.0, words(proposal.decision[$0.1]) ?? "not stated yet") })]
  }

  private var moneyAndRisks: [Part] {
    let pounds = proposal.decision["pounds"]?.integer.map { Words("\(Prose.grouped($0)) pounds") }
    let risks = lines("risks")
    return [
      .facts([
        Fact("Money", pounds ?? "not stated yet"),
        Fact("Risks", risks.isEmpty ? ["none stated yet"] : risks),
        Fact("Not known", lines("unknown").isEmpty ? ["nothing is named as not known"] : lines("unknown")),
        Fact("Expected to come of it", words(proposal.decision["expectedOutcome"]) ?? "not stated yet"),
      ])
    ]
  }

  func lines(_ field: String) -> [Words] { (proposal.decision[field]?.array ?? []).compactMap { words($0) } }
}
