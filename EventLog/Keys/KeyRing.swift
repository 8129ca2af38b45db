/// The keys that may seal, as the log enrols and revokes them.
struct KeyRing: Equatable, Sendable {
  struct Entry: Equatable, Sendable {
    let key: VerifierKey
    /// The position of the event that enrolled it.
    let enrolled: Int
    /// The position of the event that revoked it.
    var revoked: Int?
  }

  private(set) var entries: [Entry] = []

  init() {}

  init(_ entries: [Entry]) { self.entries = entries }

  /// The key with which `actor` may seal a commit that begins at `first`.
  ///
  /// What counts is what stood before the commit, so that a commit which revokes its own key still holds;
  /// only the first commit is sealed by a key that it enrols itself.
  func key(of actor: String, id: UInt32, sealing first: Int) -> Result<VerifierKey, Refusal> {
    let candidates = entries.filter { entry in
      entry.key.id == id && entry.key.person.utf8.elementsEqual(actor.utf8)
        && (entry.enrolled < first || (first == 1 && entry.enrolled == 1))
    }
    guard let entry = candidates.last else { return .failure(.notEnrolled) }
    if let revoked = entry.revoked, revoked < first { return .failure(.revoked) }
    return .success(entry.key)
  }

  enum Refusal: Error {
    case notEnrolled, revoked
  }

  /// Takes what an event says about keys, if it does.
  mutating func take(
    type: String, fields: () throws(RecordProblem) -> RecordFields, position: Int, origin: String
  ) throws(RecordProblem) {
    switch type {
    case RecordEvent.opened:
      let fields = try fields()
      let key = try fields.key("key")
      guard key.person != RecordEvent.recovery else {
        throw RecordProblem(says: "its first key must be a person's, not the recovery key")
      }
      try enrol(key, position, origin)
      let recovery = try fields.key("recoveryKey")
      guard recovery.person == RecordEvent.recovery else {
        throw RecordProblem(says: "the name of its recovery key must end in '/\(RecordEvent.recovery)'")
      }
      try enrol(recovery, position, origin)
    case RecordEvent.keyEnrolled:
      try enrol(try fields().key("key"), position, origin)
    case RecordEvent.keyRevoked:
      let key = try fields().key("key")
      guard let index = entries.firstIndex(where: { $0.key == key }) else {
        throw RecordProblem(says: "it revokes the key '\(key)', which was never enrolled")
      }
      guard entries[index].revoked == nil else {
        throw RecordProblem(says: "it revokes the key '\(key)', which is revoked already")
      }
      entries[index].revoked = position
    default: break
    }
  }

  private mutating func enrol(_ key: VerifierKey, _ position: Int, _ origin: String) throws(RecordProblem) {
    guard key.kind == .note else {
      throw RecordProblem(says: "the key '\(key)' is of a kind that can't seal")
    }
    guard key.name.utf8.elementsEqual("\(origin)/\(key.person)".utf8), Line.isToken(key.person.utf8.span)
    else {
      throw RecordProblem(says: "the key's name '\(key.name)' is not '\(origin)/' and a person")
    }
    guard !entries.contains(where: { $0.key.publicKey == key.publicKey }) else {
      throw RecordProblem(says: "the key '\(key)' was enrolled before; a person needs a key of their own")
    }
    entries.append(Entry(key: key, enrolled: position))
  }
}
