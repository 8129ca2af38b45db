/// A proof for one entry that stands by itself: its place, the path to the root, and the signed checkpoint
/// (C2SP tlog-proof, a text file).
public struct EntryProof: Sendable {
  static let header = "c2sp.org/tlog-proof@v1"

  /// The leaf's place, counted from 0.
  public let index: UInt64
  /// The hashes beside the path from the leaf to the root.
  public let path: [Digest]
  /// Bytes that come with the proof and are under no signature.
  public let extra: [UInt8]?
  /// The signed checkpoint, a note.
  public let checkpoint: [UInt8]

  /// A proof from its parts.
  public init(index: UInt64, path: [Digest], extra: [UInt8]? = nil, checkpoint: [UInt8]) {
    self.index = index
    self.path = path
    self.extra = extra
    self.checkpoint = checkpoint
  }

  /// Reads the text form. Nothing is verified yet.
  public init(_ text: [UInt8]) throws(NoteError) {
    var lines = text[...]
    func line() throws(NoteError) -> String {
      guard let end = lines.firstIndex(of: 0x0a), let line = Array(lines[..<end]).span.text() else {
        throw .malformed("the proof ends before its checkpoint")
      }
      lines = lines[(end + 1)...]
      return line
    }
    guard try line() == Self.header else { throw .malformed("the first line must be '\(Self.header)'") }
    var next = try line()
    var extra: [UInt8]?
    if next.hasPrefix("extra ") {
      guard let bytes = Base64.decode(String(next.dropFirst(6))), !bytes.isEmpty else {
        throw .malformed("what follows 'extra' is not base64")
      }
      extra = bytes
      next = try line()
    }
    guard next.hasPrefix("index "), let index = Decimal.read(String(next.dropFirst(6)).utf8.span) else {
      throw .malformed("'\(next)' is not 'index' and a number")
    }
    var path: [Digest] = []
    next = try line()
    while !next.isEmpty {
      guard path.count < 64, let digest = Digest(base64: next) else {
        throw .malformed("'\(next)' is not the base64 of a hash")
      }
      path.append(digest)
      next = try line()
    }
    self.init(index: index, path: path, extra: extra, checkpoint: Array(lines))
  }

  /// The text form.
  public var text: [UInt8] {
    var text = "\(Self.header)\n"
    if let extra { text += "extra \(Base64.text(extra))\n" }
    text += "index \(index)\n"
    for digest in path { text += "\(digest.base64)\n" }
    return Array("\(text)\n".utf8) + checkpoint
  }

  /// Checks that `leaf` stands where the proof says, in the log of that origin, under a checkpoint that one
  /// of the known keys signed.
  ///
  /// - Parameters:
  ///   - leaf: the entry's line without its newline and without its seal.
  ///   - origin: the log's.
  ///   - known: the keys that are trusted, from elsewhere than the log.
  /// - Returns: the checkpoint.
  public func verify(
    leaf: [UInt8], origin: String, known: [VerifierKey]
  ) throws(NoteError) -> Checkpoint {
    let checkpoint = try Checkpoint.read(self.checkpoint, origin: origin, known: known)
    let proof = InclusionProof(index: index, size: checkpoint.size, path: path)
    do { try proof.check(leaf: SHA256().leaf(leaf.span), root: checkpoint.root) } catch {
      throw .notProven(error)
    }
    return checkpoint
  }
}
