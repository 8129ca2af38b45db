import Schemas

extension Trust {
  /// A plan that was handed in, of the school that the decision is for: its holders decide.
  func requirePlan(_ code: PlanCode, _ context: Context) throws(Refusal) -> Plan {
    guard let found = plans[code] else {
      throw .record(
        "plan-unknown", "no plan '\(code)' has been handed in", instead: ["kite plan submit, first"])
    }
    try found.requireSchool(context)
    return found
  }

  func requireSubmitted(_ version: String, of plan: PlanCode, _ context: Context) throws(Refusal) {
    let found = try requirePlan(plan, context)
    guard let submitted = found.versions.first(where: { $0.name == version }) else {
      throw .record(
        "plan-version", "'\(plan)' has no version '\(version)'",
        instead: ["its versions: \(quoted(found.versions.map(\.name)))"])
    }
    guard submitted.state == .submitted else {
      throw .record(
        "plan-decided", "version '\(version)' of '\(plan)' was \(submitted.state.rawValue) already",
        instead: ["hand in a new version: kite plan submit"])
    }
  }

  /// A case's plans are those of its school.
  func plan(of school: SchoolCode, on day: Day) -> Plan? {
    plans.values.filter { $0.school == school }.max {
      ($0.versions.last?.submitted ?? day) < ($1.versions.last?.submitted ?? day)
    }
  }
}

extension PlanSubmitted {
  public static func reads(_ scope: Scope) -> [Reads] {
    [Reads.plans(of: scope.school), .risk(of: scope.school), Reads([PlanSubmitted.self])]
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let school = try context.requireSchool(trust)
    _ = try trust.requireCase(of: school, on: context.day)
    try checkParts()
    guard let found = trust.plans[plan] else { return }
    try found.requireSchool(context)
    try found.requireNew(version)
  }

  /// What a report names must be one thing: an objective by its number, a milestone by its code, an indicator
  /// by its name.
  private func checkParts() throws(Refusal) {
    let numbers = objectives.map(\.number)
    try Plan.requireOnce(numbers.map(String.init), "objective")
    try Plan.requireOnce(milestones.map(\.code), "milestone")
    try Plan.requireOnce(indicators.map(\.name), "indicator")
    for milestone in milestones {
      guard let objective = milestone.objective, !numbers.contains(objective) else { continue }
      throw .record(
        "plan-objective",
        "milestone '\(milestone.code)' belongs to objective \(objective), which the plan does not list",
        instead: ["its objectives: \(quoted(numbers.map(String.init)))"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.plans[plan, default: Plan(code: plan, school: context.school)].versions.append(
      Plan.Version(
        name: version, submitted: context.day,
        milestones: milestones.map {
          Plan.Version.Due(code: $0.code, objective: $0.objective, due: $0.due)
        },
        indicators: indicators.map {
          Plan.Version.Measure(name: $0.name, baseline: $0.baseline, target: $0.target)
        }, state: .submitted))
  }
}

extension Plan {
  func requireSchool(_ context: Context) throws(Refusal) {
    guard let own = school, let school = context.school, own != school else { return }
    throw .record(
      "plan-other-school", "'\(code)' is the plan of '\(own)', not of '\(school)'",
      instead: ["name the plan of '\(school)', or decide for '\(own)'"])
  }

  static func requireOnce(_ names: [String], _ what: String) throws(Refusal) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      throw .record(
        "plan-twice", "\(what) '\(name)' is listed twice",
        instead: ["give each \(what) a name of its own: a report tells of it by that name"])
    }
  }

  func requireNew(_ version: String) throws(Refusal) {
    guard versions.contains(where: { $0.isCalled(version) }) else { return }
    throw .record(
      "plan-version-used", "'\(code)' has a version '\(version)' already",
      instead: ["give it the next number"])
  }

  mutating func decide(_ version: String, _ state: Version.State, as approved: String? = nil) {
    guard let index = versions.firstIndex(where: { $0.name == version }) else { return }
    versions[index].state = state
    versions[index].approvedAs = approved
  }
}

extension PlanReturned {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.plans(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try context.requireFirstDay(firstDay)
    try trust.requireSubmitted(version, of: plan, context)
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.plans[plan]?.decide(version, .returned)
  }
}

extension PlanApproved {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.plans(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try context.requireFirstDay(firstDay)
    try trust.requireSubmitted(version, of: plan, context)
    guard changes.isEmpty || approvedAs != nil else {
      throw .record(
        "plan-changed", "it is approved with changes, and the version that they make has no number",
        instead: ["name it: --approved-as VERSION"])
    }
    if let approvedAs, approvedAs != version { try trust.requirePlan(plan, context).requireNew(approvedAs) }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.plans[plan]?.decide(version, .approved, as: approvedAs)
    trust.note(.planApproved, context)
  }
}

extension MilestoneMoved {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.plans(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let found = try trust.requirePlan(plan, context)
    let listed = Set(found.versions.flatMap { $0.milestones.map(\.code) })
    // A plan may give the number of its milestones only: then any code is taken.
    guard listed.isEmpty || listed.contains(milestone) else {
      throw .record(
        "milestone-unknown", "'\(plan)' lists no milestone '\(milestone)'",
        instead: ["its milestones: \(quoted(listed.sorted()))"])
    }
    if let now = found.due(milestone, in: found.inForce(on: context.day)), now != was {
      throw .record(
        "milestone-was", "milestone '\(milestone)' is due on \(now.spoken) until now, not on \(was.spoken)",
        instead: ["say --was \(now)"])
    }
    guard due > was else {
      throw .record(
        "milestone-day", "the new date, \(due.spoken), is not after the one until now, \(was.spoken)",
        instead: ["set a later date"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.plans[plan]?.moved[milestone] = Plan.Moved(due: due, agreed: context.day)
  }
}
