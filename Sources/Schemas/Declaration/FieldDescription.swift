/// A field, as its declaration describes it.
public struct FieldDescription: Sendable, Equatable {
  public var name: String
  public var help: String
  public var shape: Shape
  public var isRequired: Bool
  /// False for a field whose identifiers, however deep, give no tags.
  public var isTagged: Bool

  public init(name: String, help: String, shape: Shape, isRequired: Bool, isTagged: Bool = true) {
    self.name = name
    self.help = help
    self.shape = shape
    self.isRequired = isRequired
    self.isTagged = isTagged
  }
}
