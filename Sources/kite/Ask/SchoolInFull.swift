import Asking
import EventLog
import Governance
import History
import JSON
import Schemas

/// A school on a day, in full.
struct SchoolInFull {
  let state: SchoolState
  let trust: Trust
  /// As decided and stated by the day: what a plan had become by then.
  let then: Trust
  let dossier: Dossier
  let names: Names
  let on: Day
  let duties: [Duty]
  let lending: SchoolLending

  init(_ code: SchoolCode, _ answers: Answers) throws {
    on = answers.on
    let chronicle = try Chronicle(answers.history.events(Reads.duties(of: code), upTo: answers.position))
    trust = chronicle.trust()
    then = chronicle.trust(decidedBy: answers.on)
    let found = try trust.findSchool(code, on: answers.on)
    lending = try SchoolLending(found, trust, answers)
    state = trust.state(of: code, on: answers.on)
    duties = then.duties(of: code, on: answers.on)
    names = Names(trust: trust, day: answers.on)
    dossier = try Dossier(Query(tags: [code.fullTag]), answers)
  }

  /// The line of `kite status --json`.
  var json: JSONValue {
    var object = state.json(then, on, next: duties.first { !$0.kind.looksBack })
    if !lending.loans.isEmpty { object["lends"] = lending.json }
    return object
  }

  private var school: SchoolCode { state.school }
  private var open: RiskCase? { trust.riskCase(of: school, on: on) }

  func text(width: Int) -> String {
    var sheet = Sheet(width: width, indent: 14)
    sheet.say("\(state.name) (\(school)) on \(on.spoken)")
    sheet.row("risk", risk)
    if let tier { sheet.row("tier", tier) }
    if let open { tellCase(open, &sheet) }
    if let until = state.followUpUntil { sheet.row("follow-up", "until \(until.spoken)") }
    tellVariations(&sheet)
    sheet.row("local body", localBody)
    for added in added { sheet.row("", added) }
    if let shadow = state.shadow { sheet.row("shadow", shadow.text) }
    sheet.row("head", head)
    if let leader { sheet.row("leader", leader) }
    for plan in plans { sheet.row("plan", plan) }
    tellActions(&sheet)
    tellHelp(&sheet)
    if let report = state.lastReport { sheet.row("last report", words(report)) }
    if let unseen { sheet.row("", unseen) }
    let ratings = RatingLine(trust, school, on: on)
    if !ratings.isEmpty, state.risk.isAtRisk {
      sheet.row("six months", ratings.words)
      sheet.row("", ratings.key)
    }
    for indicator in indicators { sheet.row("indicator", indicator) }
    if let month = then.isBlind(school, on: on) {
      sheet.row("blind", "nobody has reported for \(month.spoken): how the school does is not known")
    }
    lending.tell(&sheet, on: on)
    tellDuties(&sheet)
    return sheet.text
  }

  private var risk: String {
    let level = names.level(state.risk)
    guard let levelSince = state.levelSince else {
      let named = state.risk == .none && level != "not at risk" ? "\(level): not at risk" : level
      return state.followUpUntil == nil ? named : "\(named), followed up after the exit"
    }
    if state.risk == .watch {
      let list = level == "watch list" ? "on the watch list" : "\(level): on the watch list"
      return "\(list) since \(levelSince.spoken); not at risk"
    }
    return "at risk, \(level) since \(levelSince.spoken)"
  }

  /// Where the scheme has more tiers than one.
  private var tier: String? {
    guard let scheme = then.scheme(on: on), scheme.tiers.count > 1, let tier = then.tier(of: school, on: on)
    else { return nil }
    guard let set = then.tierSet(of: school, on: on), set.tier == tier else { return tier }
    return "\(tier) since \(set.from.spoken)\(restsOn(set.decision))"
  }

