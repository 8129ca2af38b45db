public import Asking
import EventLog
public import Governance
import History
import JSON
public import Schemas

/// A proposal on record, and what became of it.
public struct Proposal {
  public enum Outcome: Equatable {
    case open
    case decided(ref: String, day: Day, position: Int)
    case withdrawn(ref: String, day: Day)
  }

  public let event: TrustEvent
  /// As the audience may see it, corrections made.
  let proposed: DecisionProposed
  public let outcome: Outcome

  /// By the reference of the proposal's entry, or the code of a variation that was proposed.
  ///
  /// - Throws: `NotOnRecord` with what to do now, where it is no proposal.
  public init(_ reference: String, _ answers: Answers) throws {
    let event = try Proposal.find(reference, answers)
    let related = Query([Query.Item(tags: ["entry/\(event.ref)"])])
    let dossier = try Dossier(
      [event]
        + answers.log.events(matching: related, after: .start, upTo: answers.position).map {
          try TrustEvent($0)
        }, answers)
    if let voided = dossier.voidedBy(event.ref) {
      throw NotOnRecord("proposal '\(event.ref)' was voided by '\(voided)': 'kite show \(voided)' says why")
    }
    self.event = event
    proposed = try dossier.read(event, as: DecisionProposed.self)
    if let withdrawn = dossier.events.first(where: {
      $0.type == ProposalWithdrawn.type && dossier.voidedBy($0.ref) == nil
    }) {
      outcome = .withdrawn(ref: withdrawn.ref, day: withdrawn.recorded.londonDay)
    } else {
      outcome = try Proposal.decision(on: proposed, after: event, answers)
    }
  }

  /// Those that nobody has decided on or withdrawn, in the order of the log.
  public static func open(_ answers: Answers) throws -> [Proposal] {
    let query = Query(types: [DecisionProposed.type])
    return try answers.log.events(matching: query, after: .start, upTo: answers.position).compactMap {
      found in
      let event = try TrustEvent(found)
      let proposal: Proposal
      do { proposal = try Proposal(event.ref, answers) } catch is NotOnRecord { return nil }
      return proposal.outcome == .open ? proposal : nil
    }
  }

  private static func find(_ reference: String, _ answers: Answers) throws -> TrustEvent {
    let events = try answers.log.events(ref: reference)
    if let first = events.first {
      guard first.position <= answers.position else {
        throw NotOnRecord("'\(reference)' was not known \(answers.known?.spoken ?? "then")")
      }
      if let found = events.first(where: { $0.isOfType(DecisionProposed.type) }) {
        return try TrustEvent(found)
      }
      let type = try TrustEvent(first).type
      throw NotOnRecord(
        "'\(reference)' is no proposal but a '\(type)'; 'kite trail --type \(DecisionProposed.type)' lists "
          + "the proposals")
    }
    let query = Query(types: [DecisionProposed.type], tags: ["\(VariationCode.tag)/\(reference)"])
    let proposals = try answers.log.events(matching: query, after: .start, upTo: answers.position)
    if let last = proposals.last { return try TrustEvent(last) }
    throw NotOnRecord(
      "there is no proposal '\(reference)' in this record; 'kite trail --type \(DecisionProposed.type)' "
        + "lists those that it has")
  }

  /// The first later decision that brings about what the draft would.
  private static func decision(
    on proposed: DecisionProposed, after event: TrustEvent, _ answers: Answers
  ) throws -> Outcome {
    let effects = proposed.draft?.value?["effects"]?.array ?? []
    var wanted: [Query.Item] = []
    for effect in effects {
      guard let type = effect["type"]?.string, let description = Catalogue.description(of: type),
        let data = effect["data"]
      else { continue }
      let tags = description.tags(of: data).filter { !$0.hasPrefix("\(FunctionCode.tag)/") }
      if !tags.isEmpty { wanted.append(Query.Item(types: [type], tags: tags)) }
    }
    guard let first = wanted.first else { return .open }
    let found = try answers.log.events(
      matching: Query([first]), after: Position(event.position), upTo: answers.position)
    for effect in found where effect.tags.contains("decision/\(effect.ref)") {
      let commit = try answers.log.events(ref: effect.ref).map { try TrustEvent($0) }
      let amended = try answers.log.events(
        matching: Query(types: [EntryVoided.type], tags: ["entry/\(effect.ref)"]), after: .start,
        upTo: answers.position)
      guard amended.isEmpty, let decision = commit.first(where: { $0.type == DecisionTaken.type }) else {
        continue
      }
      let day = decision.data["day"]?.string.flatMap { Day($0) } ?? decision.recorded.londonDay
      return .decided(ref: effect.ref, day: day, position: decision.position)
    }
    return .open
  }

  public var school: SchoolCode? { event.school }

  /// The draft's decision, as it was written.
  var decision: JSONValue { proposed.draft?.value?["decision"] ?? .object([]) }

  var effects: [(type: String, data: JSONValue)] {
    (proposed.draft?.value?["effects"]?.array ?? []).compactMap { effect in
      guard let type = effect["type"]?.string, let data = effect["data"] else { return nil }
      return (type, data)
    }
  }

  /// What it asks, in a line.
  public var title: String {
    if let question = Proposal.text(decision["question"]) { return question }
    if let what = proposed.note?.what?.value { return what }
    if let decision = Proposal.text(decision["decision"]) { return decision }
    return proposed.variation.map { "Variation \($0)" } ?? "A decision under '\(proposed.power)'"
  }

  static func text(_ value: JSONValue?) -> String? {
    guard let text = value?.string, !text.isEmpty else { return nil }
    return text
  }
}
