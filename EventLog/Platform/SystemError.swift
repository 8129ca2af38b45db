internal import Glibc

/// A call to the operating system that failed: what was attempted, on which path, and why.
public struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was attempted, as words that follow "cannot": `write`, `sync`.
  public let operation: String
  /// What it was attempted on.
  public let path: String
  /// The `errno`.
  public let code: Int32

  /// A failure of a call.
  public init(operation: String, path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  public var description: String { "cannot \(operation) '\(path)': \(reason(of: code))" }

  /// Whether a signal came in between, so that nothing was done and the call is to be repeated.
  var isInterruption: Bool { code == EINTR }
}
