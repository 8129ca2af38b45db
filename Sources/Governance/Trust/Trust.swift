public import JSON
public import Schemas

/// The trust as a set of entries tells it: every state that a rule or an answer looks at.
///
/// One value, made by folding entries; whatever was not loaded is not in it. It holds days, not a day: each
/// question names the day that it asks about.
public struct Trust: Sendable {
  public var opened: LogOpened?
  /// The day on which it was opened: what was so before is history, and sets no clock.
  public var openedOn: Day?
  /// Who holds an enrolled key, by the verifier key's text.
  public var keyHolders: [String: PersonCode] = [:]
  /// By reference, the commits in which a person gave up a key of their own and did not get another yet.
  var keysGivenUp: [String: PersonCode] = [:]
  /// Who recorded what: by event id.
  public var entries: [String: EntryAuthor] = [:]

  public var schools: [SchoolCode: School] = [:]
  public var persons: Set<PersonCode> = []
  public var bodies: [BodyCode: Body] = [:]
  public var tenures: [Tenure] = []
  public var recorders: [Recorder] = []
  /// Position of the first `RecorderAppointed`: until then the person who opened the record sets the trust
  /// up.
  public var recordersSince: Int?
  public var calendar = TrustCalendar()
  public var settings: [String: [(from: Day, value: JSONValue)]] = [:]

  public var schemes: [Scheme] = []
  public var tiers: [SchoolCode: [TierHeld]] = [:]
  /// Rows that a decision listed for the version that it adopts next.
  var listedFunctions: [SchemeVersion: (ref: String, rows: [SchemeFunction])] = [:]
  /// What a new version ended and is to be decided anew, by the code of the new variation.
  public var redecisions: [VariationCode: Redecision] = [:]
  public var variations: [VariationCode: Variation] = [:]

  public var watches: [Watch] = []
  public var cases: [CaseCode: RiskCase] = [:]
  public var deployments: [DeploymentCode: Deployment] = [:]
  public var plans: [PlanCode: Plan] = [:]
  public var reports: [ReportCode: Report] = [:]
  public var bodyReviews: [BodyReview] = []
  public var examinations: [Examination] = []
  /// What was told and answered before a school was placed at risk.
  var intentions: [Intention] = []
  /// By reference and by code: what there is on record to rest a trigger on.
  var evidenceOnRecord: [String: [EvidenceOnRecord]] = [:]
  /// Support for a school, offered and looked at again.
  public var support: [SupportStep] = []
  public var validations: [Validation] = []
  /// Help asked for, granted, declined, used and short, in the order of the entries.
  public var help: [HelpStep] = []
  /// When a school's case was reviewed.
  public var caseReviews: [(school: SchoolCode, day: Day)] = []
  public var interimBoards: [BodyCode: InterimBoard] = [:]
  public var shadows: [BodyCode: Shadow] = [:]
  public var decisions: [DecisionRef: DecisionRecord] = [:]

  // What duties are computed from: facts that no rule looks at.
  public var caseSteps: [CaseStep] = []
  public var assignments: [CaseCode: [Action: ActionAssigned]] = [:]
  public var caseBodyReviews: [(body: BodyCode, day: Day)] = []
  public var followUpChecks: [(school: SchoolCode, day: Day)] = []
  public var representations: [(school: SchoolCode, day: Day)] = []
  public var answersAwaited: [AnswerAwaited] = []
  public var conditions: [Conditions] = []
  public var notices: [Notice] = []
  public var requests: [RequestCode: InformationRequest] = [:]
  public var meetings: [Meeting] = []
  public var approvedMinutes: [(party: Party, meeting: Day)] = []
  public var withholdings: [String: Withholding] = [:]
  public var holds: [Hold] = []
  var exportChecks: [ExportCheck] = []

  public init() {}
}

/// Who sealed an event.
public struct EntryAuthor: Sendable, Equatable {
  public let ref: String
  public let type: String
  public let actor: PersonCode
  public let tags: [String]
}

public struct School: Sendable, Equatable {
  public let code: SchoolCode
  public let name: String
  public let phase: String?
  public let pupils: Int?
  public var days: DaySpan
}

public struct Body: Sendable, Equatable {
  public let code: BodyCode
  public var name: String?
  public let kind: BodyKind
  public var schools: [SchoolCode]
  /// Days on which a school of several had an interim board in this body's place.
  var away: [Away] = []
  public var parent: BodyCode?
  /// Its terms, in order: a body that is dissolved and restored has two.
  public var terms: [Term]
  public var members: [Member] = []

  public struct Term: Sendable, Equatable {
    public let size: Int
    public let quorum: Int
    public let parentSeats: Int
    public var days: DaySpan
  }

  public struct Member: Sendable, Equatable {
    public let person: PersonCode
    public var days: DaySpan
    /// Of a member who was added: the body that appoints, and its decision.
    public var appointedBy: [Party] = []
    public var decision: DecisionRef?
  }

  public struct Away: Sendable, Equatable {
    let school: SchoolCode
    var days: DaySpan
  }

  /// Whether it is the body of a school on a day.
  public func governs(_ school: SchoolCode, on day: Day) -> Bool {
    schools.contains(school) && term(on: day) != nil
      && !away.contains { $0.school == school && $0.days.contains(day) }
  }

  public func term(on day: Day) -> Term? { terms.last { $0.days.contains(day) } }

  /// Ends the term that would go on after a day, and what had not begun by then.
  mutating func end(on day: Day) {
    for index in terms.indices where terms[index].days.last.map({ $0 > day }) ?? true {
      terms[index].days.end(on: day)
    }
    for index in members.indices { members[index].days.end(on: day) }
  }
}

/// A person in an office.
public struct Tenure: Sendable, Equatable {
  public let office: OfficeCode
  public let person: PersonCode
  public let appointedBy: Party
  public let seatOn: BodyCode?
  public let acting: Bool
  public var days: DaySpan
  /// Ended by an entry, not by itself.
  public var isEnded = false
}

public struct Recorder: Sendable, Equatable {
  public let party: Party
  public let person: PersonCode
  let position: Int
  public var days: DaySpan
}

/// What later entries need to know of a decision.
public struct DecisionRecord: Sendable {
  public let ref: DecisionRef
  public let power: PowerCode
  public let function: FunctionCode?
  let pounds: Int?
  public let by: [Party]
  public let day: Day
  public let school: SchoolCode?
  let actor: PersonCode
  let recorded: Day
  let position: Int
  public let basis: Basis
  /// The day on which the outcome is looked at.
  public let outcomeLookedAtOn: Day?
  /// A recorder of a body that decided entered it, or stood by it since.
  public var isConfirmed: Bool
  public var isIrregular: Bool
  /// Who decided was too few to decide at all.
  var lackedQuorum = false
  /// The powers of the effects of an irregular decision: who ratifies it must hold what it lacked.
  var powers: Set<PowerCode> = []
  public var isCorrected = false
  /// Urgent, and not ratified so far: the day by which it must be.
  public var ratifyBy: Day?

  /// The one word that answers say of it.
  public var standing: Standing {
    if isIrregular { return .irregular }
    if ratifyBy != nil { return .unratified }
    if !isConfirmed { return .unconfirmed }
    return isCorrected ? .corrected : .confirmed
  }
}
