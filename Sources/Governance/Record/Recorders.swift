public import Schemas

/// Who may enter for a body, or for an office, so that it stands confirmed.
public struct RecorderAppointed: Guarded {
  public static let type = "RecorderAppointed"
  public static let summary = "A person was appointed to record for a body or an office."

  public let body: Party
  public let person: PersonCode
  public let firstDay: Day

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "Body or office that is recorded for.")
    person = try form("person", "Person who records.", .untagged)
    firstDay = try form("firstDay", "First day.")
  }

  public var statedDay: Day? { firstDay }

  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireRecorder(of: trust.boardParty, or: body, context, doing: "appoint a recorder")
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    // Who opened the record gives up setting it up with the first appointment.
    let holders = Set(trust.keyHolders.values)
    guard body == trust.boardParty, !holders.isEmpty, !holders.contains(person),
      !trust.recorders.contains(where: { $0.party == body && holders.contains($0.person) })
    else { return }
    throw .record(
      "recorder-without-key",
      "'\(person)' has no key, and nobody who has one records for '\(body.text)': nobody could set the "
        + "trust up any more, or enrol a key",
      instead: [
        "name yourself first: kite body recorder \(body.text) \(context.actor)",
        "enrol their key first: kite key enrol \(person) --key …",
      ])
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.recorders.append(
      Recorder(party: body, person: person, position: context.position, days: DaySpan(firstDay, nil)))
    trust.recordersSince = min(trust.recordersSince ?? context.position, context.position)
  }
}

public struct RecorderEnded: Guarded {
  public static let type = "RecorderEnded"
  public static let summary = "A person records for a body no longer."

  public let body: Party
  public let person: PersonCode
  public let lastDay: Day

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "Body or office that was recorded for.")
    person = try form("person", "Person who recorded.", .untagged)
    lastDay = try form("lastDay", "Last day.")
  }

  public var statedDay: Day? { lastDay }

  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireRecorder(of: trust.boardParty, context, doing: "end a recorder's appointment")
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    for index in trust.recorders.indices
    where trust.recorders[index].party == body && trust.recorders[index].person == person {
      trust.recorders[index].days.end(on: lastDay)
    }
  }
}

/// A recorder of the body stands by decisions that somebody else entered for it.
public struct DecisionConfirmed: Guarded {
  public static let type = "DecisionConfirmed"
  public static let summary = "A body's recorder stood by what was entered for it."

  public let decisions: [DecisionRef]
  public let entries: [EntryID]
  public let body: Party
  public let minutes: Closable<String>?

  public init(from form: inout Form) throws(FieldError) {
    decisions = try form("decisions", "Decisions that are confirmed.", atLeast: 1)
    entries = try form("entries", "Their entries.")
    body = try form("body", "Body whose decisions they are.")
    minutes = try form("minutes", "Minutes that show them.")
  }

  public static func reads(_ scope: Scope) -> [Reads] { [Reads.decisions(of: scope.school)] }

  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireRecorder(of: body, context, doing: "confirm its decisions")
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    for decision in decisions { try trust.requireDecision(decision, by: body) }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    for decision in decisions { trust.decisions[decision]?.isConfirmed = true }
  }
}

public struct MinutesApproved: Guarded {
  public static let type = "MinutesApproved"
  public static let summary = "A body approved its minutes: the decisions in them are confirmed."

  public let body: Party
  public let meetingDay: Day
  public let decisions: [DecisionRef]
  public let checkpoint: String?
  public let note: Note?

  public init(from form: inout Form) throws(FieldError) {
    body = try form("body", "Body whose minutes they are.")
    meetingDay = try form("meetingDay", "Day of the meeting.")
    decisions = try form("decisions", "Decisions in the minutes.")
    checkpoint = try form("checkpoint", "Checkpoint that stands in the minutes.")
    note = try form.note()
  }

  public static func reads(_ scope: Scope) -> [Reads] { [Reads.decisions(of: scope.school)] }

  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    try trust.requireRecorder(of: body, context, doing: "approve its minutes")
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    for decision in decisions { try trust.requireDecision(decision, by: body) }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    for decision in decisions { trust.decisions[decision]?.isConfirmed = true }
    trust.approvedMinutes.append((body, meetingDay))
  }
}
