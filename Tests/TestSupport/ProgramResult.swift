/// What a program said and how it ended.
public struct ProgramResult: Sendable, Equatable {
  public let status: Int32
  public let out: String
  public let err: String
}
