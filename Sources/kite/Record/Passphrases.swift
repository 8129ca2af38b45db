import CommandLineKit
import EventLog

/// The passphrases of key files: from the environment, or asked for on the terminal without being shown.
struct Passphrases {
  let world: World

  init(_ world: World) { self.world = world }

  static let variable = "KITE_PASSPHRASE"
  /// For a new key whose passphrase is not the old one's.
  static let newVariable = "KITE_NEW_PASSPHRASE"

  private static let attempts = 3
  private static let shortest = 8

  private func given(_ variable: String) -> String? {
    world.environment(variable).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Reads a key file, and asks for its passphrase where it needs one.
  ///
  /// - Parameter name: the name under which the key signs.
  func open(_ path: String, name: String) throws -> SoftwareSigner {
    let owner = name.split(separator: "/").last.map(String.init) ?? name
    warnOfPermissions(path)
    guard try KeyFile.isEncrypted(path) else { return try KeyFile.read(path, name: name, passphrase: nil) }
    if let passphrase = given(Self.variable) {
      return try KeyFile.read(path, name: name, passphrase: passphrase)
    }
    guard let ask = world.askHidden else {
      throw CommandFailure(
        .notPermitted, "the key of '\(owner)' is encrypted; give its passphrase in \(Self.variable)")
    }
    var attempt = 1
    while true {
      let passphrase = ask("passphrase of the key of '\(owner)' ('\(path)'): ")
      do throws(KeyError) {
        return try KeyFile.read(path, name: name, passphrase: passphrase)
      } catch {
        guard case .unreadable = error, passphrase != nil, attempt < Self.attempts else { throw error }
        attempt += 1
        world.err("kite: that is not its passphrase; once more\n")
      }
    }
  }

  /// The passphrase of a key that is about to be made; nil where the user wants none.
  ///
  /// - Parameters:
  ///   - whose: the key, as the question names it.
  ///   - isRefused: the user said `--no-passphrase`.
  func new(for whose: String, isRefused: Bool, _ input: Input) throws -> String? {
    if isRefused { return nil }
    if let passphrase = given(Self.newVariable) ?? given(Self.variable) { return passphrase }
    guard let ask = world.askHidden else {
      throw UsageError(
        .other(
          "\(whose) needs a passphrase: set \(Self.variable), or say --no-passphrase to "
            + "leave it unencrypted"), path: input.path)
    }
    for _ in 0..<Self.attempts {
      guard let passphrase = ask("a passphrase for \(whose): ") else { break }
      guard passphrase.count >= Self.shortest else {
        world.err("kite: a passphrase has \(Self.shortest) characters or more; some words are easy to keep\n")
        continue
      }
      guard let again = ask("the same once more: ") else { break }
      if again.utf8.elementsEqual(passphrase.utf8) { return passphrase }
      world.err("kite: the two differ\n")
    }
    throw CommandFailure(.usage, "no passphrase for \(whose); nothing was changed")
  }

  /// Whoever can read a key file has the key, or may guess its passphrase in peace.
  private func warnOfPermissions(_ path: String) {
    guard let mode = Machine.permissions(path), mode & 0o077 != 0,
      (try? Files.read(path).starts(with: "-----BEGIN".utf8)) == true
    else { return }
    world.err(
      "kite: warning: others on this machine can read the key '\(path)' (\(String(mode & 0o777, radix: 8))): "
        + "chmod 600 '\(path)'\n")
  }
}
