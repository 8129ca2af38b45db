import JSON
public import Schemas

extension SchoolJoined {
  public var statedDay: Day? { firstDay }

  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireRecorder(of: trust.boardParty, context, doing: "enter a school")
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    if let school = trust.schools[school], school.days.contains(firstDay) {
      throw .record("school-joined", "'\(school.code)' is in the trust since \(school.days.first.spoken)")
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.schools[school] = School(
      code: school, name: name, phase: phase, pupils: pupils, days: DaySpan(firstDay, nil))
  }
}

extension SchoolLeft {
  public var statedDay: Day? { lastDay }

  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireRecorder(of: trust.boardParty, context, doing: "enter that a school left")
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireSchool(school, on: lastDay)
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.schools[school]?.days.end(on: lastDay)
  }
}

extension BodyConstituted {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.interimBoards(of: scope.school)] }

  public var statedDay: Day? { firstDay }

  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireRecorder(of: trust.boardParty, context, doing: "constitute a body")
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireFree(body, for: kind, on: firstDay)
    try requireQuorum(quorum, of: size)
    for school in schools where trust.schools[school] == nil {
      throw .record(
        "school-unknown", "the trust has no school '\(school)'",
        instead: ["its schools: \(quoted(trust.schools.keys.sorted()))"])
    }
    if kind == .board, let board = trust.board, board.term(on: firstDay) != nil {
      throw .record("one-board", "'\(board.code)' is the Trust Board: a trust has one")
    }
    if kind == .local {
      for school in schools {
        if let other = trust.localBody(of: school, on: firstDay) {
          throw .record("one-local-body", "'\(school)' has the local body '\(other)' on \(firstDay.spoken)")
        }
      }
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    var made =
      trust.bodies[body]
      ?? Body(code: body, name: name, kind: kind, schools: schools, parent: parent, terms: [])
    made.name = name ?? made.name
    made.schools = schools
    made.terms.append(
      Body.Term(size: size, quorum: quorum, parentSeats: parentSeats ?? 0, days: DaySpan(firstDay, nil)))
    trust.bodies[body] = made
  }
}

/// A quorum is met by members: it is no larger than the body.
func requireQuorum(_ quorum: Int, of size: Int) throws(Refusal) {
  guard quorum <= size else {
    throw .record("quorum-too-large", "a quorum of \(quorum) cannot be met by \(size) seats")
  }
}

extension BodyDissolved {
  public var statedDay: Day? { lastDay }

  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireRecorder(of: trust.boardParty, context, doing: "dissolve a body")
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    _ = try trust.requireBody(body, on: lastDay)
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.endBody(body, on: lastDay)
  }
}

