private import CCrypto

/// SHA-256, with the algorithm fetched once and one context: a third of the time of the one-shot call.
///
/// An instance belongs to one task at a time.
@safe
final class SHA256 {
  /// The algorithm, fetched once for the process. It is immutable, and libcrypto counts its owners.
  @safe
  private struct Algorithm: @unchecked Sendable {
    let pointer: OpaquePointer
    init() {
      guard let pointer = unsafe EVP_MD_fetch(nil, "SHA256", nil) else {
        preconditionFailure("libcrypto has no SHA-256")
      }
      unsafe self.pointer = unsafe pointer
    }
  }
  private static let algorithm = Algorithm()

  private let context: OpaquePointer

  init() {
    guard let context = unsafe EVP_MD_CTX_new() else {
      preconditionFailure("libcrypto has no memory for a hash")
    }
    unsafe self.context = unsafe context
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  func begin() {
    let code = unsafe EVP_DigestInit_ex2(context, Self.algorithm.pointer, nil)
    precondition(code == 1, "libcrypto could not begin a hash")
  }

  func update(_ bytes: Span<UInt8>) {
    let code = unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    precondition(code == 1, "libcrypto could not go on with a hash")
  }

  func update(_ byte: UInt8) {
    let code = unsafe withUnsafeBytes(of: byte) { unsafe EVP_DigestUpdate(context, $0.baseAddress, 1) }
    precondition(code == 1, "libcrypto could not go on with a hash")
  }

  /// A byte and two digests, in one call: each costs as much as a tenth of a hash.
  func update(_ byte: UInt8, _ left: Digest, _ right: Digest) {
    let words = (left.words, right.words)
    var node: [65 of UInt8] = .init(repeating: byte)
    let code = unsafe withUnsafeMutableBytes(of: &node) { node in
      unsafe withUnsafeBytes(of: words) {
        unsafe UnsafeMutableRawBufferPointer(rebasing: node[1...]).copyMemory(from: $0)
      }
      return unsafe EVP_DigestUpdate(context, node.baseAddress, 65)
    }
    precondition(code == 1, "libcrypto could not go on with a hash")
  }

  func finish() -> Digest {
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    let code = unsafe withUnsafeMutableBytes(of: &words) {
      unsafe EVP_DigestFinal_ex(context, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), nil)
    }
    precondition(code == 1, "libcrypto could not finish a hash")
    return Digest(words: words)
  }
}

/// Ed25519, as libcrypto has it. It accepts public keys of low order, so whoever enrols keys must not.
enum Ed25519 {
  /// Whether `signature` is the signature of `message` by the holder of `publicKey`.
  static func verify(_ signature: Span<UInt8>, of message: Span<UInt8>, by publicKey: Span<UInt8>) -> Bool {
    let loaded = unsafe publicKey.withUnsafeBufferPointer {
      unsafe EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, $0.baseAddress, $0.count)
    }
    guard let key = unsafe loaded, let context = unsafe EVP_MD_CTX_new() else {
      ERR_clear_error()
      return false
    }
    defer {
      unsafe EVP_MD_CTX_free(context)
      unsafe EVP_PKEY_free(key)
    }
    guard unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1 else {
      ERR_clear_error()
      return false
    }
    let code = unsafe signature.withUnsafeBufferPointer { signature in
      unsafe message.withUnsafeBufferPointer { message in
        unsafe EVP_DigestVerify(
          context, signature.baseAddress, signature.count, message.baseAddress, message.count)
      }
    }
    if code != 1 { ERR_clear_error() }
    return code == 1
  }
}

/// A private key in libcrypto's hands.
///
/// Sendable: the key never changes, and each signature uses a context of its own.
@safe
final class Ed25519PrivateKey: @unchecked Sendable {
  private let key: OpaquePointer

  private init(_ key: OpaquePointer) { unsafe self.key = unsafe key }

  deinit { unsafe EVP_PKEY_free(key) }

  /// A key from its 32-byte seed; nil for any other number of bytes.
  convenience init?(seed: [UInt8]) {
    let key = unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
    guard let key = unsafe key else {
      ERR_clear_error()
      return nil
    }
    unsafe self.init(key)
  }

  /// A key from a PEM text of PKCS#8, encrypted or not; nil when the passphrase or the text is wrong, or the
  /// key is of another kind.
  convenience init?(pem: [UInt8], passphrase: [UInt8]?) {
    // Without a passphrase an empty one is offered: libcrypto would ask on the terminal otherwise.
    var word = (passphrase ?? []) + [0]
    // The reader keeps the address of the text, not a copy of it.
    let read = unsafe pem.withUnsafeBytes { text -> OpaquePointer? in
      guard let bio = unsafe BIO_new_mem_buf(text.baseAddress, Int32(text.count)) else { return nil }
      defer { unsafe BIO_free(bio) }
      return unsafe word.withUnsafeMutableBytes {
        unsafe PEM_read_bio_PrivateKey(bio, nil, nil, $0.baseAddress)
      }
    }
    guard let key = unsafe read else {
      ERR_clear_error()
      return nil
    }
    guard unsafe EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519 else {
      unsafe EVP_PKEY_free(key)
      return nil
    }
    unsafe self.init(key)
  }

  var publicKey: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 32)
    var count = 32
    let code = unsafe EVP_PKEY_get_raw_public_key(key, &bytes, &count)
    precondition(code == 1 && count == 32, "libcrypto did not tell the public key")
    return bytes
  }

  /// The 64 bytes of a signature.
  func sign(_ message: Span<UInt8>) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: 64)
    var count = 64
    guard let context = unsafe EVP_MD_CTX_new() else {
      preconditionFailure("libcrypto has no memory for a signature")
    }
    defer { unsafe EVP_MD_CTX_free(context) }
    var code = unsafe EVP_DigestSignInit(context, nil, nil, nil, key)
    precondition(code == 1, "libcrypto could not begin a signature")
    code = unsafe message.withUnsafeBufferPointer {
      unsafe EVP_DigestSign(context, &signature, &count, $0.baseAddress, $0.count)
    }
    precondition(code == 1 && count == 64, "libcrypto could not sign")
    return signature
  }

  /// The key as PKCS#8 in PEM; encrypted (PBES2, AES-256) when there is a passphrase.
  func pem(passphrase: [UInt8]?) -> [UInt8] {
    guard let bio = unsafe BIO_new(BIO_s_mem()) else {
      preconditionFailure("libcrypto has no memory for a key")
    }
    defer { unsafe BIO_free(bio) }
    let code: Int32
    if let passphrase {
      code = unsafe passphrase.withUnsafeBufferPointer { word in
        unsafe word.withMemoryRebound(to: CChar.self) { word in
          unsafe PEM_write_bio_PKCS8PrivateKey(
            bio, key, EVP_aes_256_cbc(), word.baseAddress, Int32(word.count), nil, nil)
        }
      }
    } else {
      code = unsafe PEM_write_bio_PKCS8PrivateKey(bio, key, nil, nil, 0, nil, nil)
    }
    precondition(code == 1, "libcrypto could not write the key")
    var start: UnsafeMutablePointer<CChar>?
    let count = unsafe kite_bio_bytes(bio, &start)
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}
