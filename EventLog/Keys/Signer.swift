/// Somebody who can seal commits: a private key, wherever it is kept.
public protocol Signer {
  /// The public key. Its name is the log's origin, `/` and the person.
  var key: VerifierKey { get }
  /// The 64 bytes of an Ed25519 signature over `bytes`.
  func sign(_ bytes: [UInt8]) throws(KeyError) -> [UInt8]
}

/// A signer whose private key is in this process.
public struct SoftwareSigner: Signer, Sendable {
  /// The public key.
  public let key: VerifierKey
  let privateKey: Ed25519PrivateKey

  /// A signer from the 32 bytes of a seed, which must be random and secret.
  public init(name: String, seed: [UInt8]) throws(KeyError) {
    guard let privateKey = Ed25519PrivateKey(seed: seed) else {
      throw .invalidKey("its seed has \(seed.count) bytes, not 32")
    }
    try self.init(name: name, privateKey: privateKey)
  }

  /// A new key.
  public static func random(name: String) throws(KeyError) -> SoftwareSigner {
    try SoftwareSigner(name: name, seed: .random(32))
  }

  init(name: String, privateKey: Ed25519PrivateKey) throws(KeyError) {
    self.privateKey = privateKey
    self.key = try VerifierKey(name: name, publicKey: privateKey.publicKey)
  }

  /// The same private key under another name.
  public func named(_ name: String) throws(KeyError) -> SoftwareSigner {
    try SoftwareSigner(name: name, privateKey: privateKey)
  }

  /// The 64 bytes of the signature; the same bytes give the same signature.
  public func sign(_ bytes: [UInt8]) -> [UInt8] { privateKey.sign(bytes.span) }
}
