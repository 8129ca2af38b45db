public import JSON
import Schemas

extension SchoolWatched {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.risk(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try context.requireSchool(school, trust, on: firstDay)
    try context.requireFirstDay(firstDay)
    guard reviewBy > firstDay else {
      throw .record(
        "review-in-the-past", "the review, \(reviewBy.spoken), is not after the first day, \(firstDay.spoken)"
      )
    }
    let level = trust.risk(of: school, on: firstDay).level
    guard level == .none else {
      throw .record(
        "risk-already",
        "'\(school)' is \(level == .watch ? "on the watch list" : "at risk") on \(firstDay.spoken) already")
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.watches.append(Watch(school: school, reviewBy: reviewBy, days: DaySpan(firstDay, nil)))
  }
}

extension WatchEnded {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.risk(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try context.requireFirstDay(firstDay)
    try context.requireSchool(school, trust, on: firstDay)
    guard trust.risk(of: school, on: firstDay).level == .watch else {
      throw .record("not-watched", "'\(school)' is not on the watch list on \(firstDay.spoken)")
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) { trust.endWatch(of: school, on: firstDay) }
}

extension Trust {
  mutating func endWatch(of school: SchoolCode, on firstDay: Day) {
    for index in watches.indices where watches[index].school == school {
      watches[index].days.end(on: firstDay.adding(days: -1))
    }
  }

  func requireCase(of school: SchoolCode, on day: Day) throws(Refusal) -> RiskCase {
    guard let found = riskCase(of: school, on: day) else {
      throw .record(
        "not-at-risk", "'\(school)' is not at risk on \(day.spoken)",
        instead: ["kite risk place, to place it at risk"])
    }
    return found
  }
}

extension SchoolPlacedAtRisk {
  public func power(_ trust: Trust) -> Power? { urgent ? .placeAtRiskUrgently : .placeAtRisk }

  public static func reads(_ scope: Scope) -> [Reads] {
    [
      Reads.risk(of: scope.school), Reads([SchoolPlacedAtRisk.self]), .hearing(of: scope.school),
      .triggerEvidence(of: scope.school), .trustData,
    ]
  }

  public func checkNew(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard trust.cases[riskCase] != nil else { return }
    throw .record("case-used", "case '\(riskCase)' exists already", instead: ["give the case a new code"])
  }

  public static func complete(_ data: inout JSONValue, _ trust: Trust, _ context: Context) {
    guard data["urgent"]?.bool == true, data["ratifyBy"] == nil else { return }
    let days = trust.number(.urgentDays, on: context.day)
    data["ratifyBy"] = .string(trust.calendar.workingDay(days, after: context.day).text)
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try context.requireSchool(school, trust, on: firstDay)
    try context.requireFirstDay(firstDay)
    try trust.requireLevel(level, on: firstDay)
    let stays = trust.cases.values.filter {
      $0.school == school && $0.days.overlaps(DaySpan(firstDay, nil))
    }
    if let open = stays.min(by: { $0.days.first < $1.days.first }) {
      throw .record(
        "risk-already", "'\(school)' is at risk from \(open.days.first.spoken), case '\(open.code)'",
        instead: ["kite risk change, to change its level"])
    }
    for found in triggers
    where found.trigger.value == .other && found.why == nil && !context.admits("trigger-other") {
      throw .record(
        "trigger-other", "the trigger is 'other', and no reason is given",
        instead: ["say why, or name one of the six triggers"])
    }
    if urgent {
      try checkUrgent(trust, context)
    } else if exitCriteria.isEmpty, !context.admits("exit-criteria") {
      throw .record(
        "exit-criteria",
        "no exit criteria are set: what must be met to leave the category is fixed when it opens",
        instead: ["name each: --exit-criterion TEXT"])
    }
    for found in triggers { try trust.requireEvidence(for: found, school, context) }
    try context.requireProportionality()
    if !urgent, noticeBecause == nil { try trust.requireHeard(school, context) }
  }

