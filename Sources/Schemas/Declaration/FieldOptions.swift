/// What a field's declaration says beside its name, its help and its type.
public struct FieldOptions: OptionSet, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Identifiers in this field, however deep, give no tags: the event only lists them, it does not concern
  /// them.
  public static let untagged = FieldOptions(rawValue: 1)
}
