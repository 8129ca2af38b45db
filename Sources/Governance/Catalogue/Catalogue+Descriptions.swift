public import Schemas
import Synchronization

extension Catalogue {
  private static let descriptions = Mutex<[String: PayloadDescription]>([:])

  /// What the declaration of a type says; nil for a name that is not in the catalogue.
  ///
  /// - Complexity: runs the declaration when it is first asked for.
  public static func description(of name: String) -> PayloadDescription? {
    if let known = descriptions.withLock({ $0[name] }) { return known }
    guard let type = type(named: name) else { return nil }
    let description = describe(type)
    descriptions.withLock { $0[name] = description }
    return description
  }

  private static func describe<P: Happening>(_ type: P.Type) -> PayloadDescription {
    PayloadDescription(of: type)
  }
}
