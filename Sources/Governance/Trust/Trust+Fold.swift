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
  /// The data's JSON text.
  public let text: [UInt8]

  public init(
    position: Int, id: String, ref: String, type: String, dataSchema: String, actor: String, office: String?,
    recorded: Instant, subject: String, tags: [String], text: [UInt8]
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
    self.text = text
  }

  public init(
    position: Int, id: String, ref: String, type: String, dataSchema: String, actor: String, office: String?,
    recorded: Instant, subject: String, tags: [String], data: JSONValue
  ) {
    self.init(
      position: position, id: id, ref: ref, type: type, dataSchema: dataSchema, actor: actor, office: office,
      recorded: recorded, subject: subject, tags: tags, text: data.bytes)
  }

  /// The data as a value; null where the text is no JSON, which the log lets nobody write.
  ///
  /// - Complexity: reads the text; keep the result.
  public var data: JSONValue { (try? JSONValue.parse(bytes: text)) ?? .null }

  func read<P: Happening>(_ data: JSONValue? = nil) throws(UnreadableEntry) -> P {
    do throws(FieldError) {
      if let data { return try P.decode(data) }
      return try P.decode(text.span)
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
  /// - Parameters:
  ///   - events: all of one query, in any order; entries recorded after the time asked about are left out by
  ///     the caller.
  ///   - day: leaves out what was not known then: decisions of a later day, and facts that are stated for a
  ///     later day, unless they were recorded by then, such as an office that is given from next month on.
  /// - Throws: an entry whose data is not what its type declares; `kite verify` names it too.
  public init(folding events: [TrustEvent], decidedBy day: Day? = nil) throws(UnreadableEntry) {
    self = try Chronicle(events).trust(decidedBy: day)
  }

  /// Whose recorder entered a decision is a matter of the order of recording, not of the day decided: so it
  /// is settled when everything is folded.
  mutating func confirmDecisions() {
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
