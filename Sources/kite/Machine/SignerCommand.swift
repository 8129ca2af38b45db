import EventLog
import Glibc

/// A command of the user's that signs: it gets the bytes on standard input and answers the signature on
/// standard output.
struct SignerCommand: Sendable {
  /// The variable that holds the command, for messages.
  let variable: String
  let command: String
  /// Whether what it says on standard error is shown at once, as to somebody who has to touch a token.
  let isConversation: Bool
  let tell: @Sendable (String) -> Void

  init(_ variable: String, _ command: String, _ world: World) {
    self.variable = variable
    self.command = command
    isConversation = world.ask != nil
    tell = world.err
  }

  private static let limit = 65_536

  /// A signer by this command.
  ///
  /// The command learns from KITE_SIGNER_KEY, a verifier key, whose signature is meant.
  func signer(of key: VerifierKey) -> ExternalSigner {
    ExternalSigner(key: key) { (bytes) throws(KeyError) in try answer(bytes, key) }
  }

  private func answer(_ bytes: [UInt8], _ key: VerifierKey) throws(KeyError) -> [UInt8] {
    guard let input = Machine.pipe(), let output = Machine.pipe(), let error = Machine.pipe() else {
      throw .signing("no pipe to \(variable): \(Machine.message(errno))")
    }
    let process = Machine.start(
      command, environment: ["KITE_SIGNER_KEY": key.text],
      input: input.reading, output: output.writing, error: error.writing)
    for end in [input.reading, output.writing, error.writing] { close(end) }
    defer { for end in [output.reading, error.reading] { close(end) } }
    guard let process else {
      let code = errno
      close(input.writing)
      throw .signing("\(variable) could not be started: \(Machine.message(code))")
    }
    // A token may wait to be touched, and others wait for the record meanwhile.
    if isConversation { tell("kite: waiting for \(variable) to sign\n") }
    // A command that does not read says why in its own words, or by its exit status.
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Machine.writeSome(rest, to: input.writing)
      if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { break }
    }
    close(input.writing)
    let (said, words) = read(output.reading, error.reading)
    guard said.count <= Self.limit else {
      // It may go on for ever; nobody waits for that.
      kill(process, SIGTERM)
      _ = Machine.end(of: process)
      throw .signing("\(variable) answered without end, and a signature has 64 bytes; nothing was recorded")
    }
    let status = Machine.end(of: process)
    guard status == 0 else {
      let how = status < 0 ? "was ended by signal \(-status)" : "ended with exit status \(status)"
      throw .signing("\(variable) \(how)\(told(words)); nothing was recorded")
    }
    return said
  }

  /// Reads both streams to their ends, so that neither keeps the command waiting.
  private func read(_ output: Int32, _ error: Int32) -> (said: [UInt8], words: [UInt8]) {
    var all: [Int32: [UInt8]] = [output: [], error: []]
    var open = [output, error]
    var part = [UInt8](repeating: 0, count: 4096)
    while !open.isEmpty {
      for descriptor in Machine.waitToRead(open) {
        let count = Machine.readSome(descriptor, into: &part)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          open.removeAll { $0 == descriptor }
          continue
        }
        all[descriptor]? += part[..<count]
        if (all[output]?.count ?? 0) > Self.limit { open = [] }
        // What it says last tells why it failed.
        all[error] = all[error].map { Array($0.suffix(Self.limit)) }
        if descriptor == error, isConversation { tell(String(decoding: part[..<count], as: UTF8.self)) }
      }
    }
    return (all[output] ?? [], all[error] ?? [])
  }

  private func told(_ words: [UInt8]) -> String {
    let text = String(decoding: words, as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init).filter { !$0.isEmpty }
    if lines.isEmpty { return " and said nothing" }
    return isConversation
      ? "; what it said stands above" : " and said: \(lines.suffix(5).joined(separator: " | "))"
  }
}
