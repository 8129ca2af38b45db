import Schemas

extension LeaderAllocated {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.leaders] }

  public func checkNew(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard trust.deployments[deployment] != nil else { return }
    throw .record(
      "deployment-used", "deployment '\(deployment)' exists already",
      instead: ["kite leader change, to change it"])
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try context.requireFirstDay(firstDay)
    try context.requireSchool(school, trust, on: firstDay)
    guard lastDay >= firstDay else {
      throw .record(
        "last-day-first", "the last day, \(lastDay.spoken), is before the first, \(firstDay.spoken)")
    }
    guard trust.holder(of: leader, on: firstDay) != nil else {
      throw .leaderFromWithin(leader, firstDay)
    }
    if let home { try checkHome(home, trust, context) }
    try trust.requireFreeDays(
      leader, daysPerWeek, during: DaySpan(firstDay, lastDay), of: deployment, context)
    if let home { try checkEffect(on: home, context) } else { try checkNoHome(trust, context) }
  }

  private func checkHome(_ home: SchoolCode, _ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireSchool(home, on: firstDay)
    guard home != school else {
      throw .record("leader-home", "'\(home)' is the leader's own school: nobody is deployed to it")
    }
    guard let homeCover else {
      if context.admits("home-cover") { return }
      throw .record(
        "home-cover", "nobody is named to step up at '\(home)' while its leader is away",
        instead: ["name the office that steps up: --home-cover OFFICE"])
    }
    guard homeCover != leader,
      trust.holder(of: homeCover, on: firstDay) != nil || context.admits("home-cover")
    else {
      throw .record(
        "home-cover", "nobody else holds '\(homeCover)' on \(firstDay.spoken)",
        instead: ["name an office at '\(home)' that somebody holds"])
    }
  }

  /// Nobody is helped at a neighbour's cost unseen.
  private func checkEffect(on home: SchoolCode, _ context: Context) throws(Refusal) {
    guard let homeEffect else {
      if context.isHistory { return }
      throw Refusal(
        "home-effect", "nothing says what it does to '\(home)', which lends its leader",
        whose: "no quick fix that harms a neighbouring school",
        instead: ["say how it was assessed: --home-effect none, low, medium or high"])
    }
    guard homeEffect < .medium || mitigation != nil || context.isHistory else {
      throw Refusal(
        "home-mitigation",
        "the effect on '\(home)' is \(homeEffect.rawValue), and nothing says what is done about it",
        whose: "no quick fix that harms a neighbouring school",
        instead: ["say what is done for '\(home)': --mitigation TEXT"])
    }
  }

  /// Whoever leads a school has one to lose.
  private func checkNoHome(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard !context.isHistory, let person = trust.holder(of: leader, on: firstDay)?.person,
      let led = trust.schoolsLed(by: person, on: firstDay).first
    else { return }
    throw .record(
      "home-missing", "'\(leader)' leads '\(led)', which lends its leader and is not named",
      instead: ["say who steps up there, and what it does to it: --home \(led) --home-cover OFFICE"])
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.deployments[deployment] = Deployment(
      code: deployment, leader: leader, person: trust.holder(of: leader, on: firstDay)?.person,
      school: school,
      home: home, homeCover: homeCover, homeEffect: homeEffect, mitigation: mitigation,
      decision: context.decisionRef,
      spans: [Deployment.Week(daysPerWeek: daysPerWeek, days: DaySpan(firstDay, lastDay))])
    trust.note(.leaderAllocated, context)
  }
}

extension Refusal {
  fileprivate static func leaderFromWithin(_ leader: OfficeCode, _ day: Day) -> Refusal {
    Refusal(
      "leader-from-within", "nobody in the trust holds the office '\(leader)' on \(day.spoken)",
      whose: "an executive leader comes from within the trust",
      instead: ["name an office of the trust that somebody holds"])
  }
}

extension Trust {
  func requireDeployment(
    _ code: DeploymentCode, leader: OfficeCode, _ context: Context
  ) throws(Refusal) -> Deployment {
    guard let found = deployments[code] else {
      throw .record(
        "deployment-unknown", "there is no deployment '\(code)'",
        instead: ["those of the record: \(quoted(deployments.keys.sorted()))"])
    }
    guard found.leader == leader else {
      throw .record(
        "deployment-leader", "'\(code)' is the deployment of '\(found.leader)', not of '\(leader)'")
    }
    try context.requireOwn(found.school)
    guard let last = found.lastDay, last >= context.day else {
      throw .record(
        "deployment-over",
        found.lastDay.map { "'\(code)' ended on \($0.spoken)" } ?? "'\(code)' was released before it began",
        instead: ["kite leader allocate, for a new one"])
    }
    return found
  }
}

extension DeploymentChanged {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.leaders] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try context.requireFirstDay(firstDay)
    let found = try trust.requireDeployment(deployment, leader: leader, context)
    guard lastDay >= firstDay else {
      throw .record(
        "last-day-first", "the last day, \(lastDay.spoken), is before the first, \(firstDay.spoken)")
    }
    if let last = found.lastDay, firstDay > last.adding(days: 1) {
      throw .record(
        "deployment-gap", "'\(deployment)' ends on \(last.spoken): it cannot go on from \(firstDay.spoken)",
        instead: ["begin on \(last.adding(days: 1).spoken), or allocate anew"])
    }
    guard trust.holder(of: leader, on: firstDay) != nil else {
      throw .leaderFromWithin(leader, firstDay)
    }
    try trust.requireFreeDays(
      leader, daysPerWeek, during: DaySpan(firstDay, lastDay), of: deployment, context)
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.deployments[deployment]?.cut(on: firstDay.adding(days: -1))
    trust.deployments[deployment]?.spans.append(
      Deployment.Week(daysPerWeek: daysPerWeek, days: DaySpan(firstDay, lastDay)))
  }
}

extension LeaderReleased {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.leaders] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let found = try trust.requireDeployment(deployment, leader: leader, context)
    guard lastDay >= context.day else {
      throw .record(
        "end-in-the-past",
        "'\(deployment)' cannot have ended on \(lastDay.spoken), before it was decided on "
          + "\(context.day.spoken)"
      )
    }
    if let last = found.lastDay, lastDay > last {
      throw .record(
        "deployment-over", "'\(deployment)' ends on \(last.spoken) already",
        instead: ["kite leader change, to lengthen it"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.deployments[deployment]?.cut(on: lastDay)
    trust.deployments[deployment]?.isReleased = true
  }
}
