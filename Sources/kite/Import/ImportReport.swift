import Asking
import Governance
import JSON
import Recording
import Schemas

/// What became of the rows of a file, told a row at a time and in sum.
struct ImportReport {
  let file: String
  let isDryRun: Bool

  /// A row and what is to know of it.
  func text(_ result: ImportResult) -> String {
    let row =
      Prose.padded("row \(result.row.number)", to: 8) + "  " + Prose.padded(result.row.decided.short, to: 11)
    func line(_ says: String) -> String { "\(row)  \(says)\n" }
    switch result.fate {
    case .already(let ref): return line("\(ref)  recorded before")
    case .twice(let first): return line("says the same as row \(first): recorded once")
    case .voided(let ref): return line("\(ref)  was imported and voided since: not imported again")
    case .changed(let ref, let fields):
      return line(
        "\(ref)  was imported from it, and says something else now: \(fields.joined(separator: ", "))")
        + "          a clerical error: kite correct \(ref) --field \(fields.first ?? "FIELD") --now …; "
        + "else kite void \(ref), and import again\n"
    case .new(let found):
      let receipt = result.recorded ?? found.receipt
      let says = found.request.decision?.data["decision"]?.string ?? ""
      var text = line("\(receipt.ref)  \(says)")
      for breach in found.breaches { text += "          \(breach.rule): \(breach.says)\n" }
      if receipt.verdict.standing == .irregular {
        text +=
          "          irregular: it moves nothing until it is ratified: "
          + "kite decide --ratifies \(receipt.ref)\n"
      }
      return text
    }
  }

  func json(_ result: ImportResult) -> JSONValue {
    var object: JSONValue = [
      "row": .integer(result.row.number), "decided": .string(result.row.decided.text), "state": "",
      "ref": .null,
    ]
    switch result.fate {
    case .already(let ref):
      object["state"] = "already"
      object["ref"] = .string(ref)
    case .twice(let first):
      object["state"] = "twice"
      object["sameAs"] = .integer(first)
    case .voided(let ref):
      object["state"] = "voided"
      object["ref"] = .string(ref)
    case .changed(let ref, let fields):
      object["state"] = "changed"
      object["ref"] = .string(ref)
      object["fields"] = .texts(fields)
    case .new(let found):
      let receipt = result.recorded ?? found.receipt
      object["state"] = isDryRun ? "new" : "recorded"
      object["ref"] = .string(receipt.ref)
      object["standing"] = .string(receipt.verdict.standing.rawValue)
      object["breaches"] = .array(
        found.breaches.map { ["rule": .string($0.rule), "says": .string($0.says)] })
      object["events"] = .texts(receipt.recorded.map(\.type))
    }
    return object
  }

  func summary(_ results: [ImportResult]) -> String {
    func count(_ isCounted: (ImportResult.Fate) -> Bool) -> Int { results.count { isCounted($0.fate) } }
    let found = results.compactMap { if case .new(let found) = $0.fate { found } else { nil } }
    let irregular = found.count { $0.receipt.verdict.standing == .irregular }
    let unconfirmed = found.count { $0.receipt.verdict.standing == .unconfirmed }
    let marked = found.count { !$0.breaches.isEmpty }
    var parts = ["\(found.count) \(isDryRun ? "would be recorded" : "recorded")"]
    let already = count { if case .already = $0 { true } else { false } }
    let changed = count { if case .changed = $0 { true } else { false } }
    let voided = count { if case .voided = $0 { true } else { false } }
    let twice = count { if case .twice = $0 { true } else { false } }
    if already > 0 { parts.append("\(already) recorded before") }
    if changed > 0 { parts.append("\(changed) changed since, and not recorded") }
    if voided > 0 { parts.append("\(voided) voided since, and not recorded") }
    if twice > 0 { parts.append("\(twice) twice in the file") }
    var text = "'\(file)', \(Prose.count(results.count, "row")): \(parts.joined(separator: "; "))\n"
    if marked > 0 { text += "  of those recorded, \(marked) marked with rules that they did not keep\n" }
    if irregular > 0 {
      text +=
        "  \(irregular) without the power: they move nothing until ratified: kite decide --ratifies REF\n"
    }
    if unconfirmed > 0 {
      text += "  \(unconfirmed) unconfirmed: a recorder of the body stands by them: kite confirm REF…\n"
    }
    if isDryRun { text += "  nothing was changed\n" }
    return text
  }
}
