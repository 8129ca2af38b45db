import CommandLineKit
import Governance
import Schemas

/// `kite ieb`: interim executive boards.
enum InterimBoardCommands {
  static let rows: [RecordCommand] = [
    RecordCommand(
      "install", "Install an interim board in the place of a local body.", InterimBoardInstalled.type,
      .decision(.installInterimBoard), ["body"]
    ).with {
      $0.examples = [
        "kite ieb install ieb-S02 --school S02 --replaces lgb-S02 --size 5 --quorum 3 --member p-050 …":
          "Members who are new are registered first: kite person register."
      ]
    },
    RecordCommand(
      "extend", "Lengthen the term of an interim board.", InterimBoardExtended.type,
      .decision(.installInterimBoard), ["body"]),
    RecordCommand(
      "shadow", "Appoint a shadow body that will take over from an interim board.", ShadowBodyAppointed.type,
      .decision(.constituteLocalBody), ["body"]),
    RecordCommand(
      "end", "End an interim board.", InterimBoardEnded.type, .decision(.installInterimBoard), ["body"]),
  ]
}

/// `kite lgb`: the review of a local body, and the lesser steps before an interim board.
enum LocalBodyCommands {
  static let rows: [RecordCommand] = [
    RecordCommand("review", "Open the review of a local body.", BodyReviewOpened.type, .fact, ["body"]),
    RecordCommand("finding", "Report what the review found.", BodyReviewReported.type, .fact, ["body"]),
    RecordCommand(
      "add", "Add a member to a local body.", GovernorAdded.type, .decision(.addGovernors),
      ["body", "person"]),
    RecordCommand(
      "conditions", "Set conditions for a local body.", ConditionsSet.type, .decision(.addGovernors), ["body"]
    ),
    RecordCommand("test", "Test the conditions set for a local body.", ConditionsTested.type, .fact, ["body"])
      .with {
        $0.examples = ["kite lgb test lgb-S02 --by sec --met 2": "Who tested them, and how many are met."]
      },
  ]
}
