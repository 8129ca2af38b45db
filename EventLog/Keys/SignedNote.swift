/// A text with signatures, in the form of C2SP signed notes: the text, an empty line, then one line for each
/// signature, `— name base64(key ID ‖ signature)`.
public struct SignedNote: Sendable {
  /// One signature line.
  public struct Signature: Sendable, Equatable {
    /// The name of the key, as the line has it.
    public let name: String
    /// The first four bytes of the decoded line, read big-endian.
    public let keyID: UInt32
    /// What follows the key ID.
    public let bytes: [UInt8]

    /// A signature line from its parts.
    public init(name: String, keyID: UInt32, bytes: [UInt8]) {
      self.name = name
      self.keyID = keyID
      self.bytes = bytes
    }

    /// Four bytes of key ID, big-endian, and the signature: what a line has in base64.
    var raw: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: keyID >> (24 - 8 * $0)) } + bytes }
  }

  // As many as anybody needs; the cap keeps a hostile note from costing time.
  static let maximumSignatures = 100

  /// What is signed, with its last newline.
  public let text: [UInt8]
  /// In the order of the lines, whose order means nothing.
  public let signatures: [Signature]

  /// A note from its parts.
  public init(text: [UInt8], signatures: [Signature]) {
    self.text = text
    self.signatures = signatures
  }

  /// Reads a note. Nothing is verified yet.
  ///
  /// - Throws: `NoteError.malformed` with the reason.
  public init(_ note: [UInt8]) throws(NoteError) {
    guard note.span.text() != nil else { throw .malformed("it is not UTF-8") }
    guard !note.contains(where: { $0 < 0x20 && $0 != 0x0a }) else {
      throw .malformed("it holds a control character")
    }
    guard note.last == 0x0a else { throw .malformed("its last line has no end") }
    // The text may hold empty lines, so what counts is the last one.
    var split = note.count - 1
    while split > 0, !(note[split] == 0x0a && note[split - 1] == 0x0a) { split -= 1 }
    guard split > 0 else { throw .malformed("no empty line parts the text from the signatures") }
    let lines = note[(split + 1)..<(note.count)].split(separator: 0x0a, omittingEmptySubsequences: false)
    guard lines.count >= 2 else { throw .malformed("it has no signature") }
    guard lines.count - 1 <= Self.maximumSignatures else {
      throw .malformed("it has \(lines.count - 1) signatures, at most \(Self.maximumSignatures) are read")
    }
    var signatures: [Signature] = []
    for line in lines.dropLast() { signatures.append(try Self.signature(Array(line))) }
    self.text = Array(note[..<split])
    self.signatures = signatures
  }

  private static func signature(_ line: [UInt8]) throws(NoteError) -> Signature {
    let dash: [UInt8] = [0xe2, 0x80, 0x94, 0x20]
    guard line.starts(with: dash) else { throw .malformed("a signature line must begin with '— '") }
    let rest = line.dropFirst(dash.count)
    guard let space = rest.lastIndex(of: 0x20) else { throw .malformed("a signature line has no signature") }
    let name = Array(rest[..<space])
    guard VerifierKey.isName(name.span), let name = name.span.text() else {
      throw .malformed("a signature line has no valid key name")
    }
    guard let raw = Base64.decode(Array(rest[(space + 1)...]).span), raw.count >= 5 else {
      throw .malformed("the signature of '\(name)' is not base64 of five bytes or more")
    }
    let id = raw.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return Signature(name: name, keyID: id, bytes: Array(raw.dropFirst(4)))
  }

  /// The names of the keys among `known` that signed, in the order of the lines, each once.
  ///
  /// Signatures by other keys are ignored.
  /// - Throws: `wrongSignature` when one by a known key does not verify, also beside others that do;
  ///   `unknownSigners` when no known key signed.
  public func verify(known: [VerifierKey]) throws(NoteError) -> [String] {
    var verified: [String] = []
    for signature in signatures {
      let key = known.first { $0.id == signature.keyID && $0.name.utf8.elementsEqual(signature.name.utf8) }
      guard let key else { continue }
      guard key.verifies(signature.bytes, of: text) else { throw .wrongSignature(signature.name) }
      if !verified.contains(where: { $0.utf8.elementsEqual(key.name.utf8) }) { verified.append(key.name) }
    }
    guard !verified.isEmpty else { throw .unknownSigners(signatures.map(\.name)) }
    return verified
  }

  /// The whole note.
  public var bytes: [UInt8] {
    var note = text
    note.append(0x0a)
    for signature in signatures {
      note.append(contentsOf: "— \(signature.name) \(Base64.text(signature.raw))\n".utf8)
    }
    return note
  }
}

/// Why a signed note, a checkpoint or a proof is refused.
public enum NoteError: Error, Equatable, Sendable, CustomStringConvertible {
  case malformed(String)
  case wrongSignature(String)
  case unknownSigners([String])
  /// The checkpoint is another log's.
  case otherOrigin(expected: String, found: String)
  /// The leaf, the proof and the checkpoint's root do not fit together.
  case notProven(ProofError)

  public var description: String {
    switch self {
    case .malformed(let why): "the note is malformed: \(why)"
    case .wrongSignature(let name): "the signature of '\(name)' is not that of this text"
    case .unknownSigners(let names):
      "no known key signed; the signatures are by '\(names.joined(separator: "', '"))'"
    case .otherOrigin(let expected, let found): "the checkpoint is of '\(found)', not of '\(expected)'"
    case .notProven(let why): "the proof does not hold: \(why)"
    }
  }
}