  private func checkUrgent(_ trust: Trust, _ context: Context) throws(Refusal) {
    let days = trust.number(.urgentDays, on: context.day)
    let latest = trust.calendar.workingDay(days, after: context.day)
    guard let ratifyBy, ratifyBy > context.day, ratifyBy <= latest else {
      throw .setting(
        .urgentDays, "urgent-ratify-by",
        "an urgent decision of \(context.day.spoken) must be ratified by \(latest.spoken)",
        instead: ["set 'ratifyBy' to \(latest.text) or earlier, or leave it out"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.endWatch(of: school, on: firstDay)
    trust.cases[riskCase] = RiskCase(
      code: riskCase, school: school, decision: context.decisionRef, days: DaySpan(firstDay, nil),
      levels: [(firstDay, level)], exitCriteria: exitCriteria, ratifyBy: urgent ? ratifyBy : nil)
    if urgent, let ref = context.decisionRef { trust.decisions[ref]?.ratifyBy = ratifyBy }
  }
}

extension UrgentDecisionRatified {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.risk(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard let open = trust.cases.values.first(where: { $0.decision == decision }) else {
      throw .record("decision-unknown", "'\(decision)' is not a decision that placed a school at risk")
    }
    try context.requireOwn(open.school)
    guard open.ratifyBy != nil else {
      throw .record(
        "not-urgent", "'\(decision)' was not urgent: it needs no ratification",
        instead: ["of what was decided without the power: kite decide --ratifies REF"])
    }
    guard open.ratifiedFrom == nil else {
      throw .record("ratified-already", "'\(decision)' was ratified from \(open.ratifiedFrom?.spoken ?? "")")
    }
    try context.requireFirstDay(firstDay)
    if exitCriteria.isEmpty, open.exitCriteria.isEmpty, !context.admits("exit-criteria") {
      throw .record(
        "exit-criteria", "case '\(open.code)' has no exit criteria yet",
        instead: ["set them with the ratification: --exit-criterion TEXT"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.decisions[decision]?.ratifyBy = nil
    for code in trust.cases.keys where trust.cases[code]?.decision == decision {
      trust.cases[code]?.ratifiedFrom = firstDay
      if !exitCriteria.isEmpty { trust.cases[code]?.exitCriteria = exitCriteria }
    }
  }
}

extension IrregularDecisionRatified {
  /// None of its own: `check` asks for every power that the decision used.
  public func power(_ trust: Trust) -> Power? { nil }

  public static func reads(_ scope: Scope) -> [Reads] { [Reads.decisionsAndEffects(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard let irregular = trust.decisions[decision] else {
      throw .record("decision-unknown", "there is no decision '\(decision)'")
    }
    guard irregular.isIrregular else {
      throw .record("not-irregular", "'\(decision)' is not irregular: it needs no ratification")
    }
    try context.requireFirstDay(firstDay)
    if context.decision?.irregularBecause == nil {
      try trust.requireRatification(of: irregular, context)
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.decisions[decision]?.isIrregular = false
  }
}

extension RiskLevelSet {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.risk(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try context.requireFirstDay(firstDay)
    try context.requireSchool(school, trust, on: firstDay)
    let open = try trust.requireCase(of: school, on: firstDay)
    try trust.requireLevel(level, on: firstDay)
    if open.level(on: firstDay)?.level == level {
      throw .record(
        "risk-level", "'\(school)' is at level '\(trust.name(of: level, on: firstDay))' already")
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let code = trust.riskCase(of: school, on: firstDay)?.code else { return }
    trust.cases[code]?.levels.removeAll { $0.from >= firstDay }
    trust.cases[code]?.levels.append((firstDay, level))
  }
}

extension AtRiskEnded {
  public static func reads(_ scope: Scope) -> [Reads] {
    [
      Reads.risk(of: scope.school), .variations(of: scope.school), .interimBoards(of: scope.school),
      Reads([ExternallyValidated.self], tags: Reads.tags(scope.school)),
    ]
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try context.requireFirstDay(firstDay)
    try context.requireSchool(school, trust, on: firstDay)
    let open = try trust.requireCase(of: school, on: firstDay)
    guard followUpUntil >= firstDay else {
      throw .record(
        "follow-up", "the follow-up until \(followUpUntil.spoken) ends before the exit on \(firstDay.spoken)")
    }
    try requireNothingMissing(open, trust, context)
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let code = trust.riskCase(of: school, on: firstDay)?.code else { return }
    trust.cases[code]?.days.end(on: firstDay.adding(days: -1))
    trust.cases[code]?.followUpUntil = followUpUntil
  }
}

extension ExitCriteriaSet {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.risk(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let school = try context.requireSchool(trust)
    let open = try trust.requireCase(of: school, on: context.day)
    if !open.exitCriteria.isEmpty {
      throw .record(
        "exit-criteria-set", "case '\(open.code)' has its exit criteria: they are fixed when it opens")
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let school = context.school, let code = trust.riskCase(of: school, on: context.day)?.code else {
      return
    }
    trust.cases[code]?.exitCriteria = exitCriteria
  }
}
