import Schemas

/// A small trust as one remembers it on paper: the acts in a list, and each question answered by going
/// through them from the first to the last, for one school, one function and one day. It shares nothing with
/// the rules that it is held against: no span of days, no state, no fold.
struct HistoryModel {
  /// What an entry brought about.
  enum Act {
    case varied(
      String, school: String, items: [String: Given], rest: String?, first: Day, last: Day)
    case renewed(String, functions: Set<String>, rest: Bool, first: Day, last: Day)
    case handedBack(String, function: String, pounds: Int?, upTo: String, first: Day)
    case ended(String, last: Day)
    case scheme(String, holders: [String: String], first: Day, ended: Set<String>)
    case board(String, school: String, first: Day, last: Day)
    case boardExtended(String, last: Day)
    case boardEnded(String, last: Day)
    case ratified(ref: String, first: Day)
    case voided(ref: String)
    /// The last day of an act of another entry is another one.
    case corrected(ref: String, last: Day)
    case report(String, school: String, month: Month)
  }

  struct Given: Equatable {
    var holder: String
    var pounds: Int?
    var upTo: String?
  }

  /// What is recorded at once.
  struct Entry {
    let ref: String
    /// Of its last event in the record.
    let position: Int
    let decided: Day
    let recorded: Day
    let isIrregular: Bool
    var acts: [Act]
  }

  /// What the model gets wrong on purpose: each must be noticed.
  enum Fault: CaseIterable {
    case voidsNothing, correctsNothing, ordersByRecording, endsADayLate, renewsForEver, handsBackNothing
    case keepsLimit, schemeEndsNothing, boardTakesNothing, restTakesAll, neverMoves, irregularMoves
    case ratifiesNothing, schemeStays
  }

  private let acts: [Act]
  private let fault: Fault?
  /// The references of what counts for nothing.
  let voided: Set<String>

  static let never: Set<String> = ["G1", "G3", "G4", "G7", "P4"]

  /// - Parameter entries: in the order of recording; of a longer record, those that were known at a time.
  init(_ entries: [Entry], fault: Fault? = nil) {
    self.fault = fault
    var voided: Set<String> = []
    for entry in entries.reversed() where !voided.contains(entry.ref) && fault != .voidsNothing {
      for case .voided(let ref) in entry.acts { voided.insert(ref) }
    }
    self.voided = voided
    var counted = entries.filter { !voided.contains($0.ref) }
    for entry in counted where fault != .correctsNothing {
      for case .corrected(let ref, let last) in entry.acts {
        for index in counted.indices where counted[index].ref == ref {
          counted[index].acts = counted[index].acts.map { $0.ending(on: last) }
        }
      }
    }
    var ratified: [String: Day] = [:]
    for entry in counted where !entry.isIrregular && fault != .ratifiesNothing {
      for case .ratified(let ref, let first) in entry.acts {
        ratified[ref] = min(ratified[ref] ?? first, first)
      }
    }
    var ordered: [(day: Day, position: Int, acts: [Act])] = []
    for entry in counted {
      guard entry.isIrregular, fault != .irregularMoves else {
        let day = fault == .ordersByRecording ? entry.recorded : entry.decided
        ordered.append((day, entry.position, entry.acts))
        continue
      }
      guard let from = ratified[entry.ref] else { continue }
      ordered.append((max(entry.decided, from), entry.position, entry.acts.map { $0.beginning(on: from) }))
    }
    acts = ordered.sorted { ($0.day, $0.position) < ($1.day, $1.position) }.flatMap(\.acts)
  }

  /// Who holds a function in a school on a day: the holder, up to an amount another, and by which variation.
  func who(_ function: String, in school: String, on day: Day) -> (given: Given, variation: String?)? {
    guard let normally = schemeInForce(on: day)?[function] else { return nil }
    let isNever = HistoryModel.never.contains(function) && fault != .neverMoves
    if !isNever, let held = held(function, school, day, acts.count) {
      return (held.given, held.variation)
    }
    guard normally == "LGB" || fault == .restTakesAll else { return (Given(holder: normally), nil) }
    if !isNever, let rest = rest(school, day, acts.count) { return (rest.given, rest.variation) }
    guard normally == "LGB", fault != .boardTakesNothing else { return (Given(holder: normally), nil) }
    return (Given(holder: hasBoard(school, on: day) ? "IEB" : "LGB"), nil)
  }

  func schemeInForce(on day: Day) -> [String: String]? {
    var found: [String: String]?
    for case .scheme(_, let holders, let first, _) in acts where first <= day {
      if found == nil || fault != .schemeStays { found = holders }
    }
    return found
  }

  func hasBoard(_ school: String, on day: Day) -> Bool { board(of: school, on: day) != nil }

  func board(of school: String, on day: Day) -> String? {
    var boards: [String: (school: String, first: Day, last: Day)] = [:]
    for act in acts {
      switch act {
      case .board(let code, let school, let first, let last): boards[code] = (school, first, last)
      case .boardExtended(let code, let last): boards[code]?.last = last
      case .boardEnded(let code, let last):
        if let board = boards[code] { boards[code]?.last = min(board.last, last) }
      default: continue
      }
    }
    return boards.filter { $0.value.school == school && $0.value.first <= day && day <= $0.value.last }.keys
      .min()
  }

  /// Months of a school that have a report.
  func reports(of school: String) -> [String] {
    acts.compactMap { act in
      guard case .report(let code, school, _) = act else { return nil }
      return code
    }
  }

