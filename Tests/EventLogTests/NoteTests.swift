import Foundation
import Testing

@testable import EventLog

struct NoteTests {
  struct Notes: Decodable {
    struct Key: Decodable {
      let vkey: String
      let valid: Bool
      let why: String
    }
    struct SignerKey: Decodable {
      let skey: String
      let valid: Bool
    }
    struct Note: Decodable {
      let name: String
      let note: String?
      let noteBase64: String?
      let known: [String]
      let valid: Bool
      let verified: [String]?
      let ignored: Int?

      var bytes: [UInt8] {
        if let noteBase64 { return Base64.decode(noteBase64) ?? [] }
        return Array((note ?? "").utf8)
      }
    }
    let verifierKeys: [Key]
    let signerKeys: [SignerKey]
    let vectors: [Note]
  }

  struct Checkpoints: Decodable {
    struct Text: Decodable {
      let name: String
      let text: String
      let valid: Bool
      let origin: String?
      let size: UInt64?
      let root: String?
      let extensions: [String]?
    }
    struct Signed: Decodable {
      struct Cosignature: Decodable { let vkey: String }
      let name: String
      let note: String
      let known: [String]
      let origin: String
      let valid: Bool
      let size: UInt64?
      let cosignature: Cosignature?
    }
    let vectors: [Text]
    let signed: [Signed]
  }

  struct Proofs: Decodable {
    struct Proof: Decodable {
      let name: String
      let leaf: String
      let proof: String
      let known: [String]
      let origin: String
      let valid: Bool
    }
    let vectors: [Proof]
  }

  /// Checks that a vector is taken, or refused for the reason that is tied to its name.
  private func outcome<Value>(
    _ name: String, _ isValid: Bool, _ reasons: [String: String],
    _ read: () throws(NoteError) -> Value
  ) -> Value? {
    do {
      let value = try read()
      #expect(isValid, "\(name) was taken")
      return value
    } catch {
      let reason = reasons[name]
      #expect(!isValid && reason != nil, "\(name): \(error)")
      if let reason { #expect(error.description.contains(reason), "\(name): \(error)") }
      return nil
    }
  }

  /// Every invalid vector has its reason, and every reason its vector.
  private func expectComplete(_ reasons: [String: String], _ invalid: [String]) {
    #expect(Set(reasons.keys) == Set(invalid))
  }

  @Test func `verifier keys are read in their one form`() throws {
    let notes: Notes = try vectors("notes")
    for vector in notes.verifierKeys {
      let key = try? VerifierKey(vector.vkey)
      #expect((key != nil) == vector.valid, "\(vector.vkey): \(vector.why)")
      if let key { #expect(key.text == vector.vkey) }
    }
  }

  @Test func `private keys of the vectors give the public keys that they name`() throws {
    let notes: Notes = try vectors("notes")
    var valid = 0
    for vector in notes.signerKeys where vector.skey.hasPrefix("PRIVATE+KEY+") {
      #expect(throws: KeyError.self) { _ = try VerifierKey(vector.skey) }
      let parts = vector.skey.split(separator: "+" as Character, maxSplits: 4)
      guard parts.count == 5, let raw = Base64.decode(String(parts[4])), raw.first == 1, raw.count == 33
      else {
        #expect(!vector.valid, "\(vector.skey)")
        continue
      }
      let signer = try SoftwareSigner(name: String(parts[2]), seed: Array(raw.dropFirst()))
      #expect((signer.key.hash == parts[3]) == vector.valid, "\(vector.skey)")
      if vector.valid { valid += 1 }
    }
    #expect(valid == 2)
  }

  @Test func `notes are accepted, or refused for their own reason`() throws {
    let notes: Notes = try vectors("notes")
    expectComplete(VectorReasons.notes, notes.vectors.filter { !$0.valid }.map(\.name))
    for vector in notes.vectors {
      let known = try vector.known.map { (text) throws in try VerifierKey(text) }
      let read = outcome(vector.name, vector.valid, VectorReasons.notes) { () throws(NoteError) in
        let note = try SignedNote(vector.bytes)
        return (note, try note.verify(known: known))
      }
      guard let (note, verified) = read else { continue }
      #expect(verified == vector.verified, "\(vector.name)")
      #expect(note.bytes == vector.bytes, "\(vector.name): written as it was read")
      let ignored = note.signatures.filter { signature in
        !known.contains { $0.id == signature.keyID && $0.name == signature.name }
      }
      #expect(ignored.count == vector.ignored ?? 0, "\(vector.name)")
    }
  }

  @Test func `checkpoint texts are read in their one form, or refused for their own reason`() throws {
    let checkpoints: Checkpoints = try vectors("checkpoints")
    expectComplete(VectorReasons.checkpoints, checkpoints.vectors.filter { !$0.valid }.map(\.name))
    for vector in checkpoints.vectors {
      let read = outcome(vector.name, vector.valid, VectorReasons.checkpoints) { () throws(NoteError) in
        try Checkpoint(Array(vector.text.utf8))
      }
      guard let checkpoint = read else { continue }
      #expect(checkpoint.origin == vector.origin)
      #expect(checkpoint.size == vector.size)
      #expect(checkpoint.root.base64 == vector.root)
      #expect(checkpoint.extensions == vector.extensions ?? [])
      #expect(checkpoint.text == Array(vector.text.utf8))
    }
  }

  @Test func `signed checkpoints are accepted, or refused for their own reason`() throws {
    let checkpoints: Checkpoints = try vectors("checkpoints")
    expectComplete(VectorReasons.signed, checkpoints.signed.filter { !$0.valid }.map(\.name))
    for vector in checkpoints.signed {
      let known = try vector.known.map { (text) throws in try VerifierKey(text) }
      let note = Array(vector.note.utf8)
      let checkpoint = outcome(vector.name, vector.valid, VectorReasons.signed) { () throws(NoteError) in
        try Checkpoint.read(note, origin: vector.origin, known: known)
      }
      if vector.valid { #expect(checkpoint?.size == vector.size) }
      if let witness = vector.cosignature {
        let read = try Checkpoint.read(note, origin: vector.origin, known: [try VerifierKey(witness.vkey)])
        #expect(read.size == vector.size)
      }
    }
  }

  @Test func `proofs of one entry are accepted, or refused for their own reason`() throws {
    let proofs: Proofs = try vectors("proofs")
    expectComplete(VectorReasons.proofs, proofs.vectors.filter { !$0.valid }.map(\.name))
    for vector in proofs.vectors {
      let known = try vector.known.map { (text) throws in try VerifierKey(text) }
      let proof = outcome(vector.name, vector.valid, VectorReasons.proofs) { () throws(NoteError) in
        let proof = try EntryProof(Array(vector.proof.utf8))
        _ = try proof.verify(leaf: Array(vector.leaf.utf8), origin: vector.origin, known: known)
        return proof
      }
      if vector.valid { #expect(proof?.text == Array(vector.proof.utf8), "\(vector.name)") }
    }
  }
}
