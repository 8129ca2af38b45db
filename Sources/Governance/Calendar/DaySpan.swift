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

  /// Cut off before its first day: nothing is left of it.
  public var isEmpty: Bool { last.map { $0 < first } ?? false }

  /// An end cuts what stood before it; it never lengthens.
  public mutating func end(on day: Day) {
    if last.map({ day < $0 }) ?? true { last = day }
  }
}
