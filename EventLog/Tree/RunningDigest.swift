/// A SHA-256 hash of bytes that come in parts.
public final class RunningDigest {
  private let hash = SHA256()

  public init() { hash.begin() }

  public func add(_ bytes: [UInt8]) { hash.update(bytes.span) }

  /// The hash of all parts. Nothing may be added afterwards.
  public func finish() -> Digest { hash.finish() }
}

extension Digest {
  /// As lists of files have it: 64 hexadecimal digits.
  public var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The hash of a line as the log's tree has it (RFC 6962).
  ///
  /// - Parameter leaf: the line without its newline and without its seal.
  public static func ofLeaf(_ leaf: [UInt8]) -> Digest { of([0] + leaf) }
}
