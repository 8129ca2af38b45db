/// A private key in a file: PKCS#8 in PEM, as `openssl` reads it, for its owner's eyes only.
///
/// Behind the PEM block stands the public key with its name, which readers of PEM pass over: so everybody who
/// may see the file can tell whose key it is, without its passphrase. It is a label and proves nothing.
public enum KeyFile {
  /// Writes a key to a new file that only its owner may read.
  ///
  /// - Parameters:
  ///   - signer: the key.
  ///   - path: the new file's. Its folder is made where there is none, for its owner alone.
  ///   - passphrase: encrypts the key (PBES2, AES-256); nil leaves it open to whoever reads the file.
  /// - Throws: `exists` when there is a file; `emptyPassphrase`; `system`.
  public static func write(
    _ signer: SoftwareSigner, to path: String, passphrase: String?
  ) throws(KeyError) {
    if let passphrase, passphrase.isEmpty { throw .emptyPassphrase }
    guard Calls.kind(path) == nil else { throw .exists(path: path) }
    let pem = signer.privateKey.pem(passphrase: passphrase.map { Array($0.utf8) })
    let label = Array("\(signer.key.text)\n".utf8)
    do throws(SystemError) {
      try Disk.real.makeFolder(parent(of: path), mode: 0o700)
      try Disk.real.replace(path, with: pem + label, mode: 0o600)
    } catch { throw .system(error) }
  }

  /// Copies a key file, encrypted as it is, to a new one with a label.
  ///
  /// - Throws: as writing does.
  public static func copy(_ path: String, to target: String, label: VerifierKey) throws(KeyError) {
    guard Calls.kind(target) == nil else { throw .exists(path: target) }
    var bytes = try contents(path)
    if try self.label(path) != label {
      if bytes.last != 0x0a { bytes.append(0x0a) }
      bytes += Array("\(label.text)\n".utf8)
    }
    do throws(SystemError) {
      try Disk.real.makeFolder(parent(of: target), mode: 0o700)
      try Disk.real.replace(target, with: bytes, mode: 0o600)
    } catch { throw .system(error) }
  }

  /// Whether the key in a file needs a passphrase.
  public static func isEncrypted(_ path: String) throws(KeyError) -> Bool {
    try contents(path).starts(with: "-----BEGIN ENCRYPTED PRIVATE KEY-----".utf8)
  }

  /// The public key that the file says it holds, read without its passphrase; nil when it says nothing, as a
  /// file of `openssl` does.
  public static func label(_ path: String) throws(KeyError) -> VerifierKey? {
    for line in try contents(path).split(separator: 0x0a).reversed() {
      guard line.contains(UInt8(ascii: "+")), !line.starts(with: "-----".utf8),
        let text = Array(line).span.text()
      else { return nil }
      return try? VerifierKey(text)
    }
    return nil
  }

  /// Reads a key, and gives it the name under which it signs.
  ///
  /// - Throws: `passphraseNeeded`; `unreadable` when the passphrase or the file is wrong.
  public static func read(
    _ path: String, name: String, passphrase: String?
  ) throws(KeyError) -> SoftwareSigner {
    let isEncrypted = try isEncrypted(path)
    if isEncrypted && passphrase == nil { throw .passphraseNeeded(path: path) }
    let word = passphrase.map { Array($0.utf8) }
    guard let key = Ed25519PrivateKey(pem: try contents(path), passphrase: word) else {
      throw .unreadable(path: path, isEncrypted: isEncrypted)
    }
    return try SoftwareSigner(name: name, privateKey: key)
  }

  private static func contents(_ path: String) throws(KeyError) -> [UInt8] {
    do throws(SystemError) {
      guard let bytes = try Disk.real.contents(of: path) else {
        throw SystemError(operation: "open", path: path, code: noSuchFile)
      }
      return bytes
    } catch { throw .system(error) }
  }
}
