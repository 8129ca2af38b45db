public import Schemas

/// A closed value that an export leaves out, and why.
public struct Gap: Equatable, Sendable {
  public enum Cause: Equatable, Sendable {
    /// Its class is not for this audience.
    case withheld
    /// This audience may see it, and this copy of the record does not hold it.
    case notInThisCopy
    /// It was destroyed, by the entry with this reference.
    case erased(by: String)
  }

  /// The event that it belongs to.
  public let event: String
  /// Where in the event's data: `options/0/why`.
  public let path: String
  public let contentClass: ContentClass
  public let cause: Cause
  /// The lawful reason, in the words of who withheld it.
  public let because: String?
  /// The day on which the reason is looked at again.
  public let until: Day?

  /// What stands in the value's place.
  public var mark: String {
    switch cause {
    case .withheld: "[withheld: \(contentClass.rawValue)]"
    case .notInThisCopy: "[not in this copy]"
    case .erased(let ref): "[erased by \(ref)]"
    }
  }
}
