extension Log {
  /// Appends a commit: all of its events or none.
  ///
  /// Once this returns, a crash can't lose them. When it throws, nothing was appended, but for one case: a
  /// write or sync that fails leaves it open, and the log then takes no more commits until it is opened again
  /// (`closedByFailure`), which settles it. A commit whose events all bring an id may then be appended again:
  /// if it is in the log, the answer is the first one, whatever the condition, and nothing is written.
  ///
  /// - Parameters:
  ///   - commit: what to record. Its texts, times and references are checked before anything is written.
  ///   - condition: what must not have come in. The commit's own events do not count.
  ///   - signer: has a key of the commit's actor.
  /// - Returns: the positions of the events.
  /// - Throws: `conflict` when an event in the log stands against the condition: read again and decide again;
  ///   `clockBehind`, `refInUse`, `keyNotEnrolled` and so on when the commit can't stand in the log.
  @discardableResult
  public func append(
    _ commit: NewCommit, if condition: AppendCondition? = nil, signer: some Signer
  ) throws(LogError) -> ClosedRange<Position> {
    var staged: StagedCommit
    switch try stage(commit, if: condition, key: signer.key) {
    case .repeated(let positions): return positions
    case .staged(let commit): staged = commit
    }
    do {
      try staged.seal(signer)
      try file.append(staged.bytes, at: staged.offset)
    } catch {
      takeBack(from: staged.before, after: error)
      throw error
    }
    publish([staged])
    if isHandOverDue { handOverTail() }
    return staged.positions
  }
}
