/// Public keys as other tools write them: `openssl pkey -pubout`, a token's own program.
extension VerifierKey {
  // SubjectPublicKeyInfo of an Ed25519 key, up to the 32 bytes of the key.
  static let derStart: [UInt8] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
  ]

  /// A key with its name, from the contents of a file: PEM (`BEGIN PUBLIC KEY`) or DER of an Ed25519 key.
  ///
  /// - Throws: `invalidKey` for anything else, also for a private key; `invalidName`; `lowOrder`.
  public init(name: String, publicKeyFile contents: [UInt8]) throws(KeyError) {
    let der = Self.der(inPEM: contents) ?? contents
    guard der.count == 44, der.starts(with: Self.derStart) else {
      throw .invalidKey(
        "it is not the public key of an Ed25519 pair, in PEM ('BEGIN PUBLIC KEY') or DER; "
          + "'openssl pkey -pubout' writes one")
    }
    try self.init(name: name, publicKey: Array(der[12...]))
  }

  /// The key as PEM (`BEGIN PUBLIC KEY`), which `openssl` reads.
  public var pem: [UInt8] {
    Array("-----BEGIN PUBLIC KEY-----\n\(Base64.text(der))\n-----END PUBLIC KEY-----\n".utf8)
  }

  private static func der(inPEM contents: [UInt8]) -> [UInt8]? {
    guard contents.span.text() != nil else { return nil }
    var body: [UInt8]?
    for line in contents.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }) {
      if line.elementsEqual("-----BEGIN PUBLIC KEY-----".utf8) {
        body = []
      } else if line.elementsEqual("-----END PUBLIC KEY-----".utf8) {
        return body.flatMap { Base64.decode($0.span) }
      } else {
        body?.append(contentsOf: line)
      }
    }
    return nil
  }
}
