import Asking
import Governance
import JSON
import Schemas

/// What changed between two versions of a plan, part by part.
struct PlanComparison {
  /// Nil where it was not there; `now` is nil where it is there no more.
  struct Change: Equatable {
    let part: String
    let name: String
    let was: String?
    let now: String?
  }

  let story: PlanStory
  let from: PlanStory.Version
  let to: PlanStory.Version

  var changes: [Change] {
    let (a, b) = (from.content, to.content)
    func objectives(_ plan: PlanSubmitted) -> [(String, String)] {
      plan.objectives.map { (String($0.number), $0.what.shown) }
    }
    func milestones(_ plan: PlanSubmitted) -> [(String, String)] {
      plan.milestones.map { milestone in
        let parts = [
          milestone.what.shown, "by \(milestone.due.short)", milestone.owner?.shown,
          milestone.evidence.map { "evidence: \($0.shown)" },
          milestone.objective.map { "objective \($0)" },
        ]
        return (milestone.code, parts.compactMap(\.self).joined(separator: "; "))
      }
    }
    func indicators(_ plan: PlanSubmitted) -> [(String, String)] {
      plan.indicators.map { indicator in
        let values = "\(indicator.baseline?.text ?? "-") to \(indicator.target?.text ?? "-")"
        return (indicator.name, indicator.source.map { "\(values); \($0)" } ?? values)
      }
    }
    func texts(_ texts: [Closable<String>]) -> [(String, String)] { texts.map { ($0.shown, $0.shown) } }
    func one(_ text: String?) -> [(String, String)] { text.map { [("", $0)] } ?? [] }
    let pounds = { (plan: PlanSubmitted) in plan.pounds.map { "\(Prose.grouped($0)) pounds" } }
    return differences("objective", objectives(a), objectives(b))
      + differences("milestone", milestones(a), milestones(b))
      + differences("indicator", indicators(a), indicators(b))
      + differences("cost", one(pounds(a)), one(pounds(b)))
      + differences("risk", texts(a.risks), texts(b.risks))
      + differences("ethics", one(a.ethicalStatement?.shown), one(b.ethicalStatement?.shown))
      + differences("exit", texts(a.exitCriteria), texts(b.exitCriteria))
  }

  private func differences(
    _ part: String, _ was: [(name: String, text: String)], _ now: [(name: String, text: String)]
  ) -> [Change] {
    var changes: [Change] = []
    for item in was {
      let after = now.first { $0.name == item.name }?.text
      if after != item.text {
        changes.append(Change(part: part, name: item.name, was: item.text, now: after))
      }
    }
    for item in now where !was.contains(where: { $0.name == item.name }) {
      changes.append(Change(part: part, name: item.name, was: nil, now: item.text))
    }
    return changes
  }

  var json: [JSONValue] {
    changes.map { change in
      [
        "plan": .string(story.code.text), "from": .string(from.content.version),
        "to": .string(to.content.version), "part": .string(change.part), "name": .string(change.name),
        "was": .optional(change.was), "now": .optional(change.now),
      ]
    }
  }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width, indent: 16)
    let changes = changes
    sheet.say(
      "\(story.code): version \(from.content.version) of \(from.event.recorded.londonDay.spoken), and "
        + "version \(to.content.version) of \(to.event.recorded.londonDay.spoken)")
    if changes.isEmpty { sheet.row("the same", "nothing of the plan itself changed") }
    for change in changes {
      let isNamed = ["objective", "milestone", "indicator"].contains(change.part)
      let label = change.part == "indicator" ? change.part : "\(change.part) \(isNamed ? change.name : "")"
      let what = change.part == "indicator" ? "\(change.name): " : ""
      switch (change.was, change.now) {
      case (let was?, let now?):
        sheet.row(label, "was  \(what)\(was)")
        sheet.row("", "now  \(what)\(now)")
      case (let was?, nil): sheet.row(label, "gone  \(what)\(was)")
      case (nil, let now?): sheet.row(label, "new  \(what)\(now)")
      case (nil, nil): continue
      }
    }
    if let decided = from.decided {
      sheet.space()
      for reason in decided.reasons { sheet.row("asked for", reason.shown) }
      for change in decided.changes { sheet.row("asked for", change.shown) }
    }
    return sheet.text
  }
}
