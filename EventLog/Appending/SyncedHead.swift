/// The last head that was durable, noted beside the log by the one who wrote it.
///
/// A last commit that somebody cut off looks like one that was never finished. This tells the two apart. It
/// is written after the log is durable, and is not made durable itself: an older one is less evidence, never
/// wrong evidence. It names its log: a folder `Projections` of another one says nothing of this one.
struct SyncedHead: Equatable {
  let position: Int
  let root: Digest
  /// The log's id; nil in one that is about to be noted.
  private(set) var log: String?

  // Of one length for one log, so that a new one covers the old one whole: ten digits, a space, 44
  // characters, a space, the log's id, a newline.
  private static let rootEnd = 11 + 44

  init(position: Int, root: Digest) {
    self.position = position
    self.root = root
  }

  init?(_ bytes: [UInt8]) {
    let space = UInt8(ascii: " ")
    guard bytes.count > Self.rootEnd + 2, bytes[10] == space, bytes[Self.rootEnd] == space,
      bytes.last == 0x0a
    else { return nil }
    let digits = bytes[..<10].drop { $0 == UInt8(ascii: "0") }
    let log = String(decoding: bytes[(Self.rootEnd + 1)...].dropLast(), as: UTF8.self)
    guard let position = Decimal.read(Array(digits).span),
      let root = Base64.decode(bytes.span.extracting(11..<Self.rootEnd)).flatMap({ Digest($0) }),
      LogIdentity.isCode(log)
    else { return nil }
    self.init(position: Int(position), root: root)
    self.log = log
  }

  /// This head, where it is of that log.
  func of(_ identity: LogIdentity) -> SyncedHead? { log == identity.logID ? self : nil }

  /// The text in the file.
  func bytes(of log: String) -> [UInt8] {
    let digits = String(position)
    let zeros = String(repeating: "0", count: 10 - digits.utf8.count)
    return Array("\(zeros)\(digits) \(root.base64) \(log)\n".utf8)
  }
}
