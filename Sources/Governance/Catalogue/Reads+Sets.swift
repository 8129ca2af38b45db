import Schemas

extension Reads {
  /// What every decision and every answer about authority reads: the trust's set-up, its schemes, and who
  /// recorded.
  public static let standing: [Reads] = [
    Reads([
      LogOpened.self, KeyEnrolled.self, KeyRevoked.self, RecorderAppointed.self, RecorderEnded.self,
      SchoolJoined.self,
      SchoolLeft.self, BodyConstituted.self, BodyDissolved.self, PersonRegistered.self, OfficeGiven.self,
      OfficeEnded.self, CalendarSet.self, BankHolidayProclaimed.self, SettingSet.self, SchemeAdopted.self,
      SchemeFunctionsListed.self, TierSet.self,
    ])
  ]

  static let variationTypes: [any Happening.Type] = [
    VariationMade.self, VariationItemHandedBack.self, VariationRenewed.self, VariationReviewed.self,
    VariationEnded.self,
  ]
  static let boardTypes: [any Happening.Type] = [
    InterimBoardInstalled.self, InterimBoardExtended.self, InterimBoardEnded.self, ShadowBodyAppointed.self,
    LocalBodyRestored.self, GovernorAdded.self, ConditionsSet.self, ConditionsTested.self,
    BodyReviewReported.self,
  ]
  static let riskTypes: [any Happening.Type] = [
    SchoolWatched.self, WatchEnded.self, SchoolPlacedAtRisk.self, UrgentDecisionRatified.self,
    RiskLevelSet.self,
    AtRiskEnded.self, ExitCriteriaSet.self, CaseReviewed.self,
  ]
  static let leaderTypes: [any Happening.Type] = [
    LeaderAllocated.self, DeploymentChanged.self, LeaderReleased.self,
  ]
  static let planTypes: [any Happening.Type] = [
    PlanSubmitted.self, PlanReturned.self, PlanApproved.self, MilestoneMoved.self, ReportSubmitted.self,
    ReportSeen.self, ReportMonthClosed.self,
  ]
  /// What can change how an entry counts: an urgent decision, and what rests on it, is unratified until it is
  /// ratified. Corrections and voidings are part of every query besides: they
  /// carry the tags of what they concern.
  static let amendmentTypes: [any Happening.Type] = [
    EntryCorrected.self, EntryVoided.self, DecisionConfirmed.self, MinutesApproved.self,
    IrregularDecisionRatified.self, SchoolPlacedAtRisk.self, UrgentDecisionRatified.self, AtRiskEnded.self,
  ]

  static func tags(_ school: SchoolCode?) -> [String] { school.map { [$0.fullTag] } ?? [] }

  static func variations(of school: SchoolCode?) -> Reads { Reads(variationTypes, tags: tags(school)) }
  static func interimBoards(of school: SchoolCode?) -> Reads { Reads(boardTypes, tags: tags(school)) }
  static func risk(of school: SchoolCode?) -> Reads { Reads(riskTypes, tags: tags(school)) }
  /// What was said before a school is placed at risk: the notice of intention, and the answer.
  static func hearing(of school: SchoolCode?) -> Reads {
    Reads([NoticeOfIntentionGiven.self, RepresentationReceived.self], tags: tags(school))
  }
  static func triggerEvidence(of school: SchoolCode?) -> Reads {
    Reads([EvidenceAdded.self], tags: tags(school))
  }
  /// Data of the whole trust: they carry the tag of no school.
  static let trustData = Reads([DataReviewed.self, MetricsRecorded.self])
  static func support(of school: SchoolCode?) -> Reads {
    Reads([SupportOffered.self, SupportReviewed.self], tags: tags(school))
  }
  static func examinations(of school: SchoolCode?) -> Reads {
    Reads([ReportCardExamined.self], tags: tags(school))
  }
  /// A leader's week is counted over all schools.
  public static let leaders = Reads(leaderTypes)
  static func plans(of school: SchoolCode?) -> Reads { Reads(planTypes, tags: tags(school)) }

  /// Everything that bears on who holds what in a school: for `who`, `why` and authority. Without a school,
  /// on the trust as a whole.
  public static func authority(in school: SchoolCode?) -> [Reads] {
    guard school != nil else { return deciding(in: school) }
    return deciding(in: school) + [decisions(of: school)]
  }

  /// What a new decision is judged by. Earlier decisions count by what they brought about, so that the cost
  /// does not grow with the number of those that brought about nothing.
  public static func deciding(in school: SchoolCode?) -> [Reads] {
    let standing = standing + [Reads(amendmentTypes)]
    guard school != nil else { return standing }
    return standing + [variations(of: school), interimBoards(of: school)]
  }

  /// The types that tell of one school, whichever it is.
  public static let ofOneSchool: [Reads] = [
    variations(of: nil), interimBoards(of: nil), risk(of: nil), leaders, plans(of: nil),
  ]

  /// The bodies and offices of the whole trust, with the set-up and what changes how entries count.
  public static let bodies: [Reads] = authority(in: nil) + [interimBoards(of: nil)]

  /// Everything about a school, for its state in full.
  public static func state(of school: SchoolCode?) -> [Reads] {
    authority(in: school) + [risk(of: school), leaders, plans(of: school)]
  }

  /// What a school's duties are computed from: everything of the school, and the trust's notices, which may
  /// name what is the school's.
  public static func duties(of school: SchoolCode) -> [Reads] {
    state(of: school) + [Reads(allWith: tags(school)), Reads([NoticeGiven.self])]
  }

  /// What tells whether a school is at risk, and in which case.
  public static func openCase(of school: SchoolCode?) -> [Reads] {
    school == nil ? [] : [Reads([SchoolPlacedAtRisk.self, AtRiskEnded.self], tags: tags(school))]
  }

  /// Decisions with whatever they brought about.
  public static func decisionsAndEffects(of school: SchoolCode?) -> Reads {
    let effects = Catalogue.groups.flatMap(\.types).filter { $0 is any Effect.Type }
    return Reads([DecisionTaken.self] + effects, tags: tags(school))
  }

  static func decisions(of school: SchoolCode?) -> Reads { Reads([DecisionTaken.self], tags: tags(school)) }
}
