import JSON
import TestSupport

@testable import EventLog

/// One thing that a process does, and does again when it failed.
struct Step {
  let run: (Session) throws -> Void
}

/// What a process does from a state of the disk on.
struct Script {
  let name: String
  let files: [String: [UInt8]]
  let truth: Truth
  let steps: [Step]
}

/// The work in whose middle the power is cut: made by a seed, in the same folder each time.
struct Scripts {
  let record: Record
  /// The log that most scripts begin with, and the files around it.
  private let log: [UInt8]
  private let head: [UInt8]
  private var random: Seeded
  private var number = 0

  private var headPath: String { record.folder + "/Projections/synced-head" }

  init(seed: UInt64, _ record: Record) throws {
    self.record = record
    random = Seeded(seed: seed)
    let log = try record.make()
    for count in [1, 3] {
      let events = (0..<count).map { record.event("Base", ["base/\($0)"], #"{"n":\#($0)}"#) }
      var commit = record.commit()
      commit.events = events
      try log.append(commit, signer: record.clerk)
    }
    self.log = try record.bytes()
    head = try readFile(record.folder + "/Projections/synced-head")
  }

  mutating func all() throws -> [Script] {
    [
      making("making", size: 0), making("making with a long first commit", size: 5000), commits(),
      opening(), try recovery("recovery"), try recovery("recovery of a hole", holed: true), content(),
      recording(),
    ]
  }

  // MARK: Parts

  private mutating func text(_ limit: Int) -> String {
    String(repeating: "x", count: Int.random(in: 0...limit, using: &random))
  }

  private mutating func id() -> String {
    number += 1
    let digits = String(number, radix: 16)
    return "018c0000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  private mutating func event(_ type: String, _ tags: [String], _ data: String) -> NewEvent {
    var event = record.event(type, tags, data)
    event.id = id()
    return event
  }

  /// A commit that can be sent again.
  private mutating func commit(_ count: Int, _ limit: Int) -> NewCommit {
    var commit = record.commit()
    for index in 0..<count {
      let type = index % 2 == 0 ? "Even" : "Odd"
      commit.events.append(event(type, ["case/\(index)", "run/\(number)"], #"{"t":"\#(text(limit))"}"#))
    }
    return commit
  }

  private var base: (files: [String: [UInt8]], truth: Truth) {
    ([record.logPath: log, headPath: head], Truth(log: log))
  }

  // MARK: Scripts

  private mutating func making(_ name: String, size: Int) -> Script {
    var first = record.opening()
    first.events[0].id = id()
    if size > 0 {
      var more = event("PersonEntered", ["person/p-002"], #"{"t":"\#(String(repeating: "y", count: size))"}"#)
      more.subject = "person/p-002"
      first.events.append(more)
    }
    let (opening, next) = (first, commit(1, 100))
    return Script(
      name: name, files: [:], truth: Truth(),
      steps: [Step { try $0.make(opening) }, Step { try $0.append(next) }])
  }

  private mutating func commits() -> Script {
    let (files, truth) = base
    let (small, large, last) = (commit(1, 50), commit(3, 6000), commit(2, 300))
    let condition = AppendCondition(
      noEventMatching: Query(types: ["Nothing"], tags: ["case/0"]), after: .start)
    return Script(
      name: "commits", files: files, truth: truth,
      steps: [
        Step { try $0.append(small) }, Step { try $0.append(large, if: condition) },
        Step { try $0.append(last) },
      ])
  }

  private mutating func opening() -> Script {
    let next = commit(2, 3000)
    return Script(
      name: "opening", files: [record.logPath: log], truth: Truth(log: log),
      steps: [Step { try $0.open() }, Step { try $0.append(next) }])
  }

  /// A log with a torn commit at its end: cut off anywhere, or whole but for a hole of zeros.
  private mutating func recovery(_ name: String, holed: Bool = false) throws -> Script {
    var (files, truth) = base
    try record.put(files)
    do {
      let log = try Log(opening: record.folder, for: .writing(waitUpTo: 0))
      try log.append(commit(2, 5000), signer: record.clerk)
    }
    var tail = Array(try record.bytes()[log.count...])
    if holed {
      let start = Int.random(in: 0..<tail.count - Line.sealTail - 40, using: &random)
      for index in start..<start + 30 { tail[index] = 0 }
    } else {
      tail.removeLast(Int.random(in: 1..<tail.count, using: &random))
    }
    files[record.logPath] = log + tail
    truth.tail = tail
    let heading = event("TailSetAside", [], #"{"after":5,"file":"set-aside-5.bin"}"#)
    let (notice, next) = (record.commit(heading), commit(1, 6000))
    return Script(
      name: name, files: files, truth: truth,
      steps: [Step { try $0.open() }, Step { try $0.append(notice) }, Step { try $0.append(next) }])
  }

  private mutating func value(_ names: [String]) -> JSONValue {
    .object(names.map { JSONMember($0, ["salt": "c2FsdA==", "value": .string(text(5000))]) })
  }

  private mutating func content() -> Script {
    var files = base.files
    let truth = base.truth
    let (one, two, three) = (id(), id(), id())
    let (first, closed, second) = (value(["because", "options"]), value(["because"]), value(["because", "x"]))
    let left = JSONValue.object([JSONMember("x", second["x"] ?? .null)])
    let (moved, file) = (value(["because"]), Array(text(6000).utf8))
    // What an earlier process left that was killed while it wrote.
    for id in [one, two] {
      files["\(record.folder)/EventLog/closed/part2/\(id).json.new-1"] = Array(text(500).utf8)
    }
    return Script(
      name: "content", files: files, truth: truth,
      steps: [
        Step { try $0.write(["part2": first, "restricted": closed], of: one) },
        Step { try $0.write(["part2": second], of: one) },
        Step { try $0.erase(["because"], of: one, in: "part2", leaving: left) },
        Step { try $0.erase(["because"], of: one, in: "restricted", leaving: nil) },
        Step { try $0.write(["part2": moved], of: two) },
        Step { try $0.move(two, from: "part2", to: "personal", moved) },
        Step { try $0.writeEvidence(file, "part2", id: three) },
        Step { try $0.moveEvidence(file, id: three, from: "part2", to: nil) },
      ])
  }

  private mutating func recording() -> Script {
    let (files, truth) = base
    var steps: [Step] = []
    for _ in 0..<2 {
      var value: JSONValue = .object([])
      var data: JSONValue = ["because": "Results.", "open": 3]
      let (salt, digest) = Contents.seal(JSONValue.string("Results.").bytes)
      value["because"] = ["salt": .string(salt), "value": "Results."]
      _ = data.set(["closed": "part2", "digest": .string(digest)], at: "because")
      var event = event("DecisionTaken", ["case/A"], "{}")
      event.data = data.bytes
      let (commit, content, file) = (record.commit(event), ["part2": value], Array(text(5000).utf8))
      steps.append(Step { try $0.record(commit, content, evidence: file) })
    }
    return Script(name: "recording", files: files, truth: truth, steps: steps)
  }
}

extension Record {
  /// Puts exactly these files into the record's folder.
  func put(_ files: [String: [UInt8]]) throws {
    try? removeFile(folder)
    for (path, bytes) in files { try writeFile(path, bytes) }
  }
}
