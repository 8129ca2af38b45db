public import Schemas

/// A recovery plan with its versions, in the order of their coming in.
public struct Plan: Sendable {
  public let code: PlanCode
  public let school: SchoolCode?
  public var versions: [Version] = []

  public struct Version: Sendable, Equatable {
    public let name: String
    public let submitted: Day
    public var state: State
    /// The version as approved, where changes made a new one.
    public var approvedAs: String?

    public enum State: String, Sendable, Equatable {
      case submitted, returned, approved
    }
  }

  /// The version that a report goes by on a day: the last approved; while none is, the last submitted.
  public func version(on day: Day) -> String? {
    let known = versions.filter { $0.submitted <= day }
    if let approved = known.last(where: { $0.state == .approved }) {
      return approved.approvedAs ?? approved.name
    }
    return known.last?.name
  }
}

extension Trust {
  func requireSubmitted(_ version: String, of plan: PlanCode) throws(Refusal) {
    guard let found = plans[plan] else {
      throw .record(
        "plan-unknown", "no plan '\(plan)' has been handed in", instead: ["kite plan submit, first"])
    }
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
    [Reads.plans(of: scope.school), .risk(of: scope.school)]
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let school = try context.requireSchool(trust)
    _ = try trust.requireCase(of: school, on: context.day)
    guard let found = trust.plans[plan] else { return }
    if let other = found.school, other != school {
      throw .record("plan-other-school", "'\(plan)' is the plan of '\(other)'")
    }
    if found.versions.contains(where: { $0.name == version || $0.approvedAs == version }) {
      throw .record(
        "plan-version-used", "'\(plan)' has a version '\(version)' already",
        instead: ["give it the next number"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.plans[plan, default: Plan(code: plan, school: context.school)].versions.append(
      Plan.Version(name: version, submitted: context.day, state: .submitted))
  }
}

extension Plan {
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
    try trust.requireSubmitted(version, of: plan)
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.plans[plan]?.decide(version, .returned)
  }
}

extension PlanApproved {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.plans(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try context.requireFirstDay(firstDay)
    try trust.requireSubmitted(version, of: plan)
    guard changes.isEmpty || approvedAs != nil else {
      throw .record(
        "plan-changed", "it is approved with changes, and the version that they make has no number",
        instead: ["name it: --approved-as VERSION"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.plans[plan]?.decide(version, .approved, as: approvedAs)
  }
}
