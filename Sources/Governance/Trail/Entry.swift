public import Schemas

/// An entry of the record, as the trail shows it: all events of one reference.
///
/// What later entries said of it is part of it: corrections, confirmations, its release.
public struct Entry: Equatable, Sendable {
  /// Of the first event.
  public var position: Int
  public var id: String
  public var ref: String
  /// `DecisionTaken`, or the first event's.
  public var type: String
  /// The other types, each once, in the order of the log.
  public var effects: [String]
  /// The day decided; nil for what is no decision.
  public var decided: Day?
  public var recorded: Instant
  /// The first day of the first event that has one.
  public var firstDay: Day?
  public var school: SchoolCode?
  public var riskCase: CaseCode?
  /// Who decided; none for what is no decision.
  public var deciders: [Party]
  /// Who decided, as the scheme codes them on the day decided.
  public var by: [String]
  /// The decision, or what happened, in a sentence. Empty where that is withheld.
  public var summary: String
  /// At entry, or as released since.
  public var contentClass: ContentClass
  public var standing: Standing
  /// Whether the summary is closed.
  public var isWithheld: Bool
  /// Of all its events, in the order of their bytes.
  public var tags: [String]
  public var actor: PersonCode
  /// The principles of public life that the decision has a note on.
  public var principles: [String]

  public init(
    position: Int, id: String, ref: String, type: String, effects: [String], decided: Day?, recorded: Instant,
    firstDay: Day?, school: SchoolCode?, riskCase: CaseCode?, deciders: [Party], by: [String],
    summary: String,
    contentClass: ContentClass, standing: Standing, isWithheld: Bool, tags: [String], actor: PersonCode,
    principles: [String]
  ) {
    self.position = position
    self.id = id
    self.ref = ref
    self.type = type
    self.effects = effects
    self.decided = decided
    self.recorded = recorded
    self.firstDay = firstDay
    self.school = school
    self.riskCase = riskCase
    self.deciders = deciders
    self.by = by
    self.summary = summary
    self.contentClass = contentClass
    self.standing = standing
    self.isWithheld = isWithheld
    self.tags = tags
    self.actor = actor
    self.principles = principles
  }

  /// The summary as a view may show it.
  public var shownSummary: String { isWithheld ? "[withheld: \(contentClass.rawValue)]" : summary }

  /// Every type of its events.
  public var types: [String] { [type] + effects }

  /// The day that the entry belongs to: when it was decided, else when it was recorded.
  public var day: Day { decided ?? recorded.londonDay }

  /// The kinds of event that change how an earlier entry reads, by its tag `entry/REF`.
  public static let amendingTypes = [EntryCorrected.type, EntryVoided.type, ContentReleased.type]
}
