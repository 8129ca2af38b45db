public import Governance
public import JSON
public import Schemas

/// What an answer does not show, why, and when that is looked at again.
public struct Gap: Equatable, Sendable {
  /// The event's id, and where in its data: `options/0/why`.
  public let event: String
  public let path: String
  /// The class that it has now.
  public let contentClass: ContentClass
  /// The lawful reason for withholding, where one is recorded.
  public let because: String?
  /// The day on which the withholding is looked at again.
  public let until: Day?
  /// Why it is not there, which the audience may see or not.
  public let kind: Kind

  public enum Kind: Equatable, Sendable {
    case withheld
    /// The audience may see it; this copy of the record does not hold it.
    case absent
    /// Destroyed, by a decision.
    case erased(Erasure)
    /// Withheld now, and everybody could see it before.
    case closedAgain(ref: String, on: Day)
  }

  /// By what decision something was destroyed.
  public struct Erasure: Equatable, Sendable {
    public let ref: String
    public let day: Day
    public let by: [Party]
  }

  public var erasure: Erasure? { if case .erased(let erasure) = kind { erasure } else { nil } }

  /// `[withheld: part2]`, `[erased by X20]`: what stands in the place of the value.
  public var mark: String {
    switch kind {
    case .withheld, .closedAgain: Withheld.mark(contentClass)
    case .absent: "[not in this copy]"
    case .erased(let erasure): "[erased by \(erasure.ref)]"
    }
  }

  /// For programs; its keys in their fixed order.
  public var json: JSONValue {
    var object: JSONValue = [
      "event": .string(event), "path": .string(path), "class": .string(contentClass.rawValue),
      "because": .optional(because), "until": .optional(until?.text),
    ]
    switch kind {
    case .withheld: break
    case .absent: object["absent"] = true
    case .erased(let erasure):
      object["erased"] = [
        "ref": .string(erasure.ref), "day": .string(erasure.day.text),
        "by": .texts(erasure.by.map(\.reference)),
      ]
    case .closedAgain(let ref, let day):
      object["closedAgain"] = ["ref": .string(ref), "day": .string(day.text)]
    }
    return object
  }
}
