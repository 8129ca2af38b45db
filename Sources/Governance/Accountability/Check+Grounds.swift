import Schemas

/// What a decision rests on, and what it was held against.
extension AccountabilityCheck {
  static let objectivity: [AccountabilityCheck] = [
    AccountabilityCheck("options", .objectivity, "something else was considered", isGap: true) { file, _ in
      if !file.decision.options.isEmpty { return .held("options", "proportionality") }
      return .lacks(
        Lack("no rejected option", why: DecisionField.options.why, todo: mend(file, "options")))
    },
    AccountabilityCheck("evidence", .objectivity, "it rests on evidence", isGap: true) { file, _ in
      if !file.decision.evidence.isEmpty { return .held("evidence", "principles/objectivity") }
      return .lacks(Lack("no evidence", why: DecisionField.evidence.why, todo: mend(file, "evidence")))
    },
    AccountabilityCheck(
      "evidence-younger", .objectivity, "the evidence was there when it was decided", isGap: true
    ) { file, record in
      let dated = file.decision.evidence.compactMap(\.value).flatMap(record.dated)
      if dated.isEmpty { return .notAsked }
      let younger = dated.filter { $0.day > file.day }
      if let first = younger.first {
        return .lacks(
          Lack(
            "its evidence \(first.name) is of \(first.day.spoken), after it",
            why: "what came later cannot be what the decision rested on", todo: mend(file, "evidence"),
            isError: true))
      }
      let ages = dated.map { named in
        let age = named.day.days(to: file.day)
        return
          "\(named.name) was \(age == 0 ? "of the same day" : age == 1 ? "1 day old" : "\(age) days old")"
      }
      return .held(says: ages.joined(separator: ", "))
    },
  ]

  static let accountability: [AccountabilityCheck] = [
    AccountabilityCheck("holder", .accountability, "the holder of the power decided", isGap: true) {
      file, _ in
      guard file.decision.irregularBecause != nil else { return .held("by", "function", "power") }
      let ratified = file.standing != .irregular
      if ratified { return .held("irregularBecause", says: "irregular, and ratified since") }
      return .lacks(
        Lack(
          "irregular: \(quoted(file.decision.by.map(\.text))) did not hold the power",
          why: "it moves nothing until the right body ratifies it",
          todo:
            "the holder decides to ratify it: kite decide --input FILE, with an IrregularDecisionRatified",
          isError: true))
    },
    AccountabilityCheck("rules-kept", .accountability, "earlier decisions kept the rules", isGap: true) {
      file, _ in
      guard file.decision.basis == .fromMinutes else { return .notAsked }
      let breaches = file.decision.breaches
      if breaches.isEmpty { return .held(says: "no breach is marked") }
      return .lacks(
        Lack(
          "rules that were not kept: " + breaches.map { "\($0.says) ('\($0.rule)')" }.joined(separator: "; "),
          why: "whoever relies on it must know", todo: "nothing: it stays marked; kite show \(file.ref)"))
    },
    AccountabilityCheck("vote", .accountability, "who decided and how they voted", isGap: true) { file, _ in
      if file.bodies.isEmpty { return .notAsked }
      let missing = [
        file.decision.votes == nil ? "the vote" : nil, file.decision.present == nil ? "who was present" : nil,
      ].compactMap(\.self)
      if missing.isEmpty { return .held("votes", "principles/accountability") }
      return .lacks(
        Lack(
          "\(missing.joined(separator: " and ")) missing",
          why: "nobody can see whether there was a quorum and a majority", todo: mend(file, "votes")))
    },
    AccountabilityCheck("confirmed", .accountability, "the body stands by the entry", isGap: true) {
      file, record in
      let parties = quoted(file.decision.by.map(\.text))
      switch file.standing {
      case .unconfirmed:
        return .lacks(
          Lack(
            "unconfirmed: a recorder of \(parties) has not stood by it",
            why: "every answer that rests on it says so", todo: "kite confirm \(file.ref)"))
      case .unratified:
        let by = file.ratifyBy
        let isLate = by.map { $0 < record.on } ?? false
        return .lacks(
          Lack(
            "unratified\(by.map { ": due by \($0.spoken)" } ?? "")",
            why: "every answer that rests on it says so", todo: "kite risk ratify \(file.ref)",
            isError: isLate))
      default: return .held(says: nil)
      }
    },
    AccountabilityCheck("dissent-words", .accountability, "who voted against is heard", isGap: true) {
      file, _ in
      guard let votes = file.decision.votes, votes.against > 0 else { return .notAsked }
      if !file.decision.dissent.isEmpty { return .held("dissent") }
      return .lacks(
        Lack(
          "\(votes.against) against, and no word of why", why: "dissent is part of the decision",
          todo: mend(file, "dissent")))
    },
  ]

