import Asking
import Governance
import Schemas

extension SchoolInFull {
  /// What is owed, the earliest first; what only asks to look back is counted.
  func tellDuties(_ sheet: inout Sheet) {
    let last = on.adding(days: then.numbers(.warningDays, on: on).max() ?? 0)
    // A plan has dozens of milestones: those far ahead can wait.
    // What a missing report has somebody told is told with the report.
    let shown = duties.filter {
      !$0.kind.looksBack && $0.kind != .escalation && ($0.kind != .milestone || $0.due <= last)
    }
    if shown.isEmpty { sheet.row("next", "nothing is due") }
    for (index, duty) in shown.enumerated() { sheet.row(index == 0 ? "next" : "", words(duty)) }
    let looking = duties.count { $0.kind.looksBack && $0.kind != .reportUnread && $0.due <= on }
    if looking > 0 {
      sheet.row(
        "look back", "at \(Prose.count(looking, "outcome or reason", "outcomes and reasons")) for withholding"
      )
    }
    if !duties.isEmpty { sheet.row("more", "kite due --school \(state.school) --on \(on)") }
  }

  private func words(_ duty: Duty) -> String {
    let late = duty.isLate(on: on) ? ", OVERDUE" : ""
    return "\(duty.due.spoken)\(late)  \(duty.what) (\(duty.owes))"
  }

  /// Each of the six actions: done and by what, or open, with the command that does it.
  func tellActions(_ sheet: inout Sheet) {
    guard let open = then.riskCase(of: state.school, on: on) else { return }
    for (index, action) in then.actions(of: open, on: on).enumerated() {
      sheet.row(index == 0 ? "actions" : "", "\(index + 1) \(action.action.title): \(words(action))")
      if !action.isDone { sheet.row("", "  \(action.command)") }
      if let otherwise = action.otherwise { sheet.row("", "  or \(otherwise)") }
    }
  }

  private func words(_ action: ActionState) -> String {
    if action.isDone { return "done, \(action.closedBy.joined(separator: " "))" }
    let state = action.isOverdue(on: on) ? "OVERDUE" : "open"
    let by = action.by.map { " by \($0.short)" } ?? ""
    let owner = action.owner.map { ", \($0)" } ?? ", nobody owns it yet"
    return "\(state)\(by)\(owner)"
  }
}
