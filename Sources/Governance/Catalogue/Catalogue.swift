import JSON
import Schemas

/// Every type of event, by group. The names are the storage format: never renamed, never reused.
public enum Catalogue {
  /// A group of the catalogue, as people look for it.
  public struct Group: Sendable {
    public let name: String
    public let types: [any Happening.Type]
  }

  public static let groups: [Group] = [
    Group(
      name: "Record",
      types: [
        LogOpened.self, KeyEnrolled.self, KeyRevoked.self, RecorderAppointed.self, RecorderEnded.self,
        DecisionConfirmed.self, MinutesApproved.self, EntryCorrected.self, EntryVoided.self,
        ContentErased.self,
        ContentReleased.self, RestrictedRead.self, ExportChecked.self, TrailExported.self, TailSetAside.self,
        ClockExplained.self,
      ]),
    Group(
      name: "Trust",
      types: [
        SchoolJoined.self, SchoolLeft.self, BodyConstituted.self, BodyDissolved.self, PersonRegistered.self,
        OfficeGiven.self, OfficeEnded.self, InterestDeclared.self, InterestsConfirmed.self, CalendarSet.self,
        BankHolidayProclaimed.self, SettingSet.self, MeetingHeld.self,
      ]),
    Group(
      name: "Decisions",
      types: [
        DecisionTaken.self, DecisionProposed.self, ProposalWithdrawn.self, IrregularDecisionRatified.self,
      ]),
    Group(
      name: "Scheme",
      types: [
        SchemeAdopted.self, SchemeFunctionsListed.self, TierSet.self, VariationMade.self,
        VariationItemHandedBack.self,
        VariationRenewed.self,
        VariationReviewed.self, VariationEnded.self,
      ]),
    Group(
      name: "Risk",
      types: [
        SchoolWatched.self, WatchEnded.self, SchoolPlacedAtRisk.self, UrgentDecisionRatified.self,
        RiskLevelSet.self,
        AtRiskEnded.self, NoticeOfIntentionGiven.self, RepresentationReceived.self, SupportOffered.self,
        SupportReviewed.self, CaseReviewed.self, ExitCriteriaSet.self, ExternallyValidated.self,
        FollowUpChecked.self,
        ActionsAssigned.self, LeadTaken.self, ReportingSet.self,
      ]),
    Group(name: "Leaders", types: [LeaderAllocated.self, DeploymentChanged.self, LeaderReleased.self]),
    Group(
      name: "Plans and reports",
      types: [
        PlanSubmitted.self, PlanReturned.self, PlanApproved.self, MilestoneMoved.self, ReportSubmitted.self,
        ReportSeen.self, ReportMonthClosed.self,
      ]),
    Group(
      name: "Capacity",
      types: [
        NetworkRegistered.self, CapacityRegistered.self, CapacityRequested.self, CapacityOffered.self,
        CapacityConfirmed.self, CapacityDeclined.self, CapacityUsed.self, CapacityIdentified.self,
      ]),
    Group(
      name: "Local bodies",
      types: [
        BodyReviewOpened.self, BodyReviewReported.self, GovernorAdded.self, ConditionsSet.self,
        ConditionsTested.self,
        InterimBoardInstalled.self, InterimBoardExtended.self, InterimBoardEnded.self,
        ShadowBodyAppointed.self,
        LocalBodyRestored.self,
      ]),
    Group(
      name: "Monitoring",
      types: [
        MetricsRecorded.self, DataReviewed.self, ReportCardExamined.self, ReportCardAssured.self,
        SchoolReviewMeetingHeld.self, TrustReviewHeld.self, RiskRegistered.self, RiskReviewed.self,
        EvidenceAdded.self,
        ControlApplied.self,
      ]),
    Group(
      name: "Duties",
      types: [
        NoticeGiven.self, RequestReceived.self, RequestPaused.self, RequestAnswered.self, HoldPlaced.self,
        HoldLifted.self, DisposalDone.self, GovernanceDeveloped.self, VacancyOpened.self, HeadSupported.self,
        EvidencePackBuilt.self,
      ]),
  ]

  private static let byName: [String: any Happening.Type] = Dictionary(
    uniqueKeysWithValues: groups.flatMap(\.types).map { ($0.type, $0) })

  public static func type(named name: String) -> (any Happening.Type)? { byName[name] }

  public static var names: [String] { groups.flatMap(\.types).map { $0.type } }

  /// The payload of an event; nil for a type that this version does not know, so that a newer record opens in
  /// an older program.
  static func read(_ event: TrustEvent, _ amended: JSONValue?) throws(UnreadableEntry) -> (any Happening)? {
    guard let type = byName[event.type] else { return nil }
    do throws(FieldError) {
      if let amended { return try type.decode(amended) }
      return try type.decode(event.text.span)
    } catch {
      throw UnreadableEntry(position: event.position, type: event.type, problem: error)
    }
  }
}
