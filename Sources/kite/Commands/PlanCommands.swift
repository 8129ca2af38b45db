import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Recording
import Schemas

/// `kite plan`: recovery plans, by version.
enum PlanCommands {
  static let from = Parameter<String?>.option(
    "from", "VERSION",
    help: "Begin with this version: what is given here is changed in it or added to it, the rest is kept.",
    group: "What is recorded")

  static let rows: [RecordCommand] = [
    RecordCommand("submit", "Hand in a version of a recovery plan.", PlanSubmitted.type, .fact, ["plan"])
      .with {
        $0.extra = [from.declaration]
        $0.fill = { filling in
          if let version = filling.input[from] { try begin(&filling, from: version) }
        }
        $0.examples = [
          "kite plan submit RP-S02 --input plan-v2.json": "The whole plan, as kite plan template begins it.",
          "kite plan submit RP-S02 --version 2 --from 1 --objective '3: On-site provision'":
            "Version 1 with another third objective.",
        ]
      },
    RecordCommand(
      "return", "Send a version back, with reasons.", PlanReturned.type, .decision(.approvePlan), ["plan"]),
    RecordCommand(
      "approve", "Approve a version.", PlanApproved.type, .decision(.approvePlan), ["plan"]),
    RecordCommand(
      "milestone", "Agree a new date for a milestone that slipped twice.", MilestoneMoved.type,
      .decision(.agreeMilestone), ["plan", "milestone"]),
  ]

  /// Lists whose items are told apart by one of their fields: what is given changes the item of that name.
  private static let keys = ["objectives": "number", "milestones": "code", "indicators": "name"]

  private static func begin(_ filling: inout Filling, from version: String) throws {
    guard let code = filling["plan"]?.string.flatMap({ PlanCode($0) }) else {
      throw InputError("say which plan: kite plan submit PLAN --from \(version)")
    }
    let log = filling.desk.log
    let events = try log.events(matching: Query(tags: [code.fullTag])).map { try TrustEvent($0) }
    let draft = try PlanDraft(code, version, events)
    for note in draft.notes { filling.desk.world.err("kite: \(note)\n") }
    for member in draft.content {
      guard let given = filling[member.name], !given.isNull else {
        filling[member.name] = member.value
        continue
      }
      if let key = keys[member.name] {
        filling[member.name] = .array(merged(member.value.array ?? [], given.array ?? [], by: key))
      }
    }
  }

  /// The items of the earlier version, with those that are given in their place or after them.
  private static func merged(_ earlier: [JSONValue], _ given: [JSONValue], by key: String) -> [JSONValue] {
    var items = earlier
    for item in given {
      if let place = items.firstIndex(where: { $0[key] == item[key] }) {
        items[place] = item
      } else {
        items.append(item)
      }
    }
    return items
  }
}

/// An earlier version of a plan as the start of a new one.
struct PlanDraft {
  /// The fields of the plan itself: nothing of when it was handed in and why.
  let content: [JSONMember]
  /// What somebody should know who goes on from it.
  let notes: [String]

  private static let ofItsTime: Set<String> = [
    "plan", "version", "day", "what", "why", "evidence", "lateBecause", "class", "withheldBecause",
    "withheldUntil",
  ]

  /// - Parameter events: everything that has the plan's tag.
  init(_ plan: PlanCode, _ version: String, _ events: [TrustEvent]) throws {
    let trust = try Trust(folding: events)
    let versions = trust.plans[plan]?.versions ?? []
    guard let found = versions.first(where: { $0.isCalled(version) }) else {
      let known = versions.map(\.name)
      throw CommandFailure(
        .notFound,
        known.isEmpty
          ? "no plan '\(plan)' has been handed in"
          : "'\(plan)' has no version '\(version)'; it has \(Prose.list(known.map { "'\($0)'" }))")
    }
    let event = events.last { event in
      event.type == PlanSubmitted.type && event.data["version"]?.string == found.name
    }
    var content: [JSONMember] = []
    var closed: [String] = []
    for member in event?.data.members ?? [] where !PlanDraft.ofItsTime.contains(member.name) {
      guard let value = PlanDraft.open(member.value) else {
        closed.append(member.name)
        continue
      }
      if value != member.value { closed.append(member.name) }
      content.append(JSONMember(member.name, value))
    }
    self.content = content
    var notes: [String] = []
    if !closed.isEmpty {
      notes.append("what is closed in version \(found.name) is not taken over: \(Prose.list(closed))")
    }
    if let approved = found.approvedAs, approved != found.name {
      notes.append(
        "version \(approved) is version \(found.name) with changes: make them, as kite plan show \(plan) "
          + "tells them")
    }
    self.notes = notes
  }

  /// A value without what is closed in it; nil where nothing is left.
  private static func open(_ value: JSONValue) -> JSONValue? {
    switch value {
    case .array(let items): return .array(items.compactMap(open))
    case .object(let members):
      if value["closed"] != nil, value["digest"] != nil { return nil }
      return .object(members.compactMap { member in open(member.value).map { JSONMember(member.name, $0) } })
    default: return value
    }
  }
}