  private func tellCase(_ open: RiskCase, _ sheet: inout Sheet) {
    let by = restsOn(open.decision)
    sheet.row("case", "\(open.code), opened \(open.days.first.spoken)\(by)")
    let levels = open.levels.filter { $0.from <= on }
    if levels.count > 1 {
      sheet.row(
        "levels", levels.map { "\(names.level($0.level)) from \($0.from.short)" }.joined(separator: ", "))
    }
    if let triggers = triggers(open) { sheet.row("triggers", triggers) }
    if let ratifyBy = state.ratifyBy {
      let late = ratifyBy < on ? ": OVERDUE, every answer that rests on it is unratified" : ""
      sheet.row("ratified", "not yet; due by \(ratifyBy.spoken)\(late)")
    } else if let ratified = open.ratifiedFrom {
      sheet.row("ratified", ratified.spoken + restsOn(ratification(of: open)))
    }
    let criteria = then.cases[open.code]?.exitCriteria ?? []
    if !criteria.isEmpty {
      let looked = then.validations.last { $0.school == school && open.days.contains($0.day) && $0.day <= on }
      let found = looked.map { "; from outside \($0.met) of \($0.of) found met (\($0.ref))" } ?? ""
      sheet.row("exit", "\(Prose.count(criteria.count, "criterion", "criteria")) set\(found)")
    }
  }

  /// The decision that a line rests on, with its standing where that is not beyond doubt.
  private func restsOn(_ decision: DecisionRef?) -> String {
    guard let decision else { return "" }
    var standing = trust.decisions[decision]?.standing ?? .confirmed
    if then.unratified(decision, in: school, on: on) != nil { standing = .unratified }
    return standing == .confirmed ? " (\(decision))" : " (\(decision), \(standing.rawValue))"
  }

  private func ratification(of open: RiskCase) -> DecisionRef? {
    let ratified = dossier.events.last { event in
      event.type == UrgentDecisionRatified.type && dossier.voidedBy(event.ref) == nil
        && event.data["decision"]?.string == open.decision?.text
    }
    return ratified.flatMap { DecisionRef($0.ref) }
  }

  private func triggers(_ open: RiskCase) -> String? {
    let placed = open.decision.flatMap { ref in
      dossier[ref.text].first { $0.type == SchoolPlacedAtRisk.type }
    }
    guard let placed, let read = try? dossier.read(placed, as: SchoolPlacedAtRisk.self) else { return nil }
    return read.triggers.map { found in
      found.trigger.value?.rawValue ?? Withheld.mark(found.trigger.contentClass)
    }.joined(separator: ", ")
  }

  private func tellVariations(_ sheet: inout Sheet) {
    let live = trust.liveVariations(in: school, on: on)
    if live.isEmpty { sheet.row("varied", "nothing: the scheme of delegation holds as it stands") }
    for variation in live {
      // Functions that go to the same holder until the same day are told together.
      var groups: [(what: String, functions: [String])] = []
      for function in variation.functions(on: on) {
        guard let held = variation.named(function, on: on) else { continue }
        let limit = held.limit.map { " above \(Prose.grouped($0.pounds)) pounds" } ?? ""
        let via = held.via.map { " (\($0))" } ?? ""
        let until = (variation.items[function] ?? []).goesOn(from: on).map { " until \($0.short)" } ?? ""
        let what = "\(limit) to \(held.holder)\(via)\(until)"
        if let index = groups.firstIndex(where: { $0.what == what }) {
          groups[index].functions.append(function.text)
        } else {
          groups.append((what, [function.text]))
        }
      }
      var lines = groups.map { $0.functions.joined(separator: " ") + $0.what }
      if let rest = variation.remainder(on: on) {
        let until = variation.remainder.goesOn(from: on).map { " until \($0.short)" } ?? ""
        lines.append("the rest of the local body's to \(rest.holder)\(until)")
      }
      let made = restsOn(variation.madeBy)
      sheet.row("varied", ["\(variation.code)\(made)"] + lines)
    }
  }

