public import JSON
public import Schemas

/// What somebody asks to record: one decision with its effects, or facts that stand alone.
public struct Draft: Sendable {
  public var context: Context
  public var decision: DecisionTaken?
  public var happenings: [any Happening]

  public init(context: Context, decision: DecisionTaken?, happenings: [any Happening]) {
    self.context = context
    self.decision = decision
    self.happenings = happenings
  }
}

/// What the rules say of a draft that they let in.
public struct Verdict: Sendable {
  public let standing: Standing
  /// What is let in, but should be known.
  public let warnings: [String]
}

extension Trust {
  /// Goes through a draft: the decision itself, then each effect on the state that the ones before it leave.
  ///
  /// - Parameters:
  ///   - draft: complete, with the time and the person of recording.
  ///   - chronicle: what was loaded for it: the `reads` of authority and of each of its happenings.
  /// - Throws: the first refusal.
  public static func decide(_ draft: Draft, on chronicle: Chronicle) throws(Refusal) -> Verdict {
    let now = chronicle.trust()
    if let decision = draft.decision { return try decide(decision, draft, now, chronicle) }
    guard !draft.happenings.isEmpty else {
      throw Refusal.record("nothing-to-record", "neither a decision nor a fact is given")
    }
    var trust = now
    for happening in draft.happenings {
      if happening is DecisionTaken {
        throw Refusal.record(
          "decision-alone", "a decision is not a fact: who holds the power is asked of a decision only",
          instead: ["record it as a decision: kite decide"])
      }
      if happening is any Effect, !(happening is any StandsAlone) {
        let type = type(of: happening).type
        throw Refusal.record(
          "effect-alone", "'\(type)' is an effect of a decision",
          instead: ["record the decision that makes it: kite decide"])
      }
      var context = draft.context
      context.day = happening.statedDay ?? context.recorded.londonDay
      try now.requireTimely(happening.note?.day, because: happening.note?.lateBecause, context)
      if let note = happening.note { try requireReason(note.contentClass, note.withheldBecause) }
      // Who may record is a matter of the state before the commit: its own events give nobody a right to the
      // others.
      if let guarded = happening as? any Guarded { try guarded.guardRecording(now, context) }
      try (happening as? EntryCorrected)?.check(against: chronicle)
      try (happening as? EntryVoided)?.check(against: chronicle)
      try (happening as? any Effect)?.checkNew(trust, context)
      try happening.check(trust, context)
      happening.evolve(&trust, context)
    }
    return Verdict(standing: .confirmed, warnings: [])
  }

  /// The same on entries that were not folded yet.
  ///
  /// - Throws: also an entry that cannot be read, as `UnreadableEntry`.
  public static func decide(_ draft: Draft, on events: [TrustEvent]) throws -> Verdict {
    try decide(draft, on: Chronicle(events))
  }

  private static func decide(
    _ decision: DecisionTaken, _ draft: Draft, _ now: Trust, _ chronicle: Chronicle
  ) throws(Refusal) -> Verdict {
    var context = draft.context
    context.decision = decision
    context.day = decision.day
    // A decision is judged by what was in force on its own day, whenever it is entered.
    var trust = chronicle.trust(decidedBy: decision.day)
    // Who is registered has no day: an id that is known today stands for the same person in older minutes.
    trust.persons.formUnion(now.persons)
    if now.decisions[DecisionRef(unchecked: context.ref)] != nil {
      throw Refusal.record("ref-used", "'\(context.ref)' is a decision already")
    }
    try decision.checkBreaches()
    try decision.checkDeciders(trust)
    if let school = context.school { try now.requireSchool(school, on: decision.day) }
    if decision.irregularBecause == nil {
      try trust.requireFunction(decision, context)
      try trust.requireAuthority(decision.power, decision, context)
      for effect in draft.happenings.compactMap({ $0 as? any Effect }) {
        if let power = effect.power(trust), power != decision.power {
          try trust.requireAuthority(power, decision, context)
        }
      }
    }
    try decision.checkForm(trust, context)
    decision.evolve(&trust, context)
    for happening in draft.happenings {
      guard let effect = happening as? any Effect else {
        throw Refusal.record(
          "fact-in-decision", "'\(type(of: happening).type)' is a fact: no decision makes it",
          instead: ["record it by itself"])
      }
      try effect.checkNew(now, context)
      try effect.checkNew(trust, context)
      try effect.check(trust, context)
      effect.evolve(&trust, context)
    }
    for effect in draft.happenings.compactMap({ $0 as? any Effect }) { try effect.checkAfter(trust, context) }
    // Last: whoever may not decide it at all need not write down reasons, nor why it is late.
    try trust.requireFields(decision, draft.happenings)
    try now.requireTimely(
      decision.day, because: decision.lateBecause, minutes: decision.basis == .fromMinutes, context)
    return Verdict(standing: decision.standing(now, context), warnings: [])
  }

