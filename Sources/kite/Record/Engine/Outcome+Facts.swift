import EventLog
import Governance
import JSON
import Schemas

extension Outcome {
  /// What sets a trust up.
  static let setUp: [String: Sentence] = [
    KeyEnrolled.type: {
      $0["person"] == KeyStore.recovery
        ? "a recovery key is enrolled: it can enrol and revoke keys"
        : "a key of \($0["person"]) is enrolled: what it seals is theirs"
    },
    KeyRevoked.type: { words in
      let key = try? VerifierKey(words["key"])
      let which = key.map { "the key \($0.hash) of \($0.person)" } ?? "the key"
      return "\(which) is revoked: its earlier seals hold, later ones are refused"
    },
    RecorderAppointed.type: { "\($0["person"]) records for \($0.body()) from \($0.day("firstDay"))" },
    RecorderEnded.type: { "\($0["person"]) records for \($0.body()) to \($0.day("lastDay"))" },
    SchoolJoined.type: { "\($0["name"]) (\($0["school"])) is in the trust from \($0.day("firstDay"))" },
    SchoolLeft.type: { "\($0.school) is in the trust to \($0.day("lastDay"))" },
    BodyConstituted.type: {
      "\($0.has("name") ? $0["name"] : $0["body"]) is constituted from \($0.day("firstDay")): "
        + "\($0["size"]) seats, quorum \($0["quorum"])"
    },
    BodyDissolved.type: { "\($0.body()) is dissolved, with \($0.day("lastDay")) as its last day" },
    PersonRegistered.type: { "\($0["person"]) is registered" },
    OfficeGiven.type: {
      "\($0["person"]) holds '\($0["office"])'\($0.data["acting"]?.bool == true ? ", acting," : "") from "
        + $0.day("firstDay")
    },
    OfficeEnded.type: { "\($0["person"]) holds '\($0["office"])' to \($0.day("lastDay"))" },
    InterestDeclared.type: { "an interest of \($0["person"]) is declared" },
    InterestsConfirmed.type: { _ in "the register of interests is confirmed" },
    CalendarSet.type: { "the calendar of \($0["year"]) is set: \($0.count("terms")) terms" },
    BankHolidayProclaimed.type: {
      "\($0.day("holiday")) is a bank holiday"
        + ($0.has("insteadOf") ? " in place of \($0.day("insteadOf"))" : "")
        + ": \($0["occasion"])"
    },
    SettingSet.type: { "'\($0["setting"])' is \($0.data["value"]?.text ?? "set")" },
    DecisionConfirmed.type: { "confirmed: \($0["decisions"]) stand as decisions of \($0.body())" },
    MinutesApproved.type: { "the minutes of \($0.body()) of \($0.day("meetingDay")) are approved" },
    EntryCorrected.type: {
      let isClosed = $0.data["now"]?["closed"] != nil || $0.data["was"]?["closed"] != nil
      return isClosed
        ? "'\($0["field"])' is corrected, and closed as it was"
        : "'\($0["field"])' is \($0.data["now"]?.text ?? "corrected"); it said "
          + "\($0.data["was"]?.text ?? "otherwise")"
    },
    EntryVoided.type: { _ in "the entry counts for nothing; it stays visible, struck through" },
    ContentReleased.type: {
      $0["from"] == ContentClass.open.rawValue
        ? "what everybody could see is '\($0["to"])' from now on; what was seen stays known"
        : "what was '\($0["from"])' is '\($0["to"])' now"
    },
    ExportChecked.type: { "you have looked at this export, for '\($0["audience"])': \($0["selection"])" },
    TrailExported.type: { "it stands in the register: \($0["selection"]), for '\($0["audience"])'" },
    HoldPlaced.type: { "a legal hold is on \($0["concerns"]): nothing of it can be erased" },
    HoldLifted.type: { "the legal hold on \($0["concerns"]) is lifted" },
  ]

  /// What happened, and who was told.
  static let facts: [String: Sentence] = [
    PlanSubmitted.type: { "version \($0["version"]) of plan \($0["plan"]) is handed in" },
    ReportSubmitted.type: {
      "the report of \($0.month("month")) for \($0.school) is handed in: \($0["rating"]), \($0["direction"])"
    },
    ReportSeen.type: { "report \($0["report"]) was seen by \($0.body("by"))" },
    EvidenceAdded.type: { "\($0.coded("evidence", "code")) is on record" },
    MetricsRecorded.type: { "\($0.count("metrics")) figures are on record" },
    NoticeGiven.type: { "it is on record who was told: \($0["kind"])" },
    RequestReceived.type: { "request \($0["request"]) came in; it is to be answered by \($0.day("due"))" },
    RequestPaused.type: { "the clock of request \($0["request"]) is stopped" },
    RequestAnswered.type: { "request \($0["request"]) is answered" },
    NoticeOfIntentionGiven.type: { "those affected in \($0.school) were told what will be proposed" },
    RepresentationReceived.type: { "the answer of \($0.school) goes before the decider" },
    SupportOffered.type: { "support is offered to \($0.school)" },
    ActionsAssigned.type: { "\($0.count("actions")) actions for \($0.school) have an owner and a date" },
    CapacityIdentified.type: { "the capacity for \($0.school) is identified, \($0.count("short")) short" },
    CaseReviewed.type: { "the case of \($0.school) was reviewed by \($0.body())" },
    ExternallyValidated.type: {
      "\($0["criteriaMet"]) of \($0["criteria"]) exit criteria of \($0.school) are found met from outside"
    },
    ExitCriteriaSet.type: { "\($0.count("exitCriteria")) exit criteria are set for \($0.school)" },
    BodyReviewOpened.type: { "\($0.body()) is under review" },
    BodyReviewReported.type: { "the review of \($0.body()) reported" },
    ConditionsTested.type: { "the conditions for \($0.body()) were tested by \($0.body("by"))" },
    CapacityRequested.type: { "help is asked for: \($0["needs"])" },
    CapacityOffered.type: { "help is offered" + ($0.has("days") ? ": \($0["days"]) days" : "") },
    CapacityConfirmed.type: { "help is granted" + ($0.has("days") ? ": \($0["days"]) days" : "") },
    MeetingHeld.type: { "the meeting of \($0.body()) is on record" },
  ]
}
