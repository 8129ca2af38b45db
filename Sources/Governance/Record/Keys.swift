public import Schemas

/// Line 1 of every log.
public struct LogOpened: Happening {
  public static let type = "LogOpened"
  public static let summary = "The record was opened; its first person's key and a recovery key are enrolled."

  public let trust: String
  public let name: String
  public let logID: String
  public let format: Int
  public let person: PersonCode
  public let office: OfficeCode
  public let key: String
  public let recoveryKey: String
  public let demonstration: Bool

  public init(from form: inout Form) throws(FieldError) {
    trust = try form("trust", "The trust's code.")
    name = try form("name", "The trust's name.")
    logID = try form("logID", "Random id of this log.")
    format = try form("format", "Version of the log's format.", 1...1)
    person = try form("person", "Person who opens the record.", .untagged)
    office = try form("office", "Office that the person holds.", .untagged)
    key = try form("key", "The person's verifier key.")
    recoveryKey = try form("recoveryKey", "Verifier key that can only enrol and revoke, kept elsewhere.")
    demonstration = try form("demonstration", "Whether the record is a demonstration.") ?? false
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard let opened = trust.opened else { return }
    throw .record("log-opened", "the record of '\(opened.name)' is open already: a record is opened once")
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard trust.opened == nil else { return }
    trust.opened = self
    trust.openedOn = context.recorded.londonDay
    trust.keyHolders[key] = person
  }
}

public struct KeyEnrolled: Guarded {
  public static let type = "KeyEnrolled"
  public static let summary = "A person's key was enrolled: what it seals is that person's."

  public let person: PersonCode
  public let key: String
  public let offices: [OfficeCode]

  public init(from form: inout Form) throws(FieldError) {
    person = try form("person", "Person whose key it is.", .untagged)
    key = try form("key", "Verifier key: name, hash and key as C2SP writes them.")
    offices = try form("offices", "Offices of their own that the person records for from now on.", .untagged)
  }

  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    if offices.isEmpty {
      // One's own key may be changed for another: whether this commit does that, `check` sees.
      if person == context.actor { return }
      try trust.requireTrustRecorderOrRecovery(context, doing: "enrol a key")
    } else {
      // The recovery key brings back a key that was lost; it makes nobody a recorder.
      try trust.requireRecorder(of: trust.boardParty, context, doing: "enrol a key that records for offices")
    }
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let owner = key.split(separator: "+", maxSplits: 1).first?.split(separator: "/").last
    guard let owner, owner.utf8.elementsEqual(person.text.utf8) else {
      throw .record(
        "key-of-another", "the key '\(key)' is not named after '\(person)', so that it can't be theirs",
        instead: ["kite key make \(person), on the machine of '\(person)', and enrol what it prints"])
    }
    if let holder = trust.keyHolders[key] {
      throw .record(
        "key-enrolled", "this key is enrolled already, for '\(holder)'",
        instead: ["kite key list, to see it"])
    }
    // In the commit that gives up a key of their own, the same person gets one, and one only.
    let isChanged = trust.keysGivenUp[context.ref] == person
    if person == context.actor, offices.isEmpty, !isChanged {
      try trust.requireTrustRecorderOrRecovery(context, doing: "enrol a key")
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.keyHolders[key] = person
    trust.keysGivenUp[context.ref] = nil
    for office in offices {
      trust.recorders.append(
        Recorder(
          party: .office(office), person: person, position: context.position,
          days: DaySpan(context.recorded.londonDay, nil)))
    }
  }
}

public struct KeyRevoked: Guarded {
  public static let type = "KeyRevoked"
  public static let summary = "A key was revoked: its earlier seals hold, later ones are refused."

  public let key: String
  public let why: Closable<String>

  public init(from form: inout Form) throws(FieldError) {
    key = try form("key", "Verifier key that is revoked.")
    why = try form("why", "Why it is revoked.")
  }

  public func guardRecording(_ trust: Trust, _ context: Context) throws(Refusal) {
    // One's own key is one's own to give up.
    if trust.keyHolders[key] == context.actor { return }
    try trust.requireTrustRecorderOrRecovery(context, doing: "revoke a key")
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    let holder = trust.keyHolders.removeValue(forKey: key)
    if holder == context.actor { trust.keysGivenUp[context.ref] = holder }
  }
}
