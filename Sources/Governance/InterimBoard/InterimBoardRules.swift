public import Schemas

/// An interim executive board in the place of a local body.
public struct InterimBoard: Sendable, Equatable {
  public let body: BodyCode
  public let school: SchoolCode
  public let replaces: BodyCode
  public let members: [PersonCode]
  public let exitCriteria: [Closable<String>]
  public let decision: DecisionRef?
  /// A review of the case meets it.
  public let reviewBy: Day?
  public var days: DaySpan
  /// Ended by a decision, be it on its last day.
  public var isEndDecided = false
  /// Days on which its term was decided again.
  public var decidedAgain: [Day] = []
}

extension InterimBoardInstalled {
  public static func reads(_ scope: Scope) -> [Reads] {
    [
      Reads.interimBoards(of: scope.school), .risk(of: scope.school),
      Reads([InterimBoardInstalled.self, ShadowBodyAppointed.self, LocalBodyRestored.self]),
    ]
  }

  public func checkNew(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard trust.bodies[body] != nil else { return }
    throw .record(
      "body-used", "'\(body)' is, or was, another body", instead: ["give the new board a code of its own"])
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let school = try context.requireSchool(trust)
    try context.requireFirstDay(firstDay)
    guard lastDay > firstDay else {
      throw .record(
        "last-day-first", "the last day, \(lastDay.spoken), is not after the first, \(firstDay.spoken)")
    }
    if let board = trust.interimBoard(of: school, on: firstDay) {
      throw .record(
        "interim-board-there", "'\(board.body)' stands until \(board.days.last?.spoken ?? "further notice")",
        instead: ["kite ieb extend, to lengthen its term"])
    }
    guard trust.localBody(of: school, on: firstDay) == replaces else {
      throw .record(
        "interim-board-replaces", "'\(replaces)' is not the local body of '\(school)' on \(firstDay.spoken)")
    }
    try checkBarrier(trust, context)
    try checkConditions(trust, context)
    if context.decision?.lesserSteps.isEmpty ?? true, !context.admits("lesser-steps") {
      throw Refusal(
        "lesser-steps", "no lesser step is on record",
        whose: "an interim board should not usually be needed: support comes first",
        instead: ["name what was tried and what came of it, or why nothing was: --lesser-step TEXT"])
    }
    try checkSeats(trust, context)
    try context.requireWithdrawn(members, trust)
    try context.requireProportionality()
  }

  /// Conditions are tested before anybody says that they did not help.
  private func checkConditions(_ trust: Trust, _ context: Context) throws(Refusal) {
    let open = trust.conditions.last { $0.body == replaces && $0.set <= context.day && $0.tested == nil }
    guard let open, noticeBecause == nil, !context.isHistory else { return }
    throw Refusal(
      "conditions-untested",
      "the conditions set for '\(replaces)', to be met by \(open.metBy.spoken), are not tested",
      whose: "lesser steps come first, and their result is known",
      instead: [
        "kite lgb test \(replaces)", "or say why it cannot wait: --notice-because TEXT",
      ])
  }

  private func checkBarrier(_ trust: Trust, _ context: Context) throws(Refusal) {
    let whose =
      "an interim board needs evidence that leadership, including the local body, is a barrier to progress"
    guard let review = trust.bodyReviews.last(where: { $0.body == replaces && $0.day <= context.day }),
      review.finding == .barrier
    else {
      if context.admits("barrier") { return }
      throw Refusal(
        "barrier", "no review of '\(replaces)' found that it is a barrier to progress", whose: whose,
        instead: [
          "kite lgb review, then kite lgb finding", "a lesser step: kite lgb add, kite lgb conditions",
        ])
    }
    // The time to be heard, less only with the reason.
    let days = trust.number(.noticeDays, on: context.day)
    let heardFor = trust.calendar.workingDays(from: review.day, to: context.day)
    guard heardFor >= days || noticeBecause != nil || context.admits("heard") else {
      throw Refusal(
        "heard",
        "'\(replaces)' had \(heardFor) working days to answer the finding of \(review.day.spoken), fewer "
          + "than \(days)",
        whose: "the local body is heard",
        instead: ["decide later, or say why it cannot wait: --notice-because TEXT"])
    }
  }

