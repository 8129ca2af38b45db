internal import JSON

/// The closed content and the evidence of a copy: what its classes allow, and entries have not erased or
/// moved away.
///
/// What a copy is to hold follows from its log and its classes alone; source and copy are where it may be
/// found. So it does not matter where a pull was interrupted.
struct CopiedContent {
  private(set) var brought = 0
  private(set) var removed = 0
  /// Files of the source that are not what the log says.
  private(set) var unfit: Set<String> = []

  private let log: Log
  /// Without `open`.
  private let classes: [String]
  private var fates: [String: Fate] = [:]

  /// What entries decided about an event's content.
  private struct Fate {
    var erased: [String] = []
    var moves: [(from: String, to: String)] = []
    var last = Position.start

    /// The class that has now what was of `contentClass`. What is released to everybody stands in the
    /// releasing entry; its content stays where it lies.
    func contentClass(_ contentClass: String, isEvidence: Bool = false) -> String {
      moves.reduce(contentClass) { now, move in
        move.from == now && (move.to != "open" || isEvidence) ? move.to : now
      }
    }

    func isErased(_ path: String) -> Bool { erased.contains { path == $0 || path.hasPrefix("\($0)/") } }
  }

  init(_ log: Log, classes: [String]) throws(PullError) {
    self.log = log
    self.classes = classes.filter { $0 != "open" }
    do throws(LogError) {
      let types = [RecordEvent.contentErased, RecordEvent.contentReleased]
      for event in try log.events(matching: Query(types: types)) {
        let data = try Self.data(of: event)
        guard let entry = data["entry"]?.string else { continue }
        var fate = fates[entry] ?? Fate()
        fate.last = event.position
        if event.isOfType(RecordEvent.contentErased) {
          fate.erased += data["fields"]?.array?.compactMap(\.string) ?? []
        } else if let from = data["from"]?.string, let to = data["to"]?.string {
          fate.moves.append((from, to))
        }
        fates[entry] = fate
      }
    } catch { throw .log(error) }
  }

  private static func data(of event: RecordedEvent) throws(LogError) -> JSONValue {
    do { return try JSONValue.parse(bytes: event.data) } catch {
      throw .damaged(Damage(event.position, .line, "its data is no JSON: \(error)"))
    }
  }

  /// Takes away what the copy is not to hold, and moves what has another class now. It needs no source.
  mutating func settle(after position: Position) throws(PullError) {
    do throws(LogError) {
      try dropClasses()
      for (entry, fate) in fates where fate.last > position {
        if let event = try log.event(id: entry) { try place(event, from: nil) }
      }
    } catch { throw .log(error) }
  }

  /// Brings what the entries after a position concern.
  mutating func bring(from source: LogPaths, after position: Position) throws(PullError) {
    do throws(LogError) {
      var cursor = try log.cursor(after: position)
      while let event = try cursor.next() { try place(event, from: source) }
      for (entry, fate) in fates where fate.last > position {
        guard let event = try log.event(id: entry), event.position <= position else { continue }
        try place(event, from: source)
      }
    } catch {
      // Files that may not be read though their folder may.
      if case .system(let failure) = error, failure.code == accessDenied,
        failure.path.hasPrefix("\(source.folder)/")
      {
        let parts = failure.path.dropFirst(source.eventLog.utf8.count + 1).split(separator: "/")
        throw .notPermitted(
          contentClass: parts.count > 2 ? String(parts[1]) : "open", path: failure.path)
      }
      throw .log(error)
    }
  }

