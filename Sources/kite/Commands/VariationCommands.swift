import CommandLineKit
import Governance
import History
import JSON
import Recording
import Schemas

/// `kite variation`: which functions move in a school, to whom, for how long.
enum VariationCommands {
  static let rows: [RecordCommand] = [
    propose, approve,
    RecordCommand(
      "review", "Review a variation and keep it.", VariationReviewed.type, .decision(.varyScheme),
      ["variation"]),
    RecordCommand(
      "renew", "Let functions stay varied after the last day that was set.", VariationRenewed.type,
      .decision(.varyScheme), ["variation"]
    ).with {
      $0.examples = [
        "kite variation renew V-2024-01 --item F2 --item F3 --first-day 2025-07-23 --last-day 2026-02-27 …":
          "What is not named ends on its last day."
      ]
    },
    handBack,
    RecordCommand(
      "end", "End a variation before its last day, or on it.", VariationEnded.type, .decision(.varyScheme),
      ["variation"]),
  ]

  private static let approve = RecordCommand(
    "approve", "Vary the scheme for a school.", VariationMade.type, .decision(.varyScheme), ["variation"]
  ).with {
    $0.examples = [
      "kite variation approve --school S02 --input V-2024-01.json --by TB --present 9 --vote 8-1-0":
        "The items and the reasons from a file.",
      "kite variation approve --school S03 --item 'G9: TB: panel' --remainder-to IEB …":
        "Function, holder, and how the holder acts.",
    ]
  }

  /// The same words as to approve it; what is recorded is the draft, put before the body that holds the
  /// power.
  private static let propose = RecordCommand(
    "propose", "Put a variation before the body that holds the power.", VariationMade.type,
    .decision(.varyScheme), ["variation"]
  ).with {
    $0.examples = [
      "kite variation propose --school S02 --input V-2024-01.json":
        "The body that holds the power finds it in the trail."
    ]
    $0.fill = { filling in
      var request = filling.request
      var draft: JSONValue = .object([])
      if let decision = request.decision?.data { draft["decision"] = decision }
      draft["effects"] = .array(request.parts.map { ["type": .string($0.type), "data": $0.data] })
      var data: JSONValue = ["power": .string(PowerCode.varyScheme.text), "draft": draft]
      data["variation"] = filling["variation"]
      data["why"] = request.decision?.data["because"]
      data["what"] = request.decision?.data["decision"]
      request.parts = [.init(DecisionProposed.type, data)]
      request.decision = nil
      filling.request = request
    }
  }

  private static let limit = Parameter<Int?>.option(
    "limit", "POUNDS", help: "Hand it back up to this amount; wholly when absent.", group: "What is recorded")

  private static let handBack = RecordCommand(
    "hand-back", "Hand a function back, wholly or up to an amount.", VariationItemHandedBack.type,
    .decision(.varyScheme), ["variation", "function"]
  ).with {
    $0.hidden = ["limit"]
    $0.extra = [limit.declaration]
    $0.examples = [
      "kite variation hand-back V-2024-01 F3 --limit 5000 --first-day 2026-02-02 …":
        "Up to 5,000 pounds the usual holder, above it the varied one."
    ]
    $0.fill = { filling in
      guard let pounds = filling.input[limit] else { return }
      guard let holder = try usualHolder(filling) else {
        throw CommandFailure(
          .notFound,
          "nothing is known of '\(filling["function"]?.string ?? "that function")': "
            + "the scheme of the day has no such function")
      }
      filling["limit"] = ["pounds": .integer(pounds), "upTo": .string(holder)]
    }
  }

  /// Who holds the function when nothing is varied, on the first day.
  private static func usualHolder(_ filling: Filling) throws -> String? {
    let desk = filling.desk
    guard let function = filling["function"]?.string.flatMap({ FunctionCode($0) }) else { return nil }
    let day = filling["firstDay"]?.string.flatMap { Day($0) } ?? desk.time.londonDay
    let school = try filling.request.school ?? desk.school(of: filling.request)
    return desk.trust.scheme(on: day)?
      .standardHolder(of: function, tier: desk.trust.tier(of: school, on: day))
  }
}
