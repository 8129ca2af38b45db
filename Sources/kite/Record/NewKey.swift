import CommandLineKit
import EventLog

/// Public keys as people give them, and new pairs as commands make them.
enum NewKey {
  static let noPassphrase = Parameter<Bool>.flag(
    "no-passphrase", help: "Leave the new key unencrypted, knowing that whoever reads the file can sign.")
  static let out = Parameter<String?>.option(
    "out", "FILE", help: "Write the new private key to this file, to hand it over or to keep it elsewhere."
  ).described { $0.completion = .files }

  /// The key that a word stands for: a verifier key's text, or a file that holds it or a public key in PEM or
  /// DER, as `openssl pkey -pubout` and the tools of tokens write it.
  ///
  /// - Parameter name: under which it will sign. A verifier key of another name is refused, unless the record
  ///   is just being made, and nobody can have known its name.
  static func read(_ word: String, name: String, isMaking: Bool = false) throws -> VerifierKey {
    var key: VerifierKey
    if word.contains("+"), !Files.exists(word) {
      key = try VerifierKey(word)
    } else {
      guard Files.exists(word) else {
        throw CommandFailure(
          .badData,
          "'\(word)' is neither a verifier key (name+hash+key, as kite key make prints it) nor a file with a "
            + "public key")
      }
      let contents = try Files.read(word)
      let text = String(decoding: contents, as: UTF8.self).split(separator: "\n").map(String.init)
      if text.count == 1, text[0].contains("+"), let written = try? VerifierKey(text[0]) {
        key = written
      } else {
        return try VerifierKey(name: name, publicKeyFile: contents)
      }
    }
    if isMaking { key = try VerifierKey(name: name, publicKey: key.publicKey) }
    guard key.name.utf8.elementsEqual(name.utf8) else {
      throw CommandFailure(
        .badData,
        "the key is named '\(key.name)', and here it would be '\(name)': it is of another record or person; "
          + "have it made for this one: kite key make \(name.split(separator: "/").last ?? "") --origin "
          + "\(name.split(separator: "/").dropLast().joined(separator: "/"))")
    }
    return key
  }
}
