/// What the end of a log's file means: a pure function of its bytes.
///
/// Writes are whole commits, each durable before the next begins. So only the last can be unfinished, and a
/// power cut leaves of it any of its pages, the others zero or not there at all.
enum Recovery {
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
      if Line.isSealed(bytes, from: 0, to: end - 1) { ends.append(end) }
      end -= 1
    }
    return ends
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
    let ends = sealEnds(bytes.span, atMost: 2)
    let previous = ends.count > 1 ? ends[1] : 0
    var counted = previous
    var isTorn = false
    do {
      if previous > 0 { try reader.take(Array(bytes[..<previous]), into: &state) }
    } catch { return .damaged(error) }
    if let last = ends.first {
      var next = state
      do throws(Damage) {
        try reader.take(Array(bytes[previous..<last]), into: &next)
        try reader.checkSeal(try event(in: bytes, endingAt: last), next)
        state = next
        counted = last
      } catch {
        // A hole of zeros is what a power cut leaves of pages that did not reach the disk. Nothing else is.
        guard bytes[previous...].contains(0) else { return .damaged(error) }
        isTorn = true
      }
    }
    if ends.isEmpty || isTorn {
      // No seal in these bytes vouches for what is before them, so the one before must.
      guard state.head > 0 else { return .unfinished(from: 0, isSealed: isTorn) }
      let event = try head(state)
      do { try reader.checkSeal(event, state) } catch { return .damaged(error) }
    }
    return counted == bytes.count ? .whole : .unfinished(from: counted, isSealed: isTorn)
  }

  private static func event(in bytes: [UInt8], endingAt end: Int) throws(Damage) -> RecordedEvent {
    var start = end - 1
    while start > 0, bytes[start - 1] != 0x0a { start -= 1 }
    do { return try RecordedEvent(bytes, start..<(end - 1)) } catch {
      throw Damage(.start, .line, error.says)
    }
  }
}
