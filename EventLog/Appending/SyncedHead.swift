/// The last head that was durable, noted beside the log by the one who wrote it.
///
/// A last commit that somebody cut off looks like one that was never finished. This tells the two apart. It
/// is written after the log is durable, and is not made durable itself: an older one is less evidence, never
/// wrong evidence. Nor is a torn one, as it ends in the beginning of its own SHA-256:
/// `0000000412 <root in base64> <6 bytes in base64>`.
struct SyncedHead: Equatable {
  let position: Int
  let root: Digest

  // Of one length, so that a new one covers the old one whole.
  private static let length = 11 + 44 + 1 + 8 + 1

  init(position: Int, root: Digest) {
    self.position = position
    self.root = root
  }

  init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.length, bytes[10] == UInt8(ascii: " ") else { return nil }
    let digits = bytes[..<10].drop { $0 == UInt8(ascii: "0") }
    guard let position = Decimal.read(Array(digits).span),
      let root = Base64.decode(bytes.span.extracting(11..<55)).flatMap({ Digest($0) })
    else { return nil }
    self.init(position: Int(position), root: root)
    guard self.bytes == bytes else { return nil }
  }

  var bytes: [UInt8] {
    let digits = String(position)
    let text = "\(String(repeating: "0", count: 10 - digits.utf8.count))\(digits) \(root.base64)"
    let check = Base64.text(Array(Digest.of(Array(text.utf8)).bytes.prefix(6)))
    return Array("\(text) \(check)\n".utf8)
  }
}
