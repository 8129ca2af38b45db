import Foundation
import TestSupport
import Testing

@testable import EventLog

/// Signatures from outside, and public keys as other tools write them.
struct ExternalSignerTests {
  private let inside: SoftwareSigner

  init() throws { inside = try SoftwareSigner.random(name: "kite/x/1/p-001") }

  private func signer(_ answer: @escaping ([UInt8]) -> [UInt8]) -> ExternalSigner {
    ExternalSigner(key: inside.key) { (bytes) throws(KeyError) in answer(bytes) }
  }

  @Test func `a signature is taken raw and as base64, with white space in it`() throws {
    let text = Array("a text".utf8)
    let signature = inside.sign(text)
    let base64 = Base64.text(signature)
    let folded = " \(base64.prefix(64))\r\n\(base64.dropFirst(64))\n\n"
    #expect(try signer { inside.sign($0) }.sign(text) == signature)
    #expect(try signer { _ in Array("\(base64)\n".utf8) }.sign(text) == signature)
    #expect(try signer { _ in Array(folded.utf8) }.sign(text) == signature)
  }

  @Test func `every flipped bit of an answer is refused`() throws {
    let text = Array("a text".utf8)
    for bit in 0..<512 {
      let flipped = signer { bytes in
        var signature = inside.sign(bytes)
        signature[bit / 8] ^= 1 << (bit % 8)
        return signature
      }
      #expect(throws: KeyError.self, "bit \(bit)") { _ = try flipped.sign(text) }
    }
  }

  @Test func `a signer that fails leaves the log as it was, and the next commit goes through`() throws {
    let record = try Record()
    let log = try record.make()
    let before = log.head
    let failing = ExternalSigner(key: record.clerk.key) { (_) throws(KeyError) in throw .signing("no token") }
    let lying = ExternalSigner(key: record.clerk.key) { (bytes) throws(KeyError) in
      inside.sign(bytes)
    }
    for signer in [failing, lying] {
      #expect(throws: LogError.self) { try log.append(record.commit(record.event("A", [])), signer: signer) }
      #expect(log.head == before)
    }
    let honest = ExternalSigner(key: record.clerk.key) { (bytes) throws(KeyError) in record.clerk.sign(bytes)
    }
    try log.append(record.commit(record.event("A", [])), signer: honest)
    #expect(try Log.verify(record.folder, against: nil).problem == nil)
  }

  @Test func `a public key is read from PEM and DER, and from nothing else`() throws {
    let key = inside.key
    for contents in [key.pem, key.der, Array("noise\n".utf8) + key.pem] {
      #expect(try VerifierKey(name: key.name, publicKeyFile: contents) == key)
    }
    let pem = String(decoding: key.pem, as: UTF8.self)
    let bad = [
      [], Array("hello".utf8), Array(key.der.dropLast()), key.der + [0], key.publicKey,
      Array(pem.replacing("PUBLIC", with: "PRIVATE").utf8), Array(pem.replacing("END", with: "ENT").utf8),
      Array(pem.replacing("MCow", with: "MCox").utf8), inside.privateKey.pem(passphrase: nil),
    ]
    for contents in bad {
      #expect(throws: KeyError.self) { _ = try VerifierKey(name: key.name, publicKeyFile: contents) }
    }
    #expect(throws: KeyError.lowOrder(key.name)) {
      _ = try VerifierKey(
        name: key.name, publicKeyFile: VerifierKey.derStart + [UInt8](repeating: 0, count: 32))
    }
  }

  @Test func `a key file says whose key it holds, and openssl reads it all the same`() throws {
    let home = try TemporaryDirectory()
    let (path, copy) = (home.path("keys/key.pem"), home.path("keys/copy.pem"))
    try KeyFile.write(inside, to: path, passphrase: "correct horse")
    #expect(try KeyFile.label(path) == inside.key)
    let read = try Kite.run(
      program: "/usr/bin/env",
      ["openssl", "pkey", "-in", path, "-passin", "pass:correct horse", "-pubout"],
      environment: ["PATH": "/usr/bin:/bin"])
    #expect(read.out == String(decoding: inside.key.pem, as: UTF8.self))
    try home.write(String(decoding: inside.privateKey.pem(passphrase: nil), as: UTF8.self), to: "plain.pem")
    #expect(try KeyFile.label(home.path("plain.pem")) == nil)
    try KeyFile.copy(home.path("plain.pem"), to: copy, label: inside.key)
    #expect(try KeyFile.label(copy) == inside.key)
    #expect(try KeyFile.read(copy, name: inside.key.name, passphrase: nil).key == inside.key)
    #expect(throws: KeyError.exists(path: copy)) {
      try KeyFile.copy(home.path("plain.pem"), to: copy, label: inside.key)
    }
  }
}
