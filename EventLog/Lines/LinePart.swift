/// Whole lines of a log, and what can be told of them without knowing what is before them.
struct LinePart: Sendable {
  struct Line: Sendable {
    let start: Int
    let length: Int
    let envelope: Envelope
    /// Of no use in a part that was only read.
    let leaf: Digest
    /// Whether what is beside the log must be looked at.
    let isOfContents: Bool
  }

  let bytes: [UInt8]
  /// Where the first byte stands in the file.
  let offset: Int
  private(set) var lines: [Line] = []
  /// Why the line after these is none. What follows it was not read.
  private(set) var problem: String?

  /// Reads lines, checks that their data can be read in one way only, and hashes them.
  init(checking bytes: [UInt8], at offset: Int, _ reader: CommitReader) {
    self.init(bytes, at: offset) { (line, envelope) throws(LineProblem) in
      let data = line.extracting(envelope.data.asInt)
      try Self.checkZeros(data)
      do throws(RecordProblem) { try reader.checkObject(data) } catch {
        throw LineProblem(says: "its data can't be read in one way only: \(error.says)")
      }
      let type = line.extracting(envelope.type.asInt)
      return (reader.leafHash(line, envelope), ContentCheck.concerns(type, data))
    }
  }

  /// Reads lines and hashes them.
  init(hashing bytes: [UInt8], at offset: Int, _ reader: CommitReader) {
    self.init(bytes, at: offset) { (line, envelope) throws(LineProblem) in
      try Self.checkZeros(line.extracting(envelope.data.asInt))
      return (reader.leafHash(line, envelope), false)
    }
  }

  /// Reads lines, and nothing more.
  init(reading bytes: [UInt8], at offset: Int) {
    let none = Digest(words: (0, 0, 0, 0))
    self.init(bytes, at: offset) { _, _ in (none, false) }
  }

  private init(
    _ bytes: [UInt8], at offset: Int,
    _ look: (_ line: Span<UInt8>, Envelope) throws(LineProblem) -> (leaf: Digest, isOfContents: Bool)
  ) {
    self.bytes = bytes
    self.offset = offset
    let span = bytes.span
    lines.reserveCapacity(bytes.count / 400)
    var start = 0
    do throws(LineProblem) {
      while start < span.count {
        guard let end = span.firstOffset(of: 0x0a, from: start) else {
          throw LineProblem(says: "the line has no end")
        }
        let line = span.extracting(start..<end)
        let envelope = try LineReader.read(line)
        let (leaf, isOfContents) = try look(line, envelope)
        lines.append(
          Line(
            start: start, length: end - start, envelope: envelope, leaf: leaf, isOfContents: isOfContents))
        start = end + 1
      }
    } catch { problem = error.says }
  }

  /// Zeros are what a power cut leaves of pages, so that no line may hold any: not even under a good seal.
  private static func checkZeros(_ data: Span<UInt8>) throws(LineProblem) {
    guard data.firstOffset(of: 0, from: 0) == nil else {
      throw LineProblem(says: "its data holds a zero byte")
    }
  }

  func event(_ line: Line) -> RecordedEvent {
    RecordedEvent(bytes, line.start..<(line.start + line.length), line.envelope)
  }
}

/// Goes through a file part by part; each ends where a line does.
struct PartReading {
  static let part = 1 << 19

  /// Where the next part begins.
  private(set) var offset: Int
  private let size: Int
  private var rest: [UInt8] = []

  /// Reads what is between two places in a file.
  init(from offset: Int, to size: Int) {
    self.offset = offset
    self.size = size
  }

  /// The next whole lines and where they begin; nil at the end, or when what is left has no end of a line
  /// where one must be.
  mutating func next(_ file: borrowing OpenFile) throws(LogError) -> (bytes: [UInt8], offset: Int)? {
    var bytes = rest
    while true {
      let done = offset + bytes.count
      let isLonger = bytes.count > Line.limit + Self.part
      if done < size, !isLonger {
        do { try file.read(at: done, count: min(Self.part, size - done), into: &bytes) } catch {
          throw .system(error)
        }
      }
      // A file that was cut meanwhile gives nothing more.
      let isAtEnd = offset + bytes.count == done
      if let end = bytes.span.lastOffset(of: 0x0a) {
        rest = Array(bytes[(end + 1)...])
        bytes.removeSubrange((end + 1)...)
        defer { offset += end + 1 }
        return (bytes, offset)
      }
      if isAtEnd || isLonger { return nil }
    }
  }
}
