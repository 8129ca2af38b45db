public import EventLog
public import Governance
import History
import JSON
public import Schemas

/// What later entries did about an entry: corrected, confirmed, renewed or ended what it brought about.
public struct Amending {
  public struct Later {
    public let ref: String
    public let position: Int
    public let type: String
    /// In a word or two: `renewed`.
    public let how: String
    /// What it was done to, where the entry has several things: `V-2024-01`.
    public let what: String?
    public let day: Day
    /// The functions that it was done to, where it names some.
    public var functions: [String]

    /// `handed back V-2024-01: E2, E5`.
    public var words: String {
      let whole = [how, what].compactMap { $0 }.joined(separator: " ")
      return functions.isEmpty ? whole : "\(whole): \(functions.joined(separator: ", "))"
    }
  }

  public let all: [Later]

  /// By kind of event: the field that names the thing, and the kinds that change it later.
  private static let lives: [String: (field: String, later: [any Happening.Type])] = [
    VariationMade.type: ("variation", variationTypes), VariationRenewed.type: ("variation", variationTypes),
    LeaderAllocated.type: ("deployment", deploymentTypes),
    DeploymentChanged.type: ("deployment", deploymentTypes),
    SchoolWatched.type: ("school", [WatchEnded.self]),
    SchoolPlacedAtRisk.type: ("case", [RiskLevelSet.self, AtRiskEnded.self, ExitCriteriaSet.self]),
    InterimBoardInstalled.type: ("body", [InterimBoardExtended.self, InterimBoardEnded.self]),
    InterimBoardExtended.type: ("body", [InterimBoardExtended.self, InterimBoardEnded.self]),
    PlanSubmitted.type: ("plan", [PlanReturned.self, PlanApproved.self]),
    PlanApproved.type: ("plan", [MilestoneMoved.self]),
    ReportSubmitted.type: ("report", [ReportSeen.self]),
    RequestReceived.type: ("request", [RequestPaused.self, RequestAnswered.self]),
    ConditionsSet.type: ("body", [ConditionsTested.self]),
    BodyReviewOpened.type: ("body", [BodyReviewReported.self]),
    OfficeGiven.type: ("office", [OfficeEnded.self]),
  ]
  private static let variationTypes: [any Happening.Type] = [
    VariationReviewed.self, VariationRenewed.self, VariationItemHandedBack.self, VariationEnded.self,
    ControlApplied.self,
  ]
  private static let deploymentTypes: [any Happening.Type] = [DeploymentChanged.self, LeaderReleased.self]

  /// Fields that must agree besides the thing itself, where both events have them.
  private static let agreeing = ["version", "person"]

  private static let words: [String: String] = [
    EntryCorrected.type: "corrected", EntryVoided.type: "voided", ContentReleased.type: "released",
    ContentErased.type: "erased", RestrictedRead.type: "read", DecisionConfirmed.type: "confirmed",
    MinutesApproved.type: "approved in minutes", UrgentDecisionRatified.type: "ratified",
    IrregularDecisionRatified.type: "ratified", VariationReviewed.type: "reviewed",
    VariationRenewed.type: "renewed", VariationItemHandedBack.type: "handed back",
    VariationEnded.type: "ended",
    ControlApplied.type: "put into effect", DeploymentChanged.type: "changed",
    LeaderReleased.type: "released",
    WatchEnded.type: "ended", RiskLevelSet.type: "level changed", AtRiskEnded.type: "ended",
    ExitCriteriaSet.type: "exit criteria set", InterimBoardExtended.type: "extended",
    InterimBoardEnded.type: "ended", PlanReturned.type: "returned", PlanApproved.type: "approved",
    MilestoneMoved.type: "milestone moved", ReportSeen.type: "seen", RequestPaused.type: "paused",
    RequestAnswered.type: "answered", ConditionsTested.type: "tested", BodyReviewReported.type: "reported",
    OfficeEnded.type: "ended", SchemeAdopted.type: "replaced",
  ]

