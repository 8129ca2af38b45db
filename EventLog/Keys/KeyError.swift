/// Why a key, or a file that should hold one, is of no use.
public enum KeyError: Error, Equatable, Sendable, CustomStringConvertible {
  case invalidName(String)
  case invalidKey(String)
  case lowOrder(String)
  /// The file holds no Ed25519 key, or the passphrase is not the one that it was written with.
  case unreadable(path: String, isEncrypted: Bool)
  /// The key file is encrypted and no passphrase was given.
  case passphraseNeeded(path: String)
  case emptyPassphrase
  /// A file of that name is there: a private key is never overwritten.
  case exists(path: String)
  case system(SystemError)
  /// A signer of another kind could not sign.
  case signing(String)

  public var description: String {
    switch self {
    case .invalidName(let name):
      "'\(name)' can't name a key: it must not be empty and must hold no space and no '+'"
    case .invalidKey(let why): "this is no verifier key: \(why)"
    case .lowOrder(let name):
      "the key of '\(name)' is a point of low order, for which anybody can sign; make a new key"
    case .unreadable(let path, isEncrypted: true):
      "'\(path)' can't be read with this passphrase; try again, or use another key"
    case .unreadable(let path, isEncrypted: false):
      "'\(path)' holds no Ed25519 key in PKCS#8 PEM form; restore it from a backup, or use another key"
    case .passphraseNeeded(let path): "the key in '\(path)' is encrypted; give its passphrase"
    case .emptyPassphrase: "a passphrase must not be empty; leave it out to write the key unencrypted"
    case .exists(let path): "'\(path)' exists, and a key is never overwritten; choose another name"
    case .system(let error): error.description
    case .signing(let why): "the key could not sign: \(why)"
    }
  }
}