  /// Recorded after the day, and late only with the reason.
  func requireTimely(
    _ day: Day?, because: String?, minutes: Bool = false, _ context: Context
  ) throws(Refusal) {
    guard let day else { return }
    let recorded = context.recorded.londonDay
    guard day <= recorded else {
      throw .record(
        "day-ahead", "\(day.spoken) is ahead of the day of recording, \(recorded.spoken)",
        instead: ["record it when it has happened"])
    }
    guard because == nil, !minutes else { return }
    let allowed = number(.lateEntryDays, on: recorded)
    let late = calendar.workingDays(from: day, to: recorded)
    guard late <= allowed else {
      throw .setting(
        .lateEntryDays, "late-without-reason",
        "\(day.spoken) is \(late) working days before the day of recording, \(recorded.spoken): more than "
          + "\(allowed) need a reason",
        instead: ["say why it is late: --late-because TEXT", "or give the day on which it really happened"])
    }
  }

  /// What is closed in a commit has a lawful reason, unless it is personal: then the trust's setting has it.
  ///
  /// - Parameters:
  ///   - closed: the classes in which its fields are closed.
  ///   - reason: what the commit gives for a reason.
  public static func requireReason(closing closed: [ContentClass], _ reason: String?) throws(Refusal) {
    let strict = closed.filter { $0 != .personal }
    try requireReason(strict.first ?? .open, reason)
  }

  static func requireReason(_ contentClass: ContentClass, _ reason: String?) throws(Refusal) {
    guard contentClass != .open, reason == nil else { return }
    throw .record(
      "withheld-without-reason",
      "it is '\(contentClass.rawValue)', and no lawful reason for withholding is given",
      instead: ["say why: --withheld-because TEXT"])
  }
}

extension DecisionTaken {
  /// What every decision must hold, whatever it decides.
  func checkForm(_ trust: Trust, _ context: Context) throws(Refusal) {
    if basis == .fromMinutes, minutes == nil {
      throw .record(
        "minutes-missing", "it is taken from minutes, and the minutes are not named",
        instead: ["say which: --minutes REF"])
    }
    if basis == .late, lateBecause == nil {
      throw .record(
        "late-without-reason", "it is entered late, and no reason is given",
        instead: ["say why: --late-because TEXT"])
    }
    try Trust.requireReason(contentClass, withheldBecause)
    if by.contains(where: { $0.body != nil }) { try checkVote(trust, context) }
    for interest in interests
    where interest.handled == .withdrew && !withdrew.contains(interest.who)
      && !admits("interest-not-withdrawn")
    {
      throw .record(
        "interest-not-withdrawn", "\(interest.who) declared an interest and is not among those who withdrew",
        instead: ["name \(interest.who) as withdrawn, or say that the body cleared the interest"])
    }
  }

  /// Who decides exists on the day.
  func checkDeciders(_ trust: Trust) throws(Refusal) {
    for party in by { try check(party, trust) }
  }