  /// What has to be read to know what was done about these events of one reference.
  public static func query(_ events: [TrustEvent], _ ref: String) -> Query {
    var items = [Query.Item(tags: ["entry/\(ref)"]), Query.Item(tags: ["decision/\(ref)"])]
    for event in events {
      if event.type == SchemeAdopted.type { items.append(Query.Item(types: [SchemeAdopted.type])) }
      if event.type == ContentReleased.type {
        // Whether what it released is open still is said by later releases of the same entry.
        items += event.tags.filter { $0.hasPrefix("entry/") }.map {
          Query.Item(types: [ContentReleased.type], tags: [$0])
        }
      }
      guard let life = lives[event.type], let tag = tag(of: event) else { continue }
      items.append(Query.Item(types: life.later.map { $0.type }, tags: [tag]))
    }
    return Query(Array(Set(items)))
  }

  /// The tag of the thing that an event is about.
  private static func tag(of event: TrustEvent) -> String? {
    guard let field = lives[event.type]?.field, let value = event.data[field]?.string else { return nil }
    return "\(field)/\(value)"
  }

  /// - Parameter later: the events that `query` finds, in the order of the log.
  public init(of events: [TrustEvent], _ ref: String, among later: [TrustEvent]) {
    var decided: [String: Day] = [:]
    for event in later where event.type == DecisionTaken.type {
      decided[event.ref] = event.data["day"]?.string.flatMap { Day($0) }
    }
    let last = events.last?.position ?? 0
    var found: [Later] = []
    var hasSuccessor = false
    for event in later where event.ref != ref && event.position > last {
      guard var how = Amending.words[event.type] else { continue }
      if event.type == ContentReleased.type, event.data["from"]?.string == ContentClass.open.rawValue {
        how = "closed again"
      }
      guard let what = Amending.concerned(event, events, ref) else { continue }
      if event.type == SchemeAdopted.type {
        if hasSuccessor { continue }
        hasSuccessor = true
      }
      let next = Later(
        ref: event.ref, position: event.position, type: event.type, how: how, what: what.isEmpty ? nil : what,
        day: decided[event.ref] ?? event.recorded.londonDay, functions: Amending.functions(event))
      // Eight functions handed back by one decision are one thing to tell.
      if let index = found.firstIndex(where: {
        $0.ref == next.ref && $0.how == next.how && $0.what == next.what
      }) {
        found[index].functions += next.functions
      } else {
        found.append(next)
      }
    }
    all = found
  }

  private static func functions(_ event: TrustEvent) -> [String] {
    if let items = event.data["items"]?.array { return items.compactMap { $0["function"]?.string } }
    guard event.type == VariationItemHandedBack.type, let function = event.data["function"]?.string else {
      return []
    }
    let pounds = event.data["limit"]?["pounds"]?.integer
    return [pounds.map { "\(function) up to \(Prose.grouped($0)) pounds" } ?? function]
  }

  /// What of these events a later one is about; empty for the whole entry, nil for nothing of it.
  private static func concerned(_ event: TrustEvent, _ events: [TrustEvent], _ ref: String) -> String? {
    if event.type == SchemeAdopted.type {
      return events.contains { $0.type == SchemeAdopted.type } ? event.data["scheme"]?.string : nil
    }
    for own in events {
      guard let life = lives[own.type], life.later.contains(where: { $0.type == event.type }),
        let tag = tag(of: own),
        event.tags.contains(tag)
      else { continue }
      let agrees = agreeing.allSatisfy { field in
        guard let mine = own.data[field], let its = event.data[field] else { return true }
        return mine == its
      }
      guard agrees, let what = own.data[life.field]?.string else { continue }
      return life.field == "case" ? "case \(what)" : what
    }
    return event.tags.contains("entry/\(ref)") || event.tags.contains("decision/\(ref)") ? "" : nil
  }
}
