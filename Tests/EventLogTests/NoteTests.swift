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

  @Test func `verifier keys are read in their one form`() throws {
    let notes: Notes = try vectors("notes")
    for vector in notes.verifierKeys {
      let key = try? VerifierKey(vector.vkey)
      #expect((key != nil) == vector.valid, "\(vector.vkey): \(vector.why)")
      if let key { #expect(key.text == vector.vkey) }
    }
  }

  @Test func `notes are accepted or refused as the vectors say`() throws {
    let notes: Notes = try vectors("notes")
    for vector in notes.vectors {
      let known = try vector.known.map { (text) throws in try VerifierKey(text) }
      let note = try? SignedNote(vector.bytes)
      let verified = try? note?.verify(known: known)
      #expect((verified != nil) == vector.valid, "\(vector.name)")
      guard vector.valid, let note else { continue }
      #expect(verified == vector.verified, "\(vector.name)")
      #expect(note.bytes == vector.bytes, "\(vector.name): written as it was read")
      let ignored = note.signatures.filter { signature in
        !known.contains { $0.id == signature.keyID && $0.name == signature.name }
      }
      #expect(ignored.count == vector.ignored ?? 0, "\(vector.name)")
    }
  }

  @Test func `checkpoint texts are read in their one form`() throws {
    let checkpoints: Checkpoints = try vectors("checkpoints")
    for vector in checkpoints.vectors {
      let checkpoint = try? Checkpoint(Array(vector.text.utf8))
      #expect((checkpoint != nil) == vector.valid, "\(vector.name)")
      guard vector.valid, let checkpoint else { continue }
      #expect(checkpoint.origin == vector.origin)
      #expect(checkpoint.size == vector.size)
      #expect(checkpoint.root.base64 == vector.root)
      #expect(checkpoint.extensions == vector.extensions ?? [])
      #expect(checkpoint.text == Array(vector.text.utf8))
    }
  }

  @Test func `signed checkpoints are accepted or refused as the vectors say`() throws {
    let checkpoints: Checkpoints = try vectors("checkpoints")
    for vector in checkpoints.signed {
      let known = try vector.known.map { (text) throws in try VerifierKey(text) }
      let note = Array(vector.note.utf8)
      let checkpoint = try? Checkpoint.read(note, origin: vector.origin, known: known)
      #expect((checkpoint != nil) == vector.valid, "\(vector.name)")
      if vector.valid { #expect(checkpoint?.size == vector.size) }
      if let witness = vector.cosignature {
        let read = try Checkpoint.read(note, origin: vector.origin, known: [try VerifierKey(witness.vkey)])
        #expect(read.size == vector.size)
      }
    }
  }

  @Test func `proofs of one entry are accepted or refused as the vectors say`() throws {
    let proofs: Proofs = try vectors("proofs")
    for vector in proofs.vectors {
      let known = try vector.known.map { (text) throws in try VerifierKey(text) }
      let proof = try? EntryProof(Array(vector.proof.utf8))
      let leaf = Array(vector.leaf.utf8)
      let checkpoint = try? proof?.verify(leaf: leaf, origin: vector.origin, known: known)
      #expect((checkpoint != nil) == vector.valid, "\(vector.name)")
      if vector.valid { #expect(proof?.text == Array(vector.proof.utf8), "\(vector.name)") }
    }
  }
}
