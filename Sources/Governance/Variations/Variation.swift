public import Schemas

/// A variation as its decisions left it: for each function the spans of days on which a holder has it.
public struct Variation: Sendable {
  public let code: VariationCode
  public let school: SchoolCode
  public let madeBy: DecisionRef?
  public let firstDay: Day
  /// The day by which the next review is due.
  public var reviewBy: Day
  /// Reviews as they fell due, and the decisions that met them.
  public var reviews: [Review] = []
  public var items: [FunctionCode: [Held]] = [:]
  public var remainder: [Held] = []
  /// Last days that a decision set, beside those with which the variation was made: nobody need decide on
  /// them again.
  var decidedEnds: [FunctionCode: Day] = [:]
  var decidedRemainderEnd: Day?

  /// Days on which a holder has a function by this variation.
  public struct Held: Sendable, Equatable {
    public let holder: String
    public let via: String?
    public let limit: Limit?
    public var days: DaySpan
    public let decision: DecisionRef?

    func on(_ days: DaySpan) -> Held {
      var held = self
      held.days = days
      return held
    }
  }

  public struct Review: Sendable, Equatable {
    public let due: Day
    public let met: Day
    public let decision: DecisionRef?
  }

  public func named(_ function: FunctionCode, on day: Day) -> Held? {
    items[function]?.last { $0.days.contains(day) }
  }

  public func remainder(on day: Day) -> Held? { remainder.last { $0.days.contains(day) } }

  /// The last day on which a holder goes on having a function that they have on a day, by the renewals that
  /// were decided; nil where the variation does not move it on that day.
  public func lastDay(of function: FunctionCode, from day: Day) -> Day? {
    if let held = named(function, on: day) { return Variation.lastDay(of: held, in: items[function] ?? []) }
    return remainder(on: day).flatMap { Variation.lastDay(of: $0, in: remainder) }
  }

  private static func lastDay(of held: Held, in spans: [Held]) -> Day? {
    var last = held.days.last
    for span in spans.sorted(by: { $0.days.first < $1.days.first }) where !span.days.isEmpty {
      guard let end = last, let next = span.days.last, next > end else { continue }
      if span.holder == held.holder, span.days.first <= end.adding(days: 1) { last = next }
    }
    return last
  }

  /// The functions that it names on a day, in order.
  public func functions(on day: Day) -> [FunctionCode] {
    items.filter { $0.value.contains { $0.days.contains(day) } }.keys.sorted()
  }

  /// The functions that it names on a day or later.
  func functions(from day: Day) -> [FunctionCode] {
    items.filter { $0.value.contains { $0.days.reaches(day) } }.keys.sorted()
  }

  /// Whether anything of it is in force on a day or later.
  func reaches(_ day: Day) -> Bool {
    !functions(from: day).isEmpty || remainder.contains { $0.days.reaches(day) }
  }

  public func isLive(on day: Day) -> Bool {
    remainder(on: day) != nil || items.values.contains { $0.contains { $0.days.contains(day) } }
  }

  /// The last day on which anything of it holds; nil when all of it was cut off before its first day.
  public var lastDay: Day? {
    (items.values.joined() + remainder).filter { !$0.days.isEmpty }.compactMap(\.days.last).max()
  }

  mutating func end(on day: Day) {
    for function in items.keys { decidedEnds[function] = day }
    decidedRemainderEnd = day
    for function in items.keys { Variation.cut(&items[function, default: []], on: day) }
    Variation.cut(&remainder, on: day)
  }

  static func cut(_ spans: inout [Held], on day: Day) {
    for index in spans.indices { spans[index].days.end(on: day) }
    spans.removeAll { $0.days.isEmpty }
  }

  /// Another variation, decided later, takes these days of a function, or of the remainder.
  mutating func yield(_ functions: [FunctionCode], remainder yieldsRemainder: Bool, on days: DaySpan) {
    func left(_ spans: [Held]) -> [Held] { spans.flatMap { span in span.days.without(days).map(span.on) } }
    let before = days.first.adding(days: -1)
    for function in functions where items[function] != nil {
      items[function] = items[function].map(left)
      decidedEnds[function] = before
    }
    if yieldsRemainder, !remainder.isEmpty {
      remainder = left(remainder)
      decidedRemainderEnd = before
    }
  }

  mutating func reviewed(_ context: Context, next: Day) {
    reviews.append(Review(due: reviewBy, met: context.day, decision: context.decisionRef))
    reviewBy = next
  }
}
