import Foundation
import JSON
import TestSupport
import Testing

@testable import kite

/// A key that Kite never sees: KITE_SIGNER names a command that signs, here `openssl` with a key of its own.
struct SignerTests {
  private let folder: TemporaryDirectory
  private let bench: Bench

  init() throws {
    bench = try Bench()
    folder = bench.folder
    // For -rawin, openssl reads a regular file only.
    let script = try folder.write(
      "#!/bin/sh\ncat > \"$2\" && openssl pkeyutl -sign -inkey \"$1\" -rawin -in \"$2\"\n", to: "sign")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
  }

  /// A key pair by openssl: the command that signs with it, and the file of its public half.
  private func token(_ name: String) throws -> (command: String, publicKey: String) {
    let (key, publicKey) = (folder.path("\(name).pem"), folder.path("\(name)-public.pem"))
    for words in [
      ["genpkey", "-algorithm", "ed25519", "-out", key], ["pkey", "-in", key, "-pubout", "-out", publicKey],
    ] {
      let made = try Kite.run(
        program: "/usr/bin/env", ["openssl"] + words, environment: ["PATH": "/usr/bin:/bin"])
      #expect(made.status == 0, "\(made.err)")
    }
    return ("\(folder.path("sign")) \(key) \(folder.path("\(name).in"))", publicKey)
  }

  private func run(_ words: String..., signer: String?, more: [String: String] = [:]) throws -> Said {
    var environment = more
    if let signer { environment["KITE_SIGNER"] = signer }
    return try bench.run(words: words, environment: environment)
  }

  private func begin(_ token: (command: String, publicKey: String)) throws {
    let made = try run(
      "init", bench.record, "--trust", "Example Trust", "--code", "example", "--person", "p-001", "--office",
      "clerk", "--key", token.publicKey, "--recovery-file", folder.path("recovery.pem"), "--no-passphrase",
      signer: token.command)
    #expect(made.status == 0, "\(made.err)")
  }

  @Test func `a record is opened, written and moved to another key by openssl`() throws {
    let (first, second) = (try token("first"), try token("second"))
    try begin(first)
    #expect(!FileManager.default.fileExists(atPath: "\(bench.home)/.config/kite/keys"))
    let recorded = try run("person", "register", "p-002", signer: first.command)
    #expect(recorded.status == 0, "\(recorded.err)")
    let base64 = try run("person", "register", "p-003", signer: "\(first.command) | base64")
    #expect(base64.status == 0, "\(base64.err)")

    let rotated = try run(
      "key", "rotate", "--key", second.publicKey, signer: first.command,
      more: ["KITE_NEW_SIGNER": second.command])
    #expect(rotated.status == 0, "\(rotated.err)")
    #expect(try run("person", "register", "p-004", signer: first.command).status == 77)
    #expect(try run("person", "register", "p-004", signer: second.command).status == 0)

    // From the token to a file, and back.
    #expect(try run("key", "rotate", "--no-passphrase", signer: second.command).status == 0)
    #expect(try run("person", "register", "p-005", signer: nil).status == 0)
    let third = try token("third")
    let back = try run(
      "key", "rotate", "--key", third.publicKey, signer: nil, more: ["KITE_NEW_SIGNER": third.command])
    #expect(back.status == 0, "\(back.err)")
    #expect(try run("person", "register", "p-006", signer: third.command).status == 0)
    #expect(try bench.run("verify").status == 0)
  }

  @Test func `the command learns whose key is meant`() throws {
    let first = try token("first")
    try begin(first)
    let told = folder.path("told.txt")
    let said = try run(
      "person", "register", "p-002", signer: "printenv KITE_SIGNER_KEY > '\(told)'; \(first.command)")
    #expect(said.status == 0, "\(said.err)")
    let key = try bench.data("LogOpened")["key"]?.string
    #expect(try folder.read("told.txt") == "\(key ?? "")\n")
  }

  @Test func `whatever does not sign as it should leaves the log as it was, and says what went wrong`() throws
  {
    let (first, second) = (try token("first"), try token("second"))
    try begin(first)
    let before = try bench.bytes
    let cases = [
      (second.command, "not by the key"),
      ("echo no token here >&2; exit 3", "exit status 3 and said: no token here"),
      ("true", "0 bytes that are no signature"), ("echo hello", "no signature"),
      ("head -c 64 /dev/zero", "not by the key"), ("\(first.command) | head -c 63", "63 bytes"),
      ("\(first.command); echo", "65 bytes"), ("yes", "without end"), ("kill -9 $$", "signal 9"),
      ("no-such-program", "not found"), ("sleep 0 </dev/null", "no signature"),
    ]
    for (command, words) in cases {
      let said = try run("person", "register", "p-002", signer: command)
      #expect(said.status == 77, "\(command): \(said.err)")
      #expect(said.err.contains(words), "\(command): \(said.err)")
      #expect(try bench.bytes == before)
    }
    #expect(try run("person", "register", "p-002", signer: first.command).status == 0)
  }

  @Test func `a new key that can't sign is not changed to`() throws {
    let (first, second) = (try token("first"), try token("second"))
    try begin(first)
    let before = try bench.bytes
    let wrong = try run(
      "key", "rotate", "--key", second.publicKey, signer: first.command,
      more: ["KITE_NEW_SIGNER": first.command])
    #expect(wrong.status == 77)
    #expect(try run("key", "rotate", "--key", second.publicKey, signer: first.command).status == 77)
    #expect(try bench.bytes == before)
  }

  @Test func `a record is not opened with half of what a signer needs`() throws {
    let first = try token("first")
    let words = [
      "init", bench.record, "--trust", "Example Trust", "--code", "example", "--person", "p-001", "--office",
      "clerk", "--no-passphrase",
    ]
    let noKey = try bench.run(words: words, environment: ["KITE_SIGNER": first.command])
    #expect(noKey.status == 64)
    let noSigner = try bench.run(words: words + ["--key", first.publicKey])
    #expect(noSigner.status == 64)
    let fails = try bench.run(
      words: words + ["--key", first.publicKey], environment: ["KITE_SIGNER": "exit 1"])
    #expect(fails.status == 77)
    #expect(!FileManager.default.fileExists(atPath: bench.log))
    // Not even the recovery key stays, whose record there is not.
    #expect(
      (FileManager.default.enumerator(atPath: "\(bench.home)/.config")?.allObjects ?? []).allSatisfy {
        !"\($0)".hasSuffix(".pem")
      })
  }

  @Test func `whoever ends it while a command hangs finds the log as it was, and open to the next writer`()
    throws
  {
    let first = try token("first")
    try begin(first)
    let before = try bench.bytes
    let started = folder.path("started")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Kite.built("kite"))
    process.arguments = ["person", "register", "p-002"]
    process.environment = [
      "HOME": bench.home, "KITE_RECORD": bench.record, "KITE_AS": "p-001", "PATH": "/usr/bin:/bin",
      // It hangs until the test lets it go.
      "KITE_SIGNER": "echo > '\(started)'; while [ -e '\(started)' ]; do sleep 0.1; done",
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    while !FileManager.default.fileExists(atPath: started), process.isRunning { continue }
    #expect(try run("person", "register", "p-002", signer: first.command).status == 75)
    kill(process.processIdentifier, SIGKILL)
    // What it started lives on until its wait is over, and Foundation waits for that too.
    try FileManager.default.removeItem(atPath: started)
    process.waitUntilExit()
    #expect(try bench.bytes == before)
    #expect(try run("person", "register", "p-002", signer: first.command).status == 0)
  }
}
