import Governance
import JSON
import Recording
import Schemas

/// What was recorded, in one line: what is true now, the reference, and what the process expects next.
struct ReceiptReport {
  let receipt: Registrar.Receipt
  let trust: Trust
  let isDryRun: Bool

  var text: String { isDryRun ? dryRunText : "\(line)\n" }

  private var effects: [(type: String, data: JSONValue)] {
    receipt.recorded.filter { $0.type != ClockExplained.type }
  }

  private var outcome: Outcome { Outcome(trust: trust, school: receipt.context.school) }

  private var line: String {
    let parts = [outcome.said(effects) + " (\(receipt.ref))", standing, next.map { "next: \($0)" }]
    return parts.compactMap(\.self).joined(separator: "; ")
  }

  private var next: String? { NextStep(outcome: outcome, ref: receipt.ref).after(effects) }

  /// Nil where it stands confirmed: then there is nothing to say.
  private var standing: String? {
    let by = (receipt.decision?.by ?? []).map(\.text).joined(separator: " or ")
    switch receipt.verdict.standing {
    case .unconfirmed: return "unconfirmed: a recorder of \(by) confirms it with kite confirm \(receipt.ref)"
    case .irregular:
      return "irregular: it moves nothing until the body that holds the power ratifies it: kite decide "
        + "--ratifies \(receipt.ref)"
    default: return nil
    }
  }

  var json: JSONValue {
    var object: JSONValue = ["ref": .string(receipt.ref)]
    if isDryRun { object["dryRun"] = true }
    object["positions"] =
      receipt.positions.map { [.integer($0.lowerBound), .integer($0.upperBound)] } ?? .null
    object["standing"] = .string(receipt.verdict.standing.rawValue)
    object["events"] =
      isDryRun
      ? .array(effects.map { ["type": .string($0.type), "data": $0.data] })
      : .array(receipt.recorded.map { .string($0.type) })
    object["says"] = .string(outcome.said(effects))
    object["next"] = next.map(JSONValue.string) ?? .null
    if !receipt.warnings.isEmpty { object["warnings"] = .array(receipt.warnings.map(JSONValue.string)) }
    return object
  }

  private var dryRunText: String {
    var text = "would be recorded as \(receipt.ref); nothing was changed\n"
    for (type, data) in receipt.recorded {
      text += "  \(type)\n"
      let rows = (data.members ?? []).map { (name: $0.name, value: readable($0.value)) }
      let width = rows.map { $0.name.utf8.count }.max() ?? 0
      for row in rows {
        text += "    \(row.name)\(String(repeating: " ", count: width - row.name.utf8.count))  \(row.value)\n"
      }
    }
    text += "  it would say\n    \(outcome.said(effects))\n"
    return text + "  the rules\n    let it in; it would stand \(receipt.verdict.standing.rawValue)\n"
  }

  private func readable(_ value: JSONValue) -> String {
    if let closed = value["closed"]?.string, value["digest"] != nil { return "[closed: \(closed)]" }
    if let text = value.string { return text }
    if let items = value.array { return items.map(readable).joined(separator: " | ") }
    if let members = value.members {
      return members.map { "\($0.name) \(readable($0.value))" }.joined(separator: ", ")
    }
    return value.text
  }
}