  /// When a variation was made to end, where nothing but its making speaks of it.
  func untouchedEnd(of code: String) -> Day? {
    var end: Day?
    for act in acts {
      switch act {
      case .varied(code, _, _, _, _, let last):
        if end != nil { return nil }
        end = last
      case .renewed(code, _, _, _, _), .handedBack(code, _, _, _, _), .ended(code, _): return nil
      case .scheme(_, _, _, let ended) where ended.contains(code): return nil
      default: continue
      }
    }
    return end
  }

  var variations: [String] {
    acts.compactMap { act in
      if case .varied(let code, _, _, _, _, _) = act { return code }
      return nil
    }
  }

  // MARK: One function, or the remainder, on one day

  private typealias Held = (given: Given, variation: String)

  /// By the first acts of the list.
  private func held(_ function: String, _ school: String, _ day: Day, _ count: Int) -> Held? {
    var held: Held?
    for (index, act) in acts.prefix(count).enumerated() {
      switch act {
      case .varied(let code, school, let items, _, let first, let last):
        if let item = items[function], first <= day, day <= last { held = (item, code) }
      case .renewed(let code, let functions, _, let first, let last) where functions.contains(function):
        guard let before = self.held(function, school, first.adding(days: -1), index),
          before.variation == code
        else { continue }
        if held?.variation == code, day >= first { held = nil }
        if first <= day, day <= last || fault == .renewsForEver { held = before }
      case .handedBack(let code, function, let pounds, let upTo, let first)
      where held?.variation == code && day >= first && fault != .handsBackNothing:
        if let pounds {
          if fault != .keepsLimit {
            held?.given.pounds = pounds
            held?.given.upTo = upTo
          }
        } else {
          held = nil
        }
      default: if isOver(act, held?.variation, day) { held = nil }
      }
    }
    return held
  }

  private func rest(_ school: String, _ day: Day, _ count: Int) -> Held? {
    var held: Held?
    for (index, act) in acts.prefix(count).enumerated() {
      switch act {
      case .varied(let code, school, _, let rest?, let first, let last):
        if first <= day, day <= last { held = (Given(holder: rest), code) }
      case .renewed(let code, _, true, let first, let last):
        guard let before = rest(school, first.adding(days: -1), index), before.variation == code else {
          continue
        }
        if held?.variation == code, day >= first { held = nil }
        if first <= day, day <= last { held = before }
      default: if isOver(act, held?.variation, day) { held = nil }
      }
    }
    return held
  }

  /// Whether an act ends a variation before a day.
  private func isOver(_ act: Act, _ variation: String?, _ day: Day) -> Bool {
    guard let variation else { return false }
    switch act {
    case .ended(variation, let last): return day > (fault == .endsADayLate ? last.adding(days: 1) : last)
    case .scheme(_, _, let first, let ended):
      return ended.contains(variation) && day >= first && fault != .schemeEndsNothing
    default: return false
    }
  }
}

extension HistoryModel.Act {
  /// The days on which it may make a difference to the day before.
  var turns: [Day] {
    switch self {
    case .varied(_, _, _, _, let first, let last), .renewed(_, _, _, let first, let last),
      .board(_, _, let first, let last):
      [first, last.adding(days: 1)]
    case .handedBack(_, _, _, _, let first), .scheme(_, _, let first, _), .ratified(_, let first): [first]
    case .ended(_, let last), .boardExtended(_, let last), .boardEnded(_, let last),
      .corrected(_, let last):
      [last.adding(days: 1)]
    case .voided, .report: []
    }
  }

  fileprivate func ending(on last: Day) -> Self {
    switch self {
    case .varied(let code, let school, let items, let rest, let first, _):
      .varied(code, school: school, items: items, rest: rest, first: first, last: last)
    case .ended(let code, _): .ended(code, last: last)
    default: self
    }
  }

  /// What counts from a ratification on begins then at the earliest, and ends no earlier than the day before.
  fileprivate func beginning(on from: Day) -> Self {
    switch self {
    case .varied(let code, let school, let items, let rest, let first, let last):
      .varied(code, school: school, items: items, rest: rest, first: max(first, from), last: last)
    case .renewed(let code, let functions, let rest, let first, let last):
      .renewed(code, functions: functions, rest: rest, first: max(first, from), last: last)
    case .handedBack(let code, let function, let pounds, let upTo, let first):
      .handedBack(code, function: function, pounds: pounds, upTo: upTo, first: max(first, from))
    case .ended(let code, let last): .ended(code, last: max(last, from.adding(days: -1)))
    default: self
    }
  }
}

/// Working days in England, from the published list of bank holidays.
enum PaperCalendar {
  private static let holidays: Set<String> = [
    "2024-12-25", "2024-12-26", "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26",
    "2025-08-25", "2025-12-25", "2025-12-26", "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04",
    "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28", "2027-01-01", "2027-03-26", "2027-03-29",
    "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28", "2028-01-03", "2028-04-14",
    "2028-04-17", "2028-05-01", "2028-05-29", "2028-08-28", "2028-12-25", "2028-12-26",
  ]

  static func isWorking(_ day: Day) -> Bool {
    // 1 September 2024 was a Sunday.
    let weekday = ((Day(year: 2024, month: 9, day: 1)?.days(to: day) ?? 0) % 7 + 7) % 7
    return weekday != 0 && weekday != 6 && !holidays.contains(day.text)
  }

  /// The fifth working day after a month.
  static func reportDue(_ month: Month) -> Day {
    var day = month.lastDay
    var left = 5
    while left > 0 {
      day = day.adding(days: 1)
      if isWorking(day) { left -= 1 }
    }
    return day
  }

  /// Working days after the first day, up to the last one.
  static func workingDays(after first: Day, to last: Day) -> Int {
    var count = 0
    var day = first
    while day < last {
      day = day.adding(days: 1)
      if isWorking(day) { count += 1 }
    }
    return count
  }
}
