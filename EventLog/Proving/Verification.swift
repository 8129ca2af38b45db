/// What a check of the whole log found.
public struct Verification: Sendable {
  /// Closed fields, by where their content is.
  public struct ContentCount: Equatable, Sendable {
    /// Here, and what was recorded. Content that was released to everybody stands in the log itself, and
    /// counts.
    public var held: Int
    /// Not in this copy, as it may be withheld.
    public var absent: Int
    /// Erased by a decision that stands in the log.
    public var erased: Int
  }

  /// How many lines hold.
  public let events: Int
  /// How many commits hold.
  public let seals: Int
  /// The root over all lines that hold.
  public let head: Digest
  /// Where the content of closed fields is.
  public let contents: ContentCount
  /// Events whose content was to be erased and is here still.
  public let stillHeld: [String]
  /// How many bytes follow of a write that was never acknowledged. They are no part of the log, and no
  /// damage: the next writer moves them aside.
  public let unfinished: Int
  /// The first thing that is not as it was written; nil when all is.
  public let problem: Damage?
  /// What the log was compared with, and goes on from; nil where no checkpoint was given, or it does not.
  public let compared: Comparison?

  /// A checkpoint from elsewhere that holds for a log.
  public struct Comparison: Equatable, Sendable {
    /// The number of lines that it commits to.
    public let size: Int
    /// The people whose keys signed it, as the log enrolled them.
    public let signers: [String]
    /// When the last of the lines was recorded, in Unix milliseconds; nil for a checkpoint of no lines.
    public let recorded: Int64?
  }
}

extension Log {
  /// Checks every line, seal, key and content of a record, and trusts neither the index nor anything else
  /// that can be made anew.
  ///
  /// - Parameters:
  ///   - folder: the record's.
  ///   - checkpoint: a signed checkpoint of this log from elsewhere, such as minutes: the whole note. What is
  ///     in the log must begin with what it commits to. Without one nobody can tell that the newest lines
  ///     were cut off, or all of the log rewritten by somebody who has its keys.
  ///   - progress: is told how many lines have been checked.
  /// - Throws: only what keeps the log from being checked. What is wrong with it is in the answer's
  ///   `problem`.
  /// - Complexity: O(size), with all processors; memory does not grow with the log. A processor verifies some
  ///   10,000 signatures a second.
  public static func verify(
    _ folder: String, against checkpoint: [UInt8]? = nil, progress: (Int) -> Void = { _ in }
  ) throws(LogError) -> Verification {
    let paths = LogPaths(folder: folder)
    let synced = syncedHead(paths)
    let loader: LogLoader
    do { loader = try LogLoader(paths, .reading, cache: nil, disk: .real) } catch {
      guard case .damaged(let damage) = error else { throw error }
      return Verification(
        events: 0, seals: 0, head: .of([]), contents: .init(held: 0, absent: 0, erased: 0), stillHeld: [],
        unfinished: 0, problem: damage, compared: nil)
    }
    let unmet = try Witness(checkpoint, synced?.of(loader.identity), origin: loader.identity.origin)
    let unseen = ContentCheck(Contents(folder: folder))
    var (witness, content) = (unmet, unseen)
    let walk = try CommitWalk.run(
      loader.identity, loader.reader, loader.file, size: try loader.size(),
      begin: { (witness, content) = (unmet, unseen) },
      visit: { (commit) throws(Damage) in
        for event in commit.ofContents { try content.take(event) }
        try witness.take(commit)
        progress(commit.head)
      })
    let (count, stillHeld) = content.result()
    var problem = walk.damage
    if problem == nil { problem = try witness.problem(head: walk.head, keys: walk.keys) }
    return Verification(
      events: walk.head, seals: walk.seals, head: walk.root, contents: count, stillHeld: stillHeld,
      unfinished: walk.unfinished, problem: problem,
      compared: problem == nil ? try witness.comparison(keys: walk.keys) : nil)
  }
}

/// What is known of the log from elsewhere: a checkpoint, and the head that was durable on this machine.
private struct Witness {
  private let note: SignedNote?
  private let checkpoint: Checkpoint?
  private let synced: SyncedHead?
  /// The commit that ends at the checkpoint's size, and whether a commit ends where the head was durable.
  private var met: CommitWalk.Commit?
  private var isSyncedMet = false
  /// The log's root at the checkpoint's size is another.
  private var other: Damage?

  init(_ bytes: [UInt8]?, _ synced: SyncedHead?, origin: String) throws(LogError) {
    self.synced = synced
    guard let bytes else {
      note = nil
      checkpoint = nil
      return
    }
    do throws(NoteError) {
      let note = try SignedNote(bytes)
      let checkpoint = try Checkpoint(note.text)
      guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
        throw .otherOrigin(expected: origin, found: checkpoint.origin)
      }
      self.note = note
      self.checkpoint = checkpoint
    } catch { throw .note(error) }
  }

  mutating func take(_ commit: CommitWalk.Commit) throws(Damage) {
    let (position, root) = (commit.head, commit.root)
    if let checkpoint, checkpoint.size == UInt64(position) {
      met = commit
      // Said only when the note's signature holds: a forged checkpoint is no evidence against a log.
      if checkpoint.root != root {
        other = Damage(
          Position(position), .history,
          "this line, or one above it, is not what the checkpoint commits to: the log has another history")
      }
    }
    guard let synced, synced.position == position else { return }
    isSyncedMet = true
    if synced.root != root { throw Self.otherThanDurable(position) }
  }

  private static func otherThanDurable(_ position: Int) -> Damage {
    Damage(
      Position(position), .history, "this line, or one above it, is not what was durable on this machine")
  }

  /// What the log goes on from.
  func comparison(keys: KeyRing) throws(LogError) -> Verification.Comparison? {
    guard let checkpoint, let note else { return nil }
    let known = keys.entries.map(\.key)
    let names: [String]
    do { names = try note.verify(known: known) } catch { throw .note(error) }
    let signers = names.map { name in
      known.first { $0.name.utf8.elementsEqual(name.utf8) }?.person ?? name
    }
    return Verification.Comparison(size: Int(checkpoint.size), signers: signers, recorded: met?.time)
  }

  func problem(head: Int, keys: KeyRing) throws(LogError) -> Damage? {
    if let checkpoint, let note {
      do { _ = try note.verify(known: keys.entries.map(\.key)) } catch {
        guard case .unknownSigners(let names) = error else { throw .note(error) }
        return Damage(
          .start, .history,
          "the checkpoint is signed by '\(names.joined(separator: "', '"))', whose keys "
            + "this log never enrolled"
        )
      }
      if let other { return other }
      if checkpoint.size > UInt64(head) {
        return Damage(
          Position(head + 1), .history,
          "the log ends before it, but the checkpoint commits to \(checkpoint.size) lines")
      }
      if met == nil && checkpoint.size > 0 {
        return Damage(
          Position(Int(checkpoint.size)), .history,
          "the checkpoint ends there, and no commit does: the log has another history")
      }
    }
    guard let synced, synced.position > 0, !isSyncedMet else { return nil }
    // A commit that goes over it is of another history as well.
    guard synced.position > head else { return Self.otherThanDurable(synced.position) }
    return Damage(
      Position(head + 1), .history,
      "the log ends before it, but \(synced.position) lines were durable on this machine")
  }
}
