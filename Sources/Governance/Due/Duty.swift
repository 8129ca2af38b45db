public import Schemas

/// Something that is owed by somebody: it falls due on a day, and is late after it.
///
/// All of it is computed from the entries; nothing of it is recorded. An entry settles it, and then it is no
/// longer there.
public struct Duty: Equatable, Sendable {
  public var kind: Kind
  public var what: String
  public var due: Day
  /// The holder as the scheme codes it, or an office: `TB`, `CEO`, `exec-head-primary`; several who owe it
  /// together are joined by `+`.
  public var owes: String
  /// Who is in the office that owes it, where it is one.
  public var person: PersonCode?
  public var school: SchoolCode?
  public var riskCase: CaseCode?
  /// The thing or entry that it is about, by its tag: `variation/V-2024-01`, `decision/E38`.
  public var concerns: String?
  /// The command that settles it; what only a person knows is to be added, and is asked for on a terminal.
  public var command: String
  /// Another command that settles it in another way.
  public var otherwise: String?
  /// What somebody should know who reads of it.
  public var note: String?
  /// The warning that is reached, as so many days before, where the trust sets warnings.
  public var warning: Int?

  public init(
    _ kind: Kind, _ what: String, due: Day, owes: String, school: SchoolCode? = nil,
    riskCase: CaseCode? = nil, concerns: String? = nil, command: String, otherwise: String? = nil,
    note: String? = nil
  ) {
    self.kind = kind
    self.what = what
    self.due = due
    self.owes = owes
    self.school = school
    self.riskCase = riskCase
    self.concerns = concerns
    self.command = command
    self.otherwise = otherwise
    self.note = note
  }

  public func isLate(on day: Day) -> Bool { due < day }

  /// What kind of thing is owed. The codes are part of `kite due --json`: never renamed.
  public enum Kind: String, CaseIterable, Sendable {
    case ratifyUrgent = "ratify-urgent"
    case ratifyIrregular = "ratify-irregular"
    case confirm
    case minutes
    case redecide
    case reviewVariation = "review-variation"
    case reviewBoard = "review-interim-board"
    case firstMeeting = "first-meeting"
    case tellLeavers = "tell-leavers"
    case reviewWatch = "review-watch"
    case reviewForced = "review-forced"
    case followUp = "follow-up"
    case endOfVariation = "end-variation"
    case endOfDeployment = "end-deployment"
    case endOfBoard = "end-interim-board"
    case endOfShadow = "end-shadow"
    case lapsed
    case report
    case escalation = "report-escalation"
    case safeguarding = "safeguarding-red"
    case reportUnread = "report-unread"
    case planDecision = "plan-decision"
    case planVersion = "plan-version"
    case milestone
    case milestoneSlipped = "milestone-slipped"
    case assignActions = "assign-actions"
    case action
    case conditions
    case cover
    case register
    case publish
    case endOfTerm = "end-term"
    case vacancy
    case request
    case answer
    case outcome
    case withholding

    /// Whether it asks only to look again at something that was done: never what a school waits for next.
    public var looksBack: Bool { self == .outcome || self == .withholding || self == .reportUnread }
  }
}