extension PersonRegistered {
  public func checkNew(_ trust: Trust, _ context: Context) throws(Refusal) {
    // 'recovery' is the actor of what the recovery key seals.
    if trust.persons.contains(person) || person.text == "recovery" {
      throw .record(
        "person-used", "'\(person)' is taken: an id is never used again",
        instead: ["choose an id that nobody has"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) { trust.persons.insert(person) }
}

extension OfficeGiven {
  /// None of its own: `check` asks for the power to appoint.
  public func power(_ trust: Trust) -> Power? { nil }

  /// A decision gives an office by the power to appoint heads, in the name of who decides, or by setting the
  /// trust up.
  private func checkAppointment(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard let decision = context.decision, decision.irregularBecause == nil else { return }
    if decision.power == .appointHead, decision.by.contains(appointedBy) { return }
    try trust.requireAuthority(.setTrust, decision, context)
  }

  public var statedDay: Day? { firstDay }

  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireRecorder(
      of: trust.boardParty, or: appointedBy, context, doing: "give the office '\(office)'")
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard trust.persons.contains(person) else {
      throw .record(
        "person-unknown", "'\(person)' is not registered",
        instead: ["register the person first: kite person register"])
    }
    if let lastDay, lastDay < firstDay {
      throw .record(
        "last-day-first", "the last day, \(lastDay.spoken), is before the first, \(firstDay.spoken)")
    }
    try checkAppointment(trust, context)
    let days = DaySpan(firstDay, lastDay)
    let held = trust.tenures.first {
      $0.office == office && $0.person == person && $0.days.overlaps(days) && $0.acting == acting
    }
    if let held {
      throw .record("office-held", "\(person) holds '\(office)' since \(held.days.first.spoken)")
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.tenures.append(
      Tenure(
        office: office, person: person, appointedBy: appointedBy, seatOn: seatOn, acting: acting,
        days: DaySpan(firstDay, lastDay)))
  }
}

extension OfficeEnded {
  public var statedDay: Day? { lastDay }

  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    let appointed = trust.tenures.last { $0.office == office && $0.person == person }?.appointedBy
    try trust.requireRecorder(
      of: trust.boardParty, or: appointed, context, doing: "end the office '\(office)'")
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard
      trust.tenures.contains(where: {
        $0.office == office && $0.person == person && $0.days.contains(lastDay)
      })
    else {
      throw .record("office-not-held", "\(person) does not hold '\(office)' on \(lastDay.spoken)")
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    for index in trust.tenures.indices
    where trust.tenures[index].office == office && trust.tenures[index].person == person {
      trust.tenures[index].days.end(on: lastDay)
      trust.tenures[index].isEnded = true
    }
  }
}

extension CalendarSet {
  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireRecorder(of: trust.boardParty, context, doing: "set the calendar")
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    var before: Day?
    for term in terms {
      guard term.firstDay <= term.lastDay, before.map({ $0 < term.firstDay }) ?? true else {
        throw .record(
          "terms-in-order",
          "the term '\(term.name)' does not follow the one before it, or ends before it begins")
      }
      if let from = term.breakFirstDay, let to = term.breakLastDay {
        guard term.firstDay <= from, from <= to, to <= term.lastDay else {
          throw .record(
            "terms-in-order",
            "the break from \(from.spoken) to \(to.spoken) does not lie in the term '\(term.name)'")
        }
      }
      before = term.lastDay
    }
    for day in occasionalDays where !terms.contains(where: { $0.firstDay <= day && day <= $0.lastDay }) {
      throw .record(
        "occasional-day", "\(day.spoken) is an occasional day and lies in no term of '\(year)'",
        instead: ["name days in term only: outside of it the schools are closed anyway"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) { trust.calendar.set(self) }
}

extension BankHolidayProclaimed {
  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireRecorder(of: trust.boardParty, context, doing: "set the calendar")
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard trust.calendar.isWorkingDay(holiday) else {
      throw .record(
        "bank-holiday", "\(holiday.spoken) is no working day already",
        instead: ["kite calendar show \(holiday.year), to see the bank holidays that are known"])
    }
    guard let insteadOf, !trust.calendar.isBankHoliday(insteadOf) else { return }
    throw .record(
      "bank-holiday", "\(insteadOf.spoken) is no bank holiday: none can be moved from it",
      instead: ["kite calendar show \(insteadOf.year), to see the bank holidays that are known"])
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.calendar.proclaim(holiday, insteadOf: insteadOf)
  }
}

extension SettingSet {
  public var statedDay: Day? { firstDay }

  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireRecorder(of: trust.boardParty, context, doing: "change a setting")
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard let known = Setting.all.first(where: { $0.name == setting }) else {
      throw .record(
        "setting-unknown", "there is no setting '\(setting)'",
        instead: ["the settings: \(quoted(Setting.all.map(\.name)))"])
    }
    guard known.accepts(value) else {
      throw .record(
        "setting-value", "'\(setting)' cannot be \(value.text); expected \(known.range)",
        instead: ["its default is \(known.standard.text)", "kite help settings, to read what each means"])
    }
    try checkAgainstOthers(trust, from: firstDay ?? context.day)
  }

  /// What one setting allows, another must not forbid; and a level at which a school stands keeps its name.
  private func checkAgainstOthers(_ trust: Trust, from day: Day) throws(Refusal) {
    switch setting {
    case Setting.interimBoardLeast.name, Setting.interimBoardMost.name:
      let isLeast = setting == Setting.interimBoardLeast.name
      let other = trust.number(isLeast ? .interimBoardMost : .interimBoardLeast, on: day)
      guard let number = value.integer, isLeast ? number > other : number < other else { return }
      throw .setting(
        isLeast ? .interimBoardMost : .interimBoardLeast, "setting-value",
        "an interim board cannot have at \(isLeast ? "least" : "most") \(number) seats and at "
          + "\(isLeast ? "most" : "least") \(other)",
        instead: ["set the other first"])
    case Setting.riskLevels.name:
      let count = value.array?.count ?? 0
      for open in trust.cases.values.sorted(by: { $0.code < $1.code }) where open.days.reaches(day) {
        let highest = open.levels.map(\.level).filter { $0.rank >= count }.max { $0.rank < $1.rank }
        guard let highest, open.level(on: day)?.level.rank ?? highest.rank >= count else { continue }
        throw .record(
          "setting-value",
          "'\(open.school)' stands at level '\(trust.name(of: highest, on: day))', for which \(count) names "
            + "have none",
          instead: ["change its level first: kite risk change \(open.school)"])
      }
    case Setting.urgentInAbsence.name: try trust.requireStandIns(value, on: day)
    default: return
    }
  }

  public static func reads(_ scope: Scope) -> [Reads] { [Reads.risk(of: nil)] }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.settings[setting, default: []].append((firstDay ?? context.day, value))
  }
}
