import Schemas

extension VariationMade {
  public static func reads(_ scope: Scope) -> [Reads] {
    [Reads.variations(of: scope.school), Reads([VariationMade.self]), .interimBoards(of: scope.school)]
  }

  public func checkNew(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard trust.variations[variation] != nil else { return }
    throw .record(
      "variation-code-used", "'\(variation)' exists already",
      instead: [
        "give the new variation a code of its own", "kite variation renew, to lengthen '\(variation)'",
      ])
  }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let school = try context.requireSchool(trust)
    try context.requireFirstDay(firstDay)
    if items.isEmpty, remainderTo == nil {
      throw .record(
        "variation-empty", "'\(variation)' moves nothing",
        instead: ["name the functions that move, or whom the remainder goes to"])
    }
    try trust.requireVariationDays(context, first: firstDay, last: lastDay, reviewBy: reviewBy)
    guard let scheme = trust.scheme(on: firstDay) else {
      throw .record("scheme-missing", "no scheme is in force on \(firstDay.spoken): there is nothing to vary")
    }
    var named: Set<FunctionCode> = []
    for item in items {
      guard named.insert(item.function).inserted else {
        throw .record(
          "variation-twice",
          "'\(variation)' names '\(item.function)' twice: a function has exactly one holder")
      }
      try check(item, in: scheme, school, trust)
    }
    if let remainderTo { try checkRemainder(to: remainderTo, in: scheme, school, trust) }
  }

  private func check(_ item: VariationItem, in scheme: Scheme, _ school: SchoolCode, _ trust: Trust)
    throws(Refusal)
  {
    guard let row = scheme.functions[item.function] else { throw .unknownFunction(item.function, scheme) }
    if row.never {
      throw Refusal(
        "variation-never", "'\(item.function)' (\(row.title)) can never be moved by a variation",
        whose: "scheme \(scheme.version), \(item.function): marked 'never'")
    }
    try trust.requireHolder(item.holder, in: scheme, school, on: firstDay)
    if let limit = item.limit { try trust.requireHolder(limit.upTo, in: scheme, school, on: firstDay) }
    let normally = scheme.standardHolder(of: item.function, tier: trust.tier(of: school, on: firstDay))
    if normally == item.holder {
      throw .record(
        "variation-no-change",
        "'\(item.function)' is the \(item.holder)'s already: each item of a variation changes something")
    }
    let days = DaySpan(firstDay, lastDay)
    for other in trust.variations.values where other.school == school {
      if let span = other.items[item.function]?.first(where: { $0.days.overlaps(days) }) {
        throw Refusal(
          "variation-stacked",
          "'\(item.function)' is varied by '\(other.code)' until \(span.days.last?.spoken ?? "further notice")",
          whose: "one named variation at most holds a function on a day",
          instead: ["end or hand back '\(item.function)' of '\(other.code)' first, or begin after it ends"])
      }
    }
  }

  private func checkRemainder(
    to holder: String, in scheme: Scheme, _ school: SchoolCode, _ trust: Trust
  ) throws(Refusal) {
    try trust.requireHolder(holder, in: scheme, school, on: firstDay)
    let days = DaySpan(firstDay, lastDay)
    for other in trust.variations.values where other.school == school {
      if other.remainder.contains(where: { $0.days.overlaps(days) }) {
        throw .record("variation-stacked", "the remainder is varied by '\(other.code)' already")
      }
    }
    if scheme.stands(holder, for: SchemeHolder.interim), trust.interimBoard(of: school, on: firstDay) == nil {
      throw .record(
        "variation-no-interim-board", "'\(school)' has no interim board on \(firstDay.spoken)",
        instead: ["kite ieb install, first or in the same decision"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard let school = context.school else { return }
    var made = Variation(
      code: variation, school: school, madeBy: context.decisionRef, firstDay: firstDay, reviewBy: reviewBy)
    let days = DaySpan(firstDay, lastDay)
    for item in items {
      made.items[item.function, default: []].append(
        Variation.Held(
          holder: item.holder, via: item.via, limit: item.limit, days: days, decision: context.decisionRef))
    }
    if let remainderTo {
      made.remainder = [
        Variation.Held(holder: remainderTo, via: nil, limit: nil, days: days, decision: context.decisionRef)
      ]
    }
    trust.variations[variation] = made
  }
}

extension VariationItemHandedBack {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.variations(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let live = try trust.requireVariation(variation, context)
    try context.requireFirstDay(firstDay)
    // What ends on the day before may be said to be handed back: that it is not renewed is part of the decision.
    guard let span = live.named(function, on: firstDay) ?? live.named(function, on: firstDay.adding(days: -1))
    else {
      throw .record(
        "variation-not-held", "'\(variation)' does not hold '\(function)' on \(firstDay.spoken)",
        instead: ["it holds \(quoted(live.functions(on: context.day)))"])
    }
    guard let limit else { return }
    guard live.named(function, on: firstDay) != nil else {
      throw .record(
        "variation-not-held", "'\(function)' is no longer varied on \(firstDay.spoken): no limit can be set")
    }
    guard let scheme = trust.scheme(on: firstDay) else { return }
    let normally = scheme.standardHolder(of: function, tier: trust.tier(of: live.school, on: firstDay))
    guard limit.upTo == normally, limit.upTo != span.holder else {
      throw .record(
        "limit-holder",
        "up to the limit '\(function)' goes back to \(normally ?? "its holder"), not to \(limit.upTo)",
        instead: ["name '\(normally ?? "")' as the holder up to the amount"])
    }
    if let before = span.limit, limit.pounds <= before.pounds {
      throw .record(
        "limit-lower",
        "'\(function)' is back up to \(before.pounds) pounds already: handing back cannot take away",
        instead: ["vary the scheme anew to lower the limit"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard var varied = trust.variations[variation] else { return }
    let held = varied.named(function, on: firstDay)
    let kept = varied.items[function]?.filter { $0.days.first >= firstDay } ?? []
    Variation.cut(&varied.items[function, default: []], on: firstDay.adding(days: -1))
    if let limit {
      let later = kept.isEmpty ? held.map { [$0] } ?? [] : kept
      for span in later {
        varied.items[function, default: []].append(
          Variation.Held(
            holder: span.holder, via: span.via, limit: limit,
            days: DaySpan(max(firstDay, span.days.first), span.days.last), decision: context.decisionRef))
      }
    }
    trust.variations[variation] = varied
  }
}

extension VariationRenewed {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.variations(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let live = try trust.requireVariation(variation, context)
    try context.requireFirstDay(firstDay)
    try trust.requireVariationDays(context, first: firstDay, last: lastDay, reviewBy: reviewBy)
    if items.isEmpty, remainderTo == nil {
      throw .record("variation-empty", "the renewal of '\(variation)' names nothing that stays varied")
    }
    let before = firstDay.adding(days: -1)
    for item in items where live.named(item.function, on: before) == nil {
      throw .record(
        "variation-lapsed",
        "'\(variation)' does not hold '\(item.function)' on \(before.spoken), so that it cannot go on from \(firstDay.spoken)",
        instead: ["make a new variation for it"])
    }
    if let remainderTo {
      guard let span = live.remainder(on: before), span.holder == remainderTo else {
        throw .record(
          "variation-lapsed", "'\(variation)' gives no remainder to '\(remainderTo)' on \(before.spoken)",
          instead: ["make a new variation for it"])
      }
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard var varied = trust.variations[variation] else { return }
    let before = firstDay.adding(days: -1)
    func renewed(_ span: Variation.Held) -> Variation.Held {
      Variation.Held(
        holder: span.holder, via: span.via, limit: span.limit, days: DaySpan(firstDay, lastDay),
        decision: context.decisionRef)
    }
    for item in items {
      guard let span = varied.named(item.function, on: before) else { continue }
      Variation.cut(&varied.items[item.function, default: []], on: before)
      varied.items[item.function, default: []].append(renewed(span))
    }
    if remainderTo != nil, let span = varied.remainder(on: before) {
      Variation.cut(&varied.remainder, on: before)
      varied.remainder.append(renewed(span))
    }
    varied.reviewed(context, next: reviewBy)
    trust.variations[variation] = varied
  }
}

extension VariationReviewed {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.variations(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let live = try trust.requireVariation(variation, context)
    try trust.requireReview(by: reviewBy, context)
    if let last = live.lastDay, reviewBy > last {
      throw .record(
        "review-after-end", "'\(variation)' ends on \(last.spoken), before the review on \(reviewBy.spoken)",
        instead: ["set the review on or before the last day"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.variations[variation]?.reviewed(context, next: reviewBy)
  }
}

extension VariationEnded {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.variations(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let live = try trust.requireVariation(variation, context)
    guard lastDay >= context.day else {
      throw .record(
        "end-in-the-past",
        "'\(variation)' cannot have ended on \(lastDay.spoken), before it was decided on \(context.day.spoken)"
      )
    }
    if let last = live.lastDay, lastDay > last {
      throw .record(
        "variation-lapsed", "'\(variation)' ends on \(last.spoken) already",
        instead: ["kite variation renew, to lengthen it"])
    }
  }

  public func evolve(_ trust: inout Trust, _ context: Context) {
    guard var varied = trust.variations[variation] else { return }
    varied.reviewed(context, next: varied.reviewBy)
    varied.end(on: lastDay)
    trust.variations[variation] = varied
  }
}
