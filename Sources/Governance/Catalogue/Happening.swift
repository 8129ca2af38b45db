public import JSON
public import Schemas

/// A declared event: its data, what it changes, and the rule that lets it in.
///
/// Rules are pure: no clock, no file, no random. A rule looks at the context and at `Trust`, which holds what
/// the events of the happening's `reads` say.
public protocol Happening: Payload {
  /// The day by which state folds, where the data states one: an office's first day, a meeting's day.
  /// The day of recording where it does not.
  var statedDay: Day? { get }

  /// What a fact may say besides its own fields; nil for effects and for the facts that set the trust up.
  var note: Note? { get }

  /// What must be loaded before `check` can look at it, beside what authority needs.
  static func reads(_ scope: Scope) -> [Reads]

  /// Fills in what follows from the state: a due date, a quorum. Never overwrites what was given.
  static func complete(_ data: inout JSONValue, _ trust: Trust, _ context: Context)

  /// Refuses what the rules do not allow in this state.
  func check(_ trust: Trust, _ context: Context) throws(Refusal)

  /// Total: accepts every event ever stored.
  func evolve(_ trust: inout Trust, _ context: Context)
}

extension Happening {
  public var statedDay: Day? { note?.day }
  public var note: Note? { nil }
  public static func reads(_ scope: Scope) -> [Reads] { [] }
  public static func complete(_ data: inout JSONValue, _ trust: Trust, _ context: Context) {}
  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {}
  public func evolve(_ trust: inout Trust, _ context: Context) {}
}

/// What a decision brings about. Who decides must hold the effect's own power.
public protocol Effect: Happening {
  static var power: Power { get }

  /// The power in this state; nil for what needs none of its own, such as registering a person.
  func power(_ trust: Trust) -> Power?

  /// Refuses a code that the record has given already, be it for a later day than the one decided.
  func checkNew(_ trust: Trust, _ context: Context) throws(Refusal)

  /// Looks at the state after all effects of the decision: what one effect takes, another must give back.
  func checkAfter(_ trust: Trust, _ context: Context) throws(Refusal)
}

extension Effect {
  public func power(_ trust: Trust) -> Power? { Self.power }
  public func checkNew(_ trust: Trust, _ context: Context) throws(Refusal) {}
  public func checkAfter(_ trust: Trust, _ context: Context) throws(Refusal) {}
}

/// An effect that may also be recorded as a fact, without a decision.
public protocol StandsAlone: Effect {}

/// A fact that only some may record: a recorder of the body, who recorded the entry, and so on.
public protocol Guarded: Happening {
  func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal)
}

/// What an entry says around its data: who recorded it, when, for which school.
public struct Context: Sendable {
  /// 0 while the event is being decided.
  public var position: Int
  public var id: String
  public var ref: String
  /// The person whose key seals the commit; `recovery` for the recovery key.
  public var actor: PersonCode
  public var office: OfficeCode?
  public var recorded: Instant
  /// The school and case of the commit.
  public var school: SchoolCode?
  public var riskCase: CaseCode?
  /// The decision whose effect this is, or which it is.
  public var decision: DecisionTaken?
  /// The day by which state folds: the day decided, or the day that a fact states.
  public var day: Day

  public init(
    position: Int = 0, id: String = "", ref: String, actor: PersonCode, office: OfficeCode? = nil,
    recorded: Instant,
    school: SchoolCode? = nil, riskCase: CaseCode? = nil, decision: DecisionTaken? = nil, day: Day
  ) {
    self.position = position
    self.id = id
    self.ref = ref
    self.actor = actor
    self.office = office
    self.recorded = recorded
    self.school = school
    self.riskCase = riskCase
    self.decision = decision
    self.day = day
  }
}

/// What a query is narrowed to: the school and the case of a commit.
public struct Scope: Sendable {
  public var school: SchoolCode?
  public var riskCase: CaseCode?

  public init(school: SchoolCode? = nil, riskCase: CaseCode? = nil) {
    self.school = school
    self.riskCase = riskCase
  }
}

/// One item of a query: any of the types, all of the tags.
public struct Reads: Hashable, Sendable {
  public var types: [String]
  public var tags: [String]

  public init(_ types: [any Happening.Type], tags: [String] = []) {
    self.types = types.map { $0.type } + [EntryCorrected.type, EntryVoided.type]
    self.tags = tags
  }

  /// Everything that has these tags, of whatever type.
  public init(allWith tags: [String]) {
    types = []
    self.tags = tags
  }
}
