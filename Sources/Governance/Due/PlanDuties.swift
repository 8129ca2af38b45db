import Schemas

extension DueDay {
  /// A version that waits for the decision on it, or a plan that was returned and waits for a new version.
  var plans: [Duty] {
    openCases.compactMap { open in
      guard let plan = trust.plan(of: open.school, on: day), let version = plan.versions.last else {
        return nil
      }
      // The case's date for the leader and the plan; where it has none, the next report's, which names a
      // version.
      let assigned = trust.assignments[open.code]?[.executiveLeader]?.by
      let next = missingReports(of: open).first?.due
      guard let due = assigned ?? next else { return nil }
      switch version.state {
      case .submitted:
        return Duty(
          .planDecision, "decision on version \(version.name) of \(plan.code)", due: due,
          owes: holder(.approvePlan, open.school), school: open.school, riskCase: open.code,
          concerns: plan.code.fullTag,
          command: "kite plan approve \(plan.code) --version \(version.name) --school \(open.school)",
          otherwise: "kite plan return \(plan.code) --version \(version.name) --school \(open.school)")
      case .returned:
        return Duty(
          .planVersion, "new version of \(plan.code), \(version.name) was returned", due: due,
          owes: leader(at: open.school), school: open.school, riskCase: open.code,
          concerns: plan.code.fullTag, command: "kite plan submit \(plan.code) --school \(open.school)")
      case .approved: return nil
      }
    }
  }

  /// Milestones ahead. What has become of one that is past, the next report says: by objective, so many due
  /// and so many met, and by name what slipped.
  var milestones: [Duty] {
    openCases.flatMap { open -> [Duty] in
      guard let plan = trust.plan(of: open.school, on: day) else { return [] }
      let version = plan.inForce(on: day)
      let ahead = (version?.milestones ?? []).compactMap { milestone -> Duty? in
        guard let due = plan.due(milestone.code, in: version), due >= day else { return nil }
        let slips = plan.timesSlipped(milestone.code)
        return Duty(
          .milestone, "milestone \(milestone.code) of \(plan.code)", due: due, owes: leader(at: open.school),
          school: open.school, riskCase: open.code, concerns: plan.code.fullTag,
          command: "kite report submit \(report(on: due, of: open))",
          note: slips > 0 ? "it slipped \(times(slips)) already" : nil)
      }
      return ahead + behind(open, plan)
    }
  }

  /// Milestones that slipped so often, by name, that their new date is agreed at trust level, and has not
  /// been since the report that told of it last.
  var slipped: [Duty] {
    let most = number(.milestoneSlips)
    return openCases.flatMap { open -> [Duty] in
      guard let plan = trust.plan(of: open.school, on: day) else { return [] }
      let version = plan.inForce(on: day)
      return plan.slips.sorted { $0.key < $1.key }.compactMap { code, slips in
        guard slips.count >= most, let last = slips.last, last.due == nil, last.told >= open.days.first,
          (plan.moved[code]?.agreed ?? last.told.adding(days: -1)) < last.told
        else { return nil }
        let was = plan.due(code, in: version).map { " --was \($0)" } ?? ""
        return Duty(
          .milestoneSlipped, "milestone \(code) of \(plan.code) slipped \(times(slips.count))",
          due: last.told, owes: holder(.agreeMilestone, open.school), school: open.school,
          riskCase: open.code, concerns: plan.code.fullTag,
          command: "kite plan milestone \(plan.code) \(code)\(was) --school \(open.school)",
          note: "the new date is agreed at trust level")
      }
    }
  }

  private func times(_ count: Int) -> String {
    switch count {
    case 1: "once"
    case 2: "twice"
    default: "\(count) times"
    }
  }

  /// The report that tells of a day: its month's, or that of the next month that has one.
  private func report(on day: Day, of open: RiskCase) -> ReportCode {
    let first = Month(of: day)
    let months = sequence(first: first, next: { $0.next }).prefix(12)
    return ReportCode(unchecked: "\(open.school)-\(months.first(where: trust.isReporting) ?? first)")
  }

  /// Objectives whose last report had more milestones due than met. Where not even those are met that were
  /// due at the reports before, a milestone has slipped as often, and the new date is agreed at trust level.
  /// Where the report names what slipped, the names tell.
  private func behind(_ open: RiskCase, _ plan: Plan) -> [Duty] {
    let reports = trust.reports(of: open.school).filter {
      $0.month >= Month(of: open.days.first) && !$0.isMissed
    }
    guard let last = reports.last, let submitted = last.submitted else { return [] }
    let listed = plan.inForce(on: day)?.milestones ?? []
    let named = plan.slips.filter { $0.value.contains { $0.report == last.code } }.map(\.key)
    return last.objectives.compactMap { objective in
      let left = objective.due - objective.met
      guard left > 0 else { return nil }
      let isNamed = listed.contains { $0.objective == objective.number && named.contains($0.code) }
      if isNamed { return nil }
      // How many reports in a row had more due than are met today.
      let slips = reports.reversed().prefix { report in
        report.objectives.contains { $0.number == objective.number && $0.due > objective.met }
      }.count
      let what = "objective \(objective.number) of \(plan.code): \(left) of \(objective.due) milestones"
      if slips >= number(.milestoneSlips) {
        if plan.moved.values.contains(where: { $0.agreed >= submitted }) { return nil }
        return Duty(
          .milestoneSlipped, "\(what) slipped \(times(slips))", due: submitted,
          owes: holder(.agreeMilestone, open.school), school: open.school, riskCase: open.code,
          concerns: plan.code.fullTag, command: "kite plan milestone \(plan.code) --school \(open.school)",
          note: "the new date is agreed at trust level")
      }
      return Duty(
        .milestone, "\(what) not met by the report for \(last.month.spoken)", due: last.month.lastDay,
        owes: leader(at: open.school), school: open.school, riskCase: open.code,
        concerns: plan.code.fullTag, command: "kite report submit \(report(on: day, of: open))",
        note: "the next report says whether it is met")
    }
  }
}
