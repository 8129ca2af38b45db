import Governance
import JSON
import Schemas

/// An event as it is told: its type and its data.
struct Told {
  let type: any Happening.Type
  var data: JSONValue

  init(_ type: any Happening.Type, _ data: JSONValue) {
    self.type = type
    self.data = data
  }

  /// The same with other fields: `nil` takes a field away.
  func with(_ fields: (String, JSONValue?)...) -> Told {
    var changed = self
    for (name, value) in fields { changed.data[name] = value }
    return changed
  }
}

/// What is recorded at once: facts, or a decision with its effects.
struct Commit {
  var actor = "p-3"
  var ref: String?
  var recorded: String
  var school: String?
  var riskCase: String?
  var decision: JSONValue?
  var happenings: [Told]

  var instant: Instant { Instant("\(recorded)T12:00:00.000Z") ?? Instant(milliseconds: 0) }
  var day: Day { decision?["day"]?.string.flatMap { Day($0) } ?? Day(recorded) ?? Day(daysSinceEpoch: 0) }

  static func facts(_ recorded: String, school: String? = nil, by actor: String = "p-3", _ told: Told...)
    -> Commit
  {
    Commit(actor: actor, recorded: recorded, school: school, happenings: told)
  }

  /// A decision of the board, in its school, entered on its day by the board's recorder.
  static func board(
    _ power: String, _ day: String, school: String? = "S1", _ effects: Told...
  ) -> Commit {
    decided(power, by: ["body/board"], day, school: school, effects)
  }

  /// A decision of offices or bodies; bodies vote.
  static func decided(
    _ power: String, by parties: [String], _ day: String, school: String? = "S1", _ effects: [Told]
  ) -> Commit {
    var data: JSONValue = [
      "power": .string(power), "by": .array(parties.map(JSONValue.string)), "day": .string(day),
      "decision": "It was decided.", "because": "The evidence.", "basis": "at-the-time",
      "options": [["what": "do nothing", "why": "it would not help"]], "evidence": ["Paper 1"],
      "unknown": ["How fast it works."], "consulted": [["who": "those affected", "answer": "content"]],
      "longTerm": "None.", "neighbours": "None.", "pupilsFirst": "Yes.", "peopleAffected": "They were told.",
      "proportionality": "No more than is needed.", "lesserSteps": ["Two governors were added."],
    ]
    if parties.contains(where: { $0.hasPrefix("body/") }) {
      data["present"] = 3
      data["votes"] = ["for": 3, "against": 0, "abstained": 0]
    }
    return Commit(recorded: day, school: school, decision: data, happenings: effects)
  }

  /// The same, its decision with other fields; `nil` takes a field away.
  func deciding(_ fields: (String, JSONValue?)...) -> Commit {
    var changed = self
    for (name, value) in fields { changed.decision?[name] = value }
    return changed
  }

  /// The same, recorded on another day, by somebody else, or for another school.
  func recorded(_ day: String? = nil, by actor: String? = nil) -> Commit {
    var changed = self
    changed.recorded = day ?? recorded
    changed.actor = actor ?? self.actor
    return changed
  }

  func referred(_ ref: String) -> Commit {
    var changed = self
    changed.ref = ref
    return changed
  }
}

/// A day that is known to exist.
func day(_ text: String) -> Day { Day(text) ?? Day(daysSinceEpoch: 0) }

func school(_ text: String) -> SchoolCode { SchoolCode(unchecked: text) }

func function(_ text: String) -> FunctionCode { FunctionCode(unchecked: text) }
