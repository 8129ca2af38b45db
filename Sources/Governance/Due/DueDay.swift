public import Schemas

/// What is owed on a day, by the trust as it was decided and stated by then.
///
/// Each kind of duty is a property in a file of its own. Each computes what is open on the day, ahead of it
/// or late; which of it is shown is another question.
struct DueDay {
  let trust: Trust
  let day: Day

  var duties: [Duty] {
    var all = urgentRatifications + irregularRatifications + confirmations + minutes
    all += redecisions + variationReviews + boardReviews + firstMeetings + leavers + watchReviews
    all += forcedReviews + followUps
    all += variationEnds + deploymentEnds + boardEnds + shadowEnds + lapsedVariations + lapsedBoards
    all += reports + escalations + safeguarding + unread + plans + milestones + slipped
    all += unassignedActions + openActions + conditions + cover
    all += registerNotices + publications + terms + vacancies
    all += requests + answers + outcomes + withholdings
    // A school that has left the trust owes it nothing, but requests are answered.
    all.removeAll { duty in
      guard duty.kind != .request, let last = duty.school.flatMap({ trust.schools[$0]?.days.last }) else {
        return false
      }
      return last < day
    }
    all.removeAll(where: isHistory)
    for index in all.indices { all[index].person = person(all[index]) }
    // The texts part what falls on one day, so that the order never depends on how the trust was put
    // together.
    return all.sorted { ($0.due, $0.what, $0.command) < ($1.due, $1.what, $1.command) }
  }

  /// What had fallen due before its decision was taken over from minutes is history, and sets no clock.
  private func isHistory(_ duty: Duty) -> Bool {
    let parts = (duty.concerns ?? "").split(separator: "/", maxSplits: 1).map(String.init)
    let code = parts.count == 2 ? parts[1] : ""
    let ref: DecisionRef? =
      switch parts.first {
      case VariationCode.tag: trust.variations[VariationCode(unchecked: code)]?.madeBy
      case DeploymentCode.tag: trust.deployments[DeploymentCode(unchecked: code)]?.decision
      case BodyCode.tag: trust.interimBoards[BodyCode(unchecked: code)]?.decision
      case DecisionRef.tag: DecisionRef(unchecked: code)
      default: duty.riskCase.flatMap { trust.cases[$0]?.decision }
      }
    guard let decision = ref.flatMap({ trust.decisions[$0] }), decision.basis == .fromMinutes else {
      return false
    }
    return duty.due < decision.recorded
  }

  private func person(_ duty: Duty) -> PersonCode? {
    let office =
      trust.party(for: duty.owes, school: duty.school, on: day)?.office ?? OfficeCode(duty.owes)
    return office.flatMap { trust.holder(of: $0, on: day) }?.person
  }

  func number(_ setting: Setting) -> Int { trust.number(setting, on: day) }

  func workingDay(_ number: Int, after day: Day) -> Day { trust.calendar.workingDay(number, after: day) }

  /// The nearest warning before a day, where one is reached.
  func warning(before last: Day) -> Int? {
    let left = day.days(to: last)
    return left < 0 ? nil : trust.numbers(.warningDays, on: day).filter { left <= $0 }.min()
  }

  // MARK: Who owes it

  /// The holder of a power in a school.
  func holder(_ power: Power, _ school: SchoolCode?) -> String {
    trust.holderCode(of: power, in: school, on: day)
  }

  /// The office of whoever records for the board: nobody's power, but somebody must keep the registers. Where
  /// no such office is on record, the holder of the power to release what is closed.
  var clerk: String {
    let recorder = trust.recorders.last { $0.party == trust.boardParty && $0.days.contains(day) }
    let office = recorder.flatMap { trust.offices(of: $0.person, on: day).first }
    return office.map { code(.office($0), nil) } ?? holder(.releaseContent, nil)
  }

  /// The executive leader at a school; while there is none, whoever may close a month without a report.
  func leader(at school: SchoolCode) -> String {
    trust.deployments(at: school, on: day).first?.leader.text ?? holder(.closeReportMonth, school)
  }

  /// Who monitors a school's plan by the letters of the scheme, else who approves it.
  func monitor(_ school: SchoolCode) -> String {
    let scheme = trust.scheme(on: day)
    let function = scheme?.powers[.approvePlan]?.function.flatMap { scheme?.functions[$0] }
    let monitors =
      function?.letters.filter { scheme?.meaning(of: $0.letter) == .monitors }.map(\.holder) ?? []
    return monitors.first ?? holder(.approvePlan, school)
  }

  func code(_ party: Party, _ school: SchoolCode?) -> String {
    trust.code(for: party, school: school, on: day)
  }

  func codes(_ parties: [Party], _ school: SchoolCode?) -> String {
    parties.map { code($0, school) }.joined(separator: "+")
  }

  // MARK: Schools and cases

  var openCases: [RiskCase] {
    trust.cases.values.filter { $0.days.contains(day) }.sorted { $0.code < $1.code }
  }

  var variations: [Variation] { trust.variations.values.sorted { $0.code < $1.code } }
}

extension Trust {
  /// What is owed on a day, the earliest first: late, due or ahead.
  ///
  /// - Precondition: the trust is folded as decided by the day; what was decided later is no answer to what
  ///   was owed then.
  /// - Complexity: grows with what is open, and with the variations, notices and decisions on record.
  public func duties(on day: Day) -> [Duty] { DueDay(trust: self, day: day).duties }

  /// The same of one school. What asks only to look back comes last.
  public func duties(of school: SchoolCode, on day: Day) -> [Duty] {
    let own = duties(on: day).filter { $0.school == school }
    return own.filter { !$0.kind.looksBack } + own.filter(\.kind.looksBack)
  }

  /// Who holds a power in a school, as the scheme codes it; several who decide together are joined by `+`.
  public func holderCode(of power: Power, in school: SchoolCode?, on day: Day) -> String {
    let binding = scheme(on: day)?.powers[power]
    if let function = binding?.function, let holding = holding(of: function, school: school, on: day) {
      return holding.holder
    }
    if let holders = binding?.holders, !holders.isEmpty { return holders.joined(separator: "+") }
    return boardParty.map { code(for: $0, school: school, on: day) } ?? ""
  }
}
