import Asking
import Governance
import JSON
import Schemas

extension WhyAnswer {
  /// Functions of the school that are varied on the day up to which is known, by variation and last day.
  struct Varied {
    let variation: VariationCode
    let functions: [FunctionCode]
    let isRemainder: Bool
    let lastDay: Day?

    var words: String {
      let what = functions.map(\.text) + (isRemainder ? ["the rest of the local body's"] : [])
      let until = lastDay.map { " to \($0.short)" } ?? ""
      return "\(what.joined(separator: ", ")) (\(variation))\(until)"
    }
  }

  /// What is varied on the day, the asked function left out.
  var stillVaried: [Varied] {
    guard let school = holding.school else { return [] }
    var varied: [Varied] = []
    for variation in trust.liveVariations(in: school, on: asOf) {
      let functions = variation.functions(on: asOf).filter { $0 != holding.function }
      let byDay = Dictionary(grouping: functions) { (variation.items[$0] ?? []).goesOn(from: asOf) }
      for (lastDay, functions) in byDay.sorted(by: {
        ($0.value.first?.text ?? "") < ($1.value.first?.text ?? "")
      }) {
        varied.append(
          Varied(variation: variation.code, functions: functions, isRemainder: false, lastDay: lastDay))
      }
      if variation.remainder(on: asOf) != nil {
        varied.append(
          Varied(
            variation: variation.code, functions: [], isRemainder: true,
            lastDay: variation.remainder.goesOn(from: asOf)))
      }
    }
    return varied
  }

  /// Who holds the function on the day up to which is known.
  var holdingToday: Holding? { trust.holding(of: holding.function, school: holding.school, on: asOf) }

  /// Whether what was asked about is what holds on that day.
  var isInForce: Bool {
    holdingToday?.variation == holding.variation && holdingToday?.holder == holding.holder
  }

  var lastDay: Day? {
    spans.filter { !$0.days.isEmpty }.compactMap(\.days.last).max()
  }

  /// The days on which the variation holds the function, by name or by its rule for the rest.
  private var spans: [Variation.Held] {
    guard let variation = story?.variation else { return [] }
    return variation.named(holding.function, on: holding.on) == nil
      ? variation.remainder : variation.items[holding.function] ?? []
  }

  var today: String {
    let other = stillVaried.map(\.words).joined(separator: "; ")
    guard let story else { return todayByScheme(other) }
    if isInForce {
      let until = spans.goesOn(from: asOf) ?? lastDay
      var text = "in force for \(holding.function)\(until.map { " to \($0.short)" } ?? "")"
      if story.variation.reviewBy >= asOf { text += ", review due by \(story.variation.reviewBy.short)" }
      return text + (other.isEmpty ? "" : ". Also varied: \(other)")
    }
    if let lastDay, story.variation.firstDay > asOf {
      return "not in force yet: from \(story.variation.firstDay.spoken) to \(lastDay.short)"
    }
    var text = "NOT in force for \(holding.function)\(lastDay.map { " (last day \($0.short))" } ?? "")"
    if let variation = holdingToday?.variation, let holder = holdingToday?.holder {
      text += "; \(variation) gives it to \(names.holder(holder)) now"
    }
    if other.isEmpty { return text + ". Nothing is varied there" }
    return text + ". Still varied: \(other)"
  }

  private func todayByScheme(_ other: String) -> String {
    guard let now = holdingToday else { return "no scheme is in force" }
    var text: String
    if let variation = now.variation {
      text = "\(variation) gives it to \(names.holder(now.holder)) now"
    } else if now.holder == holding.holder {
      text = "still held by \(names.holder(now.holder)), by scheme \(now.scheme)"
    } else {
      text = "held by \(names.holder(now.holder)) now, by scheme \(now.scheme)"
    }
    if !other.isEmpty { text += ". Varied at the school: \(other)" }
    return text
  }
}
