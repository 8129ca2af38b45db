public import Schemas

/// Whose eyes an answer is for.
public enum Audience: String, CaseIterable, Sendable {
  case `public`, trustee, auditor, regulator, body, person

  /// The classes that this audience may see.
  public var classes: Set<ContentClass> {
    switch self {
    case .public, .body, .person: [.open]
    case .trustee, .auditor, .regulator: [.open, .part2]
    }
  }
}
