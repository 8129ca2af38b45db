import Asking
import Governance
import Schemas

extension WhyAnswer {
  func text(width: Int) -> String {
    var sheet = Sheet(width: width)
    sheet.say(held.title)
    sheet.row("held by", held.heldBy(width: sheet.width))
    sheet.row("because", because)
    if let decision { tell(decision, &sheet) }
    if let story {
      sheet.row("since", story.steps.isEmpty ? "nothing decided about it since" : story.words)
    }
    for span in earlier { sheet.row("earlier", WhyAnswer.words(span)) }
    sheet.row("today", today)
    sheet.row("standing", standing)
    if let trail, trail.hasRestricted {
      sheet.rows("trail", trail.words, beside: "* restricted", own: false)
    } else {
      sheet.row("trail", trail?.words ?? defaultTrail)
    }
    return sheet.text
  }

  private var because: String {
    let school = holding.school
    let decided = decision.map { decision in
      "decided by \(names.deciders(decision.by, school: school)) on \(decision.day.spoken)"
    }
    if let variation = holding.variation {
      let first = trust.variations[variation]?.firstDay
      var parts = ["variation \(variation)"]
      if let decided { parts.append(decided) }
      if let first { parts.append("in force \(first.spoken)") }
      if let renewed = holding.decision, renewed != decisionRef, let record = trust.decisions[renewed] {
        parts.append("as decided last on \(record.day.spoken) (\(renewed))")
      }
      return parts.joined(separator: ", ")
    }
    if holding.isByTier, let tier = holding.tier {
      let since = holding.school.flatMap { trust.tierSet(of: $0, on: holding.on) }?.from
      let parts = ["nothing is varied: tier '\(tier)' of scheme \(holding.scheme) gives it"]
      return (parts + [decided, since.map { "in force \($0.spoken)" }].compactMap(\.self))
        .joined(separator: ", ")
    }
    let nothing =
      held.isInterimInPlace
      ? "the interim board stands in the local body's place, and holds what scheme \(holding.scheme) gives it"
      : "nothing is varied: scheme \(holding.scheme) gives it"
    let first = trust.schemes.first { $0.version == holding.scheme }?.days.first
    return ([nothing] + [decided].compactMap { $0 } + (first.map { ["in force \($0.spoken)"] } ?? []))
      .joined(separator: ", ")
  }

  private func tell(_ decision: DecisionTaken, _ sheet: inout Sheet) {
    if let vote = vote(decision) { sheet.row("vote", vote) }
    sheet.row("reason", decision.because.shown)
    for dissent in decision.dissent { sheet.row("against", "\(dissent.who): \"\(dissent.words.shown)\"") }
    if decision.options.isEmpty {
      sheet.row("considered and rejected", "nothing else is recorded")
    } else {
      sheet.list("considered and rejected", decision.options.map { "\($0.what.shown) - \($0.why.shown)" })
    }
    if !decision.lesserSteps.isEmpty {
      sheet.row("support tried first", decision.lesserSteps.map(\.shown).joined(separator: "; "))
    }
    let unknown = decision.unknown.map(\.shown).joined(separator: "; ")
    if unknown.isEmpty {
      sheet.row("evidence", WhyAnswer.evidence(decision))
    } else {
      sheet.rows("evidence", WhyAnswer.evidence(decision), beside: "not known then: \(unknown)")
    }
  }

  private func vote(_ decision: DecisionTaken) -> String? {
    guard let votes = decision.votes else { return nil }
    var parts = ["\(votes.for) for, \(votes.against) against, \(votes.abstained) abstained"]
    if let present = decision.present {
      let size = decision.by.lazy.compactMap(\.body).first.flatMap {
        trust.bodies[$0]?.term(on: decision.day)?.size
      }
      parts.append("\(present)\(size.map { " of \($0)" } ?? "") present")
    }
    if decision.interests.isEmpty, decision.withdrew.isEmpty {
      parts.append("no interest declared")
    } else {
      let withdrew = Set(decision.withdrew.map(\.text))
      let handled = decision.interests.filter { !withdrew.contains($0.who.text) }
      if !withdrew.isEmpty { parts.append("\(Prose.list(withdrew.sorted())) withdrew with an interest") }
      for interest in handled {
        parts.append("\(interest.who) declared an interest: \(interest.handled.rawValue)")
      }
    }
    return parts.joined(separator: "; ")
  }

  /// `4 items, 2 of them restricted`.
  private static func evidence(_ decision: DecisionTaken) -> String {
    let closed = [ContentClass.part2, .restricted, .personal].compactMap { contentClass -> String? in
      let count = decision.evidence.count { $0.contentClass == contentClass }
      return count == 0
        ? nil : "\(count) of them \(contentClass == .part2 ? "Part 2" : contentClass.rawValue)"
    }
    return ([Prose.count(decision.evidence.count, "item")] + closed).joined(separator: ", ")
  }

  private static func words(
    _ span: (code: VariationCode, holder: String, days: DaySpan, madeBy: DecisionRef?)
  ) -> String {
    let until = span.days.last.map { " to \($0.short)" } ?? ""
    let by = span.madeBy.map { " (\($0))" } ?? ""
    return "\(span.code) gave it to \(span.holder) from \(span.days.first.short)\(until)\(by)"
  }

  private var standing: String {
    guard let ref = holding.decision, let record = trust.decisions[ref] else {
      return Standings.words(holding.standing)
    }
    guard holding.standing == .confirmed || holding.standing == .corrected else {
      return Standings.words(holding.standing)
    }
    let recorder = names.recorder(of: record.by, school: holding.school)
    let later = confirmation.map { " on \($0.day.short) (\($0.ref))" } ?? ""
    return "confirmed by \(recorder)\(later)"
      + (holding.standing == .corrected ? ", with a clerical correction" : "")
  }

  private var defaultTrail: String {
    let refs = ([decisionRef] + earlier.map(\.madeBy)).compactMap { $0 }
    return refs.sorted { (trust.decisions[$0]?.day.text ?? "") < (trust.decisions[$1]?.day.text ?? "") }
      .map(\.text).joined(separator: " ")
  }
}
