/// What the end of a log's file means: a pure function of its bytes.
///
/// A write is one commit, or several that have no more than `writeLimit` bytes together, and is durable
/// before the next begins. So only the last can be unfinished, and a power cut leaves of it any of its pages,
/// the others zero or not there at all.
enum Recovery {
  /// The most bytes that are written at once, but for a single commit that is longer.
  static let writeLimit = 1 << 20
  /// The least that a disk writes whole, in bytes. Pages are multiples of it.
  private static let sector = 512

  enum Verdict: Equatable {
    /// The bytes are commits, and the last seal holds.
    case whole
    /// From this offset in the bytes on there is a write that was never acknowledged.
    case unfinished(from: Int, isSealed: Bool)
    /// The bytes are not what was written.
    case damaged(Damage)
  }

  /// The ends of the last complete seals in some bytes, each counted with its newline, the last one first.
  static func sealEnds(_ bytes: Span<UInt8>, atMost limit: Int) -> [Int] {
    var ends: [Int] = []
    var end = bytes.count
    while ends.count < limit {
      while end > 0, bytes[end - 1] != 0x0a { end -= 1 }
      guard end > 0 else { return ends }
      // A newline inside of what looks like a seal spoils it: a seal is on one line.
      var start = end - 1
      while start > 0, bytes[start - 1] != 0x0a { start -= 1 }
      if Line.isSealed(bytes, from: start, to: end - 1) { ends.append(end) }
      end = start
    }
    return ends
  }

  /// Whether bytes that begin with a commit that does not hold, and go to the file's end, may be of a write
  /// that was never acknowledged.
  ///
  /// The commit has no complete seal then, or a hole of zeros, which is what a power cut leaves of pages that
  /// did not reach the disk. Where other seals follow, they must have been of the same write, and the hole
  /// must have the edges of pages.
  /// - Parameter offset: where the bytes begin in the file.
  static func isUnfinished(_ rest: Span<UInt8>, at offset: Int) -> Bool {
    let seals = sealEnds(rest, atMost: 2).count
    guard seals > 0, let hole = rest.firstOffset(of: 0, from: 0) else { return seals == 0 }
    if seals == 1 { return true }
    guard rest.count <= writeLimit, hole == 0 || (offset + hole) % sector == 0,
      sealEnds(rest.extracting(0..<hole), atMost: 1).isEmpty
    else { return false }
    var end = hole
    while end < rest.count, rest[end] == 0 { end += 1 }
    return end == rest.count || (offset + end) % sector == 0
  }

  /// Whether bytes without a seal may be those of a log whose making was interrupted: each is as a log
  /// begins, or zero where a page did not reach the disk.
  static func isBeginning(_ bytes: Span<UInt8>) -> Bool {
    let beginning = Array(#"{"specversion":"1.0","id":""#.utf8)
    return (0..<min(bytes.count, beginning.count)).allSatisfy { bytes[$0] == 0 || bytes[$0] == beginning[$0] }
  }

  /// Takes the commits in `bytes`, which begin at `state.end` and go to the file's end, and says what they
  /// are.
  ///
  /// `state` is then at the end of the last commit that counts; when the verdict is damage, it is of no use.
  /// - Parameter head: reads the line at the state's head.
  static func judge(
    _ bytes: [UInt8], into state: inout LogState, _ reader: CommitReader,
    head: (LogState) throws(LogError) -> RecordedEvent
  ) throws(LogError) -> Verdict {
    let mark = state.mark
    guard let last = sealEnds(bytes.span, atMost: 1).first else {
      if let damage = try headDamage(state, reader, head) { return .damaged(damage) }
      return bytes.isEmpty ? .whole : .unfinished(from: 0, isSealed: false)
    }
    do throws(Damage) {
      try reader.take(Array(bytes[..<last]), into: &state)
      try reader.checkSeal(try event(in: bytes, endingAt: last), state)
      return last == bytes.count ? .whole : .unfinished(from: last, isSealed: false)
    } catch { state.goBack(to: mark) }
    return try judgeEach(bytes, into: &state, reader, head)
  }

  /// The same where the last seal does not hold, so that each of the last commits must be looked at.
  private static func judgeEach(
    _ bytes: [UInt8], into state: inout LogState, _ reader: CommitReader,
    _ head: (LogState) throws(LogError) -> RecordedEvent
  ) throws(LogError) -> Verdict {
    // What comes before the last write was durable when that began.
    let ends = sealEnds(bytes.span, atMost: 2)
    let early = sealEnds(bytes.span.extracting(0..<max(bytes.count - writeLimit, 0)), atMost: 1)
    var start = min(ends.count > 1 ? ends[1] : 0, early.first ?? 0)
    do { try reader.take(Array(bytes[..<start]), into: &state) } catch { return .damaged(error) }
    var isVouchedFor = false
    var line = start
    while let newline = bytes.span.firstOffset(of: 0x0a, from: line) {
      defer { line = newline + 1 }
      guard Line.isSealed(bytes.span, from: line, to: newline) else { continue }
      let mark = state.mark
      do throws(Damage) {
        try reader.take(Array(bytes[start...newline]), into: &state)
        try reader.checkSeal(try event(in: bytes, endingAt: newline + 1), state)
      } catch {
        guard isUnfinished(bytes.span.extracting(start..<bytes.count), at: mark.end) else {
          return .damaged(error)
        }
        state.goBack(to: mark)
        // No seal in these bytes vouches for what is before them, so the one before must.
        if !isVouchedFor, let damage = try headDamage(state, reader, head) { return .damaged(damage) }
        return .unfinished(from: start, isSealed: true)
      }
      isVouchedFor = true
      start = newline + 1
    }
    return start == bytes.count ? .whole : .unfinished(from: start, isSealed: false)
  }

  private static func headDamage(
    _ state: LogState, _ reader: CommitReader, _ head: (LogState) throws(LogError) -> RecordedEvent
  ) throws(LogError) -> Damage? {
    guard state.head > 0 else { return nil }
    let event = try head(state)
    do { try reader.checkSeal(event, state) } catch { return error }
    return nil
  }

  private static func event(in bytes: [UInt8], endingAt end: Int) throws(Damage) -> RecordedEvent {
    var start = end - 1
    while start > 0, bytes[start - 1] != 0x0a { start -= 1 }
    do { return try RecordedEvent(bytes, start..<(end - 1)) } catch {
      throw Damage(.start, .line, error.says)
    }
  }
}
