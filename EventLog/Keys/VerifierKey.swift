/// A public key with the name of its holder, in the form of C2SP signed notes: `name+hash+base64`.
///
/// In a log the name is the log's origin, `/` and the person. Name and key ID together name a key: notes
/// of other programs may share one of the two.
public struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
  /// What a key signs. Only keys of the kind `note` seal entries of a log.
  public enum Kind: UInt8, Sendable {
    /// Ed25519 over the note's text.
    case note = 1
    /// Ed25519 over the note's text and a time: the cosignature of a witness (C2SP tlog-cosignature).
    case cosignature = 4
  }

  /// What the key signs.
  public let kind: Kind
  /// The key's name.
  public let name: String
  /// The 32 bytes of the Ed25519 public key.
  public let publicKey: [UInt8]
  /// The first four bytes of `SHA-256(name ‖ 0x0A ‖ kind ‖ public key)`, read big-endian.
  public let id: UInt32

  /// A key with its name.
  ///
  /// - Throws: `invalidName`, `invalidKey` for another length than 32, `lowOrder` for a public key that
  ///   signs without a private key.
  public init(name: String, publicKey: [UInt8], kind: Kind = .note) throws(KeyError) {
    guard Self.isName(name.utf8.span) else { throw .invalidName(name) }
    guard publicKey.count == 32 else { throw .invalidKey("it has \(publicKey.count) bytes, not 32") }
    guard !LowOrderKeys.contains(publicKey) else { throw .lowOrder(name) }
    self.name = name
    self.publicKey = publicKey
    self.kind = kind
    self.id = Self.id(name: name, kind: kind, key: publicKey)
  }

  /// The key that a text of the form `name+hash+base64` stands for.
  ///
  /// - Throws: `KeyError` when the text has another form, its hash is not that of the key, or the key is of
  ///   another kind than Ed25519.
  public init(_ text: String) throws(KeyError) {
    // The base64 may hold a '+' of its own, so the text is parted at the first two.
    let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let name = String(parts[0]), let hash = String(parts[1]),
      let key = String(parts[2])
    else { throw .invalidKey("'\(text)' is not of the form name+hash+key") }
    guard let bytes = Base64.decode(key) else { throw .invalidKey("the key in '\(text)' is not base64") }
    guard let first = bytes.first, let kind = Kind(rawValue: first) else {
      throw .invalidKey("the key in '\(text)' is not of the kind Ed25519")
    }
    try self.init(name: name, publicKey: Array(bytes.dropFirst()), kind: kind)
    guard hash == Self.hexadecimal(id) else {
      throw .invalidKey("the hash '\(hash)' in '\(text)' is not that of the key, \(Self.hexadecimal(id))")
    }
  }

  /// The text form, `name+hash+base64`.
  public var text: String { "\(name)+\(hash)+\(Base64.text([kind.rawValue] + publicKey))" }

  /// The key ID as eight hexadecimal digits, as people tell keys apart.
  public var hash: String { Self.hexadecimal(id) }

  /// The part of the name after its last `/`: whose key it is.
  public var person: String {
    name.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(name[name.utf8.index(after: $0)...]) } ?? name
  }

  public var description: String { text }

  /// The key as DER (SubjectPublicKeyInfo), which `openssl` reads.
  public var der: [UInt8] { Self.derStart + publicKey }

  /// Whether `signature` is that of `text` by this key's holder: 64 bytes, for a cosignature 72 that begin
  /// with its time.
  public func verifies(_ signature: [UInt8], of text: [UInt8]) -> Bool {
    switch kind {
    case .note:
      return Ed25519.verify(signature.span, of: text.span, by: publicKey.span)
    case .cosignature:
      guard signature.count == 72 else { return false }
      let seconds = signature.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let message = Array("cosignature/v1\ntime \(seconds)\n".utf8) + text
      return Ed25519.verify(signature.span.extracting(8..<72), of: message.span, by: publicKey.span)
    }
  }

  public static func == (left: VerifierKey, right: VerifierKey) -> Bool {
    left.publicKey == right.publicKey && left.kind == right.kind
      && left.name.utf8.elementsEqual(right.name.utf8)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(publicKey) }

  static func id(name: String, kind: Kind, key: [UInt8]) -> UInt32 {
    let digest = Digest.of(Array(name.utf8) + [0x0a, kind.rawValue] + key).bytes
    return digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func hexadecimal(_ id: UInt32) -> String {
    let digits = String(id, radix: 16)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }

  /// Whether a text may name a key: not empty, without white space and `+`, and of visible characters.
  static func isName(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0, let name = text.text() else { return false }
    return name.unicodeScalars.allSatisfy { scalar in
      scalar != "+" && scalar.value >= 0x20 && !scalar.properties.isWhitespace
    }
  }
}