  private func checkSeats(_ trust: Trust, _ context: Context) throws(Refusal) {
    let least = trust.number(.interimBoardLeast, on: context.day)
    let most = trust.number(.interimBoardMost, on: context.day)
    guard (least...max(least, most)).contains(size) || context.admits("interim-board-size") else {
      throw .setting(
        size < least ? .interimBoardLeast : .interimBoardMost, "interim-board-size",
        "an interim board of \(size) is not between \(least) and \(most)")
    }
    try requireQuorum(quorum, of: size)
    guard members.count <= size, Set(members).count == members.count else {
      throw .record(
        "interim-board-members", "\(members.count) members are named for \(size) seats, or one is named twice"
      )
    }
    for person in members where !trust.persons.contains(person) {
      throw .record(
        "person-unknown", "'\(person)' is not registered",
        instead: ["register the person in the same decision, or before"])
    }
    guard Set(parentMembers).isSubset(of: members), parentMembers.count <= parentSeats else {
      throw .record(
        "parent-seats",
        "the parents named are not all members, or more than the \(parentSeats) seats for them")
    }
    let seats = trust.number(.parentSeats, on: context.day)
    guard parentSeats >= seats || parentSeatsBecause != nil || context.admits("parent-seats") else {
      throw .setting(
        .parentSeats, "parent-seats",
        "\(parentSeats) seats are for elected parents, the trust asks for \(seats)",
        instead: ["give them the seats, or say how parents are heard: --parent-seats-because TEXT"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let school = context.school else { return }
    let days = DaySpan(firstDay, lastDay)
    trust.interimBoards[body] = InterimBoard(
      body: body, school: school, replaces: replaces, members: members, exitCriteria: exitCriteria,
      decision: context.decisionRef, reviewBy: reviewBy, days: days)
    trust.bodies[body] = Body(
      code: body, name: nil, kind: .interim, schools: [school], parent: nil,
      terms: [Body.Term(size: size, quorum: quorum, parentSeats: parentSeats, days: days)],
      members: members.map { Body.Member(person: $0, days: days) })
    trust.dissolve(replaces, in: school, on: firstDay.adding(days: -1))
    trust.note(.bodyDecided, context)
  }
}

extension Trust {
  /// A local body ends for one school; where it governs others too, it goes on for them.
  fileprivate mutating func dissolve(_ code: BodyCode, in school: SchoolCode, on day: Day) {
    guard var local = bodies[code] else { return }
    guard !local.schools.allSatisfy({ $0 == school }) else { return endBody(code, on: day) }
    local.away.append(Body.Away(school: school, days: DaySpan(day.adding(days: 1), nil)))
    bodies[code] = local
  }

  func requireInterimBoard(_ code: BodyCode, _ context: Context) throws(Refusal) -> InterimBoard {
    guard let board = interimBoards[code] else {
      throw .record(
        "interim-board-unknown", "there is no interim board '\(code)'",
        instead: ["the interim boards: \(quoted(interimBoards.keys.sorted()))"])
    }
    try context.requireOwn(board.school)
    guard let last = board.days.last, last >= context.day else {
      throw .record("interim-board-over", "'\(code)' ended on \(board.days.last?.spoken ?? "an earlier day")")
    }
    return board
  }
}

extension Context {
  /// Nobody decides on a seat of their own.
  func requireWithdrawn(_ members: [PersonCode], _ trust: Trust) throws(Refusal) {
    guard let decision else { return }
    for body in decision.by.compactMap(\.body) {
      let own = Set(members).intersection(trust.members(of: body, on: decision.day)).subtracting(
        decision.withdrew)
      if let person = own.min() {
        throw Refusal(
          "own-seat", "\(person) sits on '\(body)' and would decide on a seat of their own",
          whose: "integrity: an interest is declared and resolved",
          instead: [
            "record that \(person) withdrew, with the interest: --interest \"\(person): own seat: withdrew\""
          ])
      }
    }
  }
}

extension InterimBoardExtended {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.interimBoards(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let board = try trust.requireInterimBoard(body, context)
    try context.requireFirstDay(firstDay)
    if let last = board.days.last, firstDay != last.adding(days: 1) {
      throw .record(
        "interim-board-gap",
        "'\(body)' ends on \(last.spoken): its next term begins on \(last.adding(days: 1).spoken)")
    }
    guard lastDay >= firstDay else {
      throw .record(
        "last-day-first", "the last day, \(lastDay.spoken), is before the first, \(firstDay.spoken)")
    }
    try context.requireWithdrawn(board.members, trust)
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.interimBoards[body]?.days.last = lastDay
    trust.interimBoards[body]?.decidedAgain.append(context.day)
    guard var extended = trust.bodies[body] else { return }
    for index in extended.terms.indices { extended.terms[index].days.last = lastDay }
    for index in extended.members.indices { extended.members[index].days.last = lastDay }
    trust.bodies[body] = extended
  }
}

extension InterimBoardEnded {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.interimBoards(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let board = try trust.requireInterimBoard(body, context)
    guard lastDay >= context.day else {
      throw .record(
        "end-in-the-past",
        "'\(body)' cannot have ended on \(lastDay.spoken), before it was decided on \(context.day.spoken)")
    }
    if let last = board.days.last, lastDay > last {
      throw .record(
        "interim-board-over", "'\(body)' ends on \(last.spoken) already",
        instead: ["kite ieb extend, to lengthen its term"])
    }
    let count = board.exitCriteria.count
    guard criteriaMet ?? 0 >= count || criteriaBecause != nil || context.isHistory
    else {
      throw .record(
        "interim-board-criteria", "\(criteriaMet ?? 0) of \(count) exit criteria of '\(body)' are met",
        instead: [
          "kite ieb extend, until they are", "or say why it ends without them: --criteria-because TEXT",
        ])
    }
  }

  public func checkAfter(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard let board = trust.interimBoards[body] else { return }
    for variation in trust.variations.values.sorted(by: { $0.code < $1.code })
    where variation.school == board.school {
      try trust.requireInterimBoard(behind: variation, from: context.day)
    }
    guard trust.localBody(of: board.school, on: lastDay.adding(days: 1)) == nil else { return }
    throw .record(
      "local-body-missing",
      "'\(board.school)' would have no local body from \(lastDay.adding(days: 1).spoken)",
      instead: ["restore or constitute its local body in the same decision"])
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let board = trust.interimBoards[body] else { return }
    trust.interimBoards[body]?.days.end(on: lastDay)
    trust.interimBoards[body]?.isEndDecided = true
    trust.endBody(body, on: lastDay)
    // A shadow body takes over, or goes with the board that it stood beside.
    for code in trust.shadows.keys where trust.shadows[code]?.school == board.school {
      trust.shadows[code]?.days.end(on: lastDay)
      trust.endBody(code, on: lastDay)
    }
  }
}

extension Trust {
  /// A body ends, and with it its members' seats and the offices that are seats on it.
  mutating func endBody(_ code: BodyCode, on day: Day) {
    bodies[code]?.end(on: day)
    for index in tenures.indices where tenures[index].seatOn == code {
      tenures[index].days.end(on: day)
      tenures[index].isEnded = true
    }
  }
}
