import CommandLineKit
import Governance
import JSON
import Schemas

/// What a trust is made of: schools, bodies, persons, offices, calendar, settings.
enum SetUpCommands {
  static let school: [RecordCommand] = [
    RecordCommand("join", "A school joins the trust.", SchoolJoined.type, .fact, ["school"]).with {
      $0.examples = [
        "kite school join S13 --name 'Nettlebank Primary School' --first-day 2026-01-01": "Its code first."
      ]
    },
    RecordCommand("leave", "A school leaves the trust.", SchoolLeft.type, .fact, ["school"]),
  ]

  static let body: [RecordCommand] = [
    RecordCommand(
      "constitute", "Constitute a body.", BodyConstituted.type, .either(.setTrust), ["body"]
    ).with {
      $0.examples = [
        "kite body constitute lgb-S13 --kind local --of-school S13 --size 9 --quorum 3 …":
          "With --by it is recorded as a decision."
      ]
    },
    RecordCommand("dissolve", "Dissolve a body.", BodyDissolved.type, .either(.setTrust), ["body"]),
    RecordCommand(
      "recorder", "Appoint who records for a body or an office.", RecorderAppointed.type, .fact,
      ["body", "person"]),
    RecordCommand(
      "recorder-end", "End a recorder's appointment.", RecorderEnded.type, .fact, ["body", "person"]),
    RecordCommand(
      "restore", "Let a local body take up its work again.", LocalBodyRestored.type,
      .decision(.constituteLocalBody), ["body"]),
  ]

  static let person: [RecordCommand] = [
    RecordCommand(
      "register", "Give a person an id; the name is closed.", PersonRegistered.type, .fact, ["person"]),
    RecordCommand("interest", "Declare an interest.", InterestDeclared.type, .fact, ["person"]).with {
      $0.examples = [
        "kite person interest p-005 --interest 'Grandparent of a pupil of S03.' --first-day 2023-09-01":
          "A person with an interest withdraws, or the body clears it."
      ]
    },
    RecordCommand(
      "interests-confirmed", "Confirm the register of interests.", InterestsConfirmed.type, .fact, ["persons"]
    ),
  ]

  static let office: [RecordCommand] = [
    RecordCommand(
      "give", "Give a person an office.", OfficeGiven.type, .either(.setTrust), ["office", "person"]
    ).with {
      $0.examples = [
        "kite office give head-S02 p-032 --appointed-by TB --first-day 2025-09-01": "Acting: --acting."
      ]
    },
    RecordCommand(
      "end", "A person leaves an office.", OfficeEnded.type, .either(.setTrust), ["office", "person"]),
  ]
}
