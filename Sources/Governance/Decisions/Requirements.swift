public import Schemas

extension Refusal {
  /// A refusal by a rule of the record itself: what it says would not fit what the record holds.
  static func record(_ rule: String, _ says: String, instead: [String] = []) -> Refusal {
    Refusal(rule, says, whose: "rule of the record", instead: instead)
  }

  /// A refusal by a limit that is a setting of the trust.
  static func setting(_ setting: Setting, _ rule: String, _ says: String, instead: [String] = []) -> Refusal {
    Refusal(rule, says, whose: "the trust's setting '\(setting.name)'", instead: instead)
  }

  static func unknownFunction(_ function: FunctionCode, _ scheme: Scheme) -> Refusal {
    .record(
      "function-unknown", "scheme \(scheme.version) has no function '\(function)'",
      instead: ["it has \(quoted(scheme.order))"])
  }
}

/// `'F1', 'F2' and 'F3'`.
func quoted(_ names: [some CustomStringConvertible]) -> String {
  let quoted = names.map { "'\($0)'" }
  guard let last = quoted.last else { return "none" }
  return quoted.count == 1 ? last : quoted.dropLast().joined(separator: ", ") + " and " + last
}

extension Context {
  /// The decision that the event belongs to.
  public var decisionRef: DecisionRef? { decision == nil ? nil : DecisionRef(unchecked: ref) }

  /// Nothing is in force before it is decided.
  func requireFirstDay(_ firstDay: Day) throws(Refusal) {
    guard firstDay >= day else {
      throw .record(
        "in-force-before-decided",
        "it cannot be in force from \(firstDay.spoken): it was decided on \(day.spoken)",
        instead: ["choose \(day.spoken) or later as the first day"])
    }
  }

  func requireSchool(_ trust: Trust) throws(Refusal) -> SchoolCode {
    guard let school else {
      throw .record("school-missing", "no school is named", instead: ["say which: --school CODE"])
    }
    try trust.requireSchool(school, on: day)
    return school
  }

  /// A school that an effect names: the commit's own, where that has one, since its holders decide.
  func requireSchool(_ named: SchoolCode, _ trust: Trust, on day: Day) throws(Refusal) {
    try requireOwn(named)
    try trust.requireSchool(named, on: day)
  }

  func requireOwn(_ named: SchoolCode) throws(Refusal) {
    guard let school, school != named else { return }
    throw .record(
      "school-other", "it is decided for '\(school)', and concerns '\(named)'",
      instead: ["decide for '\(named)': --school \(named)"])
  }
}

extension Trust {
  func requireSchool(_ code: SchoolCode, on day: Day) throws(Refusal) {
    guard let school = schools[code] else {
      throw .record(
        "school-unknown", "the trust has no school '\(code)'",
        instead: ["its schools: \(quoted(schools.keys.sorted()))"])
    }
    guard school.days.contains(day) else {
      let first = school.days.first
      throw .record(
        "school-not-in-trust", "'\(code)' is not in the trust on \(day.spoken)",
        instead: first > day
          ? ["it joined on \(first.spoken): what was decided before concerns the trust, not the school"] : [])
    }
  }

  func requireBody(_ code: BodyCode, on day: Day) throws(Refusal) -> Body {
    guard let body = bodies[code] else {
      throw .record(
        "body-unknown", "there is no body '\(code)'", instead: ["the bodies: \(quoted(bodies.keys.sorted()))"]
      )
    }
    guard body.term(on: day) != nil else {
      throw .record(
        "body-not-there", "'\(code)' does not exist on \(day.spoken)",
        instead: ["name a body that exists on that day"])
    }
    return body
  }

  /// A variation of the commit's school with something in it that is, or will be, in force.
  func requireVariation(_ code: VariationCode, _ context: Context) throws(Refusal) -> Variation {
    guard let variation = variations[code] else {
      throw .record(
        "variation-unknown", "there is no variation '\(code)'",
        instead: ["those of the record: \(quoted(variations.keys.sorted()))"])
    }
    if let school = context.school, school != variation.school {
      throw .record(
        "variation-other-school", "'\(code)' varies the scheme for '\(variation.school)', not for '\(school)'"
      )
    }
    guard let last = variation.lastDay, last >= context.day else {
      let end = variation.lastDay.map { "it ended on \($0.spoken)" } ?? "nothing of it is left"
      throw .record(
        "variation-lapsed", "'\(code)' is not in force on \(context.day.spoken): \(end)",
        instead: ["make a new variation"])
    }
    return variation
  }

