import Schemas

/// What others were told, and what was kept from them.
extension AccountabilityCheck {
  static let openness: [AccountabilityCheck] = [
    AccountabilityCheck("withheld", .openness, "what is withheld has its reason and its day", isGap: true) {
      file, _ in
      guard file.isClosed else { return .held("principles/openness", says: "open as a whole") }
      guard file.decision.withheldBecause != nil else {
        return .lacks(
          Lack(
            "something is withheld, and no lawful reason is given",
            why: "information is withheld only for a clear and lawful reason",
            todo: "kite correct \(file.ref) --field withheldBecause", isError: true))
      }
      guard file.decision.withheldUntil != nil else {
        return .lacks(
          Lack(
            "something is withheld, and no day is set on which the reason is looked at again",
            why: "no reason for withholding holds for ever",
            todo: "kite correct \(file.ref) --field withheldUntil"))
      }
      return .held("withheldBecause", "principles/openness")
    },
    AccountabilityCheck("withheld-again", .openness, "the reason for withholding was looked at again") {
      file, record in
      guard let withheld = record.trust.withholdings[file.ref.text] else { return .notAsked }
      if withheld.until >= record.on {
        return .held(says: "looked at again on \(withheld.until.spoken)")
      }
      return .lacks(
        Lack(
          "why it is withheld was to be looked at again on \(withheld.until.spoken)",
          why: "no reason for withholding holds for ever",
          todo: "kite correct \(file.ref) --field withheldUntil, or release what may be open"))
    },
    AccountabilityCheck("published", .openness, "a change of the scheme was published") { file, record in
      let opened = record.trust.openedOn ?? file.day
      let things = file.effects.compactMap(published).filter { $0.first >= opened }
      guard let thing = things.first, file.decision.basis != .fromMinutes else { return .notAsked }
      let notice = record.notices.filter { notice in
        notice.kind.contains("website") && notice.day >= file.day
          && (notice.concerns.contains(thing.reference)
            || notice.concerns.isEmpty && notice.school == file.school && file.school != nil)
      }.min { $0.day < $1.day }
      let limit = record.trust.number(.registerDays, on: thing.first)
      let due = thing.first.adding(days: limit)
      if let notice, notice.day <= due {
        return .held(says: "\(thing.reference.id) published \(notice.day.spoken) (\(notice.ref))")
      }
      if let notice {
        return .lacks(
          Lack(
            "\(thing.reference.id) was published \(thing.first.days(to: notice.day)) days after its first "
              + "day "
              + "(\(notice.ref)); \(limit) are usual",
            why: "those who are governed by it must be able to read it", todo: "nothing: late stays late"))
      }
      if due >= record.on { return .notAsked }
      return .lacks(
        Lack(
          "no publication of \(thing.reference.id) is on record",
          why: "those who are governed by it must be able to read it",
          todo: "kite notify --kind website --concerns \(thing.reference)"))
    },
  ]

  private static func published(_ effect: any Happening) -> (reference: Reference, first: Day)? {
    switch effect {
    case let made as VariationMade: (Reference(made.variation), made.firstDay)
    case let adopted as SchemeAdopted: (Reference(adopted.scheme), adopted.firstDay)
    default: nil
    }
  }

  /// Days in which those are told whom a grave decision touches.
  private static let tellDays = 28

  static let leadership: [AccountabilityCheck] = [
    AccountabilityCheck("told", .leadership, "those whom it touches were told", isGap: true) { file, record in
      guard file.isGrave, let school = file.school, file.decision.basis != .fromMinutes else {
        return .notAsked
      }
      let last = file.day.adding(days: tellDays)
      let told = record.notices.filter { notice in
        if notice.concerns.contains(Reference(file.ref)) { return true }
        return notice.day >= file.day && notice.day <= last && notice.school == school
      }.min { $0.day < $1.day }
      if let told {
        let days = file.day.days(to: told.day)
        let when = days == 0 ? "on its day" : days == 1 ? "the day after" : "\(days) days after"
        return .held("principles/leadership", says: "told \(when): \(told.kind) (\(told.ref))")
      }
      if last >= record.on { return .notAsked }
      return .lacks(
        Lack(
          "nothing on record says that anybody at \(school) was told",
          why: "people hear of a decision about them from those who took it",
          todo: "kite notify --school \(school) --concerns \(Reference(file.ref))"))
    },
    AccountabilityCheck(
      "people-affected", .leadership, "how the people affected are treated", isGap: true
    ) { file, _ in
      guard !file.effects.isEmpty, file.weight.fields.isEmpty == false else { return .notAsked }
      if file.decision.peopleAffected != nil { return .held("peopleAffected", "principles/leadership") }
      return .lacks(
        Lack(
          "nothing says how the people affected are treated", why: DecisionField.peopleAffected.why,
          todo: mend(file, "peopleAffected")))
    },
    AccountabilityCheck("dissent-answered", .leadership, "dissent was answered") { file, record in
      guard !file.decision.dissent.isEmpty else { return .notAsked }
      for dissent in file.decision.dissent {
        guard let answer = record.answer(to: dissent, in: file) else {
          return .lacks(
            Lack(
              "no later decision speaks of the dissent of \(dissent.who)",
              why: "challenge is welcome only where it is answered",
              todo: "speak of it when the decision is reviewed"))
        }
        return .held(
          "dissent", says: "\(dissent.who) was answered by \(answer.ref), \(answer.day.spoken)",
          quoting: answer)
      }
      return .notAsked
    },
  ]
}
