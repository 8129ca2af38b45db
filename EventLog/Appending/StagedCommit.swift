/// A commit that has its place in the history but is not on the disk: its lines are written, but for the
/// seal.
///
/// The leaves do not hold the seal, so that the next commit can be staged before this one is sealed.
struct StagedCommit {
  /// The positions of its events.
  let positions: ClosedRange<Position>
  /// The root over all leaves up to its last one.
  let root: Digest
  /// The log as it was before it.
  let before: LogState.Mark
  /// The names of the files beside the log of which it tells.
  let filesTold: [String]
  /// Its lines. Whole when it is sealed.
  private(set) var bytes: [UInt8]
  private let origin: String

  init(
    _ positions: ClosedRange<Position>, _ bytes: [UInt8], origin: String, root: Digest,
    before: LogState.Mark, filesTold: [String]
  ) {
    self.positions = positions
    self.bytes = bytes
    self.origin = origin
    self.root = root
    self.before = before
    self.filesTold = filesTold
  }

  /// Where its first line begins in the file.
  var offset: Int { before.end }

  /// Signs, and puts the seal into the last line. It needs nothing of the log, and may take its time
  /// elsewhere.
  mutating func seal(_ signer: some Signer) throws(LogError) {
    let checkpoint = Checkpoint(
      origin: origin, size: UInt64(positions.upperBound.rawValue), root: root)
    let signature: [UInt8]
    do { signature = try signer.sign(checkpoint.text) } catch { throw .key(error) }
    guard signature.count == 64 else {
      throw .key(.signing("it gave \(signature.count) bytes, an Ed25519 signature has 64"))
    }
    bytes.removeLast()
    Line.seal(SignedNote.Signature(name: signer.key.name, keyID: signer.key.id, bytes: signature).raw, &bytes)
    bytes.append(0x0a)
  }
}

extension OpenFile {
  /// Appends whole commits at the log's end, and makes them durable.
  ///
  /// - Throws: `system` when nothing of them is in the log; `closedByFailure` when nobody knows what is.
  func append(_ commits: [UInt8], at end: Int) throws(LogError) {
    do { try write(commits.span, at: end) } catch {
      // What was written of it is cut off again. When that fails too, nobody knows what is there.
      do { try truncate(to: end) } catch let second { throw .closedByFailure(second) }
      throw .system(error)
    }
    do { try synchronizeData() } catch { throw .closedByFailure(error) }
  }
}
