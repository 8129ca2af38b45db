public import Schemas

/// The deployment of an executive leader, with its days a week over time.
public struct Deployment: Sendable {
  public let code: DeploymentCode
  public let leader: OfficeCode
  public let person: PersonCode?
  public let school: SchoolCode
  public let home: SchoolCode?
  public let homeCover: OfficeCode?
  /// What it does to the home, as it was assessed.
  public let homeEffect: HomeEffect?
  public let mitigation: Closable<String>?
  public let decision: DecisionRef?
  public var spans: [Week]
  /// Released by a decision: its last day is settled.
  public var isReleased = false

  public struct Week: Sendable, Equatable {
    public let daysPerWeek: Int
    public var days: DaySpan
  }

  public func daysPerWeek(on day: Day) -> Int? { spans.last { $0.days.contains(day) }?.daysPerWeek }
  public var lastDay: Day? { spans.filter { !$0.days.isEmpty }.compactMap(\.days.last).max() }

  mutating func cut(on day: Day) {
    for index in spans.indices { spans[index].days.end(on: day) }
    spans.removeAll { $0.days.isEmpty }
  }
}

extension Trust {
  /// The deployments at a school on a day.
  public func deployments(at school: SchoolCode, on day: Day) -> [Deployment] {
    deployments.values.filter { $0.school == school && $0.daysPerWeek(on: day) != nil }.sorted {
      $0.code < $1.code
    }
  }

  /// The deployments that take a leader away from a school on a day.
  public func lent(by home: SchoolCode, on day: Day) -> [Deployment] {
    deployments.values.filter { $0.home == home && $0.daysPerWeek(on: day) != nil }.sorted {
      $0.code < $1.code
    }
  }

  /// The schools whose head a person is: whoever holds an office that the scheme has in every school.
  public func schoolsLed(by person: PersonCode, on day: Day) -> [SchoolCode] {
    let named = namedOffices
    return offices(of: person, on: day).compactMap { named[Party.office($0).reference] ?? nil }.sorted()
  }

  /// The most days a week that a leader is away on any day of a span, one deployment left out.
  func busiest(_ leader: OfficeCode, during days: DaySpan, but excluded: DeploymentCode) -> Int {
    let person = holder(of: leader, on: days.first)?.person
    let others = deployments.values.filter {
      $0.code != excluded && ($0.leader == leader || ($0.person != nil && $0.person == person))
    }
    let spans = others.flatMap(\.spans).filter { $0.days.overlaps(days) }
    // The sum changes only where a span begins.
    let starts = [days.first] + spans.map(\.days.first).filter { days.contains($0) }
    return starts.map { start in spans.filter { $0.days.contains(start) }.reduce(0) { $0 + $1.daysPerWeek } }
      .max() ?? 0
  }

  func requireFreeDays(
    _ leader: OfficeCode, _ wanted: Int, during days: DaySpan, of code: DeploymentCode, _ context: Context
  ) throws(Refusal) {
    let week = number(.leaderDays, on: context.day)
    let taken = busiest(leader, during: days, but: code)
    guard taken + wanted <= week || context.admits("leader-days") else {
      throw .setting(
        .leaderDays, "leader-days",
        "'\(leader)' is away \(taken) days a week already: \(wanted) more make \(taken + wanted), over "
          + "\(week)",
        instead: ["choose \(max(0, week - taken)) days a week at most, other weeks, or another leader"])
    }
  }
}