  private mutating func place(_ event: RecordedEvent, from source: LogPaths?) throws(LogError) {
    let isEvidence = event.isOfType(RecordEvent.evidenceAdded)
    guard isEvidence || event.dataSpan.contains(#""closed":""#, lookingFor: 8) else { return }
    let data = try Self.data(of: event)
    let references: [ClosedReference]
    do { references = try ClosedReference.all(in: data) } catch {
      throw .damaged(Damage(event.position, .line, error.says))
    }
    try placeContent(event.id, references, from: source)
    if isEvidence { try placeEvidence(event.id, data, references, from: source) }
  }

  // MARK: Closed content

  private mutating func placeContent(
    _ id: String, _ references: [ClosedReference], from source: LogPaths?
  ) throws(LogError) {
    guard !references.isEmpty else { return }
    let contents = log.contents
    var own: [String: JSONValue] = [:]
    for contentClass in classes { own[contentClass] = (try? contents.read(contentClass, id)) ?? nil }
    let fate = fates[id] ?? Fate()
    // First what is new, then what goes: in between it may be there twice, and never not at all.
    var leaving: [(contentClass: String, content: JSONValue)] = []
    for contentClass in classes {
      let wanted = references.filter {
        fate.contentClass($0.contentClass) == contentClass && !fate.isErased($0.path)
      }
      let theirs = wanted.isEmpty ? nil : try read(contentClass, id, from: source)
      var content: JSONValue = .object([])
      for reference in wanted {
        let found = ([theirs] + classes.map { own[$0] }).lazy.compactMap { $0?[reference.path] }
          .first { Self.fits($0, reference) }
        if let found { content[reference.path] = found }
        if let field = theirs?[reference.path], !Self.fits(field, reference) {
          unfit.insert("closed/\(contentClass)/\(id).json")
        }
      }
      if content.bytes == own[contentClass]?.bytes { continue }
      if content.members?.isEmpty == false {
        try contents.write([contentClass: content], of: id)
        if theirs != nil { brought += 1 }
      } else if Calls.kind(contents.path(contentClass, id)) != nil {
        leaving.append((contentClass, content))
      }
    }
    for (contentClass, content) in leaving {
      try contents.remove([contentClass: content], of: id)
      removed += 1
    }
  }

  private mutating func read(
    _ contentClass: String, _ id: String, from source: LogPaths?
  ) throws(LogError) -> JSONValue? {
    guard let source else { return nil }
    do { return try Contents(paths: source, disk: .real).read(contentClass, id) } catch {
      guard case .damaged = error else { throw error }
      unfit.insert("closed/\(contentClass)/\(id).json")
      return nil
    }
  }

  private static func fits(_ field: JSONValue, _ reference: ClosedReference) -> Bool {
    guard let salt = field["salt"]?.string, let value = field["value"] else { return false }
    return Contents.holds(digest: reference.digest.base64, salt: salt, value.bytes)
  }

  // MARK: Evidence

  private mutating func placeEvidence(
    _ id: String, _ data: JSONValue, _ references: [ClosedReference], from source: LogPaths?
  ) throws(LogError) {
    guard let digest = data["digest"]?.string.flatMap({ Digest(base64: $0) }) else { return }
    let files = log.evidence
    let fate = fates[id] ?? Fate()
    let now = fate.contentClass(data["class"]?.string ?? "open", isEvidence: true)
    // With all that an entry says of it, the file itself is erased.
    let isErased = now != "open" && !references.isEmpty && references.allSatisfy { fate.isErased($0.path) }
    let folder = now == "open" ? nil : now
    if !isErased, folder == nil || classes.contains(now) {
      let path = files.path(folder, id: id, digest: digest)
      if try content(path, digest, isOurs: true) == nil {
        var bytes: [UInt8]?
        for contentClass in classes where bytes == nil {
          bytes = try content(files.path(contentClass, id: id, digest: digest), digest, isOurs: true)
        }
        if bytes == nil, let source {
          let theirs = EvidenceFiles(paths: source, disk: .real).path(folder, id: id, digest: digest)
          bytes = try content(theirs, digest, isOurs: false)
          if bytes != nil { brought += 1 }
        }
        if let bytes { try files.write(bytes, folder, id: id) }
      }
    }
    for contentClass in classes where contentClass != now || isErased {
      guard Calls.kind(files.path(contentClass, id: id, digest: digest)) != nil else { continue }
      try files.remove(contentClass, id: id)
      removed += 1
    }
  }

  /// The bytes of a file, if they are what the log says.
  private mutating func content(
    _ path: String, _ digest: Digest, isOurs: Bool
  ) throws(LogError) -> [UInt8]? {
    let bytes: [UInt8]?
    do { bytes = try Disk.real.contents(of: path) } catch { throw .system(error) }
    guard let bytes, Digest.of(bytes) != digest else { return bytes }
    if !isOurs { unfit.insert(path.split(separator: "/").suffix(3).joined(separator: "/")) }
    return nil
  }

  // MARK: Classes

  /// Removes the folders of classes that the copy is not to hold, and what interrupted writes left.
  private mutating func dropClasses() throws(LogError) {
    for folder in [log.paths.closed, log.paths.evidence] {
      for name in (try? Calls.names(in: folder)) ?? [] {
        let path = "\(folder)/\(name)"
        if name.contains(".new-") {
          try remove(path, from: folder)
        } else if Calls.kind(path)?.isFolder == true {
          try empty(path, wholly: !classes.contains(name))
        }
      }
    }
  }

  private mutating func empty(_ folder: String, wholly: Bool) throws(LogError) {
    let names: [String]
    do { names = try Calls.names(in: folder) } catch {
      throw .system(SystemError(operation: "list", path: folder, code: error.code))
    }
    for name in names where wholly || name.contains(".new-") {
      try remove("\(folder)/\(name)", from: folder)
      if wholly { removed += 1 }
    }
    guard wholly else { return }
    do throws(SystemError) { try log.disk.removeFolder(folder) } catch { throw .system(error) }
  }

  private func remove(_ path: String, from folder: String) throws(LogError) {
    do throws(SystemError) {
      try log.disk.remove(path)
      try log.disk.synchronizeFolder(folder)
    } catch { throw .system(error) }
  }
}
