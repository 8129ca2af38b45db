public import Schemas

/// A meeting that was recorded.
public struct Meeting: Equatable, Sendable {
  public let body: BodyCode
  public let day: Day
}

/// Those affected may answer until a day.
public struct AnswerAwaited: Equatable, Sendable {
  public let ref: String
  public let school: SchoolCode
  public let what: String
  public let since: Day
  public let until: Day
}

extension DueDay {
  /// The minutes of a recorded meeting are approved at the body's next meeting.
  var minutes: [Duty] {
    trust.meetings.compactMap { meeting in
      let party = Party.body(meeting.body)
      let isApproved = trust.approvedMinutes.contains { $0.party == party && $0.meeting == meeting.day }
      let later =
        trust.meetings.filter { $0.body == meeting.body }.map(\.day)
        + trust.decisions.values.filter { $0.by.contains(party) }.map(\.day)
      guard !isApproved, let next = later.filter({ $0 > meeting.day }).min(),
        let body = trust.bodies[meeting.body], body.term(on: day) != nil
      else { return nil }
      return Duty(
        .minutes, "minutes of \(meeting.body), \(meeting.day.spoken)", due: next,
        owes: code(party, body.schools.first), school: body.schools.first, concerns: meeting.body.fullTag,
        command: "kite minutes approve \(meeting.body) --meeting-day \(meeting.day)")
    }
  }

  /// Those who are affected may answer until the day that they were given; afterwards nothing is owed.
  var answers: [Duty] {
    trust.answersAwaited.compactMap { awaited in
      let isAnswered = trust.representations.contains {
        $0.school == awaited.school && $0.day >= awaited.since
      }
      guard awaited.until >= day, !isAnswered else { return nil }
      let body = trust.localBody(of: awaited.school, on: day).map(Party.body)
      return Duty(
        .answer, awaited.what, due: awaited.until, owes: body.map { code($0, awaited.school) } ?? "",
        school: awaited.school, concerns: "entry/\(awaited.ref)",
        command: "kite case answer --school \(awaited.school)")
    }
  }
}

extension MeetingHeld {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.meetings.append(Meeting(body: body, day: context.day))
  }
}

extension NoticeOfIntentionGiven {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    if let school = context.school {
      trust.intentions.append(Intention(school: school, day: context.day, answerBy: answerBy))
    }
    trust.awaitAnswer(answerBy, "answer to the notice of intention, \(context.ref)", context)
  }
}

extension RepresentationReceived {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let school = context.school else { return }
    trust.representations.append((school, context.day))
  }
}

extension Trust {
  mutating func awaitAnswer(_ until: Day?, _ what: String, _ context: Context) {
    guard let until, let school = context.school else { return }
    answersAwaited.append(
      AnswerAwaited(ref: context.ref, school: school, what: what, since: context.day, until: until))
  }
}
