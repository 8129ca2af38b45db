public import JSON
public import Schemas

/// An entry's event, as the log holds it: what stands around the data, and the data.
public struct TrustEvent: Sendable {
  public let position: Int
  public let id: String
  public let ref: String
  public let type: String
  public let dataSchema: String
  public let actor: PersonCode
  public let office: OfficeCode?
  public let recorded: Instant
  public let school: SchoolCode?
  public let riskCase: CaseCode?
  public let tags: [String]
  public let data: JSONValue

  public init(
    position: Int, id: String, ref: String, type: String, dataSchema: String, actor: String, office: String?,
    recorded: Instant, subject: String, tags: [String], data: JSONValue
  ) {
    self.position = position
    self.id = id
    self.ref = ref
    self.type = type
    self.dataSchema = dataSchema
    self.actor = PersonCode(unchecked: actor)
    self.office = office.map(OfficeCode.init(unchecked:))
    self.recorded = recorded
    self.school = Self.code(after: "school/", in: [subject]).map(SchoolCode.init(unchecked:))
    self.riskCase = Self.code(after: "case/", in: tags).map(CaseCode.init(unchecked:))
    self.tags = tags
    self.data = data
  }

  func read<P: Happening>(_ data: JSONValue? = nil) throws(UnreadableEntry) -> P {
    do {
      return try P.decode(data ?? self.data)
    } catch {
      throw UnreadableEntry(position: position, type: type, problem: error)
    }
  }

  private static func code(after prefix: String, in texts: [String]) -> String? {
    texts.first { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
  }
}

extension Trust {
  /// The trust as these entries tell it.
  ///
  /// State folds by the day decided (facts: the day that they state), then by position, so that history entered later
  /// falls into its place. Corrections are applied to what they correct; voided entries count for nothing; what was
  /// decided without the power counts from the day on which the right body ratified it.
  ///
  /// - Parameters:
  ///   - events: all of one query, in any order; entries recorded after the time asked about are left out by the caller.
  ///   - day: leaves out what was not known then: decisions of a later day, and facts that are stated for a later day,
  ///     unless they were recorded by then, such as an office that is given from next month on.
  /// - Complexity: O(n log n).
  /// - Throws: an entry whose data is not what its type declares; `kite verify` names it too.
  public init(folding events: [TrustEvent], decidedBy day: Day? = nil) throws(UnreadableEntry) {
    self.init()
    let amendments = try Amendments(events)
    var happenings: [Folded] = []
    for event in events {
      guard !amendments.isVoided(event) else { continue }
      guard let payload = try Catalogue.read(event, amendments.data(of: event)) else { continue }
      let decision = amendments.decision(of: event)
      var context = Context(event, decision: decision, day: event.recorded.londonDay)
      context.day = decision?.day ?? payload.statedDay ?? context.day
      let moves = payload is DecisionTaken || amendments.counts(event)
      if !(payload is DecisionTaken), let ratified = amendments.ratified(event) {
        context.day = max(context.day, ratified)
      }
      if let day, context.day > day, decision != nil || event.recorded.londonDay > day { continue }
      entries[event.id] = EntryAuthor(ref: event.ref, type: event.type, actor: event.actor)
      happenings.append(Folded(context: context, payload: payload, moves: moves))
    }
    happenings.sort { ($0.context.day, $0.context.position) < ($1.context.day, $1.context.position) }
    for happening in happenings { fold(happening) }
    for ref in amendments.correctedRefs { decisions[DecisionRef(unchecked: ref)]?.isCorrected = true }
    confirmDecisions()
  }
}

/// An entry's event, ready to be folded.
private struct Folded {
  let context: Context
  let payload: any Happening
  /// False for what an irregular decision would have brought about, were it ratified.
  let moves: Bool
}

extension Trust {
  private mutating func fold(_ happening: Folded) {
    let context = happening.context
    if context.decision?.irregularBecause != nil, let ref = context.decisionRef {
      let power = (happening.payload as? any Effect)?.power(self)
      // An office needs the power to appoint, which its rule finds out from the decision.
      if let power = happening.payload is OfficeGiven ? .setTrust : power {
        decisions[ref]?.powers.insert(power)
      }
    }
    if happening.moves { happening.payload.evolve(&self, context) }
  }

  /// Whose recorder entered a decision is a matter of the order of recording, not of the day decided: so it is settled
  /// when everything is folded.
  private mutating func confirmDecisions() {
    for ref in decisions.keys {
      guard let decision = decisions[ref], !decision.isConfirmed else { continue }
      let settingUp = decision.position < (recordersSince ?? .max) && decision.actor == opened?.person
      let byRecorder = decision.by.areConfirmed { party in
        recorders.contains { recorder in
          recorder.person == decision.actor && recorder.position < decision.position
            && recorder.days.contains(decision.recorded) && recorder.party == party
        }
      }
      decisions[ref]?.isConfirmed = settingUp || byRecorder
    }
  }
}

/// An entry whose data is not what its type declares.
public struct UnreadableEntry: Error, CustomStringConvertible {
  public let position: Int
  public let type: String
  public let problem: FieldError

  public var description: String {
    "entry \(position) is a '\(type)' that cannot be read: \(problem); run 'kite verify'"
  }
}

extension Context {
  init(_ event: TrustEvent, decision: DecisionTaken?, day: Day) {
    self.init(
      position: event.position, id: event.id, ref: event.ref, actor: event.actor, office: event.office,
      recorded: event.recorded, school: event.school, riskCase: event.riskCase, decision: decision, day: day)
  }
}
