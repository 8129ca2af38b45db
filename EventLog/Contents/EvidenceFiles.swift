/// Files that were handed in as evidence, beside the log.
///
/// An open one is `EventLog/evidence/<SHA-256 in hexadecimal>`; one of a class is
/// `EventLog/evidence/<class>/<event id>`, so that neither its name nor its place tells what it is.
public struct EvidenceFiles: Sendable {
  let paths: LogPaths
  let disk: Disk

  private var folder: String { paths.evidence }

  /// The name of an open file, from its digest.
  public static func name(_ digest: Digest) -> String {
    digest.bytes.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0\(digits)" : digits
    }.joined()
  }

  /// Where the file of an event lies; it need not exist. `contentClass` is nil for what everybody may see.
  public func path(_ contentClass: String?, id: String, digest: Digest) -> String {
    contentClass.map { "\(folder)/\($0)/\(id)" } ?? "\(folder)/\(EvidenceFiles.name(digest))"
  }

  /// Writes a file; once this returns, a crash can't lose it. Call it before the line that names it is
  /// appended.
  public func write(_ bytes: [UInt8], _ contentClass: String?, id: String) throws(LogError) {
    do throws(SystemError) {
      let path = path(contentClass, id: id, digest: .of(bytes))
      try disk.makeFolder(parent(of: path), mode: contentClass == nil ? 0o755 : 0o700)
      try disk.replace(path, with: bytes, mode: contentClass == nil ? 0o644 : 0o600)
    } catch { throw .system(error) }
  }

  /// Whether the file of an event is here, in a class.
  public func isHeld(_ id: String, in contentClass: String) -> Bool {
    Calls.kind("\(folder)/\(contentClass)/\(id)") != nil
  }

  /// Destroys the file of an event in a class, where it is here; durable on return.
  public func remove(_ contentClass: String, id: String) throws(LogError) {
    let path = "\(folder)/\(contentClass)/\(id)"
    guard Calls.kind(path) != nil else { return }
    do throws(SystemError) {
      try disk.remove(path)
      try disk.synchronizeFolder(parent(of: path))
    } catch { throw .system(error) }
  }

  /// Moves the file of an event to another class; nothing is moved where it is not here. Durable on return.
  public func move(
    id: String, digest: Digest, from contentClass: String?, to other: String?
  ) throws(LogError) {
    let (source, target) = (
      path(contentClass, id: id, digest: digest), path(other, id: id, digest: digest)
    )
    guard source != target else { return }
    do throws(SystemError) {
      if Calls.kind(source) != nil {
        try disk.makeFolder(parent(of: target), mode: other == nil ? 0o755 : 0o700)
        try disk.rename(source, to: target)
      }
      // Also where an earlier attempt moved it, and then failed or ended.
      for folder in [parent(of: target), parent(of: source)] where Calls.kind(folder) != nil {
        try disk.synchronizeFolder(folder)
      }
    } catch { throw .system(error) }
  }
}

extension Log {
  /// The evidence beside this log.
  public var evidence: EvidenceFiles { EvidenceFiles(paths: paths, disk: disk) }
}
