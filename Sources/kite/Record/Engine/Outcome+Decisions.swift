import Governance
import JSON
import Schemas

extension Outcome {
  typealias Sentence = @Sendable (OutcomeWords) -> String

  /// What decisions bring about.
  static let decisions: [String: Sentence] = [
    DecisionTaken.type: { $0["decision"].trimmedStop },
    DecisionProposed.type: { "the decision on '\($0["power"])' is proposed for \($0.school)" },
    SchemeAdopted.type: {
      "scheme \($0["scheme"]) holds from \($0.day("firstDay")), with \($0.count("functions")) functions"
    },
    TierSet.type: { "\($0.school) is in tier '\($0["tier"])' from \($0.day("firstDay"))" },
    VariationMade.type: {
      let what = $0.count("items") == 1 ? "1 function" : "\($0.count("items")) functions"
      let rest = $0.has("remainderTo") ? ", and the remainder to \($0["remainderTo"])" : ""
      return "\($0.coded("variation", "variation")) moves \(what) of \($0.school)\(rest), "
        + "from \($0.day("firstDay")) to \($0.day("lastDay"))"
    },
    VariationItemHandedBack.type: {
      let share = $0.data["limit"]?["pounds"]?.integer.map { " up to \($0) pounds" } ?? ""
      return "\($0["function"]) of \($0["variation"]) is back\(share) from \($0.day("firstDay"))"
    },
    VariationRenewed.type: { "variation \($0["variation"]) goes on to \($0.day("lastDay"))" },
    VariationReviewed.type: { "variation \($0["variation"]) is reviewed and kept" },
    VariationEnded.type: { "variation \($0["variation"]) ends on \($0.day("lastDay"))" },
    SchoolWatched.type: { "\($0.school) is on the watch list from \($0.day("firstDay"))" },
    WatchEnded.type: { "\($0.school) is off the watch list from \($0.day("firstDay"))" },
    SchoolPlacedAtRisk.type: {
      "\($0.school) is at risk, level \($0.level()), from \($0.day("firstDay"))"
    },
    UrgentDecisionRatified.type: {
      "the urgent decision \($0["decision"]) is ratified from \($0.day("firstDay"))"
    },
    IrregularDecisionRatified.type: { "\($0["decision"]) is ratified: it counts from \($0.day("firstDay"))" },
    RiskLevelSet.type: { "\($0.school) is at level \($0.level()) from \($0.day("firstDay"))" },
    AtRiskEnded.type: {
      "\($0.school) is no longer at risk from \($0.day("firstDay")), and is followed up until "
        + $0.day("followUpUntil")
    },
    LeaderAllocated.type: {
      "'\($0["leader"])' is at \($0.school) \($0["daysPerWeek"]) days a week, from \($0.day("firstDay")) "
        + "to \($0.day("lastDay"))"
    },
    DeploymentChanged.type: {
      "deployment \($0["deployment"]) is \($0["daysPerWeek"]) days a week from \($0.day("firstDay")), "
        + "to \($0.day("lastDay"))"
    },
    LeaderReleased.type: { "deployment \($0["deployment"]) ends on \($0.day("lastDay"))" },
    PlanReturned.type: { "version \($0["version"]) of plan \($0["plan"]) is sent back with reasons" },
    PlanApproved.type: {
      "plan \($0["plan"]) is approved, version \($0[$0.has("approvedAs") ? "approvedAs" : "version"])"
    },
    MilestoneMoved.type: { "milestone \($0["milestone"]) of \($0["plan"]) is due on \($0.day("due")) now" },
    ReportMonthClosed.type: { "the report of \($0.month("month")) for \($0.school) is closed as missed" },
    GovernorAdded.type: { "\($0["person"]) is a member of \($0.body()) from \($0.day("firstDay"))" },
    ConditionsSet.type: {
      "\($0.count("conditions")) conditions are set for \($0.body()), to be met by \($0.day("metBy"))"
    },
    LocalBodyRestored.type: { "\($0.body()) takes up its work on \($0.day("firstDay"))" },
    ShadowBodyAppointed.type: { "\($0.body()) works beside \($0.body("beside")) from \($0.day("firstDay"))" },
    InterimBoardInstalled.type: {
      "the interim board \($0["body"]) stands in the place of \($0.body("replaces")), from "
        + "\($0.day("firstDay")) to \($0.day("lastDay"))"
    },
    InterimBoardExtended.type: { "the interim board \($0["body"]) serves to \($0.day("lastDay"))" },
    InterimBoardEnded.type: { "the interim board \($0["body"]) ends on \($0.day("lastDay"))" },
    ContentErased.type: { "the content of \($0["fields"]) is destroyed; the entry and its digest stay" },
  ]
}

extension String {
  /// The sentence without its full stop, so that more may follow.
  var trimmedStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
