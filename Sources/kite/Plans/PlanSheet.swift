import Asking
import Governance
import JSON
import Schemas

/// A recovery plan to read: what was decided on each version and in which words, then one version whole.
struct PlanSheet {
  let story: PlanStory
  let version: PlanStory.Version

  private var content: PlanSubmitted { version.content }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width, indent: 16)
    let place = story.school.map { ", recovery plan of \(story.names.school($0)) (\($0))" } ?? ""
    sheet.say("\(story.code)\(place) on \(story.on.spoken)")
    for version in story.versions { tell(version, &sheet) }
    sheet.space()
    sheet.say("Version \(version.approvedAs ?? content.version)")
    tellContent(&sheet)
    if let next { sheet.row("next", next) }
    return sheet.text
  }

  private func tell(_ version: PlanStory.Version, _ sheet: inout Sheet) {
    let office = version.event.office.map { " (\($0))" } ?? ""
    let day = version.content.note?.day ?? version.event.recorded.londonDay
    sheet.row(
      "version \(version.content.version)",
      "handed in \(day.spoken) by \(version.event.actor)\(office), \(version.event.ref)")
    guard let decided = version.decided else {
      sheet.row("", "waits for a decision")
      return
    }
    let decision = decided.decision
    let who = story.names.deciders(decision.by, school: story.school)
    let done = version.state == .returned ? "sent back" : "approved"
    let named = version.approvedAs.map { $0 == version.content.version ? "" : " as version \($0)" } ?? ""
    sheet.row("", "\(done)\(named) by \(who) on \(decision.day.spoken), \(decided.ref)")
    for reason in decided.reasons { sheet.row("they said", reason.shown) }
    sheet.row("because", decision.because.shown)
    for change in decided.changes { sheet.row("changed", change.shown) }
    for dissent in decision.dissent { sheet.row("against", "\(dissent.who.text): \(dissent.words.shown)") }
  }

  private func tellContent(_ sheet: inout Sheet) {
    for objective in content.objectives {
      sheet.row("objective \(objective.number)", objective.what.shown)
      for milestone in content.milestones where milestone.objective == objective.number {
        sheet.row("", words(milestone))
      }
    }
    let loose = content.milestones.filter { milestone in
      !content.objectives.contains { $0.number == milestone.objective }
    }
    for milestone in loose { sheet.row("milestone", words(milestone)) }
    if let count = content.milestoneCount, count > content.milestones.count {
      sheet.row("milestones", "\(count) in all, \(content.milestones.count) of them listed here")
    }
    for indicator in content.indicators { sheet.row("indicator", story.words(indicator)) }
    if let pounds = content.pounds { sheet.row("cost", "\(Prose.grouped(pounds)) pounds") }
    for risk in content.risks { sheet.row("risk", risk.shown) }
    if let ethics = content.ethicalStatement { sheet.row("ethics", ethics.shown) }
    for criterion in content.exitCriteria { sheet.row("exit", criterion.shown) }
    if !missing.isEmpty { sheet.row("not said", Prose.list(missing)) }
  }

  private func words(_ milestone: Milestone) -> String {
    let known = story.known(version)
    let due = story.plan.due(milestone.code, in: known) ?? milestone.due
    var words = "\(milestone.code) \(milestone.what.shown): by \(due.short)"
    if due != milestone.due { words += " (was \(milestone.due.short))" }
    if let owner = milestone.owner { words += ", \(owner.shown)" }
    if let evidence = milestone.evidence { words += "; evidence: \(evidence.shown)" }
    let slips = story.plan.timesSlipped(milestone.code)
    return slips == 0 ? words : words + "; slipped \(Prose.times(slips))"
  }

  /// What a plan has, and this one does not.
  private var missing: [String] {
    var missing: [String] = []
    if content.milestones.isEmpty { missing.append("milestones") }
    let bare = content.milestones.filter { $0.owner == nil || $0.evidence == nil }.map(\.code)
    if !bare.isEmpty { missing.append("owner or evidence of \(Prose.list(bare))") }
    if content.indicators.isEmpty { missing.append("indicators") }
    let unmeasured = content.indicators.filter {
      $0.baseline == nil || $0.target == nil || $0.source == nil
    }
    if !unmeasured.isEmpty {
      missing.append("baseline, target or source of \(Prose.list(unmeasured.map(\.name)))")
    }
    if content.pounds == nil { missing.append("cost") }
    if content.risks.isEmpty { missing.append("risks") }
    if content.ethicalStatement == nil { missing.append("ethical statement") }
    if content.exitCriteria.isEmpty { missing.append("exit criteria of its own: those of the case hold") }
    return missing
  }

  private var next: String? {
    guard let last = story.versions.last else { return nil }
    switch last.state {
    case .returned:
      return "kite plan submit \(story.code) --version N --from \(last.content.version), with what is changed"
    case .submitted:
      return "kite plan approve \(story.code) --version \(last.content.version), or kite plan return"
    case .approved: return nil
    }
  }
}

extension PlanStory {
  /// An indicator at its start, as the last report has it, and what it is to reach.
  func words(_ indicator: Indicator) -> String {
    let last = school.flatMap { trust.reading(of: indicator.name, at: $0, on: on) }
    let source = indicator.source.map { "; \($0)" } ?? ""
    let start = indicator.date.map { " (\($0.short))" } ?? ""
    return "\(indicator.name): "
      + [
        indicator.baseline.map { "\($0.text) at the start\(start)" },
        last.map { "\($0.value.text) now (\($0.month.spoken))" },
        indicator.target.map { "to reach \($0.text)" },
      ].compactMap(\.self).joined(separator: ", ") + source
  }
}

extension Trust {
  /// What the last report by a day that gives an indicator says of it.
  func reading(of name: String, at school: SchoolCode, on day: Day) -> (value: Decimal, month: Month)? {
    for report in reports(of: school).reversed() {
      guard let submitted = report.submitted, submitted <= day else { continue }
      if let found = report.readings.first(where: { $0.name == name }) { return (found.now, report.month) }
    }
    return nil
  }
}
