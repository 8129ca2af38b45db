public import Schemas

extension SchemeAdopted {
  /// A new version must say of every live variation what becomes of it.
  func checkCarriedOver(_ rows: [SchemeFunction], _ trust: Trust) throws(Refusal) {
    let live = trust.variations.values.filter { $0.reaches(firstDay) }.map(\.code).sorted()
    let named = carried + ended + redecided.map(\.variation)
    let unsaid = live.filter { !named.contains($0) }
    guard unsaid.isEmpty else {
      throw .record(
        "scheme-carry-over",
        "\(quoted(unsaid)) would be in force on \(firstDay.spoken) or later, and '\(scheme)' does not say "
          + "what becomes of \(unsaid.count == 1 ? "it" : "them")",
        instead: unsaid.map { "carry '\($0)' on, end it, or decide it anew" } + [
          "say it of each: --carry VARIATION, --end VARIATION, or --redecide 'VARIATION: NEW VARIATION'"
        ])
    }
    for code in named where !live.contains(code) {
      throw .record(
        "scheme-carry-over",
        "'\(code)' is not in force on \(firstDay.spoken) or later: nothing of it can be carried, "
          + "ended or decided anew"
      )
    }
    for code in live where named.count(where: { $0 == code }) > 1 {
      throw .record(
        "scheme-carry-over", "of '\(code)' it is said twice what becomes of it",
        instead: ["carry it on, end it, or decide it anew: choose one"])
    }
    for code in carried {
      if let variation = trust.variations[code] { try checkCarried(variation, rows) }
    }
    var taken: Set<VariationCode> = []
    for item in redecided {
      guard trust.variations[item.anew] == nil, trust.redecisions[item.anew] == nil,
        taken.insert(item.anew).inserted
      else {
        throw .record(
          "variation-code-used",
          "'\(item.anew)', which would take the place of '\(item.variation)', exists "
            + "already",
          instead: ["give the new variation a code of its own"])
      }
    }
  }

  private func checkCarried(_ variation: Variation, _ rows: [SchemeFunction]) throws(Refusal) {
    let known = Set(holders.map(\.code))
    for function in variation.functions(from: firstDay) {
      guard let row = rows.first(where: { $0.code == function }) else {
        throw .record(
          "scheme-carry-over", "'\(variation.code)' varies '\(function)', which '\(scheme)' does not have",
          instead: ["hand '\(function)' back, or end the variation"])
      }
      guard !row.never else {
        throw .record(
          "scheme-carry-over", "'\(variation.code)' varies '\(function)', which '\(scheme)' never lets move",
          instead: ["hand '\(function)' back, or end the variation"])
      }
    }
    for span in Array(variation.items.values.joined()) + variation.remainder where span.days.reaches(firstDay)
    {
      for code in [span.holder, span.limit?.upTo].compactMap(\.self) where !known.contains(code) {
        throw .record(
          "scheme-carry-over",
          "'\(variation.code)' gives powers to '\(code)', which '\(scheme)' does not explain",
          instead: ["add '\(code)' to the holders, or end the variation"])
      }
    }
  }
}

/// A variation that a new version ended, and that is to be decided anew under it.
public struct Redecision: Sendable, Equatable {
  public let variation: VariationCode
  public let school: SchoolCode
  public let scheme: SchemeVersion
  /// The first day of the version, on which the new variation begins.
  public let firstDay: Day
  public let decision: DecisionRef?
}

extension Trust {
  /// What was to be decided anew, and what is decided now: for the same school, from the version's first day
  /// on, or, where that has passed, from the day of the decision on.
  func requirePlace(of made: VariationMade, in school: SchoolCode, _ context: Context) throws(Refusal) {
    guard let place = redecisions[made.variation] else { return }
    guard place.school == school else {
      throw .record(
        "redecided-school",
        "'\(made.variation)' is to take the place of '\(place.variation)' in '\(place.school)', not in "
          + "'\(school)'",
        instead: ["give this variation another code"])
    }
    guard made.firstDay <= max(place.firstDay, context.day), made.firstDay >= place.firstDay else {
      throw .record(
        "redecided-first-day",
        "'\(made.variation)' is to take the place of '\(place.variation)' from \(place.firstDay.spoken) on, "
          + "not from \(made.firstDay.spoken)",
        instead: ["begin it on \(max(place.firstDay, context.day).spoken)"])
    }
  }
}
