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
  /// and so many met.
  var milestones: [Duty] {
    openCases.flatMap { open -> [Duty] in
      guard let plan = trust.plan(of: open.school, on: day) else { return [] }
      let name = plan.version(on: day)
      let version = plan.versions.last { $0.name == name || $0.approvedAs == name }
      let ahead = (version?.milestones ?? []).compactMap { milestone -> Duty? in
        let due = plan.moved[milestone.code]?.due ?? milestone.due
        guard due >= day else { return nil }
        return Duty(
          .milestone, "milestone \(milestone.code) of \(plan.code)", due: due, owes: leader(at: open.school),
          school: open.school, riskCase: open.code, concerns: plan.code.fullTag,
          command: "kite report submit \(report(on: due, of: open))")
      }
      return ahead + behind(open, plan)
    }
  }

  /// The report that tells of a day: its month's, or that of the next month that has one.
  private func report(on day: Day, of open: RiskCase) -> ReportCode {
    let first = Month(of: day)
    let months = sequence(first: first, next: { $0.next }).prefix(12)
    return ReportCode(unchecked: "\(open.school)-\(months.first(where: trust.isReporting) ?? first)")
  }

  /// Objectives whose last report had more milestones due than met. Where not even those are met that were
  /// due at the report before, a milestone has slipped twice, and the new date is agreed at trust level.
  private func behind(_ open: RiskCase, _ plan: Plan) -> [Duty] {
    let reports = trust.reports(of: open.school).filter {
      $0.month >= Month(of: open.days.first) && !$0.isMissed
    }
    guard let last = reports.last, let submitted = last.submitted else { return [] }
    let before = reports.dropLast().last
    return last.objectives.compactMap { objective in
      let left = objective.due - objective.met
      guard left > 0 else { return nil }
      let earlier = before?.objectives.first { $0.number == objective.number }
      let isTwice = earlier.map { $0.due > objective.met } ?? false
      let isAgreed = plan.moved.values.contains { $0.agreed >= submitted }
      let what = "objective \(objective.number) of \(plan.code): \(left) of \(objective.due) milestones"
      if isTwice {
        guard !isAgreed else { return nil }
        return Duty(
          .milestoneSlipped, "\(what) slipped twice", due: submitted,
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

extension MilestoneMoved {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.plans[plan]?.moved[milestone] = Plan.Moved(due: due, agreed: context.day)
  }
}
