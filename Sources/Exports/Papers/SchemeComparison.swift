import Asking
import Governance
import Schemas

/// Who holds each function of a school, by default, without a decision and with it.
struct SchemeComparison {
  struct Row {
    let function: SchemeFunction
    /// The day on which it first differs; the day compared, where it does not.
    let day: Day
    let normally: String
    let before: Holding
    let after: Holding
    /// The last day on which it is held as proposed.
    let until: Day?

    var isChanged: Bool { !before.isHeld(as: after) }
  }

  let school: SchoolCode
  let scheme: Scheme
  let rows: [Row]
  let names: Names

  /// - Parameters:
  ///   - days: on which something may change; at least one, and a scheme is in force on each.
  init?(before: Trust, after: Trust, school: SchoolCode, days: [Day]) {
    let days = days.sorted()
    guard let last = days.last, let first = days.first, let scheme = after.scheme(on: last) else {
      return nil
    }
    self.school = school
    self.scheme = scheme
    names = Names(trust: after, day: last)
    rows = scheme.order.compactMap { code in
      guard let function = scheme.functions[code] else { return nil }
      func row(_ day: Day) -> Row? {
        guard let was = before.holding(of: code, school: school, on: day),
          let now = after.holding(of: code, school: school, on: day)
        else { return nil }
        let variation = now.variation.flatMap { after.variations[$0] }
        return Row(
          function: function, day: day, normally: now.normally, before: was, after: now,
          until: variation.flatMap { variation in
            let spans = variation.named(code, on: day) == nil ? variation.remainder : variation.items[code]
            return spans?.lastDay(from: day)
          })
      }
      return days.lazy.compactMap(row).first(where: \.isChanged) ?? row(first)
    }
  }

  var changed: [Row] { rows.filter(\.isChanged) }

  /// `E2 Approve the recovery plan`.
  static func title(_ function: SchemeFunction) -> Words {
    .strong(function.code.text) + " \(function.title)"
  }

  func words(_ holding: Holding) -> Words {
    var text = names.holder(holding.holder)
    if let via = holding.via { text += " (\(via))" }
    if let limit = holding.limit {
      let pounds = "\(Prose.grouped(limit.pounds)) pounds"
      text = "up to \(pounds) \(names.holder(limit.upTo)), above it \(text)"
    }
    return Words(text)
  }

  /// What the scheme says is usual at a level; `as by default` where it says nothing.
  func usual(_ function: SchemeFunction, at level: RiskLevel) -> Words {
    let holder = level == .high ? function.high : function.moderate
    return Words(holder.map(names.holder) ?? "as by default")
  }

  /// The functions that stay with each holder who has any, in the order of the scheme.
  func staying(where isMeant: (Row) -> Bool) -> [(holder: String, functions: [SchemeFunction])] {
    var groups: [(holder: String, functions: [SchemeFunction])] = []
    for row in rows where !row.isChanged && isMeant(row) {
      let holder = row.after.holder
      if let index = groups.firstIndex(where: { $0.holder == holder }) {
        groups[index].functions.append(row.function)
      } else {
        groups.append((holder, [row.function]))
      }
    }
    return groups
  }

  /// Whether a holder is of the school itself: its local body, or an office that each school has.
  func isLocal(_ holder: String) -> Bool {
    guard let stands = scheme.holders[holder]?.stands else { return false }
    return stands == SchemeHolder.local || stands.contains("{school}")
  }
}

extension Holding {
  /// Whether the same holder has it in the same way.
  func isHeld(as other: Holding) -> Bool {
    holder == other.holder && via == other.via && limit == other.limit && party == other.party
  }
}

extension [Variation.Held] {
  /// The last day of the spans that follow each other without a gap from a day on.
  func lastDay(from day: Day) -> Day? {
    var last: Day?
    for span in sorted(by: { $0.days.first < $1.days.first }) where !span.days.isEmpty {
      let follows = last.map { span.days.first <= $0.adding(days: 1) } ?? span.days.contains(day)
      if follows, let end = span.days.last { last = end }
    }
    return last
  }
}
