internal import JSON

/// Compares the content beside the log with what the lines say of it.
struct ContentCheck {
  private struct Missing {
    let id: String
    let path: String
    let digest: Digest
  }

  private let contents: Contents
  private let classes: [String]
  private var held = 0
  private var missing: [Missing] = []
  /// The paths erased of each event; an empty list stands for all.
  private var erased: [String: [String]] = [:]
  /// What was released to everybody: event, path and digest, as one hash each.
  private var released: Set<Digest> = []
  /// The same of all that was closed, so that a release can be held against it.
  private var closed: Set<Digest> = []
  private var heldIDs: Set<String> = []

  init(_ contents: Contents) {
    self.contents = contents
    classes = contents.classes
  }

  /// Whether an event of this type and data has content beside the log, or says something of others'.
  static func concerns(_ type: Span<UInt8>, _ data: Span<UInt8>) -> Bool {
    // There are far fewer colons in data than letters or quotes.
    type.equals(RecordEvent.contentErased.utf8.span) || type.equals(RecordEvent.contentReleased.utf8.span)
      || data.contains(#""closed":""#, lookingFor: 8)
  }

  /// Takes an event that this concerns: its own content, and what it says of others'.
  mutating func take(_ event: RecordedEvent) throws(Damage) {
    let isErasing = event.isOfType(RecordEvent.contentErased)
    let isReleasing = event.isOfType(RecordEvent.contentReleased)
    let data: JSONValue
    let references: [ClosedReference]
    do {
      data = try JSONValue.parse(bytes: event.data)
      references = try ClosedReference.all(in: data)
    } catch {
      let says = (error as? RecordProblem)?.says ?? "\(error)"
      throw Damage(event.position, .line, says)
    }
    if let entry = data["entry"]?.string {
      if isErasing {
        let fields = data["fields"]?.array?.compactMap(\.string) ?? []
        erased[entry] = fields.isEmpty || erased[entry] == [] ? [] : (erased[entry] ?? []) + fields
      }
      if isReleasing, data["to"]?.string == "open" { try checkRelease(of: entry, data, event) }
    }
    if !references.isEmpty { try check(references, of: event) }
  }

  private mutating func check(_ references: [ClosedReference], of event: RecordedEvent) throws(Damage) {
    let id = event.id
    var files: [String: JSONValue] = [:]
    for reference in references {
      guard LogIdentity.isCode(reference.contentClass) else {
        throw Damage(event.position, .line, "'\(reference.contentClass)' is no class of content")
      }
      closed.insert(Self.key(id, reference.path, reference.digest))
      // Content may have been moved to another class since; there it proves the same.
      var field: JSONValue?
      var place = reference.contentClass
      for contentClass in [reference.contentClass] + classes where field == nil {
        if files[contentClass] == nil { files[contentClass] = try read(contentClass, id, event.position) }
        field = files[contentClass]?[reference.path]
        place = contentClass
      }
      guard let field else {
        missing.append(Missing(id: id, path: reference.path, digest: reference.digest))
        continue
      }
      guard let salt = field["salt"]?.string, let value = field["value"],
        Contents.holds(digest: reference.digest.base64, salt: salt, value.bytes)
      else {
        throw Damage(
          event.position, .content,
          "the content of '\(reference.path)' of '\(event.ref)', class '\(place)', is not what was recorded: "
            + "its digest is another; put back 'EventLog/closed/\(place)/\(id).json' from a copy")
      }
      held += 1
      heldIDs.insert(id)
    }
  }

  /// Compares what an event opens to everybody with what was closed: its digest must be the same.
  private mutating func checkRelease(
    of entry: String, _ data: JSONValue, _ event: RecordedEvent
  ) throws(Damage) {
    for member in data["contents"]?.members ?? [] {
      guard let salt = member.value["salt"]?.string, let value = member.value["value"],
        let digest = Contents.digest(salt: salt, value.bytes),
        closed.contains(Self.key(entry, member.name, digest))
      else {
        let ref = event.tags.first { $0.hasPrefix("entry/") }.map { String($0.dropFirst(6)) } ?? entry
        throw Damage(
          event.position, .content,
          "the content of '\(member.name)' of '\(ref)' that this line opens is not what was recorded: "
            + "its digest is another")
      }
      released.insert(Self.key(entry, member.name, digest))
    }
  }

  private static func key(_ id: String, _ path: String, _ digest: Digest) -> Digest {
    .of(Array(id.utf8) + digest.bytes + Array(path.utf8))
  }

  private func read(_ contentClass: String, _ id: String, _ position: Position) throws(Damage) -> JSONValue {
    do { return try contents.read(contentClass, id) ?? .object([]) } catch {
      guard case .damaged(let damage) = error else { throw Damage(position, .content, "\(error)") }
      throw Damage(position, .content, damage.says)
    }
  }

  /// Tells what was erased from what is not in this copy.
  func result() -> (count: Verification.ContentCount, stillHeld: [String]) {
    var count = Verification.ContentCount(held: held, absent: 0, erased: 0)
    for field in missing {
      if let paths = erased[field.id], paths.isEmpty || paths.contains(where: { covers($0, field.path) }) {
        count.erased += 1
      } else if released.contains(Self.key(field.id, field.path, field.digest)) {
        count.held += 1
      } else {
        count.absent += 1
      }
    }
    return (count, heldIDs.filter { erased[$0] == [] }.sorted())
  }

  /// Whether erasing what is at `path` erases what is at `field`: the same, or below it.
  private func covers(_ path: String, _ field: String) -> Bool {
    field == path || field.hasPrefix("\(path)/")
  }
}
