import EventLog
import Foundation
import Governance
import History
import JSON
import Schemas
import TestSupport

/// A log of events that are valid by the catalogue and by nothing else: no rule let them in. What the views
/// say of them must be what a fold says, however little sense they make.
struct RandomHistory {
  let directory: TemporaryDirectory
  let log: Log
  var random: Seeded
  let signer: SoftwareSigner
  private var number = 0
  private var time: Int64
  /// Entries so far: what later ones correct, void, confirm, release.
  var entries: [Recorded] = []

  struct Recorded {
    let ref: String
    let ids: [(id: String, type: String)]
    let tags: [String]
    let isDecision: Bool
  }

  var folder: String { directory.path("record") }

  init(seed: UInt64) throws {
    random = Seeded(seed: seed)
    directory = try TemporaryDirectory()
    let start = try required(Day("2024-01-02"), "a day")
    time = Int64(try required(Instant(london: start, hour: 9, minute: 0), "a time").milliseconds)
    let logID = "0123456789abcdef"
    let origin = Log.origin(trust: "example", logID: logID)
    signer = try SoftwareSigner(name: "\(origin)/p-001", seed: Array(repeating: 7, count: 32))
    let recovery = try SoftwareSigner(name: "\(origin)/recovery", seed: Array(repeating: 9, count: 32))
    let data: JSONValue = [
      "trust": "example", "name": "Example", "logID": .string(logID), "format": 1, "person": "p-001",
      "office": "clerk", "key": .string(signer.key.text), "recoveryKey": .string(recovery.key.text),
    ]
    let event = NewEvent(
      type: LogOpened.type, subject: "trust", dataSchema: "urn:kite:event:LogOpened:1", data: data.bytes)
    let first = NewCommit(ref: "0", actor: "p-001", office: nil, time: time, events: [event])
    log = try Log.create(in: directory.path("record"), trust: "example", first: first, signer: signer)
    try setUp()
  }

  /// The day of recording.
  var today: Day { Instant(milliseconds: Int(time)).londonDay }

  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  /// A day near the day of recording, now and then long before it.
  mutating func someDay(_ range: ClosedRange<Int> = -40...60) -> JSONValue {
    .string(today.adding(days: chance(10) ? -200 : Int.random(in: range, using: &random)).text)
  }

  /// Appends a commit with the tags that its payloads give it.
  mutating func append(_ parts: [(String, JSONValue)], school: String?, riskCase: String? = nil) throws {
    number += 1
    time += Int64.random(in: 1...6, using: &random) * 86_400_000 / 2
    let ref = "e\(number)"
    let isDecision = parts.first?.0 == DecisionTaken.type
    var ids: [(String, String)] = []
    var all: Set<String> = []
    let events = try parts.map { type, data in
      let description = try required(Catalogue.description(of: type), "the type '\(type)'")
      let canonical = description.canonical(data)
      try description.check(canonical)
      var tags = Set(description.tags(of: canonical))
      if let school { tags.insert("school/\(school)") }
      if let riskCase { tags.insert("case/\(riskCase)") }
      if isDecision { tags.insert("decision/\(ref)") }
      if let id = data["entry"]?.string, let entry = entries.first(where: { $0.ids.contains { $0.id == id } })
      {
        tags.insert("entry/\(entry.ref)")
        if type == EntryCorrected.type || type == EntryVoided.type { tags.formUnion(entry.tags) }
      }
      all.formUnion(tags)
      let id = try log.newEventID(at: time)
      ids.append((id, type))
      return NewEvent(
        id: id, type: type, subject: school.map { "school/\($0)" } ?? "trust",
        dataSchema: "urn:kite:event:\(type):1", tags: Array(tags), data: canonical.bytes)
    }
    try log.append(
      NewCommit(ref: ref, actor: "p-001", office: nil, time: time, events: events), signer: signer)
    entries.append(Recorded(ref: ref, ids: ids, tags: Array(all), isDecision: isDecision))
  }

  private mutating func setUp() throws {
    try append(
      ["S1", "S2", "S3"].map {
        (
          SchoolJoined.type,
          ["school": .string($0), "name": .string("School \($0)"), "firstDay": "2020-09-01"]
        )
      },
      school: nil)
    var bodies: [(String, JSONValue)] = [
      (
        BodyConstituted.type,
        ["body": "board", "kind": "board", "size": 9, "quorum": 3, "firstDay": "2020-09-01"]
      )
    ]
    for school in ["S1", "S2", "S3"] {
      bodies.append(
        (
          BodyConstituted.type,
          [
            "body": .string("lgb-\(school)"), "kind": "local", "size": 9, "quorum": 3,
            "schools": [.string(school)],
            "firstDay": "2020-09-01",
          ]
        ))
    }
    try append(bodies, school: nil)
    try adoptScheme("2023-09-01")
    try append(
      [(RecorderAppointed.type, ["body": "body/board", "person": "p-001", "firstDay": "2024-01-01"])],
      school: nil)
  }

  mutating func adoptScheme(_ firstDay: JSONValue) throws {
    let holders: [String] =
      chance(50) ? ["TB", "CEO", "HT", "LGB", "IEB"] : ["Board", "Chief", "Head", "Local", "Interim"]
    let stands = ["body/board", "office/CEO", "office/head-{school}", "local", "interim"]
    let data: JSONValue = [
      "scheme": .string("v\(number)"),
      "functions": .array(
        (1...5).map { index in
          ["code": .string("F\(index)"), "title": "A function", "holder": .string(holders[index % 4])]
        }),
      "holders": .array(
        zip(holders, stands).map { ["code": .string($0), "name": .string($0), "stands": .string($1)] }),
      "powers": [
        ["power": "vary-scheme", "function": "F1"],
        ["power": "allocate-leader", "holders": [.string(holders[1])]],
      ],
      "firstDay": firstDay,
    ]
    try append([decision(by: ["body/board"]), (SchemeAdopted.type, data)], school: nil)
  }

  mutating func decision(by: [String]) -> (String, JSONValue) {
    var data: JSONValue = [
      "power": "vary-scheme", "by": .array(by.map { .string($0) }), "day": someDay(-8...0),
      "decision": .string("Decided number \(number)."), "because": "Reasons were heard.",
      "basis": "at-the-time",
    ]
    if chance(15) { data["class"] = "part2" }
    if chance(15) { data["decision"] = RandomHistory.closed }
    if chance(10) { data["irregularBecause"] = "The wrong body decided." }
    if chance(30) { data["principles"] = ["integrity": "Nobody had an interest."] }
    return (DecisionTaken.type, data)
  }

  static let closed: JSONValue = [
    "closed": "part2", "digest": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
  ]
}
