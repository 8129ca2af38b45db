/// What a program said and how it ended.
public struct ProgramResult: Sendable, Equatable {
  /// The exit status.
  public let status: Int32
  /// What stood on standard output.
  public let out: String
  /// What stood on standard error.
  public let err: String

  /// For what ran in this process.
  public init(status: Int32, out: String, err: String) {
    self.status = status
    self.out = out
    self.err = err
  }
}
