import EventLog
public import JSON

/// A salt, and the digest of the salt and a value: what stands in a line in the place of a closed value.
///
/// Format: SHA-256 over the salt's 32 bytes and the value's JSON text in the fixed form; both in base64.
public struct SaltedDigest: Sendable, Equatable {
  public let salt: String
  public let digest: String

  /// A fresh salt: the same value closed twice has two digests, so that nobody can tell or guess it.
  public static func random(of value: JSONValue) -> SaltedDigest {
    let (salt, digest) = Contents.seal(value.bytes)
    return SaltedDigest(salt: salt, digest: digest)
  }
}