  static let honesty: [AccountabilityCheck] = [
    AccountabilityCheck("unknown", .honesty, "what was not known", isGap: true) { file, _ in
      if !file.decision.unknown.isEmpty { return .held("unknown", "principles/honesty") }
      if file.decision.principles?.honesty != nil { return .held("principles/honesty") }
      return .lacks(
        Lack(
          "nothing says what was not known", why: DecisionField.unknown.why, todo: mend(file, "unknown")))
    },
    AccountabilityCheck("late", .honesty, "when it came into the record", isGap: true) { file, record in
      if file.decision.basis == .fromMinutes { return fromMinutes(file) }
      let days = record.trust.calendar.workingDays(from: file.day, to: file.recorded)
      if days <= record.trust.number(.lateEntryDays, on: file.recorded) {
        return .held(says: days == 0 ? "recorded on its day" : "recorded within \(days) working days")
      }
      if file.decision.lateBecause != nil {
        return .held("lateBecause", says: "recorded \(days) working days late, with the reason")
      }
      return .lacks(
        Lack(
          "recorded \(days) working days after its day, and nothing says why",
          why: "an entry made afterwards may know what nobody knew then", todo: mend(file, "lateBecause"),
          isError: true))
    },
    AccountabilityCheck("outcome", .honesty, "what came of it") { file, record in
      guard let from = file.decision.outcomeLookedAtOn else {
        guard file.isGrave, file.decision.basis != .fromMinutes else { return .notAsked }
        return .lacks(
          Lack(
            "no day is set on which the outcome is looked at", why: DecisionField.outcomeLookedAtOn.why,
            todo: "from now on: --expected-outcome TEXT --outcome-looked-at-on DAY"))
      }
      if from > record.on { return .held("expectedOutcome", says: "looked at on \(from.spoken)") }
      if let seen = record.outcome(of: file) {
        return .held(
          "expectedOutcome", says: "looked at by \(seen.ref), \(seen.day.spoken)", quoting: seen)
      }
      return .lacks(
        Lack(
          "the outcome was to be looked at on \(from.spoken), and nobody has",
          why: DecisionField.expectedOutcome.why,
          todo: file.school.map { "kite case review --school \($0)" } ?? "kite decide"))
    },
  ]

  /// What is taken from minutes says from which, and who stands for the copy.
  private static func fromMinutes(_ file: DecisionFile) -> CheckFinding {
    guard let minutes = file.decision.minutes else {
      return .lacks(
        Lack(
          "taken from minutes that are not named", why: "nobody can look it up",
          todo: "kite correct \(file.ref) --field minutes/source", isError: true))
    }
    let missing = [
      minutes.checksum == nil ? "their checksum" : nil,
      minutes.certifiedBy == nil ? "who certifies them" : nil,
    ].compactMap(\.self)
    if missing.isEmpty { return .held("minutes", says: "from minutes, certified") }
    return .lacks(
      Lack(
        "taken from minutes without \(missing.joined(separator: " and "))",
        why: "nobody can tell whether these are the minutes that were meant",
        todo: "kite correct \(file.ref) --field minutes/checksum"))
  }
}
