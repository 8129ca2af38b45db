import Schemas

/// Somebody who could lead a school, and what that would take from their own.
public struct LeaderChoice: Sendable {
  public let person: PersonCode
  public let offices: [OfficeCode]
  /// The school that the person leads.
  public let home: SchoolCode?
  public let homeRisk: RiskLevel
  /// Days a week that are free on every day of the span, of the days that a leader's week has.
  public let free: Int
  /// Where the person is away to within the span.
  public let away: [Deployment]
  /// Leaders whom the home lends within the span, this person's deployments not counted.
  public let alsoLent: Int
}

extension Reads {
  /// What tells who could lead a school.
  public static let leaderChoices: [Reads] = standing + [leaders, risk(of: nil)]
}

extension Trust {
  /// Whoever leads another school of the trust, has been an executive leader before, or holds one of the
  /// offices named: those with the most free days first, and of them those whose own school is sound.
  public func leaderChoices(
    for school: SchoolCode?, during days: DaySpan, naming offices: [OfficeCode] = []
  ) -> [LeaderChoice] {
    let first = days.first
    let named = namedOffices
    let heads = named.compactMap { reference, school in
      school == nil ? nil : Party(reference)?.office
    }
    let known = Set(heads + deployments.values.map(\.leader) + offices)
    let persons = Set(known.compactMap { holder(of: $0, on: first)?.person })
    let choices = persons.compactMap { person -> LeaderChoice? in
      let home = schoolsLed(by: person, on: first).first
      if let school, home == school { return nil }
      return choice(person, home, known, during: days)
    }
    return choices.sorted { a, b in
      (-a.free, a.homeRisk.rank, a.alsoLent, a.person.text)
        < (-b.free, b.homeRisk.rank, b.alsoLent, b.person.text)
    }
  }

  private func choice(
    _ person: PersonCode, _ home: SchoolCode?, _ known: Set<OfficeCode>, during days: DaySpan
  ) -> LeaderChoice {
    let offices = offices(of: person, on: days.first).filter(known.contains)
    let own = deployments.values.filter { deployment in
      (deployment.person == person || offices.contains(deployment.leader))
        && deployment.spans.contains { $0.days.overlaps(days) }
    }.sorted { $0.code < $1.code }
    let lent = deployments.values.filter { deployment in
      home != nil && deployment.home == home && !own.contains { $0.code == deployment.code }
        && deployment.spans.contains { $0.days.overlaps(days) }
    }
    let taken = offices.map { busiest($0, during: days, but: DeploymentCode(unchecked: "")) }.max() ?? 0
    return LeaderChoice(
      person: person, offices: offices, home: home,
      homeRisk: home.map { risk(of: $0, on: days.first).level } ?? .none,
      free: max(0, number(.leaderDays, on: days.first) - taken), away: own, alsoLent: lent.count)
  }
}
