public import Schemas

/// The finding of a review of a local body. Nil where it is closed, and its content not at hand.
public struct BodyReview: Sendable, Equatable {
  public let body: BodyCode
  public let day: Day
  public let finding: Finding?
}

/// A body that prepares to take over from an interim board.
public struct Shadow: Sendable, Equatable {
  public let body: BodyCode
  public let school: SchoolCode
  public var days: DaySpan
}

extension BodyReviewReported {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.bodyReviews.append(BodyReview(body: body, day: context.day, finding: barrier.value))
    trust.note(.bodyReviewed, context)
    trust.awaitAnswer(replyBy, "reply to the finding on \(body), \(context.ref)", context)
  }
}

extension GovernorAdded {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.interimBoards(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try context.requireFirstDay(firstDay)
    let local = try trust.requireBody(body, on: firstDay)
    guard local.kind == .local else {
      throw .record(
        "governor-body", "'\(body)' is not a local body",
        instead: ["kite office give, for a seat on another body"])
    }
    try local.requireGoverning(context, on: firstDay)
    guard lastDay > firstDay else {
      throw .record(
        "last-day-first", "the term ends on \(lastDay.spoken), before it has begun on \(firstDay.spoken)")
    }
    guard trust.persons.contains(person) else {
      throw .record(
        "person-unknown", "'\(person)' is not registered",
        instead: ["register the person in the same decision, or before"])
    }
    if trust.members(of: body, on: firstDay).contains(person) {
      throw .record("governor-twice", "'\(person)' is a member of '\(body)' on \(firstDay.spoken) already")
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.bodies[body]?.members.append(
      Body.Member(
        person: person, days: DaySpan(firstDay, lastDay), appointedBy: context.decision?.by ?? [],
        decision: context.decisionRef))
    trust.note(.bodyDecided, context)
  }
}

extension ConditionsSet {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.interimBoards(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try context.requireFirstDay(firstDay)
    try trust.requireBody(body, on: firstDay).requireGoverning(context, on: firstDay)
    guard metBy > firstDay else {
      throw .record(
        "conditions-day",
        "the conditions are to be met by \(metBy.spoken), before they hold on \(firstDay.spoken)")
    }
  }
}

extension Body {
  /// A school's bodies are a matter of that school's decisions: its holders decide on them.
  func requireGoverning(_ context: Context, on day: Day) throws(Refusal) {
    guard let school = context.school, !governs(school, on: day) else { return }
    throw .record(
      "body-other-school", "'\(code)' is not the body of '\(school)' on \(day.spoken)",
      instead: ["decide for a school that it governs: \(quoted(schools))"])
  }
}

extension Refusal {
  static func bodyKind(_ code: BodyCode, _ kind: BodyKind) -> Refusal {
    .record(
      "body-kind", "'\(code)' is a body of the kind '\(kind.rawValue)', and stays one",
      instead: ["give the new body a code of its own"])
  }
}

extension Trust {
  /// A body's code is free on a day for a body of its kind.
  func requireFree(_ code: BodyCode, for kind: BodyKind, on day: Day) throws(Refusal) {
    guard let found = bodies[code] else { return }
    guard found.term(on: day) == nil else {
      throw .record(
        "body-there", "'\(code)' exists on \(day.spoken) already",
        instead: ["give the new body a code of its own"])
    }
    guard found.kind == kind else { throw .bodyKind(code, found.kind) }
  }
}

extension ShadowBodyAppointed {
  public static func reads(_ scope: Scope) -> [Reads] {
    [
      Reads.interimBoards(of: scope.school),
      Reads([InterimBoardInstalled.self, ShadowBodyAppointed.self, LocalBodyRestored.self]),
    ]
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try context.requireFirstDay(firstDay)
    let school = try context.requireSchool(trust)
    guard let board = trust.interimBoard(of: school, on: firstDay), board.body == beside else {
      throw .record(
        "shadow-beside", "'\(beside)' is not the interim board of '\(school)' on \(firstDay.spoken)",
        instead: ["a shadow body works beside an interim board"])
    }
    try requireQuorum(quorum, of: size)
    try trust.requireFree(body, for: .shadow, on: firstDay)
    guard lastDay >= firstDay else {
      throw .record(
        "last-day-first", "the last day, \(lastDay.spoken), is before the first, \(firstDay.spoken)")
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let school = context.school else { return }
    let days = DaySpan(firstDay, lastDay)
    trust.shadows[body] = Shadow(body: body, school: school, days: days)
    trust.bodies[
      body, default: Body(code: body, name: nil, kind: .shadow, schools: [school], parent: nil, terms: [])
    ]
    .terms.append(Body.Term(size: size, quorum: quorum, parentSeats: 0, days: days))
  }
}

extension LocalBodyRestored {
  public static func reads(_ scope: Scope) -> [Reads] {
    [
      Reads.interimBoards(of: scope.school),
      Reads([InterimBoardInstalled.self, ShadowBodyAppointed.self, LocalBodyRestored.self]),
    ]
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    try context.requireFirstDay(firstDay)
    let school = try context.requireSchool(trust)
    if let board = trust.interimBoard(of: school, on: firstDay) {
      throw .record(
        "interim-board-there",
        "'\(board.body)' stands in its place until \(board.days.last?.spoken ?? "further notice")",
        instead: ["end the interim board in the same decision, the day before"])
    }
    if let local = trust.localBody(of: school, on: firstDay) {
      throw .record(
        "one-local-body", "'\(school)' has the local body '\(local)' on \(firstDay.spoken) already")
    }
    if let kind = trust.bodies[body]?.kind, kind != .local { throw .bodyKind(body, kind) }
    if let chair, !trust.persons.contains(chair) {
      throw .record(
        "person-unknown", "'\(chair)' is not registered",
        instead: ["register the person in the same decision, or before"])
    }
    try requireQuorum(quorum, of: size)
    let seats = trust.number(.parentSeats, on: context.day)
    guard parentSeats >= seats || context.admits("parent-seats") else {
      throw .setting(
        .parentSeats, "parent-seats",
        "\(parentSeats) seats are for elected parents, the trust asks for \(seats)")
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let school = context.school else { return }
    var restored =
      trust.bodies[body] ?? Body(code: body, name: nil, kind: .local, schools: [], parent: nil, terms: [])
    if !restored.schools.contains(school) { restored.schools.append(school) }
    let before = firstDay.adding(days: -1)
    for index in restored.away.indices where restored.away[index].school == school {
      restored.away[index].days.end(on: before)
    }
    // A body that went on for another school has a term already: from now on it is the one decided here.
    for index in restored.terms.indices { restored.terms[index].days.end(on: before) }
    restored.terms.append(
      Body.Term(size: size, quorum: quorum, parentSeats: parentSeats, days: DaySpan(firstDay, nil)))
    if let chair { restored.members.append(Body.Member(person: chair, days: DaySpan(firstDay, nil))) }
    trust.bodies[body] = restored
  }
}
