/// The place of an event in the log: its line's number, counted from 1. Positions are dense.
public struct Position: RawRepresentable, Comparable, Hashable, Sendable, CustomStringConvertible {
  /// The line's number; 0 before the first.
  public let rawValue: Int

  /// - Precondition: not negative.
  public init(rawValue: Int) {
    precondition(rawValue >= 0, "a position is never negative, and this is \(rawValue)")
    self.rawValue = rawValue
  }

  /// - Precondition: not negative.
  public init(_ rawValue: Int) { self.init(rawValue: rawValue) }

  /// The place before the first event.
  public static let start = Position(0)

  public static func < (left: Position, right: Position) -> Bool { left.rawValue < right.rawValue }

  public var description: String { String(rawValue) }
}
