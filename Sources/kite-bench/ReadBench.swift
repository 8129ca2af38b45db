import EventLog
import Governance
import JSON
import Schemas

/// Events read typed, against simdjson alone behind the same shim.
enum ReadBench {
  private static let count = 4000

  static func run() throws -> [Figure] {
    let folder = try System.temporaryFolder()
    defer { System.remove(folder) }
    return [
      try whole(try BenchLog(in: "\(folder)/long", commits: 200, of: 1000, reasons: 375)),
      try whole(try BenchLog(in: "\(folder)/short", commits: 300, of: 1000)), try decision(),
    ]
  }

  /// All of a log, read through it and decoded, against the same lines in memory, parsed and left at that.
  private static func whole(_ log: BenchLog) throws -> Figure {
    let lines = try log.lines()
    let bytes = lines.reduce(0) { $0 + $1.count } / lines.count
    var parser = JSONParser()
    let measured = try paired(
      {
        guard try readTyped(log.record) > log.events else { throw System.Failure(what: "days were not read") }
      }, { for line in lines { _ = try parser.parse(line.span) } })
    return Figure(
      name: "reading all, typed, lines of \(bytes) bytes, against simdjson over the same, untyped",
      value: measured.ratio,
      unit: "of its speed", goal: 0.7, isMoreBetter: true,
      detail: "\(rate(log.events, measured.first)) events a second typed, "
        + "\(rate(log.events, measured.second)) lines parsed", spread: measured.spread)
  }

  /// Reads all events of a log of allocations, and sums their days up.
  static func readTyped(_ record: String) throws -> Int {
    let log = try Log(opening: record, for: .reading)
    var parser = JSONParser()
    var days = 0
    try log.forEach(after: Position(1)) {
      days += try LeaderAllocated.decode($0.dataSpan, with: &parser).daysPerWeek
    }
    return days
  }

  /// `DecisionTaken`, against the same parse with untyped look-ups of the same fields.
  private static func decision() throws -> Figure {
    let bytes = decisionTaken.bytes
    let names = Catalogue.description(of: DecisionTaken.type)?.fields.map(\.name) ?? []
    var parser = JSONParser()
    var found = 0
    let measured = try paired(
      {
        for _ in 0..<count { found += try DecisionTaken.decode(bytes.span, with: &parser).options.count }
      },
      {
        for _ in 0..<count {
          let root = try parser.parse(bytes.span)
          for name in names where root.member(named: name) != nil { found += 1 }
        }
      })
    guard found > 0 else { throw System.Failure(what: "nothing was read") }
    return Figure(
      name: "DecisionTaken read typed against untyped look-ups", value: measured.ratio, unit: "of its speed",
      goal: 0.5, isMoreBetter: true,
      detail: "\(rate(count, measured.first)) a second typed, \(rate(count, measured.second)) untyped, "
        + "\(bytes.count) bytes, \(names.count) fields", spread: measured.spread)
  }

  /// A decision with most of its fields, as E41 of the demonstration has them.
  static let decisionTaken: JSONValue = {
    let text: JSONValue = "Pay overspend of 212,000 pounds not explained by internal audit."
    let option: JSONValue = ["what": "budget only", "why": "would not stop orders"]
    let closed: JSONValue = [
      "closed": "restricted", "digest": "TXDnTXz3woAvOWJqdesUt1UIcZGhYrqbnkQdmPKGuJY=",
    ]
    return [
      "power": "vary-scheme", "function": "G3", "by": ["body/trust-board"], "day": "2024-11-20",
      "meeting": "extraordinary meeting", "present": 9, "quorum": 5,
      "votes": ["for": 8, "against": 1, "abstained": 0],
      "dissent": [["who": "p-009", "words": text]], "question": text, "decision": text, "because": text,
      "triggers": [["closed": "part2", "digest": "TXDnTXz3woAvOWJqdesUt1UIcZGhYrqbnkQdmPKGuJY="]],
      "proportionality": text, "options": [option, option, option], "lesserSteps": [text],
      "evidence": [text, text, closed, closed], "unknown": ["cause of overspend", text], "advice": [text],
      "risks": [text],
      "consulted": [["who": "LGB chair", "answer": "heard"], ["who": "CFO", "answer": text]],
      "longTerm": text, "neighbours": "none", "pupilsFirst": "yes", "peopleAffected": text, "equality": text,
      "principles": ["selflessness": text, "integrity": text, "objectivity": text, "accountability": text],
      "basis": "at-the-time", "expectedOutcome": text, "outcomeLookedAtOn": "2026-01-21",
    ]
  }()
}
