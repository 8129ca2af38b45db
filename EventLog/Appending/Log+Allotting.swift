extension Log {
  /// An id for an event that is about to be appended at a time: for content that must lie beside the log
  /// before its line does.
  ///
  /// - Throws: `readOnly` when the log is not open for writing.
  public func newEventID(at time: Int64) throws(LogError) -> String {
    guard let id = writer?.ids.next(at: time) else { throw .readOnly(paths.log) }
    return id.text
  }

  /// Whether a commit has this reference.
  public func contains(ref: String) throws(LogError) -> Bool { try range(of: ref) != nil }

  /// Whether any event has this tag.
  public func contains(tag: String) throws(LogError) -> Bool {
    try !positions(matching: Query(tags: [tag]), after: 0, upTo: state.head, limit: 1).isEmpty
  }
}
