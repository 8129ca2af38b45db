import Asking
import Governance
import JSON
import Schemas

extension SchoolInFull {
  /// Help from the alliance: asked for, granted, used; and every shortage until it is met.
  func tellHelp(_ sheet: inout Sheet) {
    let help = then.help(for: state.school, on: on)
    if help.isEmpty { return }
    var words = ["asked \(help.asked)", "granted \(help.granted)"]
    if help.grantedInPart > 0 { words[1] += ", \(help.grantedInPart) in part" }
    if !help.grantedDays.isNone { words[1] += " (\(help.grantedDays) days)" }
    if help.offered > 0 { words.insert("offered \(help.offered)", at: 1) }
    words += ["declined \(help.declined)", "used \(help.usedDays) days"]
    sheet.row("capacity", words.joined(separator: ", "))
    for shortage in help.shortages { sheet.row("short", shortage.words) }
    if !help.shortages.isEmpty {
      sheet.row("", "granted since: kite capacity confirm --school \(state.school) --need TEXT")
    }
  }

  /// Members who were added to the local body, each term with the body that appoints.
  var added: [String] {
    guard let body = state.localBody.flatMap({ then.bodies[$0] }) else { return [] }
    let members = body.members.filter { !$0.appointedBy.isEmpty && $0.days.contains(on) }
    return members.map { member in
      let by = member.appointedBy.map { names.spoken($0, school: state.school) }
      let until = member.days.last.map { " to \($0.short)" } ?? ""
      let decision = member.decision.map { " (\($0))" } ?? ""
      return
        "added: \(member.person) from \(member.days.first.short)\(until), by \(Prose.list(by))\(decision)"
    }
  }
}

extension HelpLedger.Shortage {
  /// `Behaviour team of 2 until February, since 2 Dec 2024 (E47)`.
  var words: String {
    "\(what.value ?? Withheld.mark(what.contentClass)), since \(since.short) (\(ref))"
  }
}

extension HelpLedger {
  var json: JSONValue {
    [
      "asked": .integer(asked), "offered": .integer(offered), "granted": .integer(granted),
      "grantedInPart": .integer(grantedInPart), "declined": .integer(declined),
      "grantedDays": .string(grantedDays.description), "usedDays": .string(usedDays.description),
      "short": .array(
        shortages.map { shortage in
          [
            "what": .optional(shortage.what.value), "class": .string(shortage.what.contentClass.rawValue),
            "since": .string(shortage.since.text), "ref": .string(shortage.ref),
          ]
        }),
    ]
  }
}

extension ActionState {
  func json(on day: Day) -> JSONValue {
    [
      "action": .string(action.rawValue),
      "state": .string(isDone ? "done" : isOverdue(on: day) ? "overdue" : "open"),
      "closedBy": .texts(closedBy), "owner": .optional(owner?.text), "by": .optional(by?.text),
      "command": isDone ? .null : .string(command), "otherwise": .optional(otherwise),
    ]
  }
}
