public import Schemas

extension DueDay {
  /// A decision taken by the urgent power, which the body that holds the power must stand by.
  var urgentRatifications: [Duty] {
    openCases.compactMap { open in
      guard let ratifyBy = open.awaitsRatification(on: day), let decision = open.decision else { return nil }
      var duty = Duty(
        .ratifyUrgent, "ratification of \(decision)", due: ratifyBy,
        owes: holder(.placeAtRisk, open.school), school: open.school, riskCase: open.code,
        concerns: decision.fullTag, command: "kite risk ratify \(decision) --school \(open.school)",
        note: ratifyBy < day ? "every answer that rests on it is unratified" : nil)
      duty.warning = warning(before: ratifyBy)
      return duty
    }
  }

  /// A decision taken without the power: it moves nothing until the body that holds the power ratifies it.
  /// It has the days that an urgent one has.
  var irregularRatifications: [Duty] {
    trust.decisions.values.filter { $0.isIrregular && $0.basis != .fromMinutes }.map { decision in
      let lacking = lacking(decision)
      return Duty(
        .ratifyIrregular, "ratification of \(decision.ref), taken without the power",
        due: workingDay(number(.urgentDays), after: decision.recorded),
        owes: Set(lacking.map(\.holder)).sorted().joined(separator: "+"), school: decision.school,
        concerns: decision.ref.fullTag,
        command: "kite decide --ratifies \(decision.ref)")
    }
  }

  /// The powers that a decision used and its deciders did not hold, with who holds each.
  func lacking(_ decision: DecisionRecord) -> [(power: Power, holder: String)] {
    let powers = decision.powers.union([decision.power]).sorted { $0.text < $1.text }
    let held = powers.map { power -> (power: Power, holder: String) in
      guard power == .exerciseFunction, let function = decision.function else {
        return (power, holder(power, decision.school))
      }
      let holding = trust.holding(of: function, school: decision.school, on: day)
      return (power, holding?.holder ?? holder(power, decision.school))
    }
    return held.filter { held in
      trust.party(for: held.holder, school: decision.school, on: day).map { !decision.by.contains($0) }
        ?? true
    }
  }

  /// A decision that somebody entered for a body without being its recorder.
  var confirmations: [Duty] {
    let open = trust.decisions.values.filter {
      !$0.isConfirmed && !$0.isIrregular && $0.basis != .fromMinutes
    }
    return open.map { decision in
      Duty(
        .confirm, "confirmation of \(decision.ref), entered for \(codes(decision.by, decision.school))",
        due: workingDay(number(.lateEntryDays), after: decision.recorded),
        owes: codes(decision.by, decision.school), school: decision.school, concerns: decision.ref.fullTag,
        command: "kite confirm \(decision.ref)",
        otherwise: decision.by.first?.body.map { body in
          "kite minutes approve \(body) --meeting-day \(decision.day) --decision \(decision.ref)"
        })
    }
  }

  /// ` --school S02`, or nothing.
  func at(_ school: SchoolCode?) -> String { school.map { " --school \($0)" } ?? "" }
}

extension Trust {
  /// The power by which an irregular decision is ratified: the first that its deciders did not hold. Nil
  /// where there is no such decision.
  ///
  /// - Precondition: the trust is folded with the decision and its effects.
  public func ratifyingPower(of ref: DecisionRef, on day: Day) -> Power? {
    guard let decision = decisions[ref], decision.isIrregular else { return nil }
    return DueDay(trust: self, day: day).lacking(decision).first?.power ?? decision.power
  }
}
