public import Schemas

/// Days from a first to a last, both inclusive; without a last day it goes on.
public struct DaySpan: Equatable, Sendable {
  public let first: Day
  public var last: Day?

  public init(_ first: Day, _ last: Day?) {
    self.first = first
    self.last = last
  }

  public func contains(_ day: Day) -> Bool {
    guard day >= first else { return false }
    guard let last else { return true }
    return day <= last
  }

  public func overlaps(_ other: DaySpan) -> Bool {
    let startsInTime = other.last.map { first <= $0 } ?? true
    let endsInTime = last.map { other.first <= $0 } ?? true
    return startsInTime && endsInTime && !isEmpty && !other.isEmpty
  }

  /// What is left of it where another span takes its days: nothing, one part, or one before and one after.
  public func without(_ other: DaySpan) -> [DaySpan] {
    guard overlaps(other) else { return [self] }
    var left: [DaySpan] = []
    if first < other.first { left.append(DaySpan(first, other.first.adding(days: -1))) }
    if let end = other.last, last.map({ end < $0 }) ?? true {
      left.append(DaySpan(end.adding(days: 1), last))
    }
    return left
  }

  /// Whether it holds on a day or later.
  func reaches(_ day: Day) -> Bool { !isEmpty && (last.map { $0 >= day } ?? true) }

  /// Cut off before its first day: nothing is left of it.
  public var isEmpty: Bool { last.map { $0 < first } ?? false }

  /// An end cuts what stood before it; it never lengthens.
  public mutating func end(on day: Day) {
    if last.map({ day < $0 }) ?? true { last = day }
  }
}
