public import Schemas

/// A school's stay in a tier of autonomy, from a day on.
public struct TierHeld: Sendable, Equatable {
  public let tier: String
  public let from: Day
  public let decision: DecisionRef?
}

extension TierSet {
  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try context.requireFirstDay(firstDay)
    try context.requireSchool(school, trust, on: firstDay)
    guard let scheme = trust.scheme(on: firstDay), !scheme.tiers.isEmpty else {
      throw .record(
        "tier-unknown", "no scheme with tiers is in force on \(firstDay.spoken)",
        instead: ["adopt a version that has tiers: kite scheme adopt FILE"])
    }
    let tiers = scheme.tiers.map(\.name)
    guard tiers.contains(tier) else {
      throw Refusal(
        "tier-unknown", "the scheme has no tier '\(tier)'", whose: "scheme \(scheme.version)",
        instead: ["choose one of \(quoted(tiers))"])
    }
    guard trust.tier(of: school, on: firstDay) != tier else {
      throw .record("tier-already", "'\(school)' is in tier '\(tier)' on \(firstDay.spoken) already")
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.tiers[school, default: []].append(
      TierHeld(tier: tier, from: firstDay, decision: context.decisionRef))
  }
}

extension Trust {
  /// What put a school in its tier; nil for the tier that schools are in when nobody says anything.
  public func tierSet(of school: SchoolCode, on day: Day) -> TierHeld? {
    tiers[school]?.last { $0.from <= day }
  }

  /// The tier of a school on a day; nil where the scheme has none.
  ///
  /// A tier that the scheme of the day lacks counts as its first one.
  public func tier(of school: SchoolCode?, on day: Day) -> String? {
    guard let scheme = scheme(on: day) else { return nil }
    if let name = school.flatMap({ tierSet(of: $0, on: day)?.tier }),
      scheme.tiers.contains(where: { $0.name == name })
    {
      return name
    }
    return scheme.tiers.first?.name
  }
}
