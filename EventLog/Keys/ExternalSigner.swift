/// A signer whose private key this process never sees: a token, an agent, a program that asks one of them.
///
/// Whatever answers, nothing but a signature by `key` gets out of here: it is verified first, so that a wrong
/// answer can't reach a log.
public struct ExternalSigner: Signer {
  /// The public key.
  public let key: VerifierKey
  private let ask: ([UInt8]) throws(KeyError) -> [UInt8]

  /// - Parameters:
  ///   - key: whose signature is expected.
  ///   - ask: gets the bytes to sign, and answers the 64 bytes of the signature, or their base64 with any
  ///     white space around and in it.
  public init(key: VerifierKey, ask: @escaping ([UInt8]) throws(KeyError) -> [UInt8]) {
    self.key = key
    self.ask = ask
  }

  /// The 64 bytes of the signature.
  ///
  /// - Throws: what asking throws; `signing` when the answer is no signature, or by another key.
  public func sign(_ bytes: [UInt8]) throws(KeyError) -> [UInt8] {
    let answer = try ask(bytes)
    guard let signature = Self.signature(in: answer) else {
      throw .signing(
        "what signs for '\(key.name)' answered \(answer.count) bytes that are no signature: expected are the "
          + "64 bytes of an Ed25519 signature, or their base64, and nothing else")
    }
    guard key.verifies(signature, of: bytes) else {
      throw .signing(
        "the answer is a signature, but not by the key \(key.hash) of '\(key.name)': it is another key's, or "
          + "of other bytes")
    }
    return signature
  }

  private static func signature(in answer: [UInt8]) -> [UInt8]? {
    if answer.count == 64 { return answer }
    let text = answer.filter { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
    guard let signature = Base64.decode(text.span), signature.count == 64 else { return nil }
    return signature
  }
}
