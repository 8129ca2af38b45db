public import Schemas

extension Catalogue {
  private static let descriptions: [String: PayloadDescription] = Dictionary(
    uniqueKeysWithValues: groups.flatMap(\.types).map { type in
      let description = describe(type)
      return (description.type, description)
    })

  /// What the declaration of a type says; nil for a name that is not in the catalogue.
  public static func description(of name: String) -> PayloadDescription? { descriptions[name] }

  private static func describe<P: Happening>(_ type: P.Type) -> PayloadDescription {
    PayloadDescription(of: type)
  }
}
