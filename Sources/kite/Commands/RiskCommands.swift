import CommandLineKit
import Governance
import JSON
import Schemas

/// `kite risk`: the watch list and the at-risk category.
enum RiskCommands {
  static let rows: [RecordCommand] = [
    RecordCommand(
      "watch", "Put a school on the watch list; it is not at risk.", SchoolWatched.type,
      .decision(.watchSchool), ["school"]),
    RecordCommand(
      "unwatch", "Take a school off the watch list.", WatchEnded.type, .decision(.watchSchool), ["school"]),
    place,
    RecordCommand(
      "ratify", "Stand by an urgent decision, as the body that holds the power.", UrgentDecisionRatified.type,
      .decision(.placeAtRisk), ["decision"]),
    RecordCommand(
      "change", "Change the level of a school at risk.", RiskLevelSet.type, .decision(.changeRiskLevel),
      ["school"]
    ).with {
      $0.hidden = ["level"]
      $0.extra = [level.declaration]
      $0.fill = { try fillLevel(&$0) }
    },
    RecordCommand(
      "lift", "End the at-risk status of a school.", AtRiskEnded.type, .decision(.endAtRisk), ["school"]),
  ]

  private static let triggers = Parameter<[String]>.repeated(
    "trigger", "'TRIGGER: EVIDENCE'",
    help:
      "What set it off, with the evidence: 'safeguarding: EV-2024-002, EV-2024-003'; of 'other' also why: "
      + "'other: EV-2024-009: the reason'.")

  private static let level = Parameter<String?>.option(
    "level", "LEVEL",
    help: "Level of risk, by its code or as the trust calls it: kite setting show risk-levels.",
    group: "What is recorded"
  ).described { $0.presence = .asked }

  /// The code of the level that a word means on the first day.
  private static func fillLevel(_ filling: inout Filling) throws {
    guard let word = filling.input[level] ?? filling["level"]?.string else { return }
    let trust = filling.desk.trust
    let day = filling["firstDay"]?.string.flatMap { Day($0) } ?? filling.desk.time.londonDay
    guard let level = trust.level(named: word, on: day) else {
      let names = trust.levels(on: day).filter(\.isAtRisk).map { trust.name(of: $0, on: day) }
      throw UsageError(
        .invalid(
          label: "--level", value: word,
          reason: "expected a level of risk: \(list(names))"
            + (nearestName(to: word, among: names).map { "; did you mean '\($0)'?" } ?? "")),
        path: filling.input.path)
    }
    filling["level"] = .string(level.rawValue)
  }

  private static let place = RecordCommand(
    "place", "Place a school in the at-risk category, which opens the six actions.", SchoolPlacedAtRisk.type,
    .decision(.placeAtRisk), ["school"]
  ).with {
    $0.hidden = ["triggers", "level"]
    $0.extra = [level.declaration, triggers.declaration]
    $0.examples = [
      "kite risk place S02 --level high --urgent --by CEO --by chair-trust --trigger 'leadership: E36' …":
        "In force at once; the Board must ratify."
    ]
    $0.fill = { filling in
      try fillLevel(&filling)
      let words = filling.input[triggers]
      if !words.isEmpty {
        let found = try words.map { try trigger($0, filling.input) }
        filling["triggers"] = .array(found)
      }
      if filling.decision("triggers") == nil, let found = filling["triggers"]?.array {
        filling.setDecision("triggers", .array(found.compactMap { $0["trigger"] }))
      }
      // The holders of the urgent power decide, and the body that holds the power ratifies.
      let isUrgent = filling["urgent"]?.bool == true
      if isUrgent, filling.decision("power")?.string == PowerCode.placeAtRisk.text {
        filling.setPower(.placeAtRiskUrgently)
      }
      if filling["firstDay"] == nil, isUrgent {
        filling["firstDay"] = filling.decision("day") ?? .string(filling.desk.time.londonDay.text)
      }
    }
  }

  /// `safeguarding: EV-1, EV-2`, and of `other` a reason behind the evidence.
  private static func trigger(_ word: String, _ input: Input) throws -> JSONValue {
    if word.hasPrefix("{"), let json = try? JSONValue.parse(word) { return json }
    let parts = word.split(separator: ": ", maxSplits: 2).map(String.init)
    let names = Trigger.allCases.map(\.rawValue)
    guard let name = parts.first, names.contains(name), parts.count > 1 else {
      let near = parts.first.flatMap { nearestName(to: $0, among: names) }
      throw UsageError(
        .invalid(
          label: "--trigger", value: word,
          reason: "expected a trigger and its evidence, such as 'safeguarding: EV-2024-002'; triggers are "
            + names.joined(separator: ", ") + (near.map { "; did you mean '\($0)'?" } ?? "")),
        path: input.path)
    }
    var found: JSONValue = ["trigger": .string(name)]
    let evidence = parts[1].split(separator: ",").map { String($0.drop { $0 == " " }) }
    found["evidence"] = .array(evidence.filter { !$0.isEmpty }.map(JSONValue.string))
    if parts.count > 2 { found["why"] = .string(parts[2]) }
    return found
  }
}
