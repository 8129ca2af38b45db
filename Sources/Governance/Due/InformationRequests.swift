public import JSON
public import Schemas

/// A request for information, with the days on which its clock stood.
public struct InformationRequest: Equatable, Sendable {
  public let code: RequestCode
  public let kind: RequestKind
  public let received: Day
  public let due: Day
  public let school: SchoolCode?
  public let office: OfficeCode?
  public var pauses: [DaySpan] = []
  public var answered: Day?

  /// The due day, later by the days on which the clock stood; while it stands, a day later each day.
  public func due(on day: Day) -> Day {
    pauses.reduce(due) { due, pause in
      let until = min(pause.last ?? day, day)
      return until > pause.first ? due.adding(days: pause.first.days(to: until)) : due
    }
  }

  public func isPaused(on day: Day) -> Bool {
    pauses.contains { $0.first <= day && ($0.last.map { day < $0 } ?? true) }
  }
}

extension RequestKind {
  /// Freedom of Information (Time for Compliance with Request) Regulations 2009: an academy answers in 20
  /// school days, or in 60 working days where that is sooner.
  private static let schoolDays = 20
  private static let workingDays = 60

  /// The day by which a request is answered. Everything but freedom of information has one calendar month
  /// (UK GDPR, article 12).
  public func due(received: Day, _ calendar: TrustCalendar) -> Day {
    guard self == .foi else { return received.nextMonth }
    let latest = calendar.workingDay(Self.workingDays, after: received)
    var (date, left) = (received, Self.schoolDays)
    while left > 0, date < latest {
      date = date.adding(days: 1)
      if calendar.isSchoolDay(date) { left -= 1 }
    }
    return left == 0 ? date : latest
  }
}

extension Day {
  /// The same day of the next month, or its last day where it has none such.
  fileprivate var nextMonth: Day {
    let next = Month(of: self).next
    return Day(year: next.year, month: next.month, day: day) ?? next.lastDay
  }
}

extension RequestReceived {
  public static func complete(_ data: inout JSONValue, _ trust: Trust, _ context: Context) {
    guard data["due"] == nil, let kind = data["kind"]?.string.flatMap(RequestKind.init(rawValue:)) else {
      return
    }
    let received = data["day"]?.string.flatMap { Day($0) } ?? context.day
    data["due"] = .string(kind.due(received: received, trust.calendar).text)
  }

  public static func reads(_ scope: Scope) -> [Reads] { [Reads([RequestReceived.self])] }

  /// A code stands for one request.
  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard let known = trust.requests[request] else { return }
    throw .record(
      "request-known", "there is a request '\(request)' already, received on \(known.received.spoken)",
      instead: ["give this one a code of its own"])
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.requests[request] = InformationRequest(
      code: request, kind: kind, received: context.day, due: due, school: context.school,
      office: context.office)
  }
}

extension InformationRequest {
  /// What comes after a request has been received.
  fileprivate static let reads = [Reads([RequestReceived.self, RequestAnswered.self])]

  /// Refuses what is said of a request that is not there, or is over.
  fileprivate static func requireOpen(_ code: RequestCode, _ trust: Trust) throws(Refusal) -> Self {
    guard let request = trust.requests[code] else {
      throw .record(
        "request-unknown", "there is no request '\(code)'",
        instead: ["kite trail --type RequestReceived, to see the requests"])
    }
    if let answered = request.answered {
      throw .record(
        "request-answered", "'\(code)' was answered on \(answered.spoken)",
        instead: ["void that entry if it is wrong: kite void REF"])
    }
    return request
  }
}

extension RequestPaused {
  public static func reads(_ scope: Scope) -> [Reads] { InformationRequest.reads }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    _ = try InformationRequest.requireOpen(request, trust)
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard var request = trust.requests[request] else { return }
    // A pause without an end goes on until the next word on it.
    for index in request.pauses.indices where request.pauses[index].last == nil {
      request.pauses[index].last = context.day
    }
    request.pauses.append(DaySpan(context.day, until))
    trust.requests[self.request] = request
  }
}

extension RequestAnswered {
  public static func reads(_ scope: Scope) -> [Reads] { InformationRequest.reads }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let known = try InformationRequest.requireOpen(request, trust)
    guard known.kind == kind else {
      throw .record(
        "request-kind",
        "'\(request)' is of kind '\(known.kind.rawValue)', not '\(kind.rawValue)'",
        instead: ["say --kind \(known.kind.rawValue)"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.requests[request]?.answered = context.day
  }
}

extension DueDay {
  var requests: [Duty] {
    trust.requests.values.filter { $0.answered == nil }.map { request in
      Duty(
        .request, "answer to \(request.code)", due: request.due(on: day), owes: request.office?.text ?? clerk,
        school: request.school, concerns: request.code.fullTag,
        command: "kite request answered \(request.code)",
        note: request.isPaused(on: day) ? "its clock stands still" : nil)
    }
  }
}
