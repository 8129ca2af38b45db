import Governance
import JSON
import Schemas

/// `DecisionTaken` read typed, against the same parse with untyped look-ups of the same fields.
enum ReadBench {
  private static let count = 4000
  private static let rounds = 9

  static func run() throws -> [Figure] {
    let bytes = decision.bytes
    let names = Catalogue.description(of: DecisionTaken.type)?.fields.map(\.name) ?? []
    var parser = JSONParser()
    var found = 0
    let measured = try paired(
      rounds: rounds,
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
    return [
      Figure(
        name: "DecisionTaken read typed against untyped look-ups", value: measured.ratio,
        unit: "of its speed",
        goal: 0.5, isMoreBetter: true,
        detail:
          "\(Int(Double(count) / measured.first)) a second typed, "
          + "\(Int(Double(count) / measured.second)) untyped, "
          + "\(bytes.count) bytes, \(names.count) fields")
    ]
  }

  /// A decision with most of its fields, as E41 of the demonstration has them.
  private static let decision: JSONValue = {
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
