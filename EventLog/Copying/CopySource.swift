/// The record that a copy is made from. It is read and never written, and nothing in it is trusted.
struct CopySource: ~Copyable {
  let paths: LogPaths
  let file: OpenFile
  let identity: LogIdentity
  /// The length of the log when it was opened: what is written later comes with the next pull.
  let size: Int

  /// - Throws: `log(.notBegun)` when it has no entry, `sourceDamaged` when its first one is damaged.
  init(_ folder: String) throws(PullError) {
    do { try self.init(reading: LogPaths(folder: folder)) } catch {
      guard case .damaged(let damage) = error else { throw .log(error) }
      throw .sourceDamaged(source: folder, damage, head: .start)
    }
  }

  private init(reading paths: LogPaths) throws(LogError) {
    let loader = try LogLoader(paths, .reading, cache: nil, disk: .real)
    let size = try loader.size()
    let parts = loader.parts()
    self.init(paths, parts.file, parts.identity, size)
  }

  private init(_ paths: LogPaths, _ file: consuming OpenFile, _ identity: LogIdentity, _ size: Int) {
    self.paths = paths
    self.file = file
    self.identity = identity
    self.size = size
  }

  /// Has the source's system write what was read to its disk: a commit that a power cut takes from the source
  /// must not be in a copy. Where nothing can be written, nothing is in doubt.
  func settle() throws(LogError) {
    do { try file.synchronizeData() } catch {
      if [readOnlyFileSystem, invalidArgument].contains(error.code) { return }
      throw .system(error)
    }
  }

  /// Checks that the content of some classes is there to be read.
  func require(_ classes: [String]) throws(PullError) {
    let note: CopyNote?
    do { note = try CopyNote(in: paths.folder) } catch { throw .log(error) }
    try readable(paths.evidence, "open")
    for contentClass in classes where contentClass != "open" {
      if let note, !note.classes.contains(contentClass) {
        throw .notHeld(contentClass: contentClass, source: paths.folder)
      }
      for folder in [paths.closed, paths.evidence] {
        try readable(folder, contentClass)
        try readable("\(folder)/\(contentClass)", contentClass)
      }
    }
  }

  private func readable(_ folder: String, _ contentClass: String) throws(PullError) {
    guard Calls.kind(folder) != nil else { return }
    let isListed = (try? Calls.names(in: folder)) != nil
    // A folder may be listed and its files out of reach all the same.
    guard isListed, Calls.kind("\(folder)/.") != nil else {
      throw .notPermitted(contentClass: contentClass, path: folder)
    }
  }
}
