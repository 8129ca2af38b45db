import Schemas

extension VariationMade {
  public static func reads(_ scope: Scope) -> [Reads] {
    [
      Reads.variations(of: scope.school), Reads([VariationMade.self]), .interimBoards(of: scope.school),
      .support(of: scope.school),
    ]
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
    try trust.requirePlace(of: self, in: school, context)
    if items.isEmpty, remainderTo == nil {
      throw .record(
        "variation-empty", "'\(variation)' moves nothing",
        instead: ["name the functions that move, or whom the remainder goes to"])
    }
    try trust.requireVariationDays(context, first: firstDay, last: lastDay, reviewBy: reviewBy)
    guard trust.scheme(on: firstDay) != nil else {
      throw .record("scheme-missing", "no scheme is in force on \(firstDay.spoken): there is nothing to vary")
    }
    var named: Set<FunctionCode> = []
    for item in items {
      guard named.insert(item.function).inserted else {
        throw .record(
          "variation-twice",
          "'\(variation)' names '\(item.function)' twice: a function has exactly one holder")
      }
    }
    let days = DaySpan(firstDay, lastDay)
    for scheme in trust.schemes(during: days) {
      for item in items { try check(item, in: scheme) }
      if let remainderTo { try scheme.requireHolder(remainderTo) }
    }
    for item in items { try checkChange(item, school, trust) }
    try trust.requireUnstacked(
      items.map(\.function), remainder: remainderTo != nil, during: days, in: school, but: variation)
    try trust.requireSupportFirst(school, context)
    try context.requireProportionality()
  }

  private func check(_ item: VariationItem, in scheme: Scheme) throws(Refusal) {
    try scheme.requireMovable(item.function)
    try scheme.requireHolder(item.holder)
    guard let limit = item.limit else { return }
    try scheme.requireHolder(limit.upTo)
    guard limit.upTo != item.holder else {
      throw .record(
        "limit-holder",
        "'\(item.function)' would be the \(item.holder)'s below \(limit.pounds) pounds and above: that is "
          + "no limit",
        instead: ["name another holder up to the amount, or leave the limit out"])
    }
  }

  private func checkChange(_ item: VariationItem, _ school: SchoolCode, _ trust: Trust) throws(Refusal) {
    let normally = trust.scheme(on: firstDay)?
      .standardHolder(of: item.function, tier: trust.tier(of: school, on: firstDay))
    guard normally != item.holder else {
      throw .record(
        "variation-no-change",
        "'\(item.function)' is the \(item.holder)'s already: each item of a variation changes something",
        instead: ["leave '\(item.function)' out"])
    }
  }

  public func checkAfter(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard let made = trust.variations[variation] else { return }
    try trust.requireInterimBoard(behind: made, from: context.day)
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
    trust.yieldVariations(
      items.map(\.function), remainder: remainderTo != nil, on: days, in: school, but: variation)
    trust.variations[variation] = made
    trust.note(.schemeDecided, context)
  }
}

extension Scheme {
  func requireMovable(_ function: FunctionCode) throws(Refusal) {
    guard let row = functions[function] else { throw .unknownFunction(function, self) }
    guard row.never else { return }
    throw Refusal(
      "variation-never", "'\(function)' (\(row.title)) can never be moved by a variation",
      whose: "scheme \(version), \(function): marked 'never'")
  }

  func requireHolder(_ code: String) throws(Refusal) {
    guard holders[code] == nil else { return }
    throw .record(
      "holder-unknown", "scheme \(version) has no holder '\(code)'",
      instead: ["its holders: \(quoted(holders.keys.sorted()))"])
  }
}

