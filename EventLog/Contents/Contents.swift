public import JSON

/// Closed content, beside the log: one file an event and class, whose folder's permissions are the access
/// control.
///
/// Format of `EventLog/closed/<class>/<event id>.json`, one line: `{"<path in data>":{"salt":"<base64 of 32
/// bytes>","value":<JSON>},…}`. The line of the log holds, in the place of the value,
/// `{"closed":"<class>","digest":"<base64>"}`: the SHA-256 of the salt's bytes, then the value's JSON text in
/// the fixed form.
public struct Contents: Sendable {
  let paths: LogPaths
  let disk: Disk

  init(paths: LogPaths, disk: Disk) {
    self.paths = paths
    self.disk = disk
  }

  /// The closed content of the record in `folder`.
  public init(folder: String) { self.init(paths: LogPaths(folder: folder), disk: .real) }

  /// The classes that this copy has a folder of.
  public var classes: [String] {
    ((try? Calls.names(in: paths.closed)) ?? []).filter { LogIdentity.isCode($0) }
  }

  /// The path of the file for an event and a class; it need not exist.
  public func path(_ contentClass: String, _ id: String) -> String { "\(folder(contentClass))/\(id).json" }

  /// The same, for a class and an id that come from outside: a path must not lead out of the folder.
  private func checked(_ contentClass: String, _ id: String) throws(LogError) -> String {
    guard LogIdentity.isCode(contentClass) else {
      throw .invalid(field: "class", value: contentClass, why: "it is no class of content")
    }
    guard EventID(id) != nil else {
      throw .invalid(field: "id", value: id, why: "it is no id of an event")
    }
    return path(contentClass, id)
  }

  private func folder(_ contentClass: String) -> String { "\(paths.closed)/\(contentClass)" }

  /// The content of an event in a class; nil where none is at hand.
  ///
  /// - Throws: `system` when it can't be read, `damaged` when it is no JSON.
  public func read(_ contentClass: String, _ id: String) throws(LogError) -> JSONValue? {
    let path = try checked(contentClass, id)
    let bytes: [UInt8]?
    do { bytes = try disk.contents(of: path) } catch { throw .system(error) }
    guard let bytes else { return nil }
    do { return try JSONValue.parse(bytes: bytes) } catch {
      throw .damaged(Damage(.start, .content, "'\(path)' is no JSON: \(error)"))
    }
  }

  /// Whether anything is held of an event in a class. It costs a look at the folder, and reads nothing.
  public func isHeld(_ id: String, in contentClass: String) -> Bool {
    Calls.kind(path(contentClass, id)) != nil
  }

  /// Makes durable what was taken away or moved: also by an attempt that failed or ended before its own sync.
  public func settle() throws(LogError) {
    do throws(SystemError) { for contentClass in classes { try synchronize(contentClass) } } catch {
      throw .system(error)
    }
  }

  /// Writes the content of an event, class by class; once this returns, a crash can't lose it.
  ///
  /// Call it before the line that holds the digests is appended.
  public func write(_ content: [String: JSONValue], of id: String) throws(LogError) {
    for contentClass in content.keys { _ = try checked(contentClass, id) }
    do throws(SystemError) {
      for (contentClass, values) in content.sorted(by: { $0.key < $1.key }) {
        try disk.makeFolder(folder(contentClass), mode: 0o700)
        try disk.replace(path(contentClass, id), with: values.bytes + [0x0a], mode: 0o600)
      }
    } catch { throw .system(error) }
  }

  /// Takes content away whose line was not appended.
  public func remove(_ content: [String: JSONValue], of id: String) throws(LogError) {
    for contentClass in content.keys { _ = try checked(contentClass, id) }
    do throws(SystemError) {
      for contentClass in content.keys where Calls.kind(path(contentClass, id)) != nil {
        try disk.remove(path(contentClass, id))
        try disk.synchronizeFolder(folder(contentClass))
      }
    } catch { throw .system(error) }
  }

  /// Destroys named values of an event; the others of its file stay. Durable on return.
  ///
  /// - Returns: whether there was anything to destroy.
  @discardableResult
  public func erase(_ fields: [String], of id: String, in contentClass: String) throws(LogError) -> Bool {
    let members = try read(contentClass, id)?.members ?? []
    let left = members.filter { member in
      !fields.contains { member.name == $0 || member.name.hasPrefix("\($0)/") }
    }
    do throws(SystemError) {
      // First the remains: as long as the file itself is there, it shows that something is left to do.
      try removeRemains(contentClass, id)
      if left.count == members.count {
        try synchronize(contentClass)
      } else if left.isEmpty {
        try disk.remove(path(contentClass, id))
        try synchronize(contentClass)
      } else {
        try disk.replace(path(contentClass, id), with: JSONValue.object(left).bytes + [0x0a], mode: 0o600)
      }
    } catch { throw .system(error) }
    return left.count < members.count
  }

  /// The events whose content of a class is at hand here, in no order.
  public func held(in contentClass: String) -> [String] {
    let names = (try? Calls.names(in: folder(contentClass))) ?? []
    return names.compactMap { $0.hasSuffix(".json") ? String($0.dropLast(5)) : nil }
  }

  /// Makes names durable: also those that an earlier attempt changed, and then failed or ended.
  private func synchronize(_ contentClass: String) throws(SystemError) {
    if Calls.kind(folder(contentClass)) != nil { try disk.synchronizeFolder(folder(contentClass)) }
  }

  /// Removes what an interrupted write of this content left: it holds what is to be no more in this class.
  private func removeRemains(_ contentClass: String, _ id: String) throws(SystemError) {
    let names = (try? Calls.names(in: folder(contentClass))) ?? []
    for name in names where name.hasPrefix("\(id).json.new-") {
      try disk.remove("\(folder(contentClass))/\(name)")
      try disk.synchronizeFolder(folder(contentClass))
    }
  }

  /// Moves the content of an event to another class; nothing is moved where none is at hand. Durable on
  /// return.
  public func move(_ id: String, from contentClass: String, to other: String) throws(LogError) {
    let path = try checked(contentClass, id)
    let target = try checked(other, id)
    do throws(SystemError) {
      if Calls.kind(path) != nil {
        try disk.makeFolder(folder(other), mode: 0o700)
        try disk.rename(path, to: target)
      }
      try synchronize(other)
      try synchronize(contentClass)
      try removeRemains(contentClass, id)
    } catch { throw .system(error) }
  }

  /// A fresh salt for a value's JSON text, and the digest of both, in base64: the same value closed twice has
  /// two digests, so that nobody can tell or guess it.
  public static func seal(_ text: [UInt8]) -> (salt: String, digest: String) {
    let salt = [UInt8].random(32)
    return (Base64.text(salt), Base64.text(digest(salt: salt, text).bytes))
  }

  /// Whether a digest is that of a salt and a value's JSON text.
  public static func holds(digest: String, salt: String, _ text: [UInt8]) -> Bool {
    Self.digest(salt: salt, text)?.base64 == digest
  }

  /// The digest of a salt in base64 and a value's JSON text; nil when the salt is not of 32 bytes.
  static func digest(salt: String, _ text: [UInt8]) -> Digest? {
    guard let salt = Base64.decode(salt), salt.count == 32 else { return nil }
    return digest(salt: salt, text)
  }

  private static func digest(salt: [UInt8], _ text: [UInt8]) -> Digest { Digest.of(salt + text) }
}

extension Log {
  /// The closed content beside this log.
  public var contents: Contents { Contents(paths: paths, disk: disk) }
}
