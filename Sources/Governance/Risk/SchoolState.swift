public import Schemas

/// A school on a day, as the risk board shows it.
///
/// A span of days on which nothing changes has one state: no part of it counts days up to the day asked
/// about.
public struct SchoolState: Equatable, Sendable {
  public var school: SchoolCode
  public var name: String
  public var risk: RiskLevel
  /// The first day of the case, or of the time on the watch list.
  public var since: Day?
  /// The first day at this level.
  public var levelSince: Day?
  /// Of an urgent decision that is not ratified yet.
  public var ratifyBy: Day?
  /// After the exit.
  public var followUpUntil: Day?
  public var localBody: BodyCode?
  public var shadow: BodyCode?
  /// Those in force on the day.
  public var variations: [VariationCode]
  public var leader: Leader?
  public var lastReport: LastReport?

  /// An executive leader at the school.
  public struct Leader: Equatable, Sendable {
    public var office: OfficeCode
    public var daysPerWeek: Int
    /// The last day of the deployment, which may have other days a week by then.
    public var lastDay: Day?
    public var deployment: DeploymentCode

    public init(office: OfficeCode, daysPerWeek: Int, lastDay: Day?, deployment: DeploymentCode) {
      self.office = office
      self.daysPerWeek = daysPerWeek
      self.lastDay = lastDay
      self.deployment = deployment
    }
  }

  /// The monthly report that was handed in last.
  public struct LastReport: Equatable, Sendable {
    public var month: Month
    public var rating: Rating
    public var direction: Direction
    public var due: Day
    public var submitted: Day
    /// Working days.
    public var lateBy: Int

    public init(
      month: Month, rating: Rating, direction: Direction, due: Day, submitted: Day, lateBy: Int
    ) {
      self.month = month
      self.rating = rating
      self.direction = direction
      self.due = due
      self.submitted = submitted
      self.lateBy = lateBy
    }
  }

  public init(school: SchoolCode, name: String, risk: RiskLevel = .none, variations: [VariationCode] = []) {
    self.school = school
    self.name = name
    self.risk = risk
    self.variations = variations
  }
}

extension Trust {
  /// The state of a school on a day. Of a school that the trust does not know, only the code.
  public func state(of code: SchoolCode, on day: Day) -> SchoolState {
    var state = SchoolState(school: code, name: schools[code]?.name ?? code.text)
    let risk = risk(of: code, on: day)
    let open = riskCase(of: code, on: day)
    state.risk = risk.level
    state.since = open?.days.first ?? risk.since
    state.levelSince = risk.since
    state.ratifyBy = open?.awaitsRatification(on: day)
    state.followUpUntil = followUp(of: code, on: day)
    state.localBody = localBody(of: code, on: day)
    state.shadow = shadow(of: code, on: day)
    state.variations = liveVariations(in: code, on: day).map(\.code)
    state.leader = leader(at: code, on: day)
    state.lastReport = lastReport(of: code, on: day)
    return state
  }

  /// The schools that are in the trust on a day, in the order of their codes.
  public func states(on day: Day) -> [SchoolState] {
    schools.values.filter { $0.days.contains(day) }.map(\.code).sorted().map { state(of: $0, on: day) }
  }

  /// The variations of a school that hold anything on a day, in the order of their codes.
  public func liveVariations(in school: SchoolCode, on day: Day) -> [Variation] {
    variations.values.filter { $0.school == school && $0.isLive(on: day) }.sorted { $0.code < $1.code }
  }

  /// Of several leaders at a school, the one who is there for the most days.
  private func leader(at school: SchoolCode, on day: Day) -> SchoolState.Leader? {
    let found = deployments(at: school, on: day).max {
      ($0.daysPerWeek(on: day) ?? 0) < ($1.daysPerWeek(on: day) ?? 0)
    }
    guard let found, let days = found.daysPerWeek(on: day) else { return nil }
    return SchoolState.Leader(
      office: found.leader, daysPerWeek: days, lastDay: found.lastDay, deployment: found.code)
  }

  private func lastReport(of school: SchoolCode, on day: Day) -> SchoolState.LastReport? {
    var last: SchoolState.LastReport?
    for report in reports(of: school) {
      guard let submitted = report.submitted, submitted <= day, let rating = report.rating,
        let direction = report.direction
      else { continue }
      if let last, (last.submitted, last.month) > (submitted, report.month) { continue }
      last = SchoolState.LastReport(
        month: report.month, rating: rating, direction: direction, due: report.due, submitted: submitted,
        lateBy: report.lateBy)
    }
    return last
  }
}
