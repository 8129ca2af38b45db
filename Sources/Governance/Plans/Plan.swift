public import Schemas

/// A recovery plan with its versions, in the order of their coming in.
public struct Plan: Sendable {
  public let code: PlanCode
  public let school: SchoolCode?
  public var versions: [Version] = []
  /// New dates of milestones that were agreed at trust level, and when each was agreed.
  public var moved: [String: Moved] = [:]
  /// What reports said of milestones that slipped, in the order of the reports.
  public var slips: [String: [Slip]] = [:]

  public struct Moved: Sendable, Equatable {
    public let due: Day
    public let agreed: Day
  }

  public struct Slip: Sendable, Equatable {
    public let report: ReportCode
    /// The day on which the report came in.
    public let told: Day
    /// The new date, where one was agreed.
    public let due: Day?
  }

  public struct Version: Sendable, Equatable {
    public let name: String
    public let submitted: Day
    /// The milestones that it lists.
    public let milestones: [Due]
    public let indicators: [Measure]
    public var state: State
    /// The version as approved, where changes made a new one.
    public var approvedAs: String?

    public struct Due: Sendable, Equatable {
      public let code: String
      public let objective: Int?
      public let due: Day
    }

    /// What a plan measures itself by.
    public struct Measure: Sendable, Equatable {
      public let name: String
      public let baseline: Decimal?
      public let target: Decimal?
    }

    public enum State: String, Sendable, Equatable {
      case submitted, returned, approved
    }

    public func isCalled(_ version: String) -> Bool { name == version || approvedAs == version }
  }

  /// The version that a report goes by on a day: the last approved; while none is, the last submitted.
  public func version(on day: Day) -> String? { inForce(on: day).map { $0.approvedAs ?? $0.name } }

  /// The same version, with what it holds.
  public func inForce(on day: Day) -> Version? {
    let known = versions.filter { $0.submitted <= day }
    return known.last { $0.state == .approved } ?? known.last
  }

  /// The day by which a version's milestone is to be met: its own, or the last one that was agreed since the
  /// version came in. Nil where the version does not list it and no date was ever agreed.
  public func due(_ milestone: String, in version: Version?) -> Day? {
    let own = version?.milestones.first { $0.code == milestone }?.due
    func isSince(_ day: Day) -> Bool { version.map { $0.submitted <= day } ?? true }
    let told = (slips[milestone] ?? []).last { isSince($0.told) && $0.due != nil }
    guard let moved = moved[milestone], isSince(moved.agreed) else { return told?.due ?? own }
    // A report that tells of the date that was agreed at trust level adds nothing to it.
    if let told, told.told > moved.agreed, let due = told.due { return due }
    return moved.due
  }

  /// How often a milestone has slipped by the reports.
  public func timesSlipped(_ milestone: String) -> Int { slips[milestone]?.count ?? 0 }
}

extension Trust {
  /// The plan of a school of which a version was handed in last by a day.
  public func plan(of school: SchoolCode, by day: Day) -> Plan? {
    plans.values.filter { plan in
      plan.school == school && plan.versions.contains { $0.submitted <= day }
    }.max { a, b in (a.versions.last?.submitted ?? day) < (b.versions.last?.submitted ?? day) }
  }
}
