/// The last head that was durable, noted beside the log by the one who wrote it.
///
/// A last commit that somebody cut off looks like one that was never finished. This tells the two apart. It
/// is written after the log is durable, and is not made durable itself: an older one is less evidence, never
/// wrong evidence. Nor is a torn one, as it ends in the beginning of its own SHA-256; nor that of another
/// log, as it names its own: `0000000412 <root in base64> <log id> <6 bytes in base64>`.
struct SyncedHead: Equatable {
  let position: Int
  let root: Digest
  /// The log's id; nil in one that is about to be noted.
  private(set) var log: String?

  private static let rootEnd = 11 + 44
  // A space, the check, a newline.
  private static let checkLength = 1 + 8 + 1

  init(position: Int, root: Digest) {
    self.position = position
    self.root = root
  }

  init?(_ bytes: [UInt8]) {
    let space = UInt8(ascii: " ")
    guard bytes.count > Self.rootEnd + 1 + Self.checkLength, bytes[10] == space, bytes[Self.rootEnd] == space
    else { return nil }
    let digits = bytes[..<10].drop { $0 == UInt8(ascii: "0") }
    let log = String(decoding: bytes[(Self.rootEnd + 1)...].dropLast(Self.checkLength), as: UTF8.self)
    guard let position = Decimal.read(Array(digits).span),
      let root = Base64.decode(bytes.span.extracting(11..<Self.rootEnd)).flatMap({ Digest($0) }),
      LogIdentity.isCode(log)
    else { return nil }
    self.init(position: Int(position), root: root)
    guard self.bytes(of: log) == bytes else { return nil }
    self.log = log
  }

  /// This head, where it is of that log.
  func of(_ identity: LogIdentity) -> SyncedHead? { log == identity.logID ? self : nil }

  /// The text in the file: of one length for one log, so that a new one covers the old one whole.
  func bytes(of log: String) -> [UInt8] {
    let digits = String(position)
    let zeros = String(repeating: "0", count: 10 - digits.utf8.count)
    let text = "\(zeros)\(digits) \(root.base64) \(log)"
    let check = Base64.text(Array(Digest.of(Array(text.utf8)).bytes.prefix(6)))
    return Array("\(text) \(check)\n".utf8)
  }
}