  private func check(_ party: Party, _ trust: Trust) throws(Refusal) {
    switch party {
    case .body(let code): _ = try trust.requireBody(code, on: day)
    case .office(let office):
      guard trust.holder(of: office, on: day) != nil else {
        throw .record(
          "office-vacant", "nobody holds the office '\(office)' on \(day.spoken)",
          instead: ["name the body or office that decided"])
      }
    }
  }

  private func checkVote(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard let present, let votes else {
      if admits("vote-missing") { return }
      throw .record(
        "vote-missing", "a body decided, and who was present or the vote is missing",
        instead: ["say how many were present and the vote: --present N --vote 8-1-0"])
    }
    let away = Set(withdrew).count
    let free = present - away
    guard votes.cast == free || admits("vote-count") else {
      throw .record(
        "vote-count",
        "\(votes.cast) votes are counted, but \(free) could vote: \(present) present, \(away) withdrew",
        instead: ["who withdrew has no vote; count again"])
    }
    for body in by.compactMap(\.body) {
      guard let term = trust.bodies[body]?.term(on: day) else { continue }
      guard present <= term.size || admits("vote-count") else {
        throw .record("vote-count", "\(present) were present, but '\(body)' has \(term.size) seats")
      }
      guard free >= term.quorum || admits("quorum") else {
        throw .record(
          "quorum", "\(free) could vote, but the quorum of '\(body)' is \(term.quorum)",
          instead: ["decide again with a quorum"])
      }
    }
    guard votes.for > votes.against else {
      throw .record(
        "vote-lost", "\(votes.for) for and \(votes.against) against: it was not carried",
        instead: ["record what was decided"])
    }
  }

  func standing(_ trust: Trust, _ context: Context) -> Standing {
    if irregularBecause != nil { return .irregular }
    return isConfirmed(trust, context) ? .confirmed : .unconfirmed
  }

  /// Entered by a recorder of the body that decided; of a joint decision of offices, of one of them.
  func isConfirmed(_ trust: Trust, _ context: Context) -> Bool {
    if trust.isSettingUp(context) { return true }
    return by.areConfirmed { trust.isRecorder(context.actor, of: $0, on: context.recorded.londonDay) }
  }

  public static func complete(_ data: inout JSONValue, _ trust: Trust, _ context: Context) {
    guard let power = data["power"]?.string, let scheme = trust.scheme(on: context.day) else { return }
    if data["function"] == nil, let function = scheme.powers[PowerCode(power)]?.function {
      data["function"] = .string(function.text)
    }
    let bodies = (data["by"]?.array ?? []).compactMap { $0.string.flatMap(Party.init)?.body }
    if data["quorum"] == nil,
      let quorum = bodies.compactMap({ trust.bodies[$0]?.term(on: context.day)?.quorum }).max()
    {
      data["quorum"] = .integer(quorum)
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    let ref = DecisionRef(unchecked: context.ref)
    trust.decisions[ref] = DecisionRecord(
      ref: ref, power: power, function: function, pounds: pounds, by: by, day: day, school: context.school,
      actor: context.actor,
      recorded: context.recorded.londonDay, position: context.position, basis: basis,
      outcomeLookedAtOn: outcomeLookedAtOn, isConfirmed: false, isIrregular: irregularBecause != nil,
      lackedQuorum: lacksQuorum)
    guard irregularBecause == nil else { return }
    // A decision without an effect counts too: that nothing is varied, that the local body is kept.
    switch power {
    case .varyScheme: trust.note(.schemeDecided, context)
    case .addGovernors, .installInterimBoard: trust.note(.bodyDecided, context)
    default: break
    }
  }
}

extension [Party] {
  /// Whether recorders stand by a decision of these parties: one of every body; where only offices decided,
  /// of one.
  func areConfirmed(_ isRecorded: (Party) -> Bool) -> Bool {
    let bodies = filter { $0.body != nil }
    return bodies.isEmpty ? contains(where: isRecorded) : bodies.allSatisfy(isRecorded)
  }
}
