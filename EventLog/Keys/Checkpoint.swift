/// What a log commits to: its origin, its size and the root over its leaves (C2SP tlog-checkpoint).
public struct Checkpoint: Equatable, Sendable {
  /// Which log it is of.
  public let origin: String
  /// The number of leaves.
  public let size: UInt64
  /// The root of the RFC 6962 tree over the leaves.
  public let root: Digest
  /// Further lines; a log of this module writes none.
  public let extensions: [String]

  /// A checkpoint from its parts.
  public init(origin: String, size: UInt64, root: Digest, extensions: [String] = []) {
    self.origin = origin
    self.size = size
    self.root = root
    self.extensions = extensions
  }

  /// Reads the text of a checkpoint, without signatures.
  ///
  /// - Throws: `NoteError.malformed` with the reason.
  public init(_ text: [UInt8]) throws(NoteError) {
    guard text.span.text() != nil else { throw .malformed("it is not UTF-8") }
    guard !text.contains(where: { $0 < 0x20 && $0 != 0x0a }) else {
      throw .malformed("it holds a control character")
    }
    guard text.last == 0x0a else { throw .malformed("its last line has no end") }
    var lines: [String] = []
    for line in text.dropLast().split(separator: 0x0a, omittingEmptySubsequences: false) {
      guard !line.isEmpty, let line = Array(line).span.text() else {
        throw .malformed("it has an empty line")
      }
      lines.append(line)
    }
    guard lines.count >= 3 else { throw .malformed("a checkpoint has at least three lines") }
    guard let size = Decimal.read(lines[1].utf8.span) else {
      throw .malformed("'\(lines[1])' is no size: digits without a leading zero, below 2^64")
    }
    guard let root = Digest(base64: lines[2]) else {
      throw .malformed("'\(lines[2])' is not the base64 of 32 bytes")
    }
    self.init(origin: lines[0], size: size, root: root, extensions: Array(lines.dropFirst(3)))
  }

  /// The text, as it is signed.
  public var text: [UInt8] {
    var text = Array("\(origin)\n\(size)\n\(root.base64)\n".utf8)
    for line in extensions { text.append(contentsOf: "\(line)\n".utf8) }
    return text
  }

  /// Reads a signed checkpoint, and checks it: a known key signed, and it is the log's.
  public static func read(
    _ note: [UInt8], origin: String, known: [VerifierKey]
  ) throws(NoteError) -> Checkpoint {
    let signed = try SignedNote(note)
    let checkpoint = try Checkpoint(signed.text)
    _ = try signed.verify(known: known)
    guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
      throw .otherOrigin(expected: origin, found: checkpoint.origin)
    }
    return checkpoint
  }
}

/// Whole numbers in ASCII digits without a leading zero. `UInt64(_: String)` also takes "+5" and "05".
enum Decimal {
  static func read(_ text: Span<UInt8>) -> UInt64? {
    guard text.count > 0, text.count <= 20 else { return nil }
    if text.count > 1 && text[0] == UInt8(ascii: "0") { return nil }
    var value: UInt64 = 0
    for index in text.indices {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      let (product, productOverflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, sumOverflow) = product.addingReportingOverflow(UInt64(digit))
      if productOverflow || sumOverflow { return nil }
      value = sum
    }
    return value
  }
}
