/// A SHA-256 hash: 32 bytes.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
  // In memory order, so that the four words are the 32 bytes.
  let words: (UInt64, UInt64, UInt64, UInt64)

  init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// A digest from its 32 bytes; nil for any other number.
  public init?(_ bytes: [UInt8]) {
    self.init(bytes.span)
  }

  /// A digest from the base64 of its 32 bytes, in its one spelling.
  public init?(base64: String) {
    guard let bytes = Base64.decode(base64.utf8.span) else { return nil }
    self.init(bytes)
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    write(to: &bytes)
    return bytes
  }

  /// The 44 characters that stand for the bytes.
  public var base64: String { Base64.text(bytes) }

  public var description: String { base64 }

  public static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

  public func hash(into hasher: inout Hasher) {
    // The words are as random as any hash of them could be.
    hasher.combine(words.0)
    hasher.combine(words.1)
  }

  /// The hash of some bytes.
  public static func of(_ bytes: [UInt8]) -> Digest {
    let hash = SHA256()
    hash.begin()
    hash.update(bytes.span)
    return hash.finish()
  }
}

extension SHA256 {
  /// The hash of a leaf of the tree (RFC 6962): `SHA-256(0x00 ‖ leaf)`.
  func leaf(_ bytes: Span<UInt8>) -> Digest {
    begin()
    update(0)
    update(bytes)
    return finish()
  }

  /// The hash of an inner node of the tree (RFC 6962): `SHA-256(0x01 ‖ left ‖ right)`.
  func node(_ left: Digest, _ right: Digest) -> Digest {
    begin()
    update(1, left, right)
    return finish()
  }
}
