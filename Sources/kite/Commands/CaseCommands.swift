import CommandLineKit
import Governance
import Schemas

/// `kite case`: the facts of an at-risk case.
enum CaseCommands {
  static let rows: [RecordCommand] = [
    RecordCommand(
      "notice", "Tell those affected what will be proposed.", NoticeOfIntentionGiven.type, .fact),
    RecordCommand("answer", "Those affected answered.", RepresentationReceived.type, .fact),
    RecordCommand("support", "Offer support, before powers are removed.", SupportOffered.type, .fact),
    RecordCommand("support-review", "Look at what support brought.", SupportReviewed.type, .fact),
    RecordCommand("assign", "Give the six actions an owner and a date each.", ActionsAssigned.type, .fact)
      .with {
        $0.examples = [
          "kite case assign --school S02 --action 'take-lead: CEO: 2024-11-12' …": "Action, office, day."
        ]
      },
    RecordCommand("lead", "Take the lead on the improvement strategy.", LeadTaken.type, .fact),
    RecordCommand("capacity", "Identify the capacity that the case needs.", CapacityIdentified.type, .fact),
    RecordCommand("reporting", "Set up monthly reporting.", ReportingSet.type, .fact),
    RecordCommand("criteria", "Set the exit criteria.", ExitCriteriaSet.type, .fact),
    RecordCommand("review", "Review the case.", CaseReviewed.type, .fact),
    RecordCommand(
      "validate", "Somebody from outside looks at the exit criteria.", ExternallyValidated.type, .fact),
    RecordCommand("follow-up", "Follow up a school that left the category.", FollowUpChecked.type, .fact),
  ]
}

/// `kite capacity`: help from the alliance.
enum CapacityCommands {
  static let rows: [RecordCommand] = [
    RecordCommand("register", "Register capacity for the year.", CapacityRegistered.type, .fact),
    RecordCommand("request", "Ask for help.", CapacityRequested.type, .fact),
    RecordCommand("offer", "Offer help.", CapacityOffered.type, .fact),
    RecordCommand("confirm", "Grant help, in whole or in part.", CapacityConfirmed.type, .fact),
    RecordCommand("decline", "Say that help can't be given.", CapacityDeclined.type, .fact),
    RecordCommand("use", "Record help that was used.", CapacityUsed.type, .fact),
  ]
}

/// `kite request`, `kite notify`, `kite card`, `kite meeting`: duties and their rhythm.
enum DutyCommands {
  static let request: [RecordCommand] = [
    RecordCommand("received", "A request for information came in.", RequestReceived.type, .fact, ["request"]),
    RecordCommand("paused", "The clock of a request is stopped.", RequestPaused.type, .fact, ["request"]),
    RecordCommand("answered", "A request is answered.", RequestAnswered.type, .fact, ["request"]),
  ]

  static let notify = RecordCommand(
    "notify", "Record who was told, or which register was brought up to date.", NoticeGiven.type, .fact
  ).with {
    $0.examples = [
      "kite notify --school S02 --kind GIAS --concerns body/ieb-S02 --register GIAS …":
        "A register, and the days that it allows."
    ]
  }

  static let card: [RecordCommand] = [
    RecordCommand(
      "examine", "A body examined a school's Report Card.", ReportCardExamined.type, .fact, ["body"]),
    RecordCommand("assure", "The trust assured the quality of a Report Card.", ReportCardAssured.type, .fact),
  ]

  static let meeting: [RecordCommand] = [
    RecordCommand("body", "A body met.", MeetingHeld.type, .fact, ["body"]),
    RecordCommand("school", "A School Review Meeting was held.", SchoolReviewMeetingHeld.type, .fact),
    RecordCommand("trust", "A Trust Review was held.", TrustReviewHeld.type, .fact),
  ]
}
