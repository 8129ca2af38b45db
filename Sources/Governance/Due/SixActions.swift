public import Schemas

/// Something that was done for a school at risk, which one of the six actions stands for.
public struct CaseStep: Equatable, Sendable {
  public let school: SchoolCode
  public let kind: Kind
  public let day: Day
  /// The entry.
  public let ref: String

  public enum Kind: Sendable {
    /// A decision on a variation, or on none.
    case schemeDecided
    case leadTaken
    case leaderAllocated
    case planApproved
    case capacityIdentified
    case reportingSet
    case bodyReviewed
    /// After the review: members added, conditions set, the body kept, or an interim board.
    case bodyDecided
  }
}

/// One of the six actions of a case.
public struct ActionState: Equatable, Sendable {
  public let action: Action
  /// The entries that closed it; empty while it is open.
  public let closedBy: [String]
  public let owner: OfficeCode?
  public let by: Day?
  /// The command that does what is to be done next.
  public let command: String
  /// Other commands that close it too.
  public let otherwise: String?

  public var isDone: Bool { !closedBy.isEmpty }
  public func isOverdue(on day: Day) -> Bool { !isDone && (by.map { $0 < day } ?? false) }
}

extension Action {
  /// What it stands for, in words.
  public var title: String {
    switch self {
    case .reviewScheme: "review the scheme, a variation decided"
    case .takeLead: "take the lead, with a strategy"
    case .executiveLeader: "executive leader, and a plan approved"
    case .capacity: "capacity from the alliance"
    case .monthlyReporting: "monthly reporting set up"
    case .reviewLocalBody: "review of the local body, and what follows"
    }
  }
}

extension Trust {
  /// The six actions of a case, in their order. They open with it and close only by what they stand for.
  public func actions(of open: RiskCase, on day: Day) -> [ActionState] {
    Action.allCases.map { action in
      let assigned = assignments[open.code]?[action]
      let (closedBy, command) = progress(of: action, open, on: day)
      return ActionState(
        action: action, closedBy: closedBy, owner: assigned?.owner, by: assigned?.by, command: command,
        otherwise: closedBy.isEmpty ? otherwise(action, open.school, command) : nil)
    }
  }

  /// That nothing is varied, or that the local body is kept as it is, is a decision too.
  private func otherwise(_ action: Action, _ school: SchoolCode, _ command: String) -> String? {
    switch action {
    case .reviewScheme: "kite decide --power \(Power.varyScheme) --school \(school), if nothing is to move"
    case .reviewLocalBody where command.hasPrefix("kite lgb add"):
      "kite lgb conditions, kite ieb install; to keep it, kite decide --power \(Power.addGovernors) "
        + "--school \(school)"
    default: nil
    }
  }

  private func progress(
    of action: Action, _ open: RiskCase, on day: Day
  ) -> (closedBy: [String], command: String) {
    let start = open.decision.flatMap { decisions[$0]?.day } ?? open.days.first
    func step(_ kind: CaseStep.Kind, since: Day? = nil) -> CaseStep? {
      caseSteps.first { step in
        step.school == open.school && step.kind == kind && (max(since ?? start, start)...).contains(step.day)
          && step.day <= day
      }
    }
    let at = "--school \(open.school)"
    func one(_ kind: CaseStep.Kind, _ command: String) -> (closedBy: [String], command: String) {
      (step(kind).map { [$0.ref] } ?? [], command)
    }
    switch action {
    case .reviewScheme: return one(.schemeDecided, "kite variation propose \(at)")
    case .takeLead: return one(.leadTaken, "kite case lead \(at)")
    case .capacity: return one(.capacityIdentified, "kite case capacity \(at)")
    case .monthlyReporting: return one(.reportingSet, "kite case reporting \(at)")
    case .executiveLeader:
      guard let leader = step(.leaderAllocated) else { return ([], "kite leader allocate \(at)") }
      guard let plan = step(.planApproved) else { return ([], planCommand(open, on: day)) }
      return ([leader.ref, plan.ref], "kite leader allocate \(at)")
    case .reviewLocalBody:
      guard let body = localBody(of: open.school, on: day) else { return ([], "kite body constitute \(at)") }
      guard let review = step(.bodyReviewed) else {
        let isOpened = caseBodyReviews.contains { $0.body == body && $0.day >= start && $0.day <= day }
        return ([], isOpened ? "kite lgb finding \(body) \(at)" : "kite lgb review \(body) \(at)")
      }
      guard let decided = step(.bodyDecided, since: review.day) else {
        return ([], "kite lgb add \(body) \(at)")
      }
      return ([decided.ref], "kite lgb add \(body) \(at)")
    }
  }

  private func planCommand(_ open: RiskCase, on day: Day) -> String {
    guard let plan = plan(of: open.school, on: day), let version = plan.versions.last else {
      return "kite plan submit --school \(open.school)"
    }
    return version.state == .submitted
      ? "kite plan approve \(plan.code) --version \(version.name) --school \(open.school)"
      : "kite plan submit \(plan.code) --school \(open.school)"
  }

  mutating func note(_ kind: CaseStep.Kind, _ context: Context) {
    guard let school = context.school else { return }
    caseSteps.append(CaseStep(school: school, kind: kind, day: context.day, ref: context.ref))
  }
}

extension DueDay {
  /// A case whose actions nobody owns yet; of an urgent one, from its ratification on.
  var unassignedActions: [Duty] {
    openCases.compactMap { open in
      guard open.awaitsRatification(on: day) == nil else { return nil }
      let missing = trust.actions(of: open, on: day).filter { !$0.isDone && $0.by == nil }
      guard !missing.isEmpty else { return nil }
      let opened = open.decision.flatMap { trust.decisions[$0]?.day } ?? open.days.first
      return Duty(
        .assignActions, "an owner and a date for \(missing.count) of the six actions",
        due: workingDay(number(.lateEntryDays), after: max(opened, open.ratifiedFrom ?? opened)),
        owes: holder(.allocateLeader, open.school), school: open.school, riskCase: open.code,
        concerns: open.code.fullTag, command: "kite case assign --school \(open.school)")
    }
  }

  /// The actions that have a date and are not done.
  var openActions: [Duty] {
    openCases.flatMap { open in
      trust.actions(of: open, on: day).compactMap { state in
        guard !state.isDone, let by = state.by, let owner = state.owner else { return nil }
        return Duty(
          .action, "action: \(state.action.title)", due: by, owes: owner.text, school: open.school,
          riskCase: open.code, concerns: open.code.fullTag, command: state.command)
      }
    }
  }
}

extension ActionsAssigned {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    let open = context.school.flatMap { trust.riskCase(of: $0, on: context.day)?.code }
    guard let open = open ?? context.riskCase else { return }
    for assigned in actions { trust.assignments[open, default: [:]][assigned.action] = assigned }
  }
}

extension LeadTaken {
  /// To take the lead is to say where it goes.
  public func evolve(_ trust: inout Trust, _ context: Context) {
    if strategy != nil { trust.note(.leadTaken, context) }
  }
}

extension ReportingSet {
  public func evolve(_ trust: inout Trust, _ context: Context) { trust.note(.reportingSet, context) }
}

extension BodyReviewOpened {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.caseBodyReviews.append((body, context.day))
  }
}
