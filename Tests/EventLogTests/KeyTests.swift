import Foundation
import Testing

@testable import EventLog

struct KeyTests {
  struct Vectors: Decodable {
    struct Signature: Decodable {
      let name: String
      let seed: String?
      let publicKey: String
      let message: String
      let signature: String
      let valid: Bool
      let pkcs8Der: String?
      let spkiDer: String?
    }
    let vectors: [Signature]
    let lowOrderPublicKeys: [String]
  }

  @Test func `a key file of any length is read again with its passphrase`() throws {
    let folder = NSTemporaryDirectory() + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for length in 1...90 {
      let name = "kite/\(String(repeating: "x", count: length))/p-001"
      let signer = try SoftwareSigner.random(name: name)
      let path = "\(folder)/\(length).pem"
      try KeyFile.write(signer, to: path, passphrase: "a word")
      #expect(try KeyFile.read(path, name: name, passphrase: "a word").key == signer.key, "\(length)")
    }
  }

  @Test func `signatures are those of RFC 8032`() throws {
    let all: Vectors = try vectors("ed25519")
    for vector in all.vectors {
      let publicKey = bytes(hex: vector.publicKey)
      let message = bytes(hex: vector.message)
      let signature = bytes(hex: vector.signature)
      let key = try? VerifierKey(name: "n", publicKey: publicKey)
      #expect((key?.verifies(signature, of: message) ?? false) == vector.valid, "\(vector.name)")
      guard let seed = vector.seed, vector.valid else { continue }
      let signer = try SoftwareSigner(name: "n", seed: bytes(hex: seed))
      #expect(signer.key.publicKey == publicKey)
      #expect(signer.sign(message) == signature)
      if let der = vector.spkiDer { #expect(signer.key.der == bytes(hex: der)) }
      if let der = vector.pkcs8Der {
        let pem = "-----BEGIN PRIVATE KEY-----\n\(Base64.text(bytes(hex: der)))\n-----END PRIVATE KEY-----\n"
        #expect(signer.privateKey.pem(passphrase: nil) == Array(pem.utf8))
      }
    }
  }

  @Test func `keys of low order are refused`() throws {
    let all: Vectors = try vectors("ed25519")
    #expect(all.lowOrderPublicKeys.count == 14)
    for key in all.lowOrderPublicKeys {
      #expect(throws: KeyError.lowOrder("n")) { _ = try VerifierKey(name: "n", publicKey: bytes(hex: key)) }
    }
  }

  @Test func `a key file gives the key back, to whoever has the passphrase`() throws {
    let folder = NSTemporaryDirectory() + "kite-key-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let signer = try SoftwareSigner.random(name: "kite/x/1/p-001")
    let open = folder + "/open.pem"
    let closed = folder + "/closed.pem"
    try KeyFile.write(signer, to: open, passphrase: nil)
    try KeyFile.write(signer, to: closed, passphrase: "mot de passe é")
    #expect(try KeyFile.isEncrypted(open) == false)
    #expect(try KeyFile.isEncrypted(closed))
    #expect(try KeyFile.read(open, name: signer.key.name, passphrase: nil).key == signer.key)
    #expect(try KeyFile.read(closed, name: signer.key.name, passphrase: "mot de passe é").key == signer.key)
    #expect(throws: KeyError.unreadable(path: closed, isEncrypted: true)) {
      _ = try KeyFile.read(closed, name: "n", passphrase: "wrong")
    }
    #expect(throws: KeyError.passphraseNeeded(path: closed)) {
      _ = try KeyFile.read(closed, name: "n", passphrase: nil)
    }
    #expect(throws: KeyError.exists(path: open)) { try KeyFile.write(signer, to: open, passphrase: nil) }
    #expect(throws: KeyError.emptyPassphrase) {
      try KeyFile.write(signer, to: folder + "/none.pem", passphrase: "")
    }
    let mode = try FileManager.default.attributesOfItem(atPath: closed)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }
}