  /// The limits of a variation's days: decided for so long at most, reviewed in between.
  func requireVariationDays(_ context: Context, first: Day, last: Day, reviewBy: Day) throws(Refusal) {
    guard last >= first else {
      throw .record("last-day-first", "the last day, \(last.spoken), is before the first, \(first.spoken)")
    }
    let most = number(.variationDays, on: context.day)
    guard context.day.days(to: last) <= most || context.admits("variation-too-long") else {
      throw .setting(
        .variationDays, "variation-too-long",
        "\(last.spoken) is \(context.day.days(to: last)) days after the decision, at most \(most) are "
          + "allowed",
        instead: ["end it by \(context.day.adding(days: most).spoken); to go on is a new decision"])
    }
    guard reviewBy <= last || context.admits("review-after-end") else {
      throw .record(
        "review-after-end", "the review on \(reviewBy.spoken) is after the last day, \(last.spoken)",
        instead: ["set the review on or before the last day"])
    }
    try requireReview(by: reviewBy, context)
  }

  func requireReview(by reviewBy: Day, _ context: Context) throws(Refusal) {
    guard reviewBy > context.day || context.admits("review-in-the-past") else {
      throw .record(
        "review-in-the-past",
        "the next review, \(reviewBy.spoken), is not after the day decided, \(context.day.spoken)")
    }
    let most = number(.reviewDays, on: context.day)
    guard context.day.days(to: reviewBy) <= most || context.admits("review-too-late") else {
      throw .setting(
        .reviewDays, "review-too-late",
        "the review on \(reviewBy.spoken) is \(context.day.days(to: reviewBy)) days after the decision, "
          + "at most \(most) are allowed",
        instead: ["set it by \(context.day.adding(days: most).spoken)"])
    }
  }

  func requireDecision(_ ref: DecisionRef, by party: Party) throws(Refusal) {
    guard let decision = decisions[ref] else {
      throw .record(
        "decision-unknown", "there is no decision '\(ref)'", instead: ["kite trail, to find its reference"])
    }
    // An office that decided beside a body does not speak for the body.
    guard decision.by.contains(party), party.body != nil || decision.by.allSatisfy({ $0.body == nil }) else {
      throw .record(
        "decision-of-another",
        "'\(ref)' was decided by \(quoted(decision.by.map(\.text))), not by '\(party.text)'")
    }
  }

  // MARK: Who may record

  public func isRecorder(_ person: PersonCode, of party: Party, on day: Day) -> Bool {
    recorders.contains { $0.party == party && $0.person == person && $0.days.contains(day) }
  }

  /// Until the first recorder is appointed, the person who opened the record sets the trust up.
  func isSettingUp(_ context: Context) -> Bool { recordersSince == nil && context.actor == opened?.person }

  func requireRecorder(
    of party: Party?, or other: Party? = nil, _ context: Context, doing what: String
  ) throws(Refusal) {
    let day = context.recorded.londonDay
    if isSettingUp(context) { return }
    for candidate in [party, other].compactMap(\.self) where isRecorder(context.actor, of: candidate, on: day)
    { return }
    let parties = party == other ? [party] : [party, other]
    let names = parties.compactMap { $0?.text }
    let recorders = recorderNames(parties, on: day)
    throw Refusal(
      "recorder", "\(context.actor) may not \(what): that is for a recorder of \(quoted(names))",
      whose: "recorders of the record",
      instead: [
        recorders.isEmpty
          ? "appoint a recorder first: kite body recorder \(names.first ?? "BODY") PERSON --first-day DAY"
          : "ask \(quoted(recorders)) to record it"
      ])
  }

  func requireTrustRecorderOrRecovery(_ context: Context, doing what: String) throws(Refusal) {
    if context.actor.text == "recovery" { return }
    try requireRecorder(of: boardParty, context, doing: what)
  }

  func requireAuthorOrTrustRecorder(of entry: EntryID, _ context: Context, doing what: String) throws(Refusal)
  {
    guard let author = entries[entry.text] else {
      throw .record(
        "entry-unknown", "there is no entry '\(entry)', or it was voided",
        instead: ["kite trail, to find the entry"])
    }
    // What the body stands by is no longer its author's to take back.
    let decision = decisions[DecisionRef(unchecked: author.ref)]
    let stands = decision.map { decision in
      decision.isConfirmed && decision.by.contains { $0.body != nil }
        && !decision.by.contains { isRecorder(context.actor, of: $0, on: context.recorded.londonDay) }
    }
    if author.actor == context.actor, stands != true { return }
    try requireRecorder(of: boardParty, context, doing: what)
  }

  func requireRecorderOfHolder(of power: Power, _ context: Context, doing what: String) throws(Refusal) {
    let parties = (try? holders(of: power, function: nil, pounds: nil, context)) ?? []
    try requireRecorder(of: parties.first, or: boardParty, context, doing: what)
  }

  private func recorderNames(_ parties: [Party?], on day: Day) -> [PersonCode] {
    let parties = parties.compactMap(\.self)
    return Set(recorders.filter { parties.contains($0.party) && $0.days.contains(day) }.map(\.person))
      .sorted()
  }
}
