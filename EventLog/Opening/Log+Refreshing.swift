internal import SQLite

extension Log {
  /// Takes in what others appended since this log was opened or last refreshed. For logs open for reading: a
  /// writer is the only one who appends, and knows all there is.
  ///
  /// The cost grows with what is new; when nothing is, it is that of reading the last line. The log is opened
  /// anew, with all that `init` may throw, when what it had read is not there any more, as after a write that
  /// failed and was cut off, and when very much is new. `damage` is then what the new opening finds.
  public func refresh() throws(LogError) {
    guard writer == nil else { return }
    if damage == nil, try takeNew() { return }
    let now = try Log(opening: folder, for: .reading, cache: cache, disk: disk)
    swap(&file, &now.file)
    swap(&index, &now.index)
    state = now.state
    damage = now.damage
    nextHandOver = Log.tailLimit
  }

  /// Goes on reading where it stopped. False when the log must be opened anew.
  private func takeNew() throws(LogError) -> Bool {
    var bytes: [UInt8] = []
    do throws(SystemError) {
      let size = try file.size()
      guard size >= state.end, size - state.end <= LogLoader.chunk else { return false }
      try file.read(at: state.end, count: size - state.end, into: &bytes)
    } catch { throw .system(error) }
    guard try standsAsRead() else { return false }
    if bytes.isEmpty { return true }
    guard try take(bytes) else { return false }
    if isHandOverDue { handOverTail() }
    return true
  }

  /// Takes the commits in new bytes. False when the bytes are none, and the log is as it was.
  private func take(_ bytes: [UInt8]) throws(LogError) -> Bool {
    // Taken out while it grows: shared, it would be copied as a whole.
    var growing = state
    state = LogState(identity: state.identity)
    defer { state = growing }
    let mark = growing.mark
    let verdict = try Recovery.judge(bytes, into: &growing, reader) { (state) throws(LogError) in
      if let place = state.tail.place(of: state.head) { return try line(state.head, at: place) }
      return try line(state.head)
    }
    guard case .damaged = verdict else { return true }
    growing.goBack(to: mark)
    return false
  }

  /// Whether the last line is still the one that was read. If it is, so are all before it: nothing is cut off
  /// but the end.
  private func standsAsRead() throws(LogError) -> Bool {
    do {
      let event = try line(state.head)
      var known = state.tail.leaf(state.head)
      if known == nil {
        do { known = try index?.hash(StoredHashes.index(level: 0, number: state.head - 1)) } catch {
          return false
        }
      }
      return reader.hash.leaf(event.leaf.span) == known
    } catch {
      if case .system = error { throw error }
      return false
    }
  }
}