extension Trust {
  /// At most one named variation holds a function on a day, and at most one the remainder.
  func requireUnstacked(
    _ functions: [FunctionCode], remainder: Bool, during days: DaySpan, in school: SchoolCode,
    but code: VariationCode
  ) throws(Refusal) {
    let others = variations.values.filter { $0.school == school && $0.code != code }
    for other in others.sorted(by: { $0.code < $1.code }) {
      func until(_ spans: [Variation.Held]?) -> String? {
        spans?.first { $0.days.overlaps(days) }?.days.last?.spoken
      }
      for function in functions {
        guard let last = until(other.items[function]) else { continue }
        throw Refusal(
          "variation-stacked", "'\(function)' is varied by '\(other.code)' until \(last)",
          whose: "one named variation at most holds a function on a day",
          instead: ["end or hand back '\(function)' of '\(other.code)' first, or begin after it ends"])
      }
      if remainder, let last = until(other.remainder) {
        throw Refusal(
          "variation-stacked", "the remainder is varied by '\(other.code)' until \(last)",
          whose: "one variation at most takes the remainder on a day",
          instead: ["end '\(other.code)' first, or begin after it ends"])
      }
    }
  }

  /// History entered later meets what was decided since: the later decision wins on the days that it covers.
  mutating func yieldVariations(
    _ functions: [FunctionCode], remainder: Bool, on days: DaySpan, in school: SchoolCode,
    but code: VariationCode
  ) {
    for other in variations.keys where other != code && variations[other]?.school == school {
      variations[other]?.yield(functions, remainder: remainder, on: days)
    }
  }
}

extension Trust {
  /// What a variation gives to an interim board is for days on which one stands.
  func requireInterimBoard(behind variation: Variation, from day: Day) throws(Refusal) {
    for span in Array(variation.items.values.joined()) + variation.remainder {
      guard let last = span.days.last, last >= day else { continue }
      for end in [max(span.days.first, day), last] {
        guard scheme(on: end)?.stands(span.holder, for: SchemeHolder.interim) == true,
          interimBoard(of: variation.school, on: end) == nil
        else { continue }
        throw .record(
          "variation-no-interim-board",
          "'\(variation.code)' gives powers to '\(span.holder)' until \(last.spoken), but "
            + "'\(variation.school)' "
            + "has no interim board on \(end.spoken)",
          instead: [
            "kite ieb install or extend, in the same decision, or end the variation with the board"
          ])
      }
    }
  }
}

extension VariationItemHandedBack {
  public static func reads(_ scope: Scope) -> [Reads] { [Reads.variations(of: scope.school)] }

  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    let live = try trust.requireVariation(variation, context)
    try context.requireFirstDay(firstDay)
    // What ends on the day before may be said to be handed back: that it is not renewed is part of the
    // decision.
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
    let spans = varied.items[function] ?? []
    Variation.cut(&varied.items[function, default: []], on: firstDay.adding(days: -1))
    if limit == nil { varied.decidedEnds[function] = firstDay.adding(days: -1) }
    if let limit {
      for span in spans where span.days.reaches(firstDay) {
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
  public static func reads(_ scope: Scope) -> [Reads] {
    [Reads.variations(of: scope.school), .interimBoards(of: scope.school)]
  }

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
        "'\(variation)' does not hold '\(item.function)' on \(before.spoken), so that it cannot go on "
          + "from \(firstDay.spoken)",
        instead: ["make a new variation for it"])
    }
    let days = DaySpan(firstDay, lastDay)
    for scheme in trust.schemes(during: days) {
      for item in items {
        try scheme.requireMovable(item.function)
        if let holder = live.named(item.function, on: before)?.holder { try scheme.requireHolder(holder) }
      }
      if let remainderTo { try scheme.requireHolder(remainderTo) }
    }
    try trust.requireUnstacked(
      items.map(\.function), remainder: remainderTo != nil, during: days, in: live.school, but: variation)
    if let remainderTo {
      guard let span = live.remainder(on: before), span.holder == remainderTo else {
        throw .record(
          "variation-lapsed", "'\(variation)' gives no remainder to '\(remainderTo)' on \(before.spoken)",
          instead: ["make a new variation for it"])
      }
    }
  }

  public func checkAfter(_ trust: Trust, _ context: Context) throws(Refusal) {
    guard let renewed = trust.variations[variation] else { return }
    try trust.requireInterimBoard(behind: renewed, from: context.day)
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
    trust.yieldVariations(
      items.map(\.function), remainder: remainderTo != nil, on: DaySpan(firstDay, lastDay), in: varied.school,
      but: variation)
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
        "'\(variation)' cannot have ended on \(lastDay.spoken), before it was decided on "
          + "\(context.day.spoken)"
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
