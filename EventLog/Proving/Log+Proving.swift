extension Log {
  /// The signed note of the last seal: origin, size and root, with the signature of who made the last commit.
  ///
  /// Printed in minutes, it proves later that the log up to here is what it was.
  ///
  /// - Parameter size: the last line of an earlier commit, whose own seal it is then; the head where it
  /// is nil.
  public func checkpoint(at size: Position? = nil) throws(LogError) -> SignedNote {
    // A reader may see a commit that is not durable yet, and what leaves the process must be.
    if writer == nil { do { try file.synchronizeData() } catch { throw .system(error) } }
    let size = size ?? head
    let last = try line(size.rawValue)
    guard let raw = last.seal.flatMap({ Base64.decode($0) }) else {
      throw .damaged(Damage(size, .seal, "the commit has no seal"))
    }
    let text = Checkpoint(origin: origin, size: UInt64(size.rawValue), root: try root(at: size)).text
    let id = raw.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return SignedNote(
      text: text,
      signatures: [.init(name: "\(origin)/\(last.actor)", keyID: id, bytes: Array(raw.dropFirst(4)))])
  }

  /// The root over the first `size` leaves.
  ///
  /// - Precondition: `size` is not beyond the head.
  /// - Complexity: O(log size).
  public func root(at size: Position) throws(LogError) -> Digest {
    precondition(size <= head, "the log has \(head) lines, so it has no root at \(size)")
    if size == head { return state.tree.root(reader.hash) }
    if size == .start { return Digest.of([]) }
    return try TreeReader.root(0, size.rawValue, reader.hash) { (place) throws(LogError) in try hash(place) }
  }

  /// Proof that the event at `position` is in the log up to and with `size`.
  public func inclusionProof(of position: Position, in size: Position) throws(LogError) -> InclusionProof {
    precondition(position > .start && position <= size && size <= head, "no event \(position) of \(size)")
    let index = position.rawValue - 1
    let path = try TreeReader.inclusion(index, 0, size.rawValue, reader.hash) { (place) throws(LogError) in
      try hash(place)
    }
    return InclusionProof(index: UInt64(index), size: UInt64(size.rawValue), path: path)
  }

  /// Proof that the log up to `newer` begins with the log up to `older`.
  public func consistencyProof(from older: Position, to newer: Position) throws(LogError) -> ConsistencyProof
  {
    precondition(older > .start && older <= newer && newer <= head, "no proof from \(older) to \(newer)")
    let path = try TreeReader.consistency(older.rawValue, newer.rawValue, reader.hash) {
      (place) throws(LogError) in try hash(place)
    }
    return ConsistencyProof(older: UInt64(older.rawValue), newer: UInt64(newer.rawValue), path: path)
  }

  /// A proof for one event that stands by itself, under the checkpoint of the last seal; it carries the leaf,
  /// the line without its seal, as `extra`.
  ///
  /// What it proves is durable before it is returned.
  public func proof(of position: Position) throws(LogError) -> EntryProof {
    let inclusion = try inclusionProof(of: position, in: head)
    return EntryProof(
      index: inclusion.index, path: inclusion.path, extra: try line(position.rawValue).leaf,
      checkpoint: try checkpoint().bytes)
  }

  /// The keys that were ever enrolled, in the order of their enrolment.
  public var keys: [EnrolledKey] {
    state.keys.entries.map { entry in
      EnrolledKey(
        key: entry.key, enrolled: Position(entry.enrolled), revoked: entry.revoked.map { Position($0) })
    }
  }
}

/// A key of the log, and for how long it may seal.
public struct EnrolledKey: Equatable, Sendable {
  /// The public key, with its name.
  public let key: VerifierKey
  /// The event that enrolled it.
  public let enrolled: Position
  /// The event that revoked it: its later seals are refused, its earlier ones hold.
  public let revoked: Position?

  /// Whose it is; `recovery` for the recovery key.
  public var person: String { key.person }
}