  private var localBody: String {
    guard let body = state.localBody else { return "none" }
    let name = trust.bodies[body]?.name.map { " - \($0)" } ?? ""
    let interim = trust.interimBoard(of: school, on: on).map { board in
      ", interim" + (board.days.last.map { " until \($0.short)" } ?? "")
    }
    return "\(body)\(name)\(interim ?? "")"
  }

  private var head: String {
    let party = trust.scheme(on: on).flatMap { scheme in
      scheme.holders.values.filter { $0.stands.hasPrefix("office/") && $0.stands.contains("{school}") }
        .map(\.code).min().flatMap { trust.party(for: $0, school: school, on: on) }
    }
    guard let office = party?.office, let tenure = trust.holder(of: office, on: on) else {
      return "nobody on record"
    }
    let acting = tenure.acting ? ", acting" : ""
    return "\(tenure.person)\(acting), since \(tenure.days.first.short)"
  }

  private var leader: String? {
    guard let leader = state.leader else {
      return state.risk.isAtRisk ? "none" : nil
    }
    let until = leader.lastDay.map { " until \($0.short)" } ?? ""
    let deployment = trust.deployments[leader.deployment]
    let lender = deployment?.home.map { home in
      let effect = deployment?.homeEffect.map { ", effect there \($0.rawValue)" } ?? ""
      return ", lent by \(names.school(home))\(effect)"
    }
    return "\(leader.office), \(Prose.count(leader.daysPerWeek, "day")) a week\(until), \(leader.deployment)"
      + restsOn(deployment?.decision) + (lender ?? "")
  }

  private var plans: [String] {
    guard state.risk.isAtRisk else { return [] }
    let plans = then.plans.values.filter { $0.school == school }.sorted { $0.code < $1.code }
    return plans.compactMap { plan in
      guard let name = plan.version(on: on) else { return nil }
      let version = plan.versions.last { ($0.approvedAs ?? $0.name) == name || $0.name == name }
      return "\(plan.code) version \(name)" + (version.map { ", \($0.state.rawValue)" } ?? "")
    }
  }

  private func words(_ report: SchoolState.LastReport) -> String {
    let time =
      report.lateBy == 0 ? "in time" : "\(Prose.count(report.lateBy, "working day")) late"
    return "\(report.month.spoken): \(report.rating.rawValue), \(report.direction.rawValue); "
      + "handed in \(report.submitted.short), \(age(report.submitted)), due \(report.due.short), \(time)"
  }

  /// Who is to see the last report, and has not yet.
  private var unseen: String? {
    let readers = duties.filter { $0.kind == .reportUnread }
    return readers.isEmpty ? nil : "not seen yet by \(Prose.list(readers.map(\.owes)))"
  }

  private func age(_ day: Day) -> String {
    let days = day.days(to: on)
    return days == 0 ? "today" : "\(Prose.count(days, "day")) ago"
  }

  /// What the plan measures itself by: at the start, by the last report, and what is to be reached.
  private var indicators: [String] {
    guard state.risk.isAtRisk, let plan = trust.plan(of: school, by: on) else { return [] }
    return (plan.inForce(on: on)?.indicators ?? []).map { indicator in
      let last = trust.reading(of: indicator.name, at: school, on: on)
      return "\(indicator.name): "
        + [
          indicator.baseline.map { "\($0.text) at the start" },
          last.map { "\($0.value.text) in \($0.month.spoken)" },
          indicator.target.map { "to reach \($0.text)" },
        ].compactMap(\.self).joined(separator: ", ")
    }
  }
}

extension [Variation.Held] {
  /// The last day of the spans that follow each other without a gap from a day on.
  func goesOn(from day: Day) -> Day? {
    var last: Day?
    for span in sorted(by: { $0.days.first < $1.days.first }) where !span.days.isEmpty {
      let follows = last.map { span.days.first <= $0.adding(days: 1) } ?? span.days.contains(day)
      if follows, let end = span.days.last { last = end }
    }
    return last
  }
}
