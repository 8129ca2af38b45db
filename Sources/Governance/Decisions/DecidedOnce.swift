public import JSON
import Schemas

/// A decision with its effects, to be held against another: two clerks may enter the same one.
public struct DecidedOnce: Sendable {
  private let decision: JSONValue
  private let effects: [(type: String, data: JSONValue)]

  /// - Parameters:
  ///   - decision: the data of a `DecisionTaken`, with what is closed in it opened where it is at hand.
  ///   - effects: with the codes taken out that Kite allotted.
  public init(decision: JSONValue, effects: [(type: String, data: JSONValue)]) {
    self.decision = decision
    self.effects = effects
  }

  private static let fields = ["day", "power", "function", "pounds"]

  /// Whether both say that the same was decided, by the same, on the same day: with effects, the same ones;
  /// without, in the same words, however they are spaced or capitalised.
  public func isSame(as other: DecidedOnce) -> Bool {
    for field in Self.fields where decision[field] != other.decision[field] { return false }
    guard Set(parties) == Set(other.parties), effects.count == other.effects.count else { return false }
    guard effects.isEmpty else {
      return zip(effects, other.effects).allSatisfy { $0.type == $1.type && $0.data == $1.data }
    }
    guard let words, let others = other.words else { return false }
    return words == others
  }

  private var parties: [String] { (decision["by"]?.array ?? []).compactMap(\.string) }

  /// Nil where it is closed, and its words are not at hand.
  private var words: [Substring]? {
    decision["decision"]?.string?.lowercased().split { !$0.isLetter && !$0.isNumber }
  }
}
