import Governance
import JSON
import Schemas

/// What the process expects after an event, with the command that records it.
struct NextStep {
  let outcome: Outcome
  let ref: String

  /// Of the first event of a commit after which something is expected.
  func after(_ events: [(type: String, data: JSONValue)]) -> String? {
    for (type, data) in events {
      if let next = step(type, OutcomeWords(outcome: outcome, data: data)) { return next }
    }
    return nil
  }

  private var school: String { outcome.school.map { " \($0)" } ?? "" }
  private var atSchool: String { outcome.school.map { " --school \($0)" } ?? "" }

  private func step(_ type: String, _ words: OutcomeWords) -> String? {
    switch type {
    case SchoolPlacedAtRisk.type where words.data["urgent"]?.bool == true:
      "the body that holds the power must ratify by \(words.day("ratifyBy")): kite risk ratify \(ref)"
    case SchoolPlacedAtRisk.type, UrgentDecisionRatified.type:
      "give the six actions an owner and a date: kite case assign\(atSchool)"
    case SchoolWatched.type: "look again by \(words.day("reviewBy"))"
    case RiskLevelSet.type: "see whether the scheme is still varied as it should: kite status\(school)"
    case NoticeOfIntentionGiven.type: "when they answer: kite case answer\(atSchool)"
    case RepresentationReceived.type: "the body decides: kite risk place\(school)"
    case SupportOffered.type: "look at what it brings: kite case support-review\(atSchool)"
    case CapacityRequested.type:
      "for each need, kite capacity confirm\(atSchool) --need TEXT (--in-part), or decline"
    case CapacityDeclined.type,
      CapacityIdentified.type where words.count("short") > 0:
      "it stays on the risk board until it is granted: kite capacity confirm\(atSchool) --need TEXT"
    case ExternallyValidated.type: "to leave the category: kite risk lift\(school)"
    case AtRiskEnded.type: "follow up until \(words.day("followUpUntil")): kite case follow-up\(atSchool)"
    default: variation(type, words) ?? people(type, words) ?? setUp(type, words)
    }
  }

  private func variation(_ type: String, _ words: OutcomeWords) -> String? {
    switch type {
    case VariationMade.type:
      return "tell the local body: kite notify\(atSchool) --kind school; review by \(words.day("reviewBy"))"
    case VariationRenewed.type, VariationReviewed.type:
      return "review by \(words.day("reviewBy")): kite variation review \(words["variation"])"
    case VariationItemHandedBack.type, VariationEnded.type:
      return "tell the local body: kite notify\(atSchool) --kind school"
    case DecisionProposed.type: return "the body decides: kite show \(ref)"
    case SchemeAdopted.type: return "publish it: kite notify --kind website"
    default: return nil
    }
  }

  private func people(_ type: String, _ words: OutcomeWords) -> String? {
    switch type {
    case LeaderAllocated.type, DeploymentChanged.type:
      "it ends by itself on \(words.day("lastDay")): kite leader release \(words["deployment"]), if before"
    case PlanSubmitted.type: "kite plan approve \(words["plan"]) --version \(words["version"]), or return"
    case PlanReturned.type: "a new version: kite plan submit \(words["plan"])"
    case PlanApproved.type: "monthly reports go by it: kite report submit\(atSchool)"
    case ReportSubmitted.type: "kite report seen \(words["report"])"
    case BodyReviewOpened.type: "kite lgb finding \(words["body"])"
    case BodyReviewReported.type: "the body may reply; then kite lgb add, conditions, or kite ieb install"
    case ConditionsSet.type: "test them by \(words.day("metBy")): kite lgb test \(words["body"])"
    case InterimBoardInstalled.type:
      "tell those who leave, before they do: kite notify\(atSchool) --kind governors "
        + "--concerns body/\(words["replaces"])"
    case InterimBoardExtended.type, ShadowBodyAppointed.type:
      "tell the register: kite notify\(atSchool) --kind GIAS --register GIAS"
    case GovernorAdded.type: "tell the register: kite notify\(atSchool) --kind GIAS --register GIAS"
    case RequestReceived.type: "kite request answered \(words["request"]), by \(words.day("due"))"
    case ActionsAssigned.type: "each closes by what it stands for: kite status\(school)"
    default: nil
    }
  }

  private func setUp(_ type: String, _ words: OutcomeWords) -> String? {
    switch type {
    case PersonRegistered.type: "kite office give OFFICE \(words["person"])"
    case BodyConstituted.type: "name its recorder: kite body recorder \(words["body"]) PERSON"
    case OfficeGiven.type: "to record, they make a key: kite key make \(words["person"]), and you enrol it"
    case SchoolJoined.type: "its local body: kite body constitute"
    case EntryVoided.type: "enter anew what was meant"
    case ExportChecked.type: "somebody else hands it over: kite handover send FILE --to TEXT"
    case TrailExported.type: "kite handover list, to see what left"
    case HoldPlaced.type: "kite record HoldLifted, when it is over"
    case ContentErased.type: "kite verify; every copy erases it at its next update"
    default: nil
    }
  }
}
