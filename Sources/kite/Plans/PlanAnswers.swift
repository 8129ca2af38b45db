import Asking
import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Schemas

/// What `kite plan` answers, beside what it records.
struct PlanAnswers {
  let world: World

  private static let plan = Parameter<PlanCode>.argument("plan", help: "The plan.")
  private static let version = Parameter<String?>.option(
    "version", "VERSION", help: "A version; the one that reports go by when absent.", group: "Selection")
  private static let earlier = Parameter<String>.argument("earlier", help: "The version to begin with.")
  private static let later = Parameter<String>.argument("later", help: "The version to compare with it.")
  private static let fromPlan = Parameter<PlanCode?>.argument(
    "plan", help: "A plan to begin with; an empty one when absent.")
  private static let from = Parameter<String?>.option(
    "from", "VERSION", help: "Which version of it; the last when absent.", group: "Selection")

  var all: [Command] { [show, compare, template] }

  private var show: Command {
    Command(
      "show", summary: "A plan with what was decided on each version, in the words of those who decided.",
      examples: [
        "kite plan show RP-S02": "What exactly did they say? And what is the plan now?",
        "kite plan show RP-S02 --version 1": "An earlier version whole.",
      ],
      [Self.plan.declaration, Self.version.declaration] + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      let story = try PlanStory(input[Self.plan], answers)
      let version = try story.version(input[Self.version])
      return AskCommands(world: world).answer(
        input, answers, json: story.json,
        text: PlanSheet(story: story, version: version).text(width: world.width))
    }
  }

  private var compare: Command {
    Command(
      "compare", summary: "What changed between two versions of a plan.",
      examples: ["kite plan compare RP-S02 1 2": "What version 2 answers."],
      [Self.plan.declaration, Self.earlier.declaration, Self.later.declaration] + Options.asking
    ) { input in
      let answers = try Answers(input, world)
      let story = try PlanStory(input[Self.plan], answers)
      let comparison = try PlanComparison(
        story: story, from: story.version(input[Self.earlier]), to: story.version(input[Self.later]))
      return AskCommands(world: world).answer(
        input, answers, json: comparison.json, text: comparison.text(width: world.width))
    }
  }

  private var template: Command {
    Command(
      "template", summary: "Print a plan to fill in, for kite plan submit --input.",
      examples: [
        "kite plan template > plan.json": "An empty one, with what each part is.",
        "kite plan template RP-S02 --from 1 > plan-v2.json": "A plan that came back, to be changed.",
      ],
      [Self.fromPlan.declaration, Self.from.declaration]
    ) { input in
      guard let code = input[Self.fromPlan] else {
        world.out(JSONLayout.text(PlanTemplate.empty))
        return .done
      }
      let log = try Log(
        opening: RecordFolder(input, sayingTo: world).path, for: .reading, cache: world.cacheFolder)
      if let damage = log.damage { throw LogError.damaged(damage) }
      let events = try log.events(matching: Query(tags: [code.fullTag])).map { try TrustEvent($0) }
      let last = try Trust(folding: events).plans[code]?.versions.last?.name
      let draft = try PlanDraft(code, input[Self.from] ?? last ?? "", events)
      for note in draft.notes { world.err("kite: \(note)\n") }
      world.out(JSONLayout.text(PlanTemplate.of(code, draft)))
      return .done
    }
  }
}

extension PlanStory {
  /// A line a version, oldest first.
  var json: [JSONValue] {
    versions.map { version in
      let decided = version.decided
      return [
        "plan": .string(code.text), "school": .optional(school?.text),
        "version": .string(version.content.version), "approvedAs": .optional(version.approvedAs),
        "state": .string(version.state.rawValue), "ref": .string(version.event.ref),
        "submitted": .string((version.content.note?.day ?? version.event.recorded.londonDay).text),
        "decided": .optional(decided?.decision.day.text), "decision": .optional(decided?.ref),
        "by": .texts(decided?.decision.by.map { names.code($0, school: school) } ?? []),
        "because": .optional(decided?.decision.because.shown),
        "reasons": .texts(decided?.reasons.map(\.shown) ?? []),
        "changes": .texts(decided?.changes.map(\.shown) ?? []),
        "milestones": .array(
          version.content.milestones.map { milestone in
            [
              "code": .string(milestone.code), "due": .string(milestone.due.text),
              "dueNow": .optional(plan.due(milestone.code, in: known(version))?.text),
              "slipped": .integer(plan.timesSlipped(milestone.code)),
            ]
          }),
      ]
    }
  }
}

/// Plans to fill in: what is null is not said yet.
enum PlanTemplate {
  private static let remark: JSONValue =
    "fill in what is null; leave out what does not apply; then kite plan submit --school CODE --input FILE"

  static let empty: JSONValue = [
    "//": remark, "plan": .null, "version": "1",
    "objectives": [["number": 1, "what": .null]],
    "milestones": [
      [
        "code": "1.1", "objective": 1, "what": .null, "due": .null, "owner": .null, "evidence": .null,
        "//": "due: 2025-01-31; evidence: what will show it",
      ]
    ],
    "indicators": [
      [
        "name": .null, "baseline": .null, "target": .null, "source": .null, "date": .null,
        "//": "numbers as text: \"93.4\"; date: the day of the baseline",
      ]
    ],
    "pounds": .null, "risks": [], "ethicalStatement": .null, "exitCriteria": [],
  ]

  /// A version with the next number, if it has one, and every part that a plan may have.
  static func of(_ plan: PlanCode, _ draft: PlanDraft) -> JSONValue {
    var value: JSONValue = ["//": remark, "plan": .string(plan.text), "version": .null]
    for member in draft.content { value[member.name] = member.value }
    for name in ["objectives", "milestones", "indicators", "risks", "exitCriteria"] where value[name] == nil {
      value[name] = .array([])
    }
    for name in ["pounds", "ethicalStatement"] where value[name] == nil { value[name] = .null }
    return value
  }
}
