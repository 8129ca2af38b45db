/// What was asked about is not on the record, or was not known at the time asked about.
public struct NotOnRecord: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
