extension Log {
  /// How long each line of a commit would be, in bytes: before anything is written, and before content lies
  /// beside the log for it. At most `longestLine` are possible.
  ///
  /// - Parameter commit: may lack ids.
  public func lengths(of commit: NewCommit) -> [Int] {
    // All ids are equally long, and so are all seals: a key's id and a signature, in base64.
    let id = EventID.none
    return commit.events.enumerated().map { index, event in
      var line: [UInt8] = []
      Line.writeLeaf(
        event, id: id, position: state.head + 1 + index, time: event.time ?? commit.time, of: commit,
        source: state.identity.source, to: &line)
      if index == commit.events.count - 1 { Line.seal([UInt8](repeating: 0, count: 68), &line) }
      return line.count
    }
  }

  /// The most bytes that a line may have.
  public static var longestLine: Int { Line.limit }
}
