import CommandLineKit
import EventLog
import Governance
import History
import JSON
import Recording
import Schemas

/// `kite confirm`, `minutes`, `correct`, `void`, `erase`: what is said later about entries.
enum AmendCommands {
  static let confirm = RecordCommand(
    "confirm", "Stand by what was entered for a body, as its recorder.", DecisionConfirmed.type, .fact,
    ["decisions"]
  ).with {
    $0.hidden = ["entries"]
    $0.examples = [
      "kite confirm E40 --minutes 'Draft minutes of 20 November 2024'": "The body follows from it."
    ]
    $0.fill = { filling in
      guard filling["body"] == nil else { return }
      let refs = (filling["decisions"]?.array ?? []).compactMap(\.string)
      let desk = filling.desk
      var bodies: Set<String> = []
      for ref in refs {
        let events = try desk.log.events(ref: ref)
        guard let decision = events.first(where: { $0.isOfType(DecisionTaken.type) }) else {
          throw CommandFailure(.notFound, "there is no decision '\(ref)'")
        }
        let by = try (JSONValue.parse(bytes: decision.data)["by"]?.array ?? []).compactMap(\.string)
        bodies.formUnion(by.filter { bodies.isEmpty || refs.count == 1 || bodies.contains($0) })
      }
      // Of several who decided together, the one that this person records for.
      let day = desk.time.londonDay
      let own = bodies.filter { party in
        Party(party).map { desk.trust.isRecorder(desk.registrar.actor, of: $0, on: day) } ?? false
      }
      if let body = (own.isEmpty ? bodies : own).min() { filling["body"] = .string(body) }
    }
  }

  static let minutes: [RecordCommand] = [
    RecordCommand(
      "approve", "A body approves its minutes: the decisions in them are confirmed.", MinutesApproved.type,
      .fact, ["body"]
    ).with {
      $0.examples = [
        "kite minutes approve trust-board --meeting-day 2024-11-20 --decision E40 --decision E41":
          "With --checkpoint, the one that stands in the minutes."
      ]
    }
  ]

  private static let now = Parameter<String?>.option(
    "now", "VALUE", help: "What it should have said; the entry is read for what it says.",
    group: "What is recorded")

  static let correct = RecordCommand(
    "correct", "Correct a clerical error; the entry stays as it was.", EntryCorrected.type, .fact, ["entry"]
  ).with {
    $0.hidden = ["was", "now"]
    $0.extra = [now.declaration]
    $0.examples = [
      "kite correct E13 --field lastDay --now 2024-07-18 --source 'Contract extract.'":
        "Substance needs a new decision.",
      "kite correct E54/GovernorAdded/2 --field lastDay --now …":
        "The second event of that type in the entry.",
    ]
    $0.fill = { filling in
      guard let entry = filling["entry"]?.string, let field = filling["field"]?.string else { return }
      let desk = filling.desk
      let found = try EntryResolution(desk.log).event(entry, having: field)
      filling.takeSchool(of: found)
      var data = try JSONValue.parse(bytes: found.data)
      try desk.log.contents.open(&data, of: found.id)
      let absent: JSONValue? = EntryResolution.declares(found.type, field) ? .null : nil
      guard let was = try corrected(found, field, desk.log) ?? data.value(at: field) ?? absent else {
        throw InputError(
          "entry '\(entry)' has no field '\(field)'; it has \(list((data.members ?? []).map(\.name)))")
      }
      if filling["was"] == nil { filling["was"] = was }
      guard filling["now"] == nil, let word = filling.input[now] else { return }
      // Text stays text, also where it looks like a number.
      filling["now"] = was.string == nil ? DecisionWords.json(word) : .string(word)
    }
  }

  /// What an earlier correction made of the field; nil where there is none.
  private static func corrected(_ event: RecordedEvent, _ field: String, _ log: Log) throws -> JSONValue? {
    let query = Query(types: [EntryCorrected.type], tags: ["entry/\(event.ref)"])
    let corrections = try log.events(matching: query).map { correction in
      var data = try JSONValue.parse(bytes: correction.data)
      try log.contents.open(&data, of: correction.id)
      return data
    }
    return corrections.last { $0["entry"]?.string == event.id && $0["field"]?.string == field }?["now"]
  }

  static let void = RecordCommand(
    "void", "Void an entry that should not be there; it stays visible, struck through.", EntryVoided.type,
    .fact, ["entry"]
  ).with {
    $0.examples = ["kite void X30 --reason 'Wrong school: the risk is that of S03.'": "Then enter it anew."]
    $0.fill = { filling in
      guard let entry = filling["entry"]?.string else { return }
      filling.takeSchool(of: try EntryResolution(filling.desk.log).event(entry, having: nil))
    }
  }

  static let erase = RecordCommand(
    "erase", "Destroy closed content; the entry and its digest stay.", ContentErased.type,
    .decision(.eraseContent), ["entry"]
  ).with {
    $0.question = "Destroy it? It cannot be brought back. yes or no: "
    $0.examples = [
      "kite erase E54/PersonRegistered/1 --field contact --by dpo --because 'No longer needed.'":
        "Here at once, in every copy at its next update."
    ]
    $0.fill = { filling in
      guard let entry = filling["entry"]?.string else { return }
      let found = try EntryResolution(filling.desk.log).event(entry, having: nil)
      filling.takeSchool(of: found)
      try refuseReleased(found, filling)
      let closed = try JSONValue.parse(bytes: found.data).closedPaths.map(\.path)
      for field in (filling["fields"]?.array ?? []).compactMap(\.string) {
        guard closed.contains(where: { $0 == field || $0.hasPrefix("\(field)/") }) else {
          throw InputError(
            "'\(found.type)' of entry '\(found.ref)' has no closed field '\(field)': "
              + (closed.isEmpty ? "nothing of it is closed" : "closed are \(list(closed))"))
        }
      }
    }
  }
}

extension AmendCommands {
  /// What a release showed stands in the log for good.
  private static func refuseReleased(_ event: RecordedEvent, _ filling: Filling) throws {
    let fields = (filling["fields"]?.array ?? []).compactMap(\.string)
    let query = Query(types: [ContentReleased.type], tags: ["entry/\(event.ref)"])
    for release in try filling.desk.log.events(matching: query) {
      let data = try JSONValue.parse(bytes: release.data)
      guard data["entry"]?.string == event.id else { continue }
      let shown = (data["contents"]?.members ?? []).map(\.name).first { name in
        fields.contains { name == $0 || name.hasPrefix("\($0)/") }
      }
      guard let shown else { continue }
      throw InputError(
        "'\(shown)' of entry '\(event.ref)' was released by \(release.ref) and stands in the log, which "
          + "nobody edits: it cannot be erased; 'kite evidence release \(event.ref) --to part2' closes it in "
          + "every view")
    }
  }
}

extension Filling {
  /// What is said about an entry belongs to its school.
  mutating func takeSchool(of event: RecordedEvent) {
    let prefix = "\(SchoolCode.tag)/"
    guard request.school == nil, event.subject.hasPrefix(prefix) else { return }
    request.school = SchoolCode(String(event.subject.dropFirst(prefix.utf8.count)))
  }
}
